#include "crawler/page/late.h"

#include <algorithm>

#include "core/text/ascii.h"
#include "core/text/normalise.h"
#include "crawler/page/made_elements.h"
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

bool is_letter(char c) { return c >= 'a' && c <= 'z'; }

// A whole word between signs and digits: "jquery-3.min.js" has jquery, "player.js" has no layer.
bool contains_word(std::string_view text, std::string_view word) {
    for (std::size_t at = text.find(word); at != std::string_view::npos;
         at = text.find(word, at + 1)) {
        const std::size_t end = at + word.size();
        if ((at == 0 || !is_letter(text[at - 1])) && (end == text.size() || !is_letter(text[end])))
            return true;
    }
    return false;
}

// The host in "https://host:port/…" and "//host/…"; empty where the address names none.
std::string host_in(std::string_view address) {
    const std::size_t sign = address.find("//");
    if (sign == std::string_view::npos || address.find_first_of("/?#") < sign) return {};
    address.remove_prefix(sign + 2);
    return lower_ascii(address.substr(0, address.find_first_of("/:?#")));
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
    for (std::string_view name :
         {"innerHTML", "outerHTML", "insertAdjacentHTML", ".html(", ".append(", ".prepend(",
          ".after(", ".before(", ".replaceWith(", "appendChild(", "insertBefore("})
        for (std::size_t at = script.find(name);
             at != std::string_view::npos && all.size() < changes_max;
             at = script.find(name, at + name.size()))
            all.push_back(at);
    return all;
}

bool names_body(std::string_view line) {
    return contains(line, ".body") || contains(line, "\"body\"") || contains(line, "'body'");
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

bool LateReader::is_footer_like(std::string_view text) const {
    return contains_any(text, rules_.footer_names);
}

// Only what the file or a host of its own says: folders such as /static/ and /account/ say nothing.
bool LateReader::is_library(std::string_view address) const {
    const std::string file = file_name(address), host = host_in(address);
    const auto in_file = [&](const std::string& name) { return contains(file, name); };
    const auto is_word = [&](const std::string& name) { return contains_word(file, name); };
    const auto is_host = [&](const std::string& name) {
        return host == name || (host.ends_with(name) && host[host.size() - name.size() - 1] == '.');
    };
    return std::ranges::any_of(rules_.libraries, is_word) ||
           std::ranges::any_of(rules_.library_hosts, is_host) ||
           std::ranges::any_of(rules_.accessibility_files, in_file) ||
           std::ranges::any_of(rules_.find_error_files, in_file);
}

void LateReader::add(std::string_view kind, std::string_view what, bool footer_like,
                     std::size_t offset) {
    if (late_.size() >= late_max) return;
    const bool file = kind == "script_file" || kind == "frame";
    late_.push_back({std::string(kind),
                     std::string(truncate_code_points(printable(what), what_max)), footer_like,
                     static_cast<std::int64_t>(offset), file && !footer_like && is_library(what)});
}

void LateReader::add_file(std::string_view kind, std::string_view address, std::size_t offset) {
    if (contains(address, "conac.cn")) return;  // the mark itself, not content
    add(kind, address, is_footer_like(file_name(address)), offset);
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
    const std::string clean = without_comments(script);
    for (const LoadCall& call : load_calls(clean))
        add("load_call", call.what, is_footer_like(lower_ascii(call.what)), offset + call.offset);
    const std::vector<MadeElement> made = made_elements(clean);
    for (const MadeElement& one : made) {
        if (one.address.empty())
            add("dom_write", trim_blanks(line_at(clean, one.offset)), false, offset + one.offset);
        else
            add_file(one.frame ? "frame" : "script_file", one.address, offset + one.offset);
    }
    for (const std::size_t at : content_changes(clean)) {
        const std::string_view line = trim_blanks(line_at(clean, at));
        const bool footer_like = is_footer_like(lower_ascii(line));
        // What is put into the body without a name may be anything; a script was told already.
        if (footer_like || (made.empty() && names_body(line)))
            add("dom_write", line, footer_like, offset + at);
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
