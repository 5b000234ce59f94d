#include "crawler/plan/frontier.h"

#include <algorithm>

#include "core/hash.h"

namespace duwang::crawler {
namespace {

constexpr int rank_step = 1'000;  // more than any depth

}  // namespace

bool is_seed(const KnownUrl& known) { return known.found_on == 0 && known.reason != "sitemap"; }

namespace {

int rank_of(const KnownUrl& known) {
    int group = 2;
    if (is_seed(known))
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
    return discover(url, hash64(key_), depth, found_on, role, std::move(rule), focus);
}

Frontier::Entry Frontier::discover(const Url& url, std::uint64_t key, int depth,
                                   std::int64_t found_on, UrlRole role, std::string rule,
                                   bool focus) {
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
    entry.known.focus = focus && (role == UrlRole::page || rule == "file");
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

std::size_t Frontier::restore_given(const std::vector<std::int64_t>& ids) {
    const std::size_t before = given_.size();
    for (std::int64_t id : ids)
        for (auto& [rank, queue] : pages_) {
            auto known = queue.take(id);
            if (!known) continue;
            given_.push_back(std::move(*known));
            break;
        }
    return given_.size() - before;
}

// Links were given out in the order of their ids, so what comes back lies before what still waits.
void Frontier::give_back(KnownUrl known) {
    known.visited = false;
    if (known.role == UrlRole::link) {
        const auto place =
            std::ranges::lower_bound(links_again_, known.id, std::greater<>{}, &KnownUrl::id);
        links_again_.insert(place, std::move(known));
        return;
    }
    --pages_given_;
    ++waiting_pages_;
    given_.push_back(std::move(known));
}

std::vector<std::int64_t> Frontier::given_back() const {
    std::vector<std::int64_t> ids;
    for (const KnownUrl& known : given_) ids.push_back(known.id);
    return ids;
}

void Frontier::enqueue(const KnownUrl& known) {
    if (known.role == UrlRole::link) (known.focus ? files_ : links_).push(known);
    if (known.role != UrlRole::page) return;
    ++waiting_pages_;
    pages_[rank_of(known)].push(known);
}

std::optional<KnownUrl> Frontier::next_page() {
    if (page_limit_reached() || waiting_pages_ == 0) return std::nullopt;
    ++pages_given_;
    --waiting_pages_;
    if (!given_.empty()) {
        KnownUrl known = std::move(given_.front());
        given_.pop_front();
        return known;
    }
    while (pages_.begin()->second.empty()) pages_.erase(pages_.begin());
    return pages_.begin()->second.pop();
}

bool Frontier::read_link(std::int64_t id) {
    auto known = links_.take(id);
    if (!known) return false;
    known->focus = true;
    files_.push(*known);
    return true;
}

std::optional<KnownUrl> Frontier::next_link() {
    if (links_again_.empty()) return links_.pop();
    KnownUrl known = std::move(links_again_.back());
    links_again_.pop_back();
    return known;
}

}  // namespace duwang::crawler
