#include "config/vocabulary.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <span>

#include "config/option_value.h"
#include "core/text/closest.h"
#include "core/text/normalise.h"
#include "core/yaml.h"

namespace duwang::config {
namespace {

constexpr std::size_t words_max = 1000;
constexpr std::size_t word_bytes_max = 300;

using Keys = std::span<const std::string_view>;

class Reader {
  public:
    explicit Reader(std::vector<Error>& errors) : errors_(errors) {}

    void fail(const Yaml& where, std::string_view what) { errors_.push_back(where.error(what)); }

    // A map with no keys but these, none twice.
    bool map(const Yaml& node, std::string_view what, Keys known) {
        if (!node.is_map()) {
            fail(node, fmt::format("found {} where {} should stand; write \"key: value\" lines",
                                   kind_of(node), what));
            return false;
        }
        std::set<std::string> seen;
        for (const auto& [key, value] : node.members()) {
            const std::string name = key.text();
            if (!known.empty() && std::ranges::find(known, name) == known.end())
                fail(key, fmt::format("unknown key {} in {}; {}", shown(name), what,
                                      word_advice(name, known)));
            else if (!seen.insert(name).second)
                fail(key, fmt::format("{} stands twice in {}; keep one", shown(name), what));
        }
        return true;
    }

    std::string word(const Yaml& map, std::string_view key, std::string_view what) {
        const Yaml node = map[key];
        if (!node)
            fail(map, fmt::format("{} has no \"{}\"; write \"{}: …\"", what, key, key));
        else if (good(node))
            return node.text();
        return {};
    }

    std::vector<std::string> words(const Yaml& node, std::string_view what) {
        std::vector<std::string> list;
        if (!node.is_list()) {
            fail(node, fmt::format("{} is {}; write a list of names, for example [公开指南, 指南]",
                                   what, kind_of(node)));
            return list;
        }
        const std::vector<Yaml> items = node.items();
        if (items.empty()) fail(node, fmt::format("{} is empty; write a name or more", what));
        if (items.size() > words_max) {
            fail(node, fmt::format("{} has more than {} names", what, words_max));
            return list;
        }
        std::set<std::string> seen;
        for (const Yaml& item : items) {
            if (!item)
                fail(node, fmt::format("{} holds nothing at one place; take the comma or dash out",
                                       what));
            else if (good(item) && !seen.insert(match_form(item.text())).second)
                fail(item,
                     fmt::format("{} stands twice in {}; keep one", shown(item.text()), what));
            else
                list.push_back(item.text());
        }
        return list;
    }

  private:
    std::vector<Error>& errors_;

    bool good(const Yaml& node) {
        const std::string text = node.text();
        if (!node.is_scalar())
            fail(node, fmt::format("found {}; write a name", kind_of(node)));
        else if (match_form(text).empty() || text.size() > word_bytes_max ||
                 printable(text) != text)
            fail(node, fmt::format("{} is no usable name; write 1 to {} bytes without control "
                                   "characters",
                                   shown(text), word_bytes_max));
        else
            return true;
        return false;
    }
};

Section read_section(Reader& reader, const Yaml& node) {
    static constexpr std::array<std::string_view, 3> keys{"id", "title", "aliases"};
    Section section;
    if (!reader.map(node, "a section", keys)) return section;
    section.id = reader.word(node, "id", "a section");
    section.title = reader.word(node, "title", "a section");
    if (node["aliases"]) section.aliases = reader.words(node["aliases"], "aliases");
    return section;
}

SectionList read_list(Reader& reader, const std::string& name, const Yaml& node) {
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

struct RuleList {
    std::string_view key;
    std::vector<std::string> crawler::MarkRules::*list;
};

constexpr std::array<RuleList, 11> rule_lists{{
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
    {"rewriting_proxies", &crawler::MarkRules::rewriting_proxies},
}};

SectionsLoad sections_of(const Result<Yaml>& document) {
    SectionsLoad load;
    if (!document) {
        load.errors.push_back(document.error());
        return load;
    }
    Reader reader(load.errors);
    if (!reader.map(*document, "the section lists", {})) return load;
    for (const auto& [key, value] : document->members())
        load.lists.push_back(read_list(reader, key.text(), value ? value : key));
    return load;
}

MarkRulesLoad rules_of(const Result<Yaml>& document) {
    MarkRulesLoad load;
    if (!document) {
        load.errors.push_back(document.error());
        return load;
    }
    if (!*document) return load;
    std::vector<std::string_view> keys{"provinces"};
    for (const RuleList& one : rule_lists) keys.push_back(one.key);
    Reader reader(load.errors);
    if (!reader.map(*document, "the mark words", keys)) return load;
    if ((*document)["provinces"])
        load.rules.provinces = reader.word(*document, "provinces", "the mark words");
    for (const RuleList& one : rule_lists)
        if (const Yaml node = (*document)[one.key])
            load.rules.*one.list = reader.words(node, one.key);
    return load;
}

}  // namespace

SectionsLoad load_sections(const std::string& path) { return sections_of(Yaml::load(path)); }

SectionsLoad parse_sections(std::string_view yaml, const std::string& name) {
    return sections_of(Yaml::parse(yaml, name));
}

MarkRulesLoad load_mark_rules(const std::string& path) { return rules_of(Yaml::load(path)); }

MarkRulesLoad parse_mark_rules(std::string_view yaml, const std::string& name) {
    return rules_of(Yaml::parse(yaml, name));
}

}  // namespace duwang::config
