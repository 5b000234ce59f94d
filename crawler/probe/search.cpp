#include "crawler/probe/search.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "core/hash.h"
#include "core/html/tokenizer.h"
#include "core/text/ascii.h"
#include "core/text/charset.h"
#include "core/text/normalise.h"
#include "core/text/utf8.h"
#include "crawler/article/numbers.h"

namespace duwang::crawler {
namespace {

constexpr std::size_t title_chars_min = 10, title_chars_max = 40;  // of a title worth asking for
constexpr std::size_t shown_chars = 12;                            // results often cut titles short
constexpr std::size_t result_chars_min = 6;

std::size_t chars_of(std::string_view text) {
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](char c) { return (c & 0xC0) != 0x80; }));
}

class FormReader final : public html::Handler {
  public:
    FormReader(const Url& base, const SearchOptions& options) : base_(base), options_(options) {}

    void start_tag(const html::StartTag& tag) override {
        if (found_) return;
        if (tag.name == "form") return begin(tag);
        if (!form_ || tag.name != "input") return;
        const std::string type = lower_ascii(tag.value("type")), name = tag.value("name");
        if (name.empty()) return;
        if (type == "hidden") form_->hidden.emplace_back(name, tag.value("value"));
        const bool takes_words = type.empty() || type == "text" || type == "search";
        if (takes_words && form_->field.empty() && is_for_search(tag)) form_->field = name;
    }
    void end_tag(std::string_view name, std::size_t) override {
        if (name == "form") end();
    }
    std::optional<SearchForm> take() {
        end();
        return std::move(found_);
    }

  private:
    void begin(const html::StartTag& tag) {
        end();
        const std::string action = tag.value("action");
        const auto url = action.empty() ? std::optional<Url>(base_) : resolve_url(action, base_);
        if (!url) return;
        form_.emplace();
        form_->action = *url;
        form_->posts = lower_ascii(tag.value("method")) == "post";
    }
    void end() {
        if (form_ && !form_->field.empty() && !found_) found_ = std::move(form_);
        form_.reset();
    }
    bool is_for_search(const html::StartTag& tag) const {
        for (const char* attribute : {"name", "id", "placeholder", "title", "value"}) {
            const std::string said = lower_ascii(tag.value(attribute));
            for (const std::string& word : options_.fields)
                if (said.find(word) != said.npos) return true;
        }
        return false;
    }

    const Url& base_;
    const SearchOptions& options_;
    std::optional<SearchForm> form_, found_;
};

bool is_unreserved(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
           c == '_' || c == '.';
}

// As a form sends it: in the charset of its page.
std::string encoded(std::string_view text, std::string_view charset) {
    std::string signs;  // ASCII first: encode_query adds percent signs of its own
    for (const char c : text)
        signs += is_unreserved(c) || (c & 0x80) != 0
                     ? std::string(1, c)
                     : fmt::format("%{:02X}", static_cast<unsigned char>(c));
    std::string out;
    for (const char c : encode_query(signs, charset))
        out += (c & 0x80) == 0 ? std::string(1, c)
                               : fmt::format("%{:02X}", static_cast<unsigned char>(c));
    return out;
}

// "关于印发…的通知", not "更多" or "首页".
bool is_title(const Link& link, const Url& home) {
    const std::size_t chars = chars_of(link.text);
    if (link.tag != "a" || link.hidden || chars < title_chars_min || chars > title_chars_max)
        return false;
    if (link.text.ends_with("…") || link.text.ends_with("...")) return false;
    const auto url = parse_url(link.url);
    if (!url || url->host() != home.host() || url->path().size() < 2) return false;
    return std::ranges::any_of(url->path(), [](char c) { return c >= '0' && c <= '9'; });
}

// "某政发〔2026〕7号" of a title; empty: it has none.
std::string number_in(const std::string& title) {
    const std::vector<FoundNumber> numbers = find_numbers(title, false);
    return numbers.empty() ? std::string() : numbers.front().number.value;
}

