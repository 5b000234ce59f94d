#include "crawler/plan/frontier.h"

#include "core/hash.h"

namespace duwang::crawler {

Frontier::Frontier(const LimitOptions& limits, UrlRules rules)
    : limits_(limits), rules_(std::move(rules)) {}

Frontier::Entry Frontier::discover(const Url& url, int depth, std::int64_t found_on, UrlRole role,
                                   std::string rule, bool focus) {
    key_.clear();
    url.append_key(rules_, key_);
    std::uint64_t key = hash64(key_);
    auto [place, is_new] = ids_.try_emplace(key, static_cast<std::uint32_t>(last_id_ + 1));
    Entry entry;
    entry.id = place->second;
    if (!is_new) return entry;
    entry.is_new = true;
    entry.known.id = ++last_id_;
    entry.known.url = url.str();
    entry.known.key = key;
    entry.known.depth = depth;
    entry.known.found_on = found_on;
    entry.known.role = role;
    entry.known.focus = focus && role == UrlRole::page;
    entry.known.reason = std::move(rule);
    enqueue(entry.known);
    return entry;
}

void Frontier::restore(const KnownUrl& known) {
    last_id_ = known.id;
    ids_.try_emplace(known.key, static_cast<std::uint32_t>(known.id));
    if (known.visited) {
        pages_given_ += known.role == UrlRole::page ? 1 : 0;
        return;
    }
    enqueue(known);
}

void Frontier::enqueue(KnownUrl known) {
    if (known.role == UrlRole::link) links_.push_back(std::move(known));
    else if (known.role == UrlRole::page) pages_.push_back(std::move(known));
}

std::optional<KnownUrl> Frontier::next_page() {
    if (pages_.empty() || pages_given_ >= limits_.pages_max) return std::nullopt;
    KnownUrl known = std::move(pages_.front());
    pages_.pop_front();
    ++pages_given_;
    return known;
}

std::optional<KnownUrl> Frontier::next_link() {
    if (links_.empty()) return std::nullopt;
    KnownUrl known = std::move(links_.front());
    links_.pop_front();
    return known;
}

}  // namespace duwang::crawler
