#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <memory>

#include "app/probe.h"
#include "core/text/base64.h"

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

}  // namespace

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
