#include "tests/support/capture_walk.h"

#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>
#include <filesystem>
#include <memory>

#include "core/hash.h"
#include "core/http_message.h"
#include "storage/capture/warc.h"
#include "tests/support/program.h"

namespace duwang::test {
namespace {

// One gzip member of `file` from `at` on; moves `at` behind it. False when it is damaged.
bool next_member(const std::string& file, std::size_t& at, std::string& plain) {
    z_stream stream{};
    if (inflateInit2(&stream, 31) != Z_OK) return false;
    std::unique_ptr<z_stream, int (*)(z_stream*)> guard(&stream, &inflateEnd);
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(file.data() + at));
    stream.avail_in = static_cast<uInt>(file.size() - at);
    std::vector<char> block(1 << 16);
    for (int code = Z_OK; code != Z_STREAM_END;) {
        stream.next_out = reinterpret_cast<Bytef*>(block.data());
        stream.avail_out = static_cast<uInt>(block.size());
        code = inflate(&stream, Z_NO_FLUSH);
        if (code != Z_OK && code != Z_STREAM_END) return false;
        plain.append(block.data(), block.size() - stream.avail_out);
    }
    at = file.size() - stream.avail_in;
    return true;
}

std::string header_of(const storage::WarcRecord& record, std::string_view name) {
    Exchange head;
    head.response_head = record.headers;
    return std::string(head.header(name));
}

// The head of a stored answer must end in an empty line and announce no transfer-coding.
std::string answer_problem(const storage::WarcRecord& record) {
    if (!record.http_head().starts_with("HTTP/")) return "a response does not begin with HTTP/";
    std::string payload = header_of(record, "WARC-Payload-Digest");
    if (payload != "sha256:" + sha256_hex(std::string(record.http_body())))
        return "a payload does not have its digest";
    return {};
}

void walk_file(const std::string& path, std::vector<std::string>& problems) {
    std::string file = read_text(path);
    for (std::size_t at = 0; at < file.size();) {
        std::size_t began = at;
        std::string plain;
        if (!next_member(file, at, plain)) {
            problems.push_back(fmt::format("{}: damaged gzip member at {}", path, began));
            return;
        }
        auto record = storage::parse_record(plain);
        std::string problem = !record                      ? record.error().what
                              : record->type == "response" ? answer_problem(*record)
                                                           : std::string();
        if (!problem.empty()) problems.push_back(fmt::format("{} at {}: {}", path, began, problem));
    }
}

}  // namespace

std::vector<std::string> walk_capture(const std::string& folder) {
    std::vector<std::string> problems;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        if (entry.path().string().ends_with(".warc.gz")) walk_file(entry.path().string(), problems);
    return problems;
}

}  // namespace duwang::test