// Links with words that the page for what nobody has written does not have.
int results_on(const PageFacts& page, const PageFacts& nonsense) {
    std::set<std::string> known;
    for (const Link& link : nonsense.links) known.insert(link.url);
    return static_cast<int>(std::ranges::count_if(page.links, [&](const Link& link) {
        return link.tag == "a" && chars_of(link.text) >= result_chars_min &&
               !known.contains(link.url);
    }));
}

// As it would be shown, cut short, with its key words marked.
std::string shown(std::string_view title) {
    return std::string(truncate_code_points(match_form(title), shown_chars));
}

}  // namespace

std::optional<SearchForm> search_form(std::string_view html, std::string_view charset,
                                      const Url& base, const SearchOptions& options) {
    FormReader reader(base, options);
    const Decoded decoded = decode(html, charset.empty() ? "utf-8" : charset);
    html::tokenize(decoded.text, reader);
    std::optional<SearchForm> form = reader.take();
    if (form && !charset.empty()) form->charset = charset;
    return form;
}

std::string search_url(const SearchForm& form, std::string_view words) {
    std::string address = form.action.origin() + std::string(form.action.path()) + "?";
    for (const auto& [name, value] : form.hidden)
        address += fmt::format("{}={}&", encoded(name, form.charset), encoded(value, form.charset));
    return address +
           fmt::format("{}={}", encoded(form.field, form.charset), encoded(words, form.charset));
}

std::vector<SearchQuestion> search_questions(const PageFacts& home, const SearchOptions& options,
                                             const std::string& seed) {
    const auto home_url = parse_url(home.final_url.empty() ? home.url : home.final_url);
    std::vector<const Link*> titles;
    std::set<std::string> seen;
    for (const Link& link : home.links)
        if (home_url && is_title(link, *home_url) && seen.insert(link.text).second)
            titles.push_back(&link);
    std::ranges::sort(titles, {}, [&](const Link* link) { return hash64(seed + link->url); });
    std::vector<SearchQuestion> questions;
    const auto wanted = static_cast<std::size_t>(options.titles);
    for (const Link* link : titles) {
        if (questions.size() == wanted) break;
        questions.push_back({"title", link->text, link->url, "", ""});
    }
    if (questions.empty()) return questions;
    for (const Link* link : titles)
        if (const std::string number = number_in(link->text); !number.empty()) {
            questions.push_back({"number", number, link->url, "", ""});
            break;
        }
    questions.push_back({"no_hit", "qz" + sha256_hex(seed + home.url).substr(0, 14), "", "", ""});
    questions.push_back({"empty", "", "", "", ""});
    return questions;
}

std::int64_t times_named(const PageFacts& page, const SearchQuestion& question) {
    const std::string title = shown(question.words);
    return std::ranges::count_if(page.links, [&](const Link& link) {
        if (!question.expected.empty() && link.url == question.expected) return true;
        return question.kind == "title" && match_form(link.text).find(title) != std::string::npos;
    });
}

void compare_results(const std::vector<PageFacts>& pages, SearchFacts& facts) {
    const auto nonsense = std::ranges::find(facts.questions, "no_hit", &SearchQuestion::kind);
    const auto at = static_cast<std::size_t>(nonsense - facts.questions.begin());
    if (at >= pages.size()) return;
    facts.same_for_all = true;
    for (std::size_t i = 0; i < pages.size(); ++i) {
        SearchQuestion& question = facts.questions[i];
        question.results = results_on(pages[i], pages[at]);
        // What stands beside every result (最新公开) is no result.
        question.found =
            question.found && times_named(pages[i], question) > times_named(pages[at], question);
        if (question.kind != "title" || question.status != "ok") continue;
        const bool same = pages[i].fingerprint == pages[at].fingerprint && question.results == 0;
        facts.same_for_all = facts.same_for_all && same;
    }
}

}  // namespace duwang::crawler
