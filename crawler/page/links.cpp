#include "crawler/page/links.h"

#include <algorithm>

#include "core/hash.h"
#include "core/text/normalise.h"
#include "crawler/page/tag_name.h"

namespace duwang::crawler {
namespace {

constexpr std::size_t raw_max = 2048;  // bytes kept of a reference as written
constexpr std::size_t text_max = 300;  // characters kept of a link text

bool contains_lower(std::string_view text, std::string_view lower) {
    return std::search(text.begin(), text.end(), lower.begin(), lower.end(), [](char a, char b) {
               return (a >= 'A' && a <= 'Z' ? a + 32 : a) == b;
           }) != text.end();
}

// Tag names as literals, since LinkRef keeps a view.
std::string_view constant_name(std::string_view tag) {
    for (std::string_view name :
         {"a", "img", "script", "link", "area", "option", "iframe", "frame", "meta", "base"})
        if (name == tag) return name;
    return "other";
}

std::string shortened(std::string_view text) {
    return std::string(truncate_code_points(text, text_max));
}

}  // namespace

void HashSet::clear() {
    std::fill(slots_.begin(), slots_.end(), 0);
    count_ = 0;
}

void HashSet::grow() {
    std::vector<std::uint64_t> old(std::max<std::size_t>(512, slots_.size() * 2), 0);
    old.swap(slots_);
    count_ = 0;
    for (std::uint64_t hash : old)
        if (hash != 0) insert(hash);
}

bool HashSet::insert(std::uint64_t hash) {
    if (hash == 0) hash = 1;
    if (count_ * 2 >= slots_.size()) grow();
    std::size_t at = hash & (slots_.size() - 1);
    while (slots_[at] != 0) {
        if (slots_[at] == hash) return false;
        at = (at + 1) & (slots_.size() - 1);
    }
    slots_[at] = hash;
    ++count_;
    return true;
}

bool has_placeholder(std::string_view text) {
    for (std::string_view sign : {"{{", "${", "<%", "}}", "%7B%7B"})
        if (text.find(sign) != std::string_view::npos) return true;
    return false;
}

void LinkReader::begin(const PageContext& context, const ReaderRules& rules,
                       std::string_view charset) {
    context_ = &context;
    rules_ = &rules;
    charset_ = charset;
    base_ = context.url;
    base_seen_ = open_ = limit_hit_ = false;
    seen_.clear();
    refs_.clear();
    links_.clear();
}

// Resolves a reference and offers it to the frontier. Empty when it leads nowhere.
std::string LinkReader::target(std::string_view ref, std::string_view tag, bool nofollow,
                               bool resource) {
    const std::optional<Url> url = resolve_url(ref, base_, charset_);
    if (!url) return {};
    const std::size_t first = ref.find_first_not_of(" \t\r\n");
    const bool same_page = first == std::string_view::npos || ref[first] == '#';
    if (!same_page) {
        key_.clear();
        url->append_key(rules_->urls, key_);
        const std::uint64_t key = hash64(key_);
        if (refs_.size() >= rules_->links_max)
            limit_hit_ = true;
        else if (seen_.insert(key))
            refs_.push_back({std::string(url->str()), key, constant_name(tag), nofollow, resource});
    }
    return std::string(url->str());
}

void LinkReader::record(Link link) {
    if (!context_->detail) return;
    if (links_.size() >= rules_->detailed_max) {
        limit_hit_ = true;
        return;
    }
    links_.push_back(std::move(link));
}

void LinkReader::take(const html::StartTag& tag, std::string_view attribute, bool resource,
                      bool hidden) {
    const html::Attribute* found = tag.find(attribute);
    if (found == nullptr || found->raw.empty()) return;
    if (found->raw.find("{{") != std::string_view::npos || has_placeholder(found->raw)) return;
    if (found->raw.size() > 5 && contains_lower(found->raw.substr(0, 5), "data:")) return;
    std::string decoded;
    std::string_view ref = found->raw;
    if (ref.find('&') != std::string_view::npos) ref = decoded = found->value();
    const bool nofollow = contains_lower(tag.raw("rel"), "nofollow");
    std::string url = target(ref, tag.name, nofollow, resource);
    if (!context_->detail) return;
    Link link;
    link.tag = tag.name;
    link.attr = attribute;
    link.raw = ref.substr(0, raw_max);
    link.url = std::move(url);
    link.text = shortened(collapse_blanks(tag.value("alt")));
    link.title = shortened(collapse_blanks(tag.value("title")));
    link.offset = static_cast<std::int64_t>(tag.offset);
    link.hidden = hidden;
    record(std::move(link));
}

void LinkReader::open(const html::StartTag& tag, bool hidden, std::size_t text_start) {
    const html::Attribute* href = tag.find("href");
    if (href == nullptr || has_placeholder(href->raw)) return;
    std::string decoded;
    std::string_view ref = href->raw;
    if (ref.find('&') != std::string_view::npos) ref = decoded = href->value();
    link_ = {};
    const bool nofollow = tag.attributes.size() > 1 && contains_lower(tag.raw("rel"), "nofollow");
    std::string url;
    if (trim_blanks(ref).empty() && !ref.empty()) ref = ref.substr(0, 0);
    if (!ref.empty()) url = target(ref, tag.name, nofollow, false);
    link_.raw = ref.substr(0, raw_max);
    link_.url = std::move(url);
    link_.offset = static_cast<std::int64_t>(tag.offset);
    link_.hidden = hidden;
    if (tag.attributes.size() > 1) link_.title = shortened(collapse_blanks(tag.value("title")));
    image_text_.clear();
    text_start_ = text_start;
    open_ = true;
}

const Link* LinkReader::end_link(const VisibleText& text) {
    if (!open_) return nullptr;
    open_ = false;
    link_.tag = "a";
    link_.attr = "href";
    if (text.size() > text_start_) link_.text = shortened(text.since(text_start_));
    if (link_.text.empty()) link_.text = shortened(image_text_);
    record(link_);
    return &link_;
}

// <meta http-equiv=refresh content="0; url='…'">
void LinkReader::refresh(const html::StartTag& tag) {
    if (!contains_lower(tag.raw("http-equiv"), "refresh")) return;
    const std::string content = tag.value("content");
    const std::size_t at = content.find_first_of(";,");
    if (at == std::string::npos) return;
    std::string_view rest = trim_blanks(std::string_view(content).substr(at + 1));
    if (rest.size() > 3 && contains_lower(rest.substr(0, 3), "url")) {
        const std::string_view after = trim_blanks(rest.substr(3));
        if (after.starts_with('=')) rest = trim_blanks(after.substr(1));
    }
    if (!rest.empty() && (rest[0] == '"' || rest[0] == '\'')) {
        const std::size_t end = rest.find(rest[0], 1);
        rest = rest.substr(1, end == std::string_view::npos ? end : end - 1);
    }
    if (rest.empty() || has_placeholder(rest)) return;
    Link link;
    link.tag = "meta";
    link.attr = "content";
    link.raw = rest.substr(0, raw_max);
    link.url = target(rest, "meta", false, false);
    link.offset = static_cast<std::int64_t>(tag.offset);
    record(std::move(link));
}

void LinkReader::start_tag(const html::StartTag& tag, const VisibleText& text, bool hidden) {
    switch (tag_number(tag.name)) {
        case tag_number("a"):
            return open(tag, hidden, text.size());
        case tag_number("area"):
            return take(tag, "href", false, hidden);
        case tag_number("iframe"):
        case tag_number("frame"):
            return take(tag, "src", false, hidden);
        case tag_number("option"): {
            const std::string_view value = tag.raw("value");
            if (value.size() > 7 && contains_lower(value.substr(0, 5), "http"))
                take(tag, "value", false, hidden);
            return;
        }
        case tag_number("img"):
            if (open_ && image_text_.empty()) image_text_ = collapse_blanks(tag.value("alt"));
            return take(tag, "src", true, hidden);
        case tag_number("script"):
            return take(tag, "src", true, false);
        case tag_number("link"):
            return take(tag, "href", true, false);
        case tag_number("meta"):
            return refresh(tag);
        case tag_number("base"):
            if (const html::Attribute* href = tag.find("href"); href != nullptr && !base_seen_) {
                base_seen_ = true;
                if (std::optional<Url> url = resolve_url(href->value(), context_->url, charset_))
                    base_ = std::move(*url);
            }
            return;
        default:
            return;
    }
}

}  // namespace duwang::crawler
