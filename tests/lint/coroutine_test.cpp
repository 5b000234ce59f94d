// g++ 12 destroys temporaries twice when an aggregate or a capturing lambda is made inside a
// co_await expression. This finds the pattern; what it finds needs a name on the line above.
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/lint/source_tree.h"

namespace duwang::lint {
namespace {

bool is_name(char c) {
    return c == '_' || (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

// Behind the full expression that begins at `at`: its ';', or the bracket that closes around it.
std::size_t expression_end(std::string_view code, std::size_t at) {
    int depth = 0;
    for (; at < code.size(); ++at) {
        const char c = code[at];
        if (c == '(' || c == '[' || c == '{') ++depth;
        if ((c == ')' || c == ']' || c == '}') && --depth < 0) return at;
        if (c == ';' && depth == 0) return at;
    }
    return at;
}

// What is wrong inside one co_await expression, or "".
std::string problem_in(std::string_view expression) {
    char before = ' ';
    for (std::size_t i = 0; i < expression.size(); ++i) {
        const char c = expression[i];
        if (c == '{' && before != ')') return "braces make an aggregate";
        // '[' behind a name or a bracket is an index; elsewhere it begins a lambda or a binding.
        if (c == '[' && !is_name(before) && before != ')' && before != ']') {
            const std::size_t close = expression.find(']', i);
            if (close != expression.npos && close > i + 1) return "a lambda captures";
            const std::size_t end = expression.find('}', i);
            if (end == expression.npos) return {};
            i = end;  // a lambda without captures is harmless
        }
        if (c != ' ' && c != '\n') before = c;
    }
    return {};
}

std::vector<std::string> problems_of(const SourceFile& file) {
    std::vector<std::string> problems;
    const std::string code = without_comments(file.text);
    const auto place = [&](std::size_t at) {
        const auto line = 1 + std::count(code.begin(), code.begin() + static_cast<long>(at), '\n');
        return file.path + ":" + std::to_string(line) + ": ";
    };
    for (std::size_t at = 0; (at = code.find("co_await", at)) != std::string::npos; at += 8) {
        if (at > 0 && is_name(code[at - 1])) continue;
        const std::string_view all = code;
        const std::size_t begin = at + 8;
        const std::string problem =
            problem_in(all.substr(begin, expression_end(all, begin) - begin));
        if (!problem.empty())
            problems.push_back(place(at) + problem +
                               " inside co_await; give it a name on the line above");
    }
    for (std::size_t at = 0; (at = code.find("detached", at)) != std::string::npos; at += 8)
        if ((at == 0 || !is_name(code[at - 1])) && !is_name(code[at + 8]))
            problems.push_back(place(at) + "detached; pass a handler that notes the exception");
    return problems;
}

TEST(Coroutines, MakeNoTemporariesThatTheCompilerDestroysTwice) {
    for (const SourceFile& file : source_files({".h", ".cpp"}))
        for (const std::string& problem : problems_of(file)) ADD_FAILURE() << problem;
}

TEST(Coroutines, PatternsAreRecognised) {
    const auto count = [](std::string text) {
        return problems_of({"x.cpp", std::move(text)}).size();
    };
    EXPECT_EQ(count("auto a = co_await f(Options{1});"), 1u);
    EXPECT_EQ(count("co_await f({.n = 3});"), 1u);
    EXPECT_EQ(count("co_await f(\n    {});"), 1u);
    EXPECT_EQ(count("co_await [x]() -> Task<int> { co_return x; }();"), 1u);
    EXPECT_EQ(count("co_await g(e, [&] { return 1; });"), 1u);
    EXPECT_EQ(count("spawn(x, asio::det"
                    "ached);"),
              1u);
    EXPECT_EQ(count("co_await f(a[1], g()[2]); h({1});"), 0u);
    EXPECT_EQ(count("if (co_await f(x)) { y = {}; }"), 0u);
    EXPECT_EQ(count("co_await f([](int) { return 1; });"), 0u);
    EXPECT_EQ(count("// co_await f({})\nauto s = \"co_await f({})\";"), 0u);
    EXPECT_EQ(count("for (bool m = true; m;) m = co_await f(s);"), 0u);
}

}  // namespace
}  // namespace duwang::lint
