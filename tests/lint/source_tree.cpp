#include "tests/lint/source_tree.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace duwang::lint {
namespace {

namespace fs = std::filesystem;

constexpr std::array folders{"app",   "checks",  "config",  "core",     "crawler",
                             "rules", "reports", "storage", "workflow", "tests"};

}  // namespace

std::string read_source(const std::string& path) {
    std::ifstream in(fs::path(DUWANG_SOURCE_DIR) / path, std::ios::binary);
    std::ostringstream out;
    out << in.rdbuf();
    return std::move(out).str();
}

std::vector<SourceFile> source_files(const std::vector<std::string_view>& endings) {
    std::vector<SourceFile> files;
    const fs::path root = DUWANG_SOURCE_DIR;
    for (const char* folder : folders) {
        if (!fs::is_directory(root / folder)) continue;
        for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
            // What npm installs for tests/warc is not ours.
            if (entry.path().string().find("/node_modules/") != std::string::npos) continue;
            const std::string path = entry.path().lexically_relative(root).generic_string();
            const bool wanted = std::any_of(endings.begin(), endings.end(),
                                            [&](auto end) { return path.ends_with(end); });
            if (entry.is_regular_file() && wanted) files.push_back({path, read_source(path)});
        }
    }
    std::sort(files.begin(), files.end(),
              [](const auto& a, const auto& b) { return a.path < b.path; });
    return files;
}

std::vector<Line> lines_of(std::string_view text) {
    std::vector<Line> lines;
    for (int number = 1; !text.empty(); ++number) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        lines.push_back({number, text.substr(0, end)});
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

namespace {

// Behind a literal or comment that begins at `at`; `at` itself when none does.
std::size_t skip(std::string_view text, std::size_t at) {
    const std::string_view rest = text.substr(at);
    const auto behind = [&](std::string_view end, std::size_t from) {
        const std::size_t found = rest.find(end, from);
        return at + (found == rest.npos ? rest.size() : found + end.size());
    };
    if (rest.starts_with("//")) return at + std::min(rest.find('\n'), rest.size());
    if (rest.starts_with("/*")) return behind("*/", 2);
    if (rest.starts_with("R\"")) {
        const std::size_t open = rest.find('(');
        if (open < 20) return behind(")" + std::string(rest.substr(2, open - 2)) + "\"", open);
    }
    const bool number = at > 0 && std::isalnum(static_cast<unsigned char>(text[at - 1])) != 0;
    if (rest[0] != '"' && (rest[0] != '\'' || number)) return at;
    for (std::size_t i = 1; i < rest.size() && rest[i] != '\n'; ++i) {
        if (rest[i] == '\\')
            ++i;
        else if (rest[i] == rest[0])
            return at + i + 1;
    }
    return at + 1;
}

}  // namespace

std::string without_comments(std::string_view text) {
    std::string out(text);
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = skip(text, at);
        for (std::size_t i = at; i < end; ++i)
            if (out[i] != '\n') out[i] = ' ';
        at = end > at ? end : at + 1;
    }
    return out;
}

bool starts_with_any(std::string_view path, const std::vector<std::string_view>& prefixes) {
    return std::any_of(prefixes.begin(), prefixes.end(),
                       [&](auto prefix) { return path.starts_with(prefix); });
}

}  // namespace duwang::lint
