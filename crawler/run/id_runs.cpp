#include "crawler/run/id_runs.h"

#include <algorithm>
#include <charconv>

namespace duwang::crawler {
namespace {

constexpr std::int64_t run_max = 1'000'000;  // nobody asks for so many at once

bool read_number(std::string_view text, std::int64_t& number) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc{} && end == text.data() + text.size() && number >= 0;
}

}  // namespace

std::vector<std::int64_t> ids_of_runs(std::string_view text) {
    std::vector<std::int64_t> ids;
    while (!text.empty()) {
        const std::string_view run = text.substr(0, text.find(','));
        text.remove_prefix(std::min(run.size() + 1, text.size()));
        const std::size_t dash = run.find('-');
        std::int64_t first = 0, last = 0;
        if (!read_number(run.substr(0, dash), first)) continue;
        if (dash == run.npos)
            last = first;
        else if (!read_number(run.substr(dash + 1), last))
            continue;
        if (last - first >= run_max) continue;
        for (std::int64_t id = first; id <= last; ++id) ids.push_back(id);
    }
    return ids;
}

}  // namespace duwang::crawler
