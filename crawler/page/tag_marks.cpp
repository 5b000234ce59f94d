#include <algorithm>

#include "core/text/ascii.h"
#include "core/text/normalise.h"
#include "crawler/page/marks.h"
#include "crawler/page/tag_name.h"

namespace duwang::crawler {
namespace {

constexpr std::size_t marks_max = 100;
constexpr std::size_t quote_max = 160;  // characters

bool is_hex(char c) { return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f'); }
bool is_alnum(char c) { return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z'); }

std::string uppered(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
    return out;
}

// The letters and digits after one of the names and '=' in an address.
std::string_view parameter(std::string_view address,
                           std::initializer_list<std::string_view> names) {
    for (std::string_view name : names) {
        const std::size_t at = address.find(name);
        if (at == std::string_view::npos) continue;
        std::string_view value = address.substr(at + name.size());
        value = value.substr(
            0, static_cast<std::size_t>(std::find_if_not(value.begin(), value.end(), is_alnum) -
                                        value.begin()));
        if (!value.empty()) return value;
    }
    return {};
}

bool contains_any(std::string_view text, const std::vector<std::string>& words) {
    return std::any_of(words.begin(), words.end(), [&](const std::string& word) {
        return text.find(word) != std::string_view::npos;
    });
}

bool has(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

}  // namespace

bool says_accessibility(std::string_view text, const MarkRules& rules) {
    std::string said = strip_blanks(text);
    for (std::string_view before : {"进入", "切换", "打开", "网站"})
        if (said.starts_with(before) && said.size() > before.size()) said.erase(0, before.size());
    return std::ranges::find(rules.accessibility, said) != rules.accessibility.end();
}

void MarkSet::add(Mark mark) {
    if (marks_.size() >= marks_max) return;
    for (const Mark& known : marks_)
        if (known.kind == mark.kind && known.value == mark.value && known.source == mark.source)
            return;
    marks_.push_back(std::move(mark));
}

bool MarkSet::has(std::string_view kind) const {
    return std::any_of(marks_.begin(), marks_.end(),
                       [&](const Mark& mark) { return mark.kind == kind; });
}

void TagMarks::add(std::string_view kind, std::string value, std::string text,
                   std::string_view source, std::size_t offset) {
    marks_.add({std::string(kind), std::move(value),
                std::string(truncate_code_points(collapse_blanks(text), quote_max)),
                std::string(source_.empty() ? source : source_),
                static_cast<std::int64_t>(offset)});
}

// 找错 entry; the site code it carries is one of the three places of a site code (F03).
void TagMarks::find_error(std::string_view address, std::string_view code, std::string_view source,
                          std::size_t offset) {
    const std::string lower = lower_ascii(address);
    std::string value(code);
    if (value.empty()) value = parameter(lower, {"site_code=", "sitecode=", "sitecode%3d"});
    value = lower_ascii(strip_blanks(value));
    add("find_error", value, std::string(address), source, offset);
    if (!value.empty()) add("gov_site_id", value, std::string(address), source, offset);
}

void TagMarks::link(std::string_view raw, std::size_t offset) {
    in_conac_link_ = false;
    if (raw.size() < 4 || !words_.addresses.in(raw)) return;
    const std::string lower = lower_ascii(raw);
    const std::string value = html::Attribute{{}, raw}.value();
    if (has(lower, "conac.cn") && has(lower, "sitename")) {
        const std::string query = lower_ascii(value);
        const std::string_view id = parameter(query, {"&id=", "?id=", "id="});
        const bool good = id.size() == 32 && std::all_of(id.begin(), id.end(), is_hex);
        add("conac", good ? uppered(id) : "", value, "link", offset);
        in_conac_link_ = true;
    }
    if (has(lower, "beian.gov.cn") || has(lower, "beian.mps.gov.cn")) {
        const std::string address = lower_ascii(value);
        add("psb", std::string(parameter(address, {"recordcode=", "code="})), value, "link",
            offset);
    }
    if (contains_any(lower, rules_.find_error_files)) find_error(value, {}, "link", offset);
    if (contains_any(lower, rules_.accessibility_files))
        add("accessibility", value, value, "link", offset);
    if (lower.starts_with("mailto:"))
        add("contact", lower_ascii(value.substr(7)), value, "link", offset);
    if (lower.starts_with("tel:"))
        add("contact", strip_blanks(value.substr(4)), value, "link", offset);
}

void TagMarks::script(const html::StartTag& tag) {
    const html::Attribute* src = tag.find("src");
    if (src == nullptr) return;
    const std::string lower = lower_ascii(src->raw);
    if (has(lower, "conac.cn/js")) {
        const std::size_t name = lower.rfind("/ca");
        const std::string_view file = name == std::string::npos
                                          ? std::string_view{}
                                          : std::string_view(lower).substr(name + 1);
        add("conac", uppered(file.substr(0, file.find(".js"))), src->value(), "script", tag.offset);
    }
    if (contains_any(lower, rules_.find_error_files))
        find_error(src->value(), tag.value("sitecode"), "script", tag.offset);
    if (contains_any(lower, rules_.accessibility_files))
        add("accessibility", src->value(), src->value(), "script", tag.offset);
}

void TagMarks::image(const html::StartTag& tag) {
    const std::string lower = lower_ascii(tag.raw("src"));
    if (contains_any(lower, rules_.find_error_files))
        find_error(tag.value("src"), {}, "image", tag.offset);
    const std::string alt = tag.value("alt") + tag.value("title");
    if (!alt.empty() && says_accessibility(alt, rules_))
        add("accessibility", "", alt, "image", tag.offset);
    if (in_conac_link_ || lower.empty()) return;
    const bool local = (lower.ends_with("red.png") || lower.ends_with("blue.png")) &&
                       (has(alt, "党政机关") || has(alt, "事业单位"));
    if (has(lower, "conac.cn/image") || has(lower, "conac.png") || local)
        add("conac", "", tag.value("src"), in_empty_link_ ? "empty_link" : "image", tag.offset);
}

void TagMarks::meta(const html::StartTag& tag) {
    if (lower_ascii(trim_blanks(tag.value("name"))) != "siteidcode") return;
    const std::string content = tag.value("content");
    const std::string value = lower_ascii(fold_width(trim_blanks(content)));
    if (!value.empty()) add("gov_site_id", value, content, "meta", tag.offset);
}

void TagMarks::start_tag(const html::StartTag& tag) {
    switch (tag.number) {
        case tag_number("a"):
        case tag_number("area"):
            end_link();
            if (const html::Attribute* href = tag.find("href")) {
                link(href->raw, tag.offset);
                in_empty_link_ = trim_blanks(href->raw).empty();
            }
            return;
        case tag_number("script"):
            return script(tag);
        case tag_number("img"):
            return image(tag);
        case tag_number("meta"):
            return meta(tag);
        default:
            return;
    }
}

void TagMarks::link_text(const EndedLink& link) {
    constexpr std::size_t said_max = 90;  // bytes; longer texts are headlines
    if (!link.may_say_mark || link.text.empty() || link.text.size() > said_max) return;
    std::string_view said = link.text;
    std::string stripped;
    const bool blanks = std::ranges::any_of(said, [](char c) { return c == ' ' || c == '\n'; });
    if (blanks) said = stripped = strip_blanks(said);
    if (words_.entries.in(said) && says_accessibility(said, rules_))
        add("accessibility", std::string(link.target), std::string(said), "link", link.offset);
    if (!words_.said.in(said)) return;
    if (contains_any(said, rules_.site_map))
        add("site_map", std::string(link.target), std::string(said), "link", link.offset);
    if (contains_any(said, rules_.contact_links))
        add("contact", std::string(link.target), std::string(said), "link", link.offset);
    const std::string lower = lower_ascii(link.raw);
    if (contains_any(said, rules_.find_error) && !contains_any(lower, rules_.find_error_files)) {
        const std::string address = link.target.empty() ? lower : lower_ascii(link.target);
        add("find_error", std::string(parameter(address, {"site_code=", "sitecode="})),
            std::string(said), "link", link.offset);
    }
}

}  // namespace duwang::crawler
