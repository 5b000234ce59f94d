// A source file that no target builds is a test that never runs, or dead code.
#include <gtest/gtest.h>

#include "tests/lint/source_tree.h"

namespace duwang::lint {
namespace {

std::string name_of(const std::string& path) { return path.substr(path.rfind('/') + 1); }

// A word of the text, not a part of one: "flow.cpp" is no "html_flow.cpp".
bool names(std::string_view text, std::string_view word) {
    constexpr std::string_view ends = " \n/()";
    for (std::size_t at = text.find(word); at != text.npos; at = text.find(word, at + 1)) {
        const char before = at == 0 ? ' ' : text[at - 1];
        const char after = at + word.size() < text.size() ? text[at + word.size()] : ' ';
        if (ends.find(before) != ends.npos && ends.find(after) != ends.npos) return true;
    }
    return false;
}

// Benchmarks and fuzz targets are named there without the ending.
bool is_named_alone(const std::string& path, std::string_view lists) {
    if (!starts_with_any(path, {"tests/bench/", "tests/fuzz/"})) return false;
    const std::string name = name_of(path);
    return names(lists, std::string_view(name).substr(0, name.rfind('.')));
}

// Checks are listed in checks.def: CHECK(links, dead).
bool is_check(const std::string& path, const std::string& checks) {
    if (!path.starts_with("checks/")) return false;
    const std::size_t slash = path.find('/', 7), point = path.rfind('.');
    if (slash == path.npos) return false;
    return checks.find("CHECK(" + path.substr(7, slash - 7) + ", " +
                       path.substr(slash + 1, point - slash - 1) + ")") != checks.npos;
}

TEST(Build, EverySourceFileIsBuilt) {
    std::string lists;
    for (const SourceFile& file : source_files({"CMakeLists.txt"})) lists += file.text + "\n";
    const std::string checks = read_source("checks/checks.def");
    const auto files = source_files({".cpp"});
    EXPECT_GT(files.size(), 500u);
    for (const SourceFile& file : files)
        EXPECT_TRUE(names(lists, name_of(file.path)) || is_check(file.path, checks) ||
                    is_named_alone(file.path, lists))
            << file.path << " stands in no CMakeLists.txt: add it, or delete it";
}

}  // namespace
}  // namespace duwang::lint
