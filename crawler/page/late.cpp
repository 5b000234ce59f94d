#include "crawler/page/late.h"

#include <algorithm>
#include <cstring>

#include "core/text/ascii.h"
#include "core/text/normalise.h"
#include "crawler/page/script_text.h"
#include "crawler/page/tag_name.h"

namespace duwang::crawler {
namespace {

constexpr std::size_t late_max = 100;
constexpr std::size_t what_max = 160;  // characters

// The last segment of an address without its query: "/js/Footer.js?v=1" → "footer.js".
std::string file_name(std::string_view address) {
    address = address.substr(0, address.find_first_of("?#"));
    const std::size_t slash = address.find_last_of("/\\");
    return lower_ascii(slash == std::string_view::npos ? address : address.substr(slash + 1));
}

bool contains(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

}  // namespace

bool is_writing_script(std::string_view script) {
    // memmem: letters such as 'w' stand everywhere in scripts and string_view::find stops at each.
    const auto holds = [&](std::string_view word) {
        return ::memmem(script.data(), script.size(), word.data(), word.size()) != nullptr;
    };
    return holds("document.write") || holds(".load") || holds("$.") || holds("fetch");
}

bool LateReader::is_footer_like(std::string_view text) const {
    return std::any_of(rules_.footer_names.begin(), rules_.footer_names.end(),
                       [&](const std::string& name) { return contains(text, name); });
}

void LateReader::add(std::string_view kind, std::string_view what, bool footer_like,
                     std::size_t offset) {
    if (late_.size() >= late_max) return;
    late_.push_back({std::string(kind),
                     std::string(truncate_code_points(printable(what), what_max)), footer_like,
                     static_cast<std::int64_t>(offset)});
}

void LateReader::start_tag(const html::StartTag& tag) {
    switch (tag_number(tag.name)) {
        case tag_number("script"): {
            const std::string src = tag.value("src");
            if (src.empty() || contains(src, "conac.cn")) return;  // the mark itself, not content
            if (lower_ascii(tag.value("type")) == "module") {      // J01: the page is built by it
                add("module_script", src, false, tag.offset);
                return;
            }
            const bool footer_like = is_footer_like(file_name(src));
            if (in_body_ || footer_like) add("script_file", src, footer_like, tag.offset);
            return;
        }
        case tag_number("iframe"):
        case tag_number("frame"): {
            const std::string src = tag.value("src");
            if (!src.empty() && src != "about:blank")
                add("frame", src, is_footer_like(file_name(src)), tag.offset);
            return;
        }
        case tag_number("meta"):
            if (lower_ascii(tag.value("http-equiv")) == "refresh")  // H14
                add("refresh", tag.value("content"), false, tag.offset);
            return;
        case tag_number("html"):
        case tag_number("head"):
        case tag_number("link"):
        case tag_number("title"):
        case tag_number("style"):
        case tag_number("base"):
        case tag_number("noscript"):
            return;
        default:
            in_body_ = true;
    }
}

void LateReader::script_text(std::string_view script, std::size_t offset) {
    if (!is_writing_script(script)) return;
    const std::string clean = without_comments(script);
    for (const LoadCall& call : load_calls(clean))
        add("load_call", call.what, is_footer_like(lower_ascii(call.what)), offset + call.offset);
    for (const Written& written : written_markup(clean)) {
        const std::string markup = lower_ascii(written.markup);
        // The 党政机关 and 找错 marks are written this way too and bring no other content.
        if (contains(markup, "conac.cn") || contains(markup, "jiucuo")) continue;
        add("document_write", written.markup, is_footer_like(markup), offset + written.offset);
    }
}

}  // namespace duwang::crawler
