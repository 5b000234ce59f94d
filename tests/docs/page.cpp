#include "tests/docs/page.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>

namespace duwang::docs {
namespace {

std::vector<std::string_view> lines(std::string_view text) {
    std::vector<std::string_view> all;
    while (!text.empty()) {
        std::size_t end = std::min(text.find('\n'), text.size());
        all.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return all;
}

std::string cell(std::string_view raw) {
    std::string text;
    for (char c : raw)
        if (c != '`') text.push_back(c);
    std::size_t first = text.find_first_not_of(' ');
    if (first == std::string::npos) return {};
    return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

}  // namespace

std::string read_source(std::string_view path) {
    std::ifstream file(std::string(DUWANG_SOURCE_DIR) + "/" + std::string(path), std::ios::binary);
    EXPECT_TRUE(file.good()) << path;
    return {std::istreambuf_iterator<char>(file), {}};
}

std::string section(std::string_view page, std::string_view heading) {
    std::string found;
    bool inside = false;
    for (std::string_view line : lines(page)) {
        if (line.starts_with('#')) {
            std::size_t title = line.find_first_not_of("# ");
            inside = title != line.npos && line.substr(title) == heading;
        } else if (inside) {
            found.append(line).append("\n");
        }
    }
    return found;
}

std::vector<std::vector<std::string>> rows(std::string_view text) {
    std::vector<std::vector<std::string>> found;
    for (std::string_view line : lines(text)) {
        if (!line.starts_with('|')) continue;
        if (line.starts_with("| ---")) {
            if (!found.empty()) found.pop_back();  // the head stands above the rule
            continue;
        }
        std::vector<std::string> cells;
        line.remove_prefix(1);
        for (auto end = line.find('|'); end != line.npos; end = line.find('|')) {
            cells.push_back(cell(line.substr(0, end)));
            line.remove_prefix(end + 1);
        }
        found.push_back(std::move(cells));
    }
    return found;
}

std::multiset<std::string> column(std::string_view text, std::size_t n) {
    std::multiset<std::string> cells;
    for (const auto& row : rows(text))
        if (n < row.size()) cells.insert(row[n]);
    return cells;
}

std::set<std::string> code_words(std::string_view text) {
    std::set<std::string> words;
    for (auto open = text.find('`'); open != text.npos; open = text.find('`')) {
        text.remove_prefix(open + 1);
        auto close = std::min(text.find('`'), text.size());
        words.emplace(text.substr(0, close));
        text.remove_prefix(std::min(close + 1, text.size()));
    }
    return words;
}

}  // namespace duwang::docs
