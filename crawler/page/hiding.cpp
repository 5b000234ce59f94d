#include "crawler/page/hiding.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "core/text/ascii.h"
#include "core/text/normalise.h"
#include "crawler/page/tag_name.h"

namespace duwang::crawler {
namespace {

constexpr std::size_t style_max = 2000;  // bytes looked at
constexpr int far_away = 500;            // pixels
constexpr int out_of_sight = 3000;       // more than any screen: no margin that centres is so large

// May it hide? Looks for pairs of signs that all the ways of hiding have, without branches, since
// nearly every style is asked: "no" of none, "hi" of hidden, ":0" and ":1" of sizes, "-99" of
// places far away, "kg" of background.
bool may_hide(std::string_view style) {
    unsigned found = 0;
    const auto look = [&](unsigned first, unsigned second, unsigned third) {
        const unsigned a = first | 0x20, b = second | 0x20;
        found |= ((a == 'n') & (b == 'o')) | ((a == 'h') & (b == 'i')) | ((a == 'k') & (b == 'g'));
        found |= ((first == ':') | (first == ' ')) & ((second == '0') | (second == '1')) &
                 (third - '0' >= 10u) & (third != '%');
        found |= (first == '-') & (second - '0' < 10u) & (third - '0' < 10u);
    };
    const auto sign = [&](std::size_t i) { return static_cast<unsigned char>(style[i]); };
    const std::size_t size = style.size();
    for (std::size_t i = 2; i < size; ++i) look(sign(i - 2), sign(i - 1), sign(i));
    if (size >= 2) look(sign(size - 2), sign(size - 1), ';');
    return found != 0;
}

// The number that a value begins with; nothing when it has none or is a share of something.
std::optional<int> pixels(std::string_view value) {
    const bool negative = value.starts_with('-');
    if (negative) value.remove_prefix(1);
    int number = 0;
    std::size_t at = 0;
    for (; at < value.size() && at < 6 && is_ascii_digit(value[at]); ++at)
        number = number * 10 + (value[at] - '0');
    if (at == 0 && !value.starts_with('.')) return std::nullopt;
    const std::string_view unit = value.substr(at);
    if (number != 0 && !unit.empty() && !unit.starts_with("px") && !unit.starts_with("pt"))
        return std::nullopt;  // 1em, 1%
    if (unit.starts_with('.') && unit.find_first_of("123456789") != std::string_view::npos)
        return std::nullopt;  // 0.9
    return negative ? -number : number;
}

std::string colour(std::string_view value) {
    value = value.substr(0, value.find("url("));
    if (value == "white") return "#ffffff";
    if (value == "black") return "#000000";
    if (value.size() == 4 && value[0] == '#')
        return {'#', value[1], value[1], value[2], value[2], value[3], value[3]};
    return std::string(value);
}

// What the declarations of a style say, as far as it bears on hiding.
struct Said {
    std::string colour, background;
    bool tiny_box = false, cut = false, placed = false, away = false, moved = false;
    bool pulled = false, shared = false;
    Hiding plain = Hiding::none;

