#include "storage/capture/told_requests.h"

#include <fmt/format.h>

#include <vector>

#include "storage/capture/warc.h"

namespace duwang::storage {
namespace {

constexpr std::size_t told_max = 1'000;
constexpr int differences_max = 4;
constexpr std::string_view header_field = "DuWang-Request-Header";

// The first line without its break, and the rest.
struct Split {
    std::string_view line, rest;
};

Split split_line(std::string_view text) {
    auto end = text.find("\r\n");
    if (end == text.npos) return {text, {}};
    return {text.substr(0, end), text.substr(end + 2)};
}

// "GET /a HTTP/1.1".
struct RequestLine {
    std::string_view method, target, version;
};

std::optional<RequestLine> request_line(std::string_view line) {
    auto first = line.find(' '), last = line.rfind(' ');
    if (first == line.npos || first == last) return std::nullopt;
    return RequestLine{line.substr(0, first), line.substr(first + 1, last - first - 1),
                       line.substr(last + 1)};
}

// What a request for `url` names as its target: a proxy is given the whole address.
std::string_view target_of(std::string_view url, bool whole) {
    auto slashes = url.find("://");
    if (whole || slashes == url.npos) return url;
    auto path = url.find('/', slashes + 3);
    return path == url.npos ? std::string_view("/") : url.substr(path);
}

bool is_whole(std::string_view target) { return !target.starts_with('/'); }

std::string_view name_of(std::string_view line) { return line.substr(0, line.find(':')); }

// Requests of one host with the same header names are of a kind.
std::string kind_of(std::string_view head) {
    std::string kind;
    for (std::string_view rest = split_line(head).rest; !rest.empty();) {
        auto [line, after] = split_line(rest);
        rest = after;
        if (line.empty()) break;
        kind.append(name_of(line) == "Host" ? line : name_of(line)).push_back('\n');
    }
    return kind;
}

// Another value under the same name, which stands there once: where two lines have a name, nobody
// could say which of them was meant. A header line of a record holds no line break.
bool can_be_named(std::string_view header, std::string_view old_header, std::string_view head) {
    std::string_view name = name_of(header);
    if (name != name_of(old_header) || header.find_first_of("\r\n") != header.npos) return false;
    int count = 0;
    for (std::string_view rest = split_line(head).rest; !rest.empty(); rest = split_line(rest).rest)
        if (name_of(split_line(rest).line) == name) ++count;
    return count == 1;
}

}  // namespace

std::string ToldRequests::fields(std::string_view url, std::string_view request_head) const {
    auto found = told_.find(kind_of(request_head));
    if (found == told_.end()) return {};
    const Told& told = found->second;
    auto [old_line, old_rest] = split_line(told.head);
    auto [line, rest] = split_line(request_head);
    auto before = request_line(old_line), now = request_line(line);
    if (!before || !now || before->method != now->method || before->version != now->version ||
        now->target != target_of(url, is_whole(before->target)))
        return {};
    std::string result = fmt::format("DuWang-Request: {}\r\n", told.id);
    int differences = 0;
    while (!rest.empty() && !old_rest.empty()) {
        auto [old_header, old_after] = split_line(old_rest);
        auto [header, after] = split_line(rest);
        old_rest = old_after;
        rest = after;
        if (header == old_header) continue;
        if (!can_be_named(header, old_header, request_head) || ++differences > differences_max)
            return {};
        result += fmt::format("{}: {}\r\n", header_field, header);
    }
    return rest.empty() && old_rest.empty() ? result : std::string();
}

void ToldRequests::add(std::string_view url, std::string_view request_head, const std::string& id) {
    if (told_.size() >= told_max) told_.clear();
    auto first = request_line(split_line(request_head).line);
    // Only what can be rebuilt from its address may tell of others.
    if (!first || first->target != target_of(url, is_whole(first->target))) return;
    told_.insert_or_assign(kind_of(request_head), Told{id, std::string(request_head)});
}

std::string_view told_request_id(const WarcRecord& response) {
    return response.field("DuWang-Request");
}

std::optional<std::string> rebuild_request(const WarcRecord& told, const WarcRecord& response) {
    auto [line, rest] = split_line(told.block);
    auto first = request_line(line);
    if (!first) return std::nullopt;
    std::string request =
        fmt::format("{} {} {}\r\n", first->method, target_of(response.url, is_whole(first->target)),
                    first->version);
    const std::vector<std::string_view> different = response.fields(header_field);
    while (!rest.empty()) {
        auto [header, after] = split_line(rest);
        rest = after;
        std::string_view sent = header;
        for (std::string_view other : different)
            if (!header.empty() && name_of(other) == name_of(header)) sent = other;
        request.append(sent).append("\r\n");
    }
    return request;
}

}  // namespace duwang::storage
