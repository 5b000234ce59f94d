#include "crawler/attachment/docx_styles.h"

#include <charconv>

#include "core/sheet_parts.h"
#include "core/text/ascii.h"

namespace duwang::crawler {
namespace {

constexpr std::size_t styles_max = 5'000;
constexpr int chain_max = 20;  // styles may be based on each other in circles
constexpr int no_outline = 9;

}  // namespace

bool switched_on(std::string_view value) {
    return value != "0" && value != "false" && value != "off" && value != "none";
}

void DocxStyles::start(std::string_view name, std::span<const xml::Attribute> attributes) {
    if (name == "style") {
        open_ = styles_.size() < styles_max
                    ? &styles_[std::string(attribute(attributes, "styleId"))]
                    : nullptr;
        return;
    }
    if (open_ == nullptr) return;
    const std::string_view value = attribute(attributes, "val");
    if (name == "basedOn") open_->based_on = value;
    if (name == "outlineLvl")
        std::from_chars(value.data(), value.data() + value.size(), open_->outline);
    if (name == "name") {
        const std::string said = lower_ascii(value);
        if (said.starts_with("heading ") || said == "title") open_->outline = 0;
    }
}

bool DocxStyles::is_heading(const std::string& style) const {
    auto at = styles_.find(style);
    for (int i = 0; i < chain_max && at != styles_.end(); ++i) {
        if (at->second.outline >= 0) return at->second.outline < no_outline;
        at = styles_.find(at->second.based_on);
    }
    return false;
}

}  // namespace duwang::crawler
