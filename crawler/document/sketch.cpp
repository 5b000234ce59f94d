#include "crawler/document/sketch.h"

#include <algorithm>
#include <iterator>
#include <set>

#include "core/hash.h"
#include "core/text/normalise.h"

namespace duwang::crawler {
namespace {

constexpr std::size_t text_bytes_max = 4u << 20;

}  // namespace

std::vector<std::uint64_t> sketch_of(std::string_view text, const SketchRules& rules) {
    std::string plain;
    std::vector<std::size_t> starts;
    text = text.substr(0, text_bytes_max);
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = folded(next_code_point(text, at));
        if (!is_cjk(c) && !(c >= U'a' && c <= U'z') && !(c >= U'A' && c <= U'Z')) continue;
        starts.push_back(plain.size());
        append_utf8(plain, c);
    }
    starts.push_back(plain.size());
    std::set<std::uint64_t> smallest;
    for (std::size_t i = 0; i + rules.characters < starts.size(); ++i) {
        const std::size_t from = starts[i], to = starts[i + rules.characters];
        const std::uint64_t hash = hash64(std::string_view(plain).substr(from, to - from));
        if (smallest.size() >= rules.hashes && hash >= *smallest.rbegin()) continue;
        smallest.insert(hash);
        if (smallest.size() > rules.hashes) smallest.erase(std::prev(smallest.end()));
    }
    return {smallest.begin(), smallest.end()};
}

}  // namespace duwang::crawler
