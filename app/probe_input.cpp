#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <memory>

#include "app/probe.h"

namespace duwang::app {
namespace {

constexpr std::size_t bytes_max = 64u << 20;

Result<std::string> read_stream(std::FILE* file, const std::string& name) {
    std::string bytes;
    char chunk[1 << 16];
    while (std::size_t count = std::fread(chunk, 1, sizeof chunk, file)) {
        bytes.append(chunk, count);
        if (bytes.size() > bytes_max)
            return failure(Errc::usage, fmt::format("{} is larger than 64 MB", name));
    }
    if (std::ferror(file)) return failure(Errc::usage, fmt::format("{} cannot be read", name));
    return bytes;
}

Result<std::string> read_named(const std::string& path) {
    if (path == "-") return read_stream(stdin, "standard input");
    std::unique_ptr<std::FILE, decltype(&std::fclose)> file(std::fopen(path.c_str(), "rb"),
                                                            &std::fclose);
    if (!file)
        return failure(Errc::usage,
                       fmt::format("{} cannot be read: {}", path, std::strerror(errno)));
    return read_stream(file.get(), path);
}

int base64_value(char c) {
    if (c >= 'A' && c <= 'Z') return c - 'A';
    if (c >= 'a' && c <= 'z') return c - 'a' + 26;
    if (c >= '0' && c <= '9') return c - '0' + 52;
    if (c == '+' || c == '-') return 62;
    return c == '/' || c == '_' ? 63 : -1;
}

}  // namespace

Result<std::string> base64_decoded(std::string_view text) {
    while (text.ends_with('=')) text.remove_suffix(1);
    std::string bytes;
    unsigned bits = 0;
    int count = 0;
    for (char c : text) {
        if (c == '\r' || c == '\n') continue;
        int value = base64_value(c);
        if (value < 0) return failure(Errc::usage, "this is not base64");
        bits = bits << 6 | static_cast<unsigned>(value);
        count += 6;
        if (count < 8) continue;
        count -= 8;
        bytes.push_back(static_cast<char>(bits >> count & 0xFF));
    }
    if (count == 6) return failure(Errc::usage, "this base64 is cut short");
    return bytes;
}

const Json& option(const Json& question, const std::string& name) {
    const Json& found = question[name];
    if (!found.is_null()) return found;
    std::string dashed = name;
    for (char& c : dashed)
        if (c == '_') c = '-';
    return question[dashed];
}

Result<std::string> probe_bytes(const Json& question, const std::string& name,
                                const std::vector<std::string>& paths) {
    if (const Json& coded = option(question, name + "_b64"); !coded.is_null())
        return base64_decoded(coded.text());
    std::vector<std::string> keys{name + "_file"};
    keys.insert(keys.end(), paths.begin(), paths.end());
    for (const std::string& key : keys)
        if (std::string path = option(question, key).text(); !path.empty()) return read_named(path);
    return failure(Errc::usage,
                   fmt::format("give the bytes: \"{0}_b64\", or a file in \"{0}_file\"", name));
}

}  // namespace duwang::app
