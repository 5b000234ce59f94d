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

// Is there text in this markup that a reader sees, beyond a word or two?
bool says_more(std::string_view markup) {
    constexpr std::size_t few = 12;  // characters
    std::string text;
    for (std::size_t at = 0; at < markup.size();) {
        const std::size_t tag = std::min(markup.find('<', at), markup.size());
        text.append(markup.substr(at, tag - at));
        at = std::min(markup.find('>', tag), markup.size() - 1) + 1;
    }
    return count_code_points(strip_blanks(text)) > few;
}

// Places where a script sets the content of elements: innerHTML = …, .html('…'), .append('…').
std::vector<std::size_t> content_changes(std::string_view script) {
    constexpr std::size_t changes_max = 20;
    std::vector<std::size_t> all;
    for (std::string_view name : {"innerHTML", "insertAdjacentHTML", ".html(", ".append("})
        for (std::size_t at = script.find(name);
             at != std::string_view::npos && all.size() < changes_max;
             at = script.find(name, at + name.size()))
            all.push_back(at);
    return all;
}

std::string_view line_at(std::string_view script, std::size_t at) {
    constexpr std::size_t before_max = 80, all_max = 240;  // bytes
    const std::size_t earliest = at > before_max ? at - before_max : 0;
    std::size_t from = at;
    while (from > earliest && script[from - 1] != '\n' && script[from - 1] != ';') --from;
    const std::string_view rest = script.substr(from, all_max);
    return rest.substr(0, rest.find('\n'));
}

}  // namespace

bool is_writing_script(std::string_view script) {
    // memmem: letters such as 'w' stand everywhere in scripts and string_view::find stops at each.
    const auto holds = [&](std::string_view word) {
        return ::memmem(script.data(), script.size(), word.data(), word.size()) != nullptr;
    };
    return holds("document.write") || holds(".load") || holds("$.") || holds("fetch") ||
           holds("jQuery.") || holds("axios") || holds("XMLHttpRequest") || holds("HTML") ||
           holds(".html(") || holds(".append(");
}

bool LateReader::is_footer_like(std::string_view text) const {
    return std::any_of(rules_.footer_names.begin(), rules_.footer_names.end(),
                       [&](const std::string& name) { return contains(text, name); });
}

// What the whole address says: counters are often told by their host or folder.
bool LateReader::is_library(std::string_view address) const {
    const std::string lower = lower_ascii(address.substr(0, address.find_first_of("?#")));
    const auto in_address = [&](const std::string& name) { return contains(lower, name); };
    return std::ranges::any_of(rules_.libraries, in_address) ||
           std::ranges::any_of(rules_.accessibility_files, in_address) ||
           std::ranges::any_of(rules_.find_error_files, in_address);
}

void LateReader::add(std::string_view kind, std::string_view what, bool footer_like,
                     std::size_t offset) {
    if (late_.size() >= late_max) return;
    const bool file = kind == "script_file" || kind == "frame";
    late_.push_back({std::string(kind),
                     std::string(truncate_code_points(printable(what), what_max)), footer_like,
                     static_cast<std::int64_t>(offset), file && !footer_like && is_library(what)});
}

void LateReader::start_tag(const html::StartTag& tag) {
    switch (tag.number) {
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
    for (const std::size_t at : content_changes(clean)) {
        const std::string_view line = trim_blanks(line_at(clean, at));
        if (is_footer_like(lower_ascii(line))) add("dom_write", line, true, offset + at);
    }
    for (const Written& written : written_markup(clean)) {
        const std::string markup = lower_ascii(written.markup);
        // The 党政机关 and 找错 marks are written this way too; alone they bring no other content.
        const bool mark = contains(markup, "conac.cn") || contains(markup, "jiucuo");
        if (mark && !says_more(written.markup)) continue;
        add("document_write", written.markup, is_footer_like(markup), offset + written.offset);
    }
}

}  // namespace duwang::crawler
