// Making text comparable: widths, blanks, dash look-alikes; and safe to print.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/text/utf8.h"

namespace duwang {

// Every kind of blank, also zero-width ones, nbsp, 全角空格, BOM and soft hyphens.
bool is_blank(char32_t code_point);
// Those of them that nobody sees: zero-width ones, BOM and soft hyphens.
bool has_no_width(char32_t code_point);

// Full width and small forms to half width ("：" ":" , "１" "1"), all blanks to a plain space,
// every dash to '-'. Chinese punctuation without a half-width twin stays.
char32_t folded(char32_t code_point);

std::string fold_width(std::string_view text);
// Is it surely as fold_width would write it? Only 汉字, visible ASCII and spaces are.
bool is_folded(std::string_view text);
std::string strip_blanks(std::string_view text);  // removes every blank
// Runs of blanks to one space, ends trimmed; what has no width is removed.
std::string collapse_blanks(std::string_view text);
std::string_view trim_blanks(std::string_view text);  // both ends

// For matching, never for quoting: folded, without blanks and private-use characters (icon fonts,
// quirk E05), ASCII letters in lower case.
std::string match_form(std::string_view text);
// The same for document numbers (文号, M15): every kind of bracket is 〔 or 〕.
std::string number_form(std::string_view text);

// Does one of a few words stand in it? For many words, or many texts: WordFinder.
bool contains_any(std::string_view text, const std::vector<std::string>& words);

// For printing: without control characters, bidirectional overrides and private-use characters
// (icon fonts, quirk E05); tabs and line breaks become spaces; invalid UTF-8 becomes U+FFFD.
std::string printable(std::string_view text);

}  // namespace duwang
