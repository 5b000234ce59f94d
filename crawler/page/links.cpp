#include "crawler/page/links.h"

#include <algorithm>
#include <array>

#include "core/html/char_ref.h"
#include "core/text/ascii.h"
#include "core/text/normalise.h"
#include "crawler/page/refresh.h"
#include "crawler/page/tag_name.h"

namespace duwang::crawler {
namespace {

constexpr std::size_t raw_max = 2048;           // bytes kept of a reference as written
constexpr std::size_t text_max = 300;           // characters kept of a link text
constexpr std::size_t addresses_max = 8 << 20;  // bytes of all targets of a page
constexpr std::size_t usual_bytes_max = 64 << 10;

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

bool is_visible_ascii(char c) { return c > ' ' && c < '\x7F'; }

// Of an attribute as written.
std::string collapsed_value(std::string_view raw) {
    return collapse_blanks(html::decode_references(raw, html::ReferencePlace::attribute));
}

void note_hiding(Hiding hidden, Link& link) {
    link.hidden = hidden != Hiding::none;
    link.hidden_by = word_of(hidden);
}

// 空链接: leads nowhere by itself, and has no name, class or handler that a script could act on.
bool is_idle(const html::StartTag& tag, std::string_view ref) {
    if (ref.size() > 24) return false;
    std::string plain;
    for (const char c : ref)
        if (is_visible_ascii(c) && c != ';') plain += lower_ascii(c);
    static constexpr std::array idle{
        "", "#", "javascript:", "javascript:void(0)", "javascript:void0", "javascript:returnfalse"};
    if (std::ranges::find(idle, plain) == idle.end()) return false;
    static constexpr std::array silent{"href", "target", "title", "style", "rel"};
    return std::ranges::all_of(tag.attributes, [](const html::Attribute& one) {
        return std::ranges::find(silent, one.name) != silent.end();
    });
}

std::string shortened(std::string_view text) {
    return std::string(truncate_code_points(text, text_max));
}

}  // namespace

void LinkReader::begin(const PageContext& context, std::string_view charset, PageReading& reading) {
    context_ = &context;
    reading_ = &reading;
    targets_.set_base(context.url, charset);
    base_seen_ = open_ = targets_full_ = limit_hit_ = false;
    option_ = 0;
    link_.look_up = Open::done;
    seen_.clear();
    reading.links.reserve(256);
    // Growing copies all of them several times.
    reading.addresses.reserve(usual_bytes_ + usual_bytes_ / 8);
    usual_bytes_ = 0;
    if (context.detail) reading.facts.links.reserve(128);
}

// Distinct targets for the frontier.
void LinkReader::offer(const Target& target, std::string_view tag, bool nofollow, bool resource) {
    if (reading_->links.size() >= rules_.links_max ||
        reading_->addresses.size() + target.url.size() > addresses_max) {
        targets_full_ = limit_hit_ = true;
        return;
    }
    if (!seen_.insert(target.key)) return;
    std::string& addresses = reading_->addresses;
    reading_->links.push_back({target.key, static_cast<std::uint32_t>(addresses.size()),
                               static_cast<std::uint32_t>(target.url.size()), constant_name(tag),
                               nofollow, resource});
    addresses += target.url;
    usual_bytes_ = std::min(addresses.size(), usual_bytes_max);
}

// Beyond the limits nothing is taken any more; marks are looked for all the same.
bool LinkReader::takes_targets() const {
    return !targets_full_ ||
           (context_->detail && reading_->facts.links.size() < rules_.detailed_max);
}

// What `ref` leads to, unless that is on this page.
void LinkReader::offer_other_page(const Target& found, std::string_view ref, std::string_view tag,
                                  bool nofollow, bool resource) {
    const std::size_t first = ref.find_first_not_of(" \t\r\n");
    const bool same_page = first == std::string_view::npos || ref[first] == '#';
    if (!same_page && !found.url.empty()) offer(found, tag, nofollow, resource);
}

// Resolves a reference and offers it.
Target LinkReader::target(std::string_view ref, std::string_view tag, bool nofollow,
                          bool resource) {
    if (!takes_targets()) return {{}, 0, false, true};
    const Target found = targets_.find(ref);
    offer_other_page(found, ref, tag, nofollow, resource);
    return found;
}

void LinkReader::add_entries(const PageFacts& facts) {
    for (const ListItem& item : facts.items) {
        if (item.url.empty() || !takes_targets()) continue;
        const Target found = targets_.find(item.url);
        const std::size_t before = reading_->links.size();
        offer(found, "a", false, false);
        if (reading_->links.size() == before) continue;  // it stands in the markup
        Link link;
        link.tag = "a", link.attr = "href";
        link.raw = link.url = item.url;
        link.text = item.title;
        link.offset = item.offset;
        record(std::move(link));
    }
}

void LinkReader::record(Link link) {
    if (!context_->detail) return;
    std::vector<Link>& links = reading_->facts.links;
    if (links.size() >= rules_.detailed_max) {
        limit_hit_ = true;
        return;
    }
    links.push_back(std::move(link));
}

void LinkReader::take(const html::StartTag& tag, std::string_view attribute, bool resource,
                      Hiding hidden) {
    const html::Attribute* found = tag.find(attribute);
    if (found == nullptr || found->raw.empty()) return;
    if (found->raw.size() > 5 && contains_lower(found->raw.substr(0, 5), "data:")) return;
    std::string decoded;
    std::string_view ref = found->raw;
    if (ref.find('&') != std::string_view::npos) ref = decoded = found->value();
    const bool nofollow = contains_lower(tag.raw("rel"), "nofollow");
    const Target found_target = target(ref, tag.name, nofollow, resource);
    if (!context_->detail || found_target.placeholder) return;
    Link link;
    link.tag = tag.name;
    link.attr = attribute;
    link.raw = ref.substr(0, raw_max);
    link.url = found_target.url;
    link.text = shortened(collapse_blanks(tag.value("alt")));
    link.title = shortened(collapse_blanks(tag.value("title")));
    link.offset = static_cast<std::int64_t>(tag.offset);
    note_hiding(hidden, link);
    record(std::move(link));
}

// False for a template that was never filled in, which is no link.
bool LinkReader::expect_target() {
    if (!takes_targets()) {
        link_.look_up = Open::marked;
        return true;
    }
    if (has_placeholder(link_.ref)) {
        if (targets_.find(link_.ref).marked) link_.look_up = Open::marked;
        return false;
    }
    targets_.expect(link_.ref);
    link_.look_up = Open::expected;
    return true;
}

std::optional<LinkReader::Marked> LinkReader::looked_up() {
    bool marked = link_.look_up == Open::marked;
    if (link_.look_up == Open::expected) {
        const Target found = targets_.find_expected(link_.ref);
        offer_other_page(found, link_.ref, "a", link_.nofollow, false);
        link_.target = found.url;
        marked = found.marked;
    }
    link_.look_up = Open::done;
    if (!marked) return std::nullopt;
    return Marked{link_.raw, link_.offset};
}

void LinkReader::open(const html::StartTag& tag, Hiding hidden, std::size_t text_start) {
    const html::Attribute* href = tag.find("href");
    if (href == nullptr) return;
    link_.ref = link_.raw = href->raw;
    if (link_.ref.find('&') != std::string_view::npos) {
        link_.decoded = href->value();
        link_.ref = link_.decoded;
    }
    const bool may_be_blank = !link_.ref.empty() && !is_visible_ascii(link_.ref[0]);
    if (may_be_blank && trim_blanks(link_.ref).empty()) link_.ref = link_.ref.substr(0, 0);
    link_.offset = tag.offset;
    link_.target.clear();
    if (!link_.ref.empty() && !expect_target()) return;
    const bool alone = tag.attributes.size() == 1;
    link_.nofollow = !alone && contains_lower(tag.raw("rel"), "nofollow");
    link_.title = alone ? std::string_view{} : tag.raw("title");
    link_.hidden = hidden;
    link_.no_width = false;
    link_.idle = context_->detail && is_idle(tag, link_.ref);
    link_.image_text.clear();
    link_.text_start = text_start;
    open_ = true;
}

std::optional<EndedLink> LinkReader::end_link(const VisibleText& text) {
    if (!open_) return std::nullopt;
    open_ = false;
    if (is_plain(text)) return std::nullopt;
    EndedLink ended{text.since(link_.text_start), link_.ref, link_.target, link_.offset,
                    text.may_hold_word_since(link_.text_start)};
    if (ended.text.empty()) ended.text = link_.image_text, ended.may_say_mark = true;
    if (context_->detail) record_ended(ended.text);
    if (!ended.text.empty() || link_.title.empty()) return ended;
    title_ = collapsed_value(link_.title);
    ended.text = title_;
    return ended;
}

void LinkReader::record_ended(std::string_view text) {
    Link link;
    link.tag = "a";
    link.attr = "href";
    link.raw = link_.ref.substr(0, raw_max);
    link.url = link_.target;
    link.text = shortened(text);
    std::ranges::replace(link.text, '\n', ' ');
    link.title = shortened(collapsed_value(link_.title));
    link.offset = static_cast<std::int64_t>(link_.offset);
    link.idle = link_.idle;
    const bool nothing_seen = link_.no_width && text.empty();
    note_hiding(nothing_seen && link_.hidden == Hiding::none ? Hiding::zero_width : link_.hidden,
                link);
    record(std::move(link));
}

void LinkReader::end_option(const VisibleText& text) {
    if (option_ == 0) return;
    Link& link = reading_->facts.links[option_ - 1];
    option_ = 0;
    if (link.tag != "option" || !link.text.empty()) return;
    link.text = shortened(text.since(option_text_));
    std::ranges::replace(link.text, '\n', ' ');
}

void LinkReader::offer_forward(std::string_view ref, std::size_t offset) {
    if (has_placeholder(ref)) return;
    Link link;
    link.tag = "script";
    link.attr = "location";
    link.raw = ref.substr(0, raw_max);
    link.url = target(ref, "script", false, false).url;
    link.offset = static_cast<std::int64_t>(offset);
    record(std::move(link));
}

// <meta http-equiv=refresh content="0; url='…'">
void LinkReader::refresh(const html::StartTag& tag) {
    if (!contains_lower(tag.raw("http-equiv"), "refresh")) return;
    const std::string rest = refresh_target(tag.value("content"));
    if (rest.empty() || has_placeholder(rest)) return;
    Link link;
    link.tag = "meta";
    link.attr = "content";
    link.raw = rest.substr(0, raw_max);
    link.url = target(rest, "meta", false, false).url;
    link.offset = static_cast<std::int64_t>(tag.offset);
    record(std::move(link));
}

void LinkReader::start_tag(const html::StartTag& tag, const VisibleText& text, Hiding hidden) {
    switch (tag.number) {
        case tag_number("a"):
            return open(tag, hidden, text.size());
        case tag_number("area"):
            return take(tag, "href", false, hidden);
        case tag_number("iframe"):
        case tag_number("frame"):
            return take(tag, "src", false, hidden);
        case tag_number("option"): {
            const std::string_view value = tag.raw("value");
            end_option(text);
            if (value.size() > 7 && contains_lower(value.substr(0, 5), "http")) {
                take(tag, "value", false, hidden);
                option_ = reading_->facts.links.size();  // 0: links are not recorded
                option_text_ = text.size();
            }
            return;
        }
        case tag_number("img"):
            if (open_ && link_.image_text.empty())
                link_.image_text = collapse_blanks(tag.value("alt"));
            return take(tag, "src", true, hidden);
        case tag_number("script"):
            return take(tag, "src", true, Hiding::none);
        case tag_number("link"):
            return take(tag, "href", true, Hiding::none);
        case tag_number("meta"):
            return refresh(tag);
        case tag_number("base"):
            if (const html::Attribute* href = tag.find("href"); href != nullptr && !base_seen_) {
                base_seen_ = true;
                targets_.rebase(href->value());
            }
            return;
        default:
            return;
    }
}

}  // namespace duwang::crawler
