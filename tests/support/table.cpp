#include "tests/support/table.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fstream>

#include "core/text/utf8.h"

namespace duwang::test {
namespace {

std::string unescaped(std::string_view text) {
    if (text == "-") return {};
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\\' || i + 1 == text.size()) {
            out += text[i];
            continue;
        }
        switch (text[++i]) {
            case 't':
                out += '\t';
                break;
            case 'n':
                out += '\n';
                break;
            case 'r':
                out += '\r';
                break;
            case 'u': {
                unsigned code = 0;
                std::string_view digits = text.substr(i + 1, 4);
                std::from_chars(digits.begin(), digits.end(), code, 16);
                append_utf8(out, static_cast<char32_t>(code));
                i += 4;
                break;
            }
            default:
                out += text[i];
        }
    }
    return out;
}

std::vector<std::string> cells_of(std::string_view line) {
    std::vector<std::string> cells;
    for (;;) {
        auto tab = line.find('\t');
        cells.push_back(unescaped(line.substr(0, tab)));
        if (tab == line.npos) return cells;
        line.remove_prefix(tab + 1);
    }
}

}  // namespace

std::vector<TableRow> read_tables(const std::string& folder, std::size_t columns) {
    std::vector<std::filesystem::path> files;
    for (const auto& entry :
         std::filesystem::directory_iterator(DUWANG_SOURCE_DIR "/tests/golden/" + folder))
        if (entry.path().extension() == ".tsv") files.push_back(entry.path());
    std::ranges::sort(files);
    std::vector<TableRow> rows;
    for (const auto& file : files) {
        std::ifstream in(file, std::ios::binary);
        int number = 0;
        for (std::string line; std::getline(in, line);) {
            ++number;
            if (line.empty() || line.starts_with('#')) continue;
            rows.push_back(
                {file.filename().string() + ":" + std::to_string(number), cells_of(line)});
            EXPECT_EQ(rows.back().cells.size(), columns) << rows.back().place;
            rows.back().cells.resize(columns);
        }
    }
    return rows;
}

}  // namespace duwang::test
