#include "crawler/plan/case_twins.h"

#include "core/hash.h"
#include "core/text/ascii.h"

namespace duwang::crawler {
namespace {

constexpr std::size_t pairs_max = 1'000;  // enough to know the server

}  // namespace

std::uint64_t CaseTwins::folded(std::string_view key) {
    auto query = key.find('?');
    std::string_view path = key.substr(0, query);
    std::string lower = lower_ascii(path);
    if (lower == path) return 0;
    if (query != key.npos) lower += key.substr(query);
    return hash64(lower);
}

void CaseTwins::add(std::uint64_t folded, std::int64_t id) {
    spelled_.try_emplace(folded, static_cast<std::uint32_t>(id));
}

std::int64_t CaseTwins::find(std::uint64_t folded) const {
    auto found = spelled_.find(folded);
    return found == spelled_.end() ? 0 : found->second;
}

void CaseTwins::pair(std::int64_t a, std::int64_t b) {
    if (partner_.size() >= 2 * pairs_max) return;
    partner_[a] = b;
    partner_[b] = a;
    compare(a, b);
}

void CaseTwins::read(std::int64_t id, const PageContent& content) {
    const std::uint64_t said = content.fingerprint ^ static_cast<std::uint64_t>(content.chars);
    said_[static_cast<std::uint32_t>(id)] = static_cast<std::uint32_t>(said ^ said >> 32);
    auto partner = partner_.find(id);
    if (partner != partner_.end()) compare(id, partner->second);
}

void CaseTwins::compare(std::int64_t a, std::int64_t b) {
    auto said_a = said_.find(static_cast<std::uint32_t>(a));
    auto said_b = said_.find(static_cast<std::uint32_t>(b));
    if (said_a == said_.end() || said_b == said_.end()) return;
    ++(said_a->second == said_b->second ? same_ : different_);
}

}  // namespace duwang::crawler