    void size(std::string_view value) {
        if (const auto length = pixels(value)) tiny_box |= *length >= 0 && *length <= 1;
    }
    void place(std::string_view value) {
        shared |= value.find('%') != std::string_view::npos;
        if (const auto length = pixels(value)) away |= *length <= -far_away || *length >= 5000;
    }
    void take(std::string_view name, std::string_view value);
};

void Said::take(std::string_view name, std::string_view value) {
    if (name == "display" && value.starts_with("none")) plain = Hiding::display_none;
    if (name == "visibility" && value.starts_with("hidden")) plain = Hiding::visibility_hidden;
    if (name == "width" || name == "height" || name == "max-height" || name == "line-height")
        size(value);
    if (name == "overflow") cut |= value.starts_with("hidden");
    if (name == "position") placed |= value.starts_with("absolute") || value.starts_with("fixed");
    if (name == "left" || name == "top" || name == "right" || name == "bottom") place(value);
    if (name == "text-indent" || name.starts_with("margin"))
        if (const auto length = pixels(value)) {
            moved |= *length <= (name == "text-indent" ? -far_away : -out_of_sight);
            pulled |= *length <= -far_away;
        }
    if (name == "opacity" && pixels(value) == 0) plain = Hiding::tiny;
    if (name == "font-size")
        if (const auto length = pixels(value); length && *length >= 0 && *length <= 1)
            plain = Hiding::font_size_zero;
    if (name == "color") colour = crawler::colour(value);
    if (name == "background" || name == "background-color") background = crawler::colour(value);
}

Hiding judged(const Said& said) {
    if (said.plain != Hiding::none) return said.plain;
    if (said.moved || (said.placed && said.away)) return Hiding::off_screen;
    // left:50% with a margin to the left is how a box is centred.
    if (said.pulled && !said.shared) return Hiding::off_screen;
    // A box of one pixel still shows what runs over its edge.
    if (said.tiny_box && said.cut) return Hiding::tiny;
    if (!said.colour.empty() && said.colour == said.background) return Hiding::same_colour;
    return Hiding::none;
}

bool is_tiny(std::string_view attribute) {
    const auto length = attribute.empty() ? std::nullopt : pixels(attribute);
    return length && *length >= 0 && *length <= 1;
}

// Of elements whose size attributes count.
Hiding hiding_of_size(const html::StartTag& tag) {
    const bool marquee = tag.number == tag_number("marquee");
    const bool framed = tag.number == tag_number("iframe") || tag.number == tag_number("img");
    if (!marquee && !framed) return Hiding::none;
    const bool low = is_tiny(tag.raw("height")), narrow = is_tiny(tag.raw("width"));
    if (marquee) return low || narrow ? Hiding::marquee : Hiding::none;
    return low && narrow ? Hiding::tiny : Hiding::none;
}

}  // namespace

std::string_view word_of(Hiding hiding) {
    static constexpr std::array<std::string_view, 11> words{
        "",           "display_none", "visibility_hidden", "attribute",
        "off_screen", "tiny",         "font_size_zero",    "same_colour",
        "marquee",    "zero_width",   "noscript"};
    return words[static_cast<std::size_t>(hiding)];
}

Hiding hiding_of_style(std::string_view style) {
    if (!may_hide(style)) return Hiding::none;
    const std::string plain = match_form(style.substr(0, style_max));
    Said said;
    for (std::string_view rest = plain; !rest.empty();) {
        const std::string_view one = rest.substr(0, rest.find(';'));
        rest.remove_prefix(std::min(rest.size(), one.size() + 1));
        const std::size_t colon = one.find(':');
        if (colon != std::string_view::npos) said.take(one.substr(0, colon), one.substr(colon + 1));
    }
    return judged(said);
}

bool hides_contents(std::string_view style) {
    bool maybe = false;
    for (std::size_t at = style.find(':'); at != style.npos && !maybe;
         at = style.find(':', at + 1)) {
        std::size_t value = at + 1;
        while (value < style.size() && is_ascii_blank(style[value])) ++value;
        const char c = value < style.size() ? static_cast<char>(style[value] | 0x20) : '\0';
        maybe = c == 'n' || c == 'h';
    }
    if (!maybe) return false;
    const std::string plain = match_form(style.substr(0, style_max));
    return plain.find("display:none") != plain.npos ||
           plain.find("visibility:hidden") != plain.npos;
}

bool hides_itself(html::Node element) {
    return element.has_attr("hidden") || hides_contents(element.attr("style"));
}

Hiding HidingReader::of(const html::StartTag& tag) {
    if (tag.number == tag_number("noscript")) return Hiding::noscript;
    if (tag.attributes.empty()) return Hiding::none;
    if (const html::Attribute* style = tag.find("style")) {
        if (style->raw != last_) {
            last_ = style->raw;
            last_hiding_ = hiding_of_style(style->raw);
        }
        if (last_hiding_ != Hiding::none) return last_hiding_;
    }
    if (tag.find("hidden") != nullptr) return Hiding::attribute;
    return hiding_of_size(tag);
}

}  // namespace duwang::crawler
