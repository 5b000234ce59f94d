#include "core/html/raw_text.h"

#include <algorithm>

#include "core/html/name_number.h"

namespace duwang::html {
namespace {

bool same_letters(std::string_view text, std::string_view lower) {
    return text.size() == lower.size() &&
           std::equal(text.begin(), text.end(), lower.begin(),
                      [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a + 32 : a) == b; });
}

bool ends_name(std::string_view document, std::size_t at) {
    if (at >= document.size()) return false;
    const char c = document[at];
    return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r' || c == '/' || c == '>';
}

// Does the name stand at `at`, followed by what ends a tag name?
bool is_name(std::string_view document, std::size_t at, std::string_view name) {
    return same_letters(document.substr(std::min(at, document.size()), name.size()), name) &&
           ends_name(document, at + name.size());
}

}  // namespace

ContentModel content_model(std::uint64_t number, std::string_view element) {
    switch (number) {
        case name_number("script"):
            return ContentModel::script;
        case name_number("title"):
        case name_number("textarea"):
            return ContentModel::rcdata;
        case name_number("style"):
        case name_number("xmp"):
        case name_number("iframe"):
        case name_number("noembed"):
        case name_number("noframes"):
            return ContentModel::raw;
        case 0:  // a long name
            return element == "plaintext" ? ContentModel::plaintext : ContentModel::data;
        default:
            return ContentModel::data;
    }
}

std::size_t end_of_raw_text(std::string_view document, std::size_t from, std::string_view name) {
    for (std::size_t at = from;; ++at) {
        at = document.find("</", at);
        if (at == std::string_view::npos) return document.size();
        if (is_name(document, at + 2, name)) return at;
    }
}

std::size_t end_of_script(std::string_view document, std::size_t from) {
    enum { plain, escaped, double_escaped } state = plain;
    std::size_t no_comment_before = 0;  // dashes of "<!--" may take part in "-->" ("<!-->")
    for (std::size_t at = from; at < document.size(); ++at) {
        at = state == plain ? document.find('<', at) : document.find_first_of("<-", at);
        if (at == std::string_view::npos) break;
        const std::string_view rest = document.substr(at);
        if (rest[0] == '-') {
            if (at >= no_comment_before && rest.starts_with("-->")) state = plain;
        } else if (state == plain && rest.starts_with("<!--")) {
            state = escaped;
            no_comment_before = at + 2;
            ++at;
        } else if (is_name(document, at + 2, "script") && rest[1] == '/') {
            if (state != double_escaped) return at;
            state = escaped;
        } else if (state == escaped && is_name(document, at + 1, "script")) {
            state = double_escaped;
        }
    }
    return document.size();
}

}  // namespace duwang::html
