#include "core/http_message.h"

#include <algorithm>

#include "core/text/ascii.h"

namespace duwang {
namespace {

bool same_name(std::string_view a, std::string_view b) {
    return std::ranges::equal(a, b,
                              [](char x, char y) { return lower_ascii(x) == lower_ascii(y); });
}

std::string_view trimmed(std::string_view text) {
    auto from = text.find_first_not_of(" \t\r");
    if (from == text.npos) return {};
    return text.substr(from, text.find_last_not_of(" \t\r") - from + 1);
}

// Until `take` has enough and returns false.
template <class Take>
void each_value(std::string_view rest, std::string_view name, Take take) {
    while (!rest.empty()) {
        const std::size_t end = rest.find('\n');
        const std::string_view line = rest.substr(0, end);
        const bool named = line.size() > name.size() && line[name.size()] == ':' &&
                           same_name(line.substr(0, name.size()), name);
        if (named && !take(trimmed(line.substr(name.size() + 1)))) return;
        if (end == rest.npos) return;
        rest.remove_prefix(end + 1);
    }
}

}  // namespace

std::vector<std::string_view> Exchange::headers(std::string_view name) const {
    std::vector<std::string_view> values;
    each_value(response_head, name, [&](std::string_view value) {
        values.push_back(value);
        return true;
    });
    return values;
}

std::string_view Exchange::header(std::string_view name) const {
    std::string_view value;
    each_value(response_head, name, [&](std::string_view first) {
        value = first;
        return false;
    });
    return value;
}

// Nobody counts who looks at it: an outcome is made and thrown away at every layer of a fetch.
std::shared_ptr<const std::string> FetchOutcome::no_body() {
    static const std::string none;
    return {std::shared_ptr<void>(), &none};
}

}  // namespace duwang
