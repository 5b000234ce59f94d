#include "crawler/run/reader_mark.h"

#include <fmt/format.h>

#include "core/hash.h"
#include "crawler/page/reader_version.h"

namespace duwang::crawler {
namespace {

// A list of lists, so written that no two of them look alike.
class RuleText {
  public:
    void add(const std::vector<std::string>& words) {
        text_ += fmt::format("{}:", words.size());
        for (const std::string& word : words) add(word);
    }
    void add(const std::string& word) { text_ += fmt::format("{}:{},", word.size(), word); }
    void add(std::int64_t number) { text_ += fmt::format("{};", number); }
    const std::string& str() const { return text_; }

  private:
    std::string text_;
};

void add_marks(RuleText& text, const MarkRules& rules) {
    text.add(rules.provinces);
    for (const auto* words : {&rules.site_map, &rules.find_error, &rules.find_error_files,
                              &rules.phone_labels, &rules.mail_labels, &rules.contact_links,
                              &rules.footer_names, &rules.accessibility, &rules.accessibility_files,
                              &rules.libraries, &rules.library_hosts, &rules.rewriting_proxies})
        text.add(*words);
}

void add_lists(RuleText& text, const ListRules& rules) {
    for (const auto* words :
         {&rules.side_names, &rules.side_headings, &rules.business_heads, &rules.published_heads,
          &rules.empty_phrases, &rules.sticky_words, &rules.next_words, &rules.last_words,
          &rules.pager_calls, &rules.page_variables, &rules.record_variables, &rules.size_variables,
          &rules.static_variables, &rules.title_fields, &rules.date_fields, &rules.url_fields,
          &rules.total_fields, &rules.page_total_fields})
        text.add(*words);
    text.add(static_cast<std::int64_t>(rules.addresses_max));
}

void add_articles(RuleText& text, const ArticleRules& rules) {
    for (const auto* sets : {&rules.elements, &rules.dates})
        for (const LabelSet& set : *sets) {
            text.add(set.key);
            text.add(set.labels);
        }
    for (const auto* words :
         {&rules.source, &rules.crumb, &rules.crumb_names, &rules.content_names, &rules.title_names,
          &rules.related_names, &rules.interpretations, &rules.documents, &rules.related,
          &rules.beside_heads, &rules.extensions, &rules.icon_paths, &rules.download_words,
          &rules.organ_ends})
        text.add(*words);
    text.add(std::int64_t{rules.backdated_days});
}

// A page that was none but a wall is not among the stored ones: the wall's rules count too.
void add_walls(RuleText& text, const WallOptions& walls) {
    for (const auto* words : {&walls.codes, &walls.shell_codes, &walls.vendor_cookies,
                              &walls.vendor_headers, &walls.phrases, &walls.json_phrases})
        text.add(*words);
    text.add(walls.shell_bytes_max);
    text.add(std::int64_t{walls.shell_chars_max});
    text.add(std::int64_t{walls.notice_chars_max});
    text.add(walls.tiny_bytes_max);
}

// Of a file as much is read as it may cost.
void add_files(RuleText& text, const DocumentOptions& options) {
    text.add(options.file_bytes_max);
    text.add(options.inflated_bytes_max);
    text.add(options.text_bytes_max);
    text.add(std::int64_t{options.pages_max});
}

}  // namespace

std::string reader_mark(const SitePlan& plan) {
    RuleText text;
    add_marks(text, plan.reader.marks);
    add_lists(text, plan.reader.lists);
    add_articles(text, plan.reader.articles);
    text.add(plan.reader.documents.id);
    add_files(text, plan.options.documents);
    text.add(plan.reader.urls.default_documents);
    text.add(plan.reader.urls.dropped_parameters);
    text.add(plan.reader.urls.cache_busters);
    text.add(static_cast<std::int64_t>(plan.reader.links_max));
    text.add(static_cast<std::int64_t>(plan.reader.detailed_max));
    add_walls(text, plan.options.walls);
    // Links are taken from pages on the site only.
    text.add(plan.site.home);
    text.add(plan.site.hosts);
    return fmt::format("{}-{}", reader_version, sha256_hex(text.str()).substr(0, 32));
}

std::string focus_mark(const SitePlan& plan) {
    RuleText text;
    text.add(std::vector<std::string>(plan.focus.begin(), plan.focus.end()));
    text.add(
        std::int64_t{plan.look_back.has_value()});  // then further pages of lists are judged too
    text.add(plan.options.traps.paging_parameters);
    text.add(std::int64_t{plan.options.documents.read});  // then articles of lists, and files
    return sha256_hex(text.str()).substr(0, 32);
}

}  // namespace duwang::crawler
