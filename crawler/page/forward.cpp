#include "crawler/page/forward.h"

#include <algorithm>
#include <array>
#include <vector>

#include "core/html/tokenizer.h"
#include "core/text/ascii.h"
#include "core/text/normalise.h"
#include "crawler/page/refresh.h"
#include "crawler/page/script_text.h"
#include "crawler/page/tag_name.h"

namespace duwang::crawler {
namespace {

constexpr std::size_t bytes_max = 16 << 10;
constexpr std::int64_t chars_max = 60;  // "正在跳转，请稍候" and a name

// The address in "location.href = '…'", "location.replace('…')", "location = '…'"; moves behind.
std::string assigned_location(std::string_view script, std::size_t& at) {
    const auto skip_blanks = [&] {
        while (at < script.size() && is_ascii_blank(script[at])) ++at;
    };
    for (std::string_view member : {".href", ".replace", ".assign"})
        if (script.substr(at, member.size()) == member) at += member.size();
    skip_blanks();
    if (at >= script.size() || (script[at] != '=' && script[at] != '(')) return {};
    ++at;
    skip_blanks();
    if (at >= script.size() || (script[at] != '"' && script[at] != '\'')) return {};
    const std::size_t end = script.find_first_of("\"'\n", at + 1);
    if (end == std::string_view::npos || script[end] != script[at]) return {};
    std::string address(script.substr(at + 1, end - at - 1));
    at = end + 1;
    // What is put together from pieces is not put together here (H11).
    skip_blanks();
    return at < script.size() && script[at] == '+' ? std::string() : address;
}

// Visitors with small screens go elsewhere: the page stays what it is for all others.
bool asks_for_device(std::string_view script) {
    constexpr std::array<std::string_view, 8> words{"userAgent",    "navigator",  "screen",
                                                    "width",        "Width",      "matchMedia",
                                                    "ontouchstart", "orientation"};
    return std::ranges::any_of(
        words, [&](std::string_view word) { return script.find(word) != std::string_view::npos; });
}

std::string location_of(std::string_view script) {
    const std::string clean = without_comments(script);
    if (asks_for_device(clean)) return {};
    const std::string_view name = "location";
    for (std::size_t at = clean.find(name); at != std::string::npos; at = clean.find(name, at)) {
        at += name.size();
        if (std::string address = assigned_location(clean, at); !address.empty()) return address;
    }
    return {};
}

struct Frame {
    std::string name, src;
    std::size_t offset = 0;
};

// Collects all that a page may send its visitors on with.
class Reader final : public html::Handler {
  public:
    void start_tag(const html::StartTag& tag) override;
    void text(std::string_view raw, html::TextKind kind, std::size_t offset) override {
        if (kind != html::TextKind::script || !script_.by.empty()) return;
        script_ = {location_of(raw), "script", offset};
        if (script_.ref.empty()) script_.by.clear();
    }
    void end_tag(std::string_view name, std::size_t) override {
        if (name == "a") in_link_ = false;
    }
    Forward take() const;

  private:
    void link(const html::StartTag& tag);
    Forward frame() const;

    Forward refresh_, script_, link_;
    std::vector<Frame> frames_;
    std::string shares_;  // "80,*": of the frames
    bool iframe_ = false, several_links_ = false, in_link_ = false;
    bool shown_ = false;  // the link is an image
};

void Reader::link(const html::StartTag& tag) {
    const std::string ref(trim_blanks(tag.value("href")));
    if (ref.empty() || ref[0] == '#' || lower_ascii(ref).starts_with("javascript:")) return;
    if (!link_.by.empty() && link_.ref != ref) several_links_ = true;
    link_ = {ref, "only_link", tag.offset};
    in_link_ = tag.number == tag_number("a");
    shown_ |= !in_link_;  // an area is part of an image
}

void Reader::start_tag(const html::StartTag& tag) {
    switch (tag.number) {
        case tag_number("meta"):
            if (lower_ascii(tag.value("http-equiv")) == "refresh" && refresh_.by.empty())
                if (std::string ref = refresh_target(tag.value("content")); !ref.empty())
                    refresh_ = {std::move(ref), "refresh", tag.offset};
            return;
        case tag_number("a"):
        case tag_number("area"):
            return link(tag);
        case tag_number("img"):
            shown_ |= in_link_;
            return;
        case tag_number("iframe"):
            iframe_ = true;
            [[fallthrough]];
        case tag_number("frame"):
            if (std::string src = tag.value("src"); !src.empty() && frames_.size() < 20)
                frames_.push_back({lower_ascii(tag.value("name")), std::move(src), tag.offset});
            return;
        default:
            if (tag.name == "frameset" && shares_.empty())
                shares_ = tag.find("rows") != nullptr ? tag.value("rows") : tag.value("cols");
    }
}

// The frame called main, or the one that gets what the others leave.
Forward Reader::frame() const {
    if (frames_.empty() || (iframe_ && frames_.size() > 1)) return {};
    std::size_t chosen = 0;
    const std::size_t star = shares_.find('*');
    if (star != std::string::npos)
        chosen = static_cast<std::size_t>(std::ranges::count(shares_.substr(0, star), ','));
    for (std::size_t i = 0; i < frames_.size(); ++i)
        if (frames_[i].name.find("main") != std::string::npos) chosen = i;
    const Frame& one = frames_[std::min(chosen, frames_.size() - 1)];
    return {one.src, "frame", one.offset};
}

Forward Reader::take() const {
    if (!refresh_.by.empty()) return refresh_;
    if (!script_.by.empty()) return script_;
    if (Forward one = frame(); !one.by.empty()) return one;
    return several_links_ || !shown_ ? Forward{} : link_;
}

}  // namespace

bool may_forward(std::string_view text, const PageFacts& facts) {
    return text.size() <= bytes_max && facts.text_chars <= chars_max;
}

Forward forward_of(std::string_view text) {
    Reader reader;
    html::tokenize(text, reader);
    return reader.take();
}

}  // namespace duwang::crawler
