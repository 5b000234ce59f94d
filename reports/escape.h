// Makes text that came from pages, files or people harmless in each output format. Page content
// reaches no output any other way.
#pragma once

#include <string>
#include <string_view>

namespace duwang::reports {

// Valid UTF-8 without control characters, except those in `keep`; broken bytes become U+FFFD.
// Bidirectional overrides go too: they can make a line read otherwise than it is.
std::string clean_text(std::string_view text, std::string_view keep = {});

std::string html(std::string_view text);  // for element content and quoted attributes
// A quoted cell; a leading = + - @ or tab gets an apostrophe, so no spreadsheet computes it.
std::string csv_cell(std::string_view text);
std::string terminal(std::string_view text);  // one line, no control characters
// A name for a file: letters, digits, "-", "_" and "."; everything else is written as hex.
std::string file_name(std::string_view text);
// An http or https address, else empty: for href.
std::string link_target(std::string_view url);
// Numbers that look like identity cards, bank cards or mobile phones lose their middle digits
// (design.md §8). For words quoted from pages, not for addresses.
std::string mask_personal(std::string_view text);
// At most `bytes_max` bytes, cut between characters, with "…" when cut.
std::string shorten(std::string_view text, std::size_t bytes_max);

}  // namespace duwang::reports
