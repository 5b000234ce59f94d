#include "config/labelled_format.h"

#include <fmt/format.h>

#include <array>
#include <map>
#include <optional>
#include <set>

namespace duwang::config {
namespace {

using crawler::ElementFormat;
using crawler::LabelledFormat;
using crawler::ValueForm;
using Keys = std::array<std::string_view, 7>;

constexpr std::array<std::pair<std::string_view, ValueForm>, 7> forms{{
    {"words", ValueForm::words},
    {"phones", ValueForm::phones},
    {"email", ValueForm::email},
    {"postcode", ValueForm::postcode},
    {"days", ValueForm::days},
    {"day", ValueForm::day},
    {"period", ValueForm::period},
}};

constexpr std::size_t value_chars_min = 50, value_chars_max = 10'000;

class LabelledReader {
  public:
    LabelledReader(WordReader& words, crawler::LabelledRules& rules)
        : words_(words), rules_(rules) {}

    void read(const Yaml& root) {
        static constexpr std::array<std::string_view, 4> known = {"kind", "kinds", "leaders",
                                                                  "value_chars_max"};
        if (!words_.map(root, "kinds of documents", known)) return;
        read_kinds(root);
        read_leaders(root);
        if (const Yaml node = root["value_chars_max"])
            rules_.value_chars_max =
                number(node, "value_chars_max", value_chars_min, value_chars_max);
    }

  private:
    std::size_t number(const Yaml& node, std::string_view what, std::size_t least,
                       std::size_t most) {
        const std::string text = node.text();
        const bool digits =
            !text.empty() && text.size() <= 6 && text.find_first_not_of("0123456789") == text.npos;
        const std::size_t value = digits ? std::stoul(text) : 0;
        if (digits && value >= least && value <= most) return value;
        words_.fail(node,
                    fmt::format("{}: \"{}\" is no number from {} to {}", what, text, least, most));
        return least;
    }

    void read_kinds(const Yaml& root) {
        const Yaml kinds = root["kinds"];
        if (!kinds || !words_.map(kinds, "kinds", {}))
            return words_.fail(root, "\"kinds\" is missing");
        for (const auto& [name, node] : kinds.members()) {
            LabelledFormat format = read_kind(node);
            format.kind = name.text();
            rules_.formats.push_back(std::move(format));
        }
    }

    LabelledFormat read_kind(const Yaml& node) {
        static constexpr Keys known = {"title",    "titles", "not_titles", "elements_min",
                                       "elements", "vague",  "hints"};
        LabelledFormat format;
        if (!words_.map(node, "a kind of documents", known)) return format;
        format.title = words_.word(node, "title", "a kind of documents");
        if (const Yaml list = node["titles"]) format.titles = words_.words(list, "titles");
        if (format.titles.empty())
            words_.fail(node,
                        "\"titles\" is missing; write words of titles, as [办事指南, 服务指南]");
        if (const Yaml list = node["not_titles"])
            format.not_titles = words_.words(list, "not_titles");
        if (const Yaml list = node["hints"]) format.hints = words_.words(list, "hints");
        if (const Yaml list = node["vague"]) format.vague = words_.words(list, "vague");
        if (const Yaml count = node["elements_min"])
            format.elements_min = number(count, "elements_min", 0, 100);
        if (const Yaml elements = node["elements"];
            elements && words_.map(elements, "elements", {}))
            read_elements(elements, format);
        if (format.elements.empty()) words_.fail(node, "\"elements\" is missing or empty");
        return format;
    }

    void read_elements(const Yaml& elements, LabelledFormat& format) {
        static constexpr std::array<std::string_view, 3> known = {"labels", "form", "prose"};
        std::set<std::string> seen;
        for (const auto& [key, node] : elements.members()) {
            ElementFormat element;
            element.key = key.text();
            if (!words_.map(node, "an element", known)) continue;
            if (const Yaml list = node["labels"]) element.labels = words_.words(list, "labels");
            if (const Yaml list = node["prose"]) element.prose = words_.words(list, "prose");
            if (const Yaml form = node["form"]) element.form = read_form(form);
            if (element.labels.empty())
                words_.fail(node, "\"labels\" is missing; write {labels: [办公地址, 地址]}");
            for (const std::string& label : element.labels)
                if (!seen.insert(label).second)
                    words_.fail(node, fmt::format("\"{}\" is a label of two elements; keep it at "
                                                  "one of them",
                                                  label));
            format.elements.push_back(std::move(element));
        }
    }

    ValueForm read_form(const Yaml& node) {
        std::string all;
        for (const auto& [word, form] : forms) {
            if (node.text() == word) return form;
            all += (all.empty() ? "" : ", ") + std::string(word);
        }
        words_.fail(node, fmt::format("\"{}\" is no form; write one of {}", node.text(), all));
        return ValueForm::words;
    }

    void read_leaders(const Yaml& root) {
        static constexpr std::array<std::string_view, 5> known = {"name", "post", "duties",
                                                                  "not_names", "posts"};
        const Yaml node = root["leaders"];
        if (!node || !words_.map(node, "leaders", known)) return;
        crawler::LeaderRules& leaders = rules_.leaders;
        if (const Yaml list = node["name"]) leaders.name_heads = words_.words(list, "name");
        if (const Yaml list = node["post"]) leaders.post_heads = words_.words(list, "post");
        if (const Yaml list = node["duties"]) leaders.duty_heads = words_.words(list, "duties");
        if (const Yaml list = node["not_names"])
            leaders.not_names = words_.words(list, "not_names");
        if (const Yaml list = node["posts"]) leaders.posts = words_.words(list, "posts");
    }

    WordReader& words_;
    crawler::LabelledRules& rules_;
};

}  // namespace

void read_labelled_formats(WordReader& reader, const Yaml& document,
                           crawler::LabelledRules& rules) {
    LabelledReader(reader, rules).read(document);
}

}  // namespace duwang::config
