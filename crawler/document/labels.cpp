#include "crawler/document/labels.h"

#include <array>

#include "core/text/normalise.h"
#include "core/typed_table.h"

namespace duwang::crawler {
namespace {

bool is_numeral(char32_t c) {
    constexpr std::u32string_view numerals = U"〇一二三四五六七八九十";
    return (c >= U'0' && c <= U'9') || numerals.find(c) != numerals.npos;
}

bool is_circled(char32_t c) { return (c >= 0x2460 && c <= 0x249B) || (c >= 0x3220 && c <= 0x3229); }

// Does a number stand here that only counts: "(一)", "三、", "12.", "①", "1" before a word? Its
// end.
std::size_t numbering_end(std::string_view text) {
    std::size_t at = 0;
    const bool bracket = text.starts_with('(');
    if (bracket) at = 1;
    std::size_t count = 0, behind = at;
    bool digits = true;
    for (; at < text.size(); at = behind, ++count) {
        const char32_t c = next_code_point(text, behind);
        if (!bracket && count == 0 && is_circled(c)) return behind;
        if (!is_numeral(c)) break;
        digits = digits && c < 0x80;
    }
    if (count == 0 || count > 3 || at >= text.size()) return 0;
    const std::string_view rest = text.substr(at);
    if (bracket) return rest[0] == ')' ? at + 1 : 0;
    if (rest[0] == ')') return at + 1;
    for (std::string_view sign : {"、", ".", "．", ",", ":"}) {
        if (!rest.starts_with(sign)) continue;
        // "1.5" is a number, no numbering.
        const std::size_t next = at + sign.size();
        const bool decimal = next < text.size() && text[next] >= '0' && text[next] <= '9';
        return digits && decimal && sign == "." ? 0 : next;
    }
    std::size_t next = 0;
    return digits && count <= 2 && is_cjk(next_code_point(rest, next)) ? at : 0;
}

// "总计(件)", "本年收费金额(单位:元)" without the unit in brackets at the end.
std::string_view without_unit(std::string_view text) {
    const std::size_t open = text.rfind('(');
    if (open == 0 || open == text.npos || !text.ends_with(')')) return text;
    return unit_said(text.substr(open)).empty() ? text : text.substr(0, open);
}

bool is_word_character(char32_t c) {
    return is_cjk(c) || (c >= U'0' && c <= U'9') || (c >= U'a' && c <= U'z') || c == U'%' ||
           c > 0xFFFF;
}

}  // namespace

std::string label_form(std::string_view label) {
    const std::string folded = match_form(label);
    std::string_view rest = without_unit(folded);
    for (bool more = true; more;) {
        const std::size_t end = numbering_end(rest);
        more = end > 0 && end < rest.size();
        if (more) rest.remove_prefix(end);
        for (std::string_view word : {"其中:", "其中、", "#"}) {
            if (!rest.starts_with(word) || rest.size() == word.size()) continue;
            rest.remove_prefix(word.size());
            more = true;
        }
    }
    std::string form;
    for (std::size_t at = 0; at < rest.size();) {
        const char32_t c = next_code_point(rest, at);
        if (is_word_character(c)) append_utf8(form, c);
    }
    return form;
}

std::vector<std::string> label_forms(const std::vector<std::string>& labels) {
    std::vector<std::string> forms;
    for (const std::string& label : labels) forms.push_back(label_form(label));
    return forms;
}

}  // namespace duwang::crawler
