// Lists of ids as text, short where they follow each other: "17-80,0,81-83". What is under way is
// written down with every visit, and hundreds may be.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace duwang::crawler {

template <class Ids>
std::string id_runs(const Ids& ids) {
    std::string text;
    auto id = ids.begin();
    while (id != ids.end()) {
        const std::int64_t first = *id;
        std::int64_t last = first;
        while (++id != ids.end() && *id == last + 1) ++last;
        if (!text.empty()) text += ',';
        text += std::to_string(first);
        if (last > first) text.append("-").append(std::to_string(last));
    }
    return text;
}

// The ids in their order; what cannot be read is left out.
std::vector<std::int64_t> ids_of_runs(std::string_view text);

}  // namespace duwang::crawler
