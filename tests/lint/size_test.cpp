// No file above 400 lines, except tables of data, each with its reason.
#include <gtest/gtest.h>

#include <map>

#include "tests/lint/source_tree.h"

namespace duwang::lint {
namespace {

constexpr std::size_t lines_max = 400;
constexpr std::size_t columns_max = 120;  // bytes are counted only where they are ASCII

const std::map<std::string_view, std::string_view>& exceptions() {
    static const std::map<std::string_view, std::string_view> all{
        {"core/html/entity_table.cpp", "2,125 names of characters"}};
    return all;
}

TEST(Size, FilesStayReadable) {
    for (const SourceFile& file : source_files({".h", ".cpp"})) {
        const std::size_t lines = lines_of(file.text).size();
        const bool excepted = exceptions().contains(file.path);
        EXPECT_TRUE(excepted || lines <= lines_max)
            << file.path << " has " << lines << " lines, at most " << lines_max
            << "; split it, or list it with its reason when it is a table of data";
        EXPECT_FALSE(excepted && lines <= lines_max)
            << file.path << " needs no exception any more; remove it";
    }
    for (const auto& [path, reason] : exceptions())
        EXPECT_FALSE(read_source(std::string(path)).empty()) << path << " is gone; remove it";
}

std::size_t ascii_columns(std::string_view line) {
    std::size_t columns = 0;
    for (char c : line) columns += static_cast<unsigned char>(c) < 0x80;
    return columns;
}

TEST(Size, LinesStayReadable) {
    for (const SourceFile& file : source_files({".h", ".cpp"})) {
        if (exceptions().contains(file.path)) continue;
        for (const Line& line : lines_of(file.text))
            EXPECT_LE(ascii_columns(line.text), columns_max) << file.path << ":" << line.number;
    }
}

TEST(Size, HeadersAreIncludedOnce) {
    for (const SourceFile& file : source_files({".h"}))
        EXPECT_NE(file.text.find("#pragma once"), std::string::npos) << file.path;
}

}  // namespace
}  // namespace duwang::lint
