#include "core/http_message.h"

#include <algorithm>

#include "core/text/ascii.h"

namespace duwang {
namespace {

bool same_name(std::string_view a, std::string_view b) {
    return std::ranges::equal(a, b, [](char x, char y) { return lower_ascii(x) == lower_ascii(y); });
}

std::string_view trimmed(std::string_view text) {
    auto from = text.find_first_not_of(" \t\r");
    if (from == text.npos) return {};
    return text.substr(from, text.find_last_not_of(" \t\r") - from + 1);
}

}  // namespace

std::vector<std::string_view> Exchange::headers(std::string_view name) const {
    std::vector<std::string_view> values;
    std::string_view rest = response_head;
    while (!rest.empty()) {
        auto end = rest.find('\n');
        std::string_view line = rest.substr(0, end);
        auto colon = line.find(':');
        if (colon != line.npos && same_name(line.substr(0, colon), name))
            values.push_back(trimmed(line.substr(colon + 1)));
        if (end == rest.npos) break;
        rest.remove_prefix(end + 1);
    }
    return values;
}

std::string_view Exchange::header(std::string_view name) const {
    auto values = headers(name);
    return values.empty() ? std::string_view() : values.front();
}

}  // namespace duwang
