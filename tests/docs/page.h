// Pages of docs/ read back, so that tests can compare them with the program.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace duwang::docs {

// A file of the source tree, by its path in it. Fails the test when it cannot be read.
std::string read_source(std::string_view path);

// What stands below the heading (its line without '#'), up to the next one of any level; empty when
// there is no such heading.
std::string section(std::string_view page, std::string_view heading);

// The rows of the tables in a text: cells trimmed, back quotes removed; no heads.
std::vector<std::vector<std::string>> rows(std::string_view text);

// The n-th cell of every row.
std::multiset<std::string> column(std::string_view text, std::size_t n);

// All words in back quotes.
std::set<std::string> code_words(std::string_view text);

}  // namespace duwang::docs
