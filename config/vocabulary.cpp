#include "config/vocabulary.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "config/option_value.h"
#include "config/word_lists.h"
#include "core/text/normalise.h"
#include "core/yaml.h"

namespace duwang::config {
namespace {

Section read_section(WordReader& reader, const Yaml& node) {
    static constexpr std::array<std::string_view, 3> keys{"id", "title", "aliases"};
    Section section;
    if (!reader.map(node, "a section", keys)) return section;
    section.id = reader.word(node, "id", "a section");
    section.title = reader.word(node, "title", "a section");
    if (node["aliases"]) section.aliases = reader.words(node["aliases"], "aliases");
    return section;
}

SectionList read_list(WordReader& reader, const std::string& name, const Yaml& node) {
    static constexpr std::array<std::string_view, 2> keys{"platform", "sections"};
    SectionList list{name, {}, {}};
    if (!reader.map(node, fmt::format("the list {}", shown(name)), keys)) return list;
    if (node["platform"]) list.platform_names = reader.words(node["platform"], "platform");
    const Yaml sections = node["sections"];
    if (!sections.is_list()) {
        reader.fail(sections ? sections : node,
                    fmt::format("the list {} has no sections; write \"sections:\" and a list",
                                shown(name)));
        return list;
    }
    std::set<std::string> ids;
    std::map<std::string, std::string> owners;  // one name must not mean two sections
    for (const Yaml& item : sections.items()) {
        Section section = read_section(reader, item ? item : sections);
        if (!section.id.empty() && !ids.insert(section.id).second)
            reader.fail(item, fmt::format("the section {} stands twice; choose another id",
                                          shown(section.id)));
        std::vector<std::string> names = section.aliases;
        names.push_back(section.title);
        for (const std::string& one : names) {
            const auto [owner, fresh] = owners.emplace(match_form(one), section.id);
            if (!fresh && owner->second != section.id)
                reader.fail(item, fmt::format("{} names the section {} already; keep it in one",
                                              shown(one), shown(owner->second)));
        }
        list.sections.push_back(std::move(section));
    }
    return list;
}

constexpr std::array<WordList<crawler::MarkRules>, 12> mark_lists{{
    {"site_map", &crawler::MarkRules::site_map},
    {"find_error", &crawler::MarkRules::find_error},
    {"find_error_files", &crawler::MarkRules::find_error_files},
    {"phone_labels", &crawler::MarkRules::phone_labels},
    {"mail_labels", &crawler::MarkRules::mail_labels},
    {"contact_links", &crawler::MarkRules::contact_links},
    {"footer_names", &crawler::MarkRules::footer_names},
    {"accessibility", &crawler::MarkRules::accessibility},
    {"accessibility_files", &crawler::MarkRules::accessibility_files},
    {"libraries", &crawler::MarkRules::libraries},
    {"library_hosts", &crawler::MarkRules::library_hosts},
    {"rewriting_proxies", &crawler::MarkRules::rewriting_proxies},
}};

using crawler::ListRules;
constexpr std::array<WordList<ListRules>, 18> list_lists{{
    {"side_names", &ListRules::side_names},
    {"side_headings", &ListRules::side_headings},
    {"business_heads", &ListRules::business_heads},
    {"published_heads", &ListRules::published_heads},
    {"empty_phrases", &ListRules::empty_phrases},
    {"sticky_words", &ListRules::sticky_words},
    {"next_words", &ListRules::next_words},
    {"last_words", &ListRules::last_words},
    {"pager_calls", &ListRules::pager_calls},
    {"page_variables", &ListRules::page_variables},
    {"record_variables", &ListRules::record_variables},
    {"size_variables", &ListRules::size_variables},
    {"static_variables", &ListRules::static_variables},
    {"title_fields", &ListRules::title_fields},
    {"date_fields", &ListRules::date_fields},
    {"url_fields", &ListRules::url_fields},
    {"total_fields", &ListRules::total_fields},
    {"page_total_fields", &ListRules::page_total_fields},
}};

SectionsLoad sections_of(const Result<Yaml>& document) {
    SectionsLoad load;
    if (!document) {
        load.errors.push_back(document.error());
        return load;
    }
    WordReader reader(load.errors);
    if (!reader.map(*document, "the section lists", {})) return load;
    for (const auto& [key, value] : document->members())
        load.lists.push_back(read_list(reader, key.text(), value ? value : key));
    return load;
}

MarkRulesLoad mark_rules_of(const Result<Yaml>& document) {
    MarkRulesLoad load;
    read_word_lists<crawler::MarkRules>(document, "the mark words", mark_lists, load.rules,
                                        load.errors, {"provinces"});
    if (!document || !*document || !(*document)["provinces"]) return load;
    WordReader reader(load.errors);
    load.rules.provinces = reader.word(*document, "provinces", "the mark words");
    return load;
}

ListRulesLoad list_rules_of(const Result<Yaml>& document) {
    ListRulesLoad load;
    read_word_lists<ListRules>(document, "the words of lists", list_lists, load.rules, load.errors);
    return load;
}

}  // namespace

SectionsLoad load_sections(const std::string& path) { return sections_of(Yaml::load(path)); }

SectionsLoad parse_sections(std::string_view yaml, const std::string& name) {
    return sections_of(Yaml::parse(yaml, name));
}

MarkRulesLoad load_mark_rules(const std::string& path) { return mark_rules_of(Yaml::load(path)); }

MarkRulesLoad parse_mark_rules(std::string_view yaml, const std::string& name) {
    return mark_rules_of(Yaml::parse(yaml, name));
}

ListRulesLoad load_list_rules(const std::string& path) { return list_rules_of(Yaml::load(path)); }

ListRulesLoad parse_list_rules(std::string_view yaml, const std::string& name) {
    return list_rules_of(Yaml::parse(yaml, name));
}

}  // namespace duwang::config
