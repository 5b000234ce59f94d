#include "crawler/page/hidden_element.h"

#include "crawler/page/tag_name.h"

namespace duwang::crawler {
namespace {

// What elements whose end tag is often not written stand in; none: they need their end tag.
enum class Family : std::uint8_t { none, entry, cell, term, option, paragraph };

Family family_of(std::uint64_t number) {
    switch (number) {
        case tag_number("li"):
            return Family::entry;
        case tag_number("tr"):
        case tag_number("td"):
        case tag_number("th"):
            return Family::cell;
        case tag_number("dt"):
        case tag_number("dd"):
            return Family::term;
        case tag_number("option"):
            return Family::option;
        case tag_number("p"):
            return Family::paragraph;
        default:
            return Family::none;
    }
}

bool is_box(Family family, std::uint64_t number) {
    switch (family) {
        case Family::entry:
            return number == tag_number("ul") || number == tag_number("ol");
        case Family::cell:
            return number == tag_number("table");
        case Family::term:
            return number == tag_number("dl");
        case Family::option:
            return number == tag_number("select");
        default:
            return false;
    }
}

// Does this start tag end the open element? A cell does not end the row it stands in.
bool is_next(std::uint64_t open, std::uint64_t number) {
    const Family family = family_of(open);
    if (family == Family::paragraph) return is_block(number) && number != tag_number("br");
    if (family_of(number) != family) return false;
    return open != tag_number("tr") || number == tag_number("tr");
}

}  // namespace

Hiding HiddenElement::enter(const html::StartTag& tag) {
    if (depth_ > 0) inside(tag.number);
    if (depth_ > 0) return by_;
    const Hiding hidden = hiding_.of(tag);
    if (hidden == Hiding::none || is_void(tag.number)) return hidden;
    tag_ = tag.number;
    needs_end_ = family_of(tag_) == Family::none;
    depth_ = 1, boxes_ = divs_ = 0;
    return by_ = hidden;
}

void HiddenElement::inside(std::uint64_t number) {
    if (needs_end_) {
        if (number == tag_ && !is_void(number)) ++depth_;
    } else if (is_box(family_of(tag_), number)) {
        ++boxes_;
    } else if (boxes_ == 0 && is_next(tag_, number)) {
        depth_ = 0;
    } else if (number == tag_number("div")) {
        ++divs_;
    }
}

void HiddenElement::ended(std::uint64_t number) {
    if (needs_end_) {
        if (number == tag_) --depth_;
        return;
    }
    const Family family = family_of(tag_);
    const bool box = is_box(family, number), div = number == tag_number("div");
    if (box && boxes_ > 0) {
        --boxes_;
    } else if (div && divs_ > 0) {
        --divs_;
    } else if (boxes_ == 0) {
        const bool of_row = number == tag_number("tr") && family == Family::cell;
        const bool around = family == Family::paragraph && is_block(number);
        if (number == tag_ || box || div || of_row || around) depth_ = 0;
    }
}

}  // namespace duwang::crawler
