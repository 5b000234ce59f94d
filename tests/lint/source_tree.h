// The files of the repository, for tests about the sources themselves.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace duwang::lint {

struct SourceFile {
    std::string path;  // from the repository root: "core/url.h"
    std::string text;
    std::string folder() const { return path.substr(0, path.find('/')); }
};

// All files below the source folders (tests included) whose name ends in one of the endings,
// sorted; build folders are not entered.
std::vector<SourceFile> source_files(const std::vector<std::string_view>& endings);
std::string read_source(const std::string& path);  // "" when there is none

struct Line {
    int number = 0;
    std::string_view text;
};
std::vector<Line> lines_of(std::string_view text);
// The text with comments and the contents of literals blanked out; lines stay where they were.
std::string without_comments(std::string_view text);

bool starts_with_any(std::string_view path, const std::vector<std::string_view>& prefixes);

}  // namespace duwang::lint
