#include "crawler/plan/frontier.h"

#include <algorithm>

#include "core/hash.h"

namespace duwang::crawler {
namespace {

constexpr int rank_step = 1'000;  // more than any depth

int rank_of(const KnownUrl& known) {
    int group = 2;
    if (known.found_on == 0 && known.reason != "sitemap")
        group = 0;
    else if (known.reason == "column_subtree")
        group = 1;
    else if (known.reason == "sitemap")
        group = 3;
    return group * rank_step + std::min(known.depth, rank_step - 1);
}

}  // namespace

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

void Frontier::restore_given(const std::vector<std::int64_t>& ids) {
    for (std::int64_t id : ids)
        for (auto& [rank, queue] : pages_) {
            auto found = std::ranges::find(queue, id, &KnownUrl::id);
            if (found == queue.end()) continue;
            given_.push_back(std::move(*found));
            queue.erase(found);
            break;
        }
}

void Frontier::give_back(KnownUrl known) {
    known.visited = false;
    if (known.role == UrlRole::link) return links_.push_back(std::move(known));
    --pages_given_;
    ++waiting_pages_;
    given_.push_back(std::move(known));
}

void Frontier::enqueue(KnownUrl known) {
    if (known.role == UrlRole::link) links_.push_back(std::move(known));
    if (known.role != UrlRole::page) return;
    ++waiting_pages_;
    int rank = rank_of(known);
    pages_[rank].push_back(std::move(known));
}

std::optional<KnownUrl> Frontier::next_page() {
    if (page_limit_reached() || waiting_pages_ == 0) return std::nullopt;
    while (given_.empty() && pages_.begin()->second.empty()) pages_.erase(pages_.begin());
    std::deque<KnownUrl>& queue = given_.empty() ? pages_.begin()->second : given_;
    KnownUrl known = std::move(queue.front());
    queue.pop_front();
    ++pages_given_;
    --waiting_pages_;
    return known;
}

std::optional<KnownUrl> Frontier::next_link() {
    if (links_.empty()) return std::nullopt;
    KnownUrl known = std::move(links_.front());
    links_.pop_front();
    return known;
}

}  // namespace duwang::crawler
