// Which address next. Knows every address once. Pages come in this order: the home page and the
// columns, what lies below the columns, then everything else breadth first, at last what only a
// sitemap names; within that by clicks and in order of discovery. Then links to be asked. A machine
// without I/O: however often a crawl is interrupted, the order is the same.
#pragma once

#include <boost/unordered/unordered_flat_map.hpp>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/ports/capture_sink.h"
#include "core/url.h"
#include "crawler/options.h"
#include "crawler/plan/waiting_urls.h"

namespace duwang::crawler {

// Named by the inventory: the home page and the columns. They are asked for whatever their kind.
bool is_seed(const KnownUrl& known);

class Frontier {
  public:
    explicit Frontier(const LimitOptions& limits, UrlRules rules = {});

    // Takes a found address into the books. The entry is new (to be stored) or known before.
    struct Entry {
        std::int64_t id = 0;
        bool is_new = false;
        KnownUrl known;  // only when new
    };
    Entry discover(const Url& url, int depth, std::int64_t found_on, UrlRole role, std::string rule,
                   bool focus);
    // With the hash of its key, which is known already.
    Entry discover(const Url& url, std::uint64_t key, int depth, std::int64_t found_on,
                   UrlRole role, std::string rule, bool focus);
    // The id under which an address with this key (hash of its normal form) is known; 0: unknown.
    std::int64_t find(std::uint64_t key) const {
        auto known = ids_.find(key);
        return known == ids_.end() ? 0 : known->second;
    }
    // Restores one address of a continued crawl. In id order.
    void restore(const KnownUrl& known);
    // Pages that were given out before an interruption and not booked come first again; how many.
    std::size_t restore_given(const std::vector<std::int64_t>& ids);
    // What has to be asked once more: a page comes ahead of all, a link in its place.
    void give_back(KnownUrl known);
    // Pages that were decided upon before and wait to be given out again.
    std::vector<std::int64_t> given_back() const;
    bool next_was_given() const { return !given_.empty(); }

    std::optional<KnownUrl> next_page();
    std::optional<KnownUrl> next_link();
    void each_waiting_link(const std::function<void(const KnownUrl&)>& look) const {
        links_.each(look);
    }
    // Links that are files to be read; they are asked for apart from the others, for they are
    // large.
    std::optional<KnownUrl> next_file() { return files_.pop(); }
    // A link that waits is to be read; false: it is asked for already, or no link.
    bool read_link(std::int64_t id);

    // Everything still waiting, for the record of what was not visited.
    std::size_t waiting() const {
        return waiting_pages_ + links_.size() + files_.size() + links_again_.size();
    }
    std::size_t waiting_pages() const { return waiting_pages_; }
    std::int64_t known_count() const { return last_id_; }
    bool full() const { return last_id_ >= limits_.known_urls_max; }
    bool page_limit_reached() const { return pages_given_ >= limits_.pages_max; }

  private:
    void enqueue(const KnownUrl& known);

    LimitOptions limits_;
    UrlRules rules_;
    boost::unordered_flat_map<std::uint64_t, std::uint32_t> ids_;  // hash of the key → id
    std::map<int, WaitingUrls> pages_;  // by rank; each in order of discovery
    std::deque<KnownUrl> given_;        // ahead of all
    WaitingUrls links_, files_;
    std::vector<KnownUrl> links_again_;  // given back, ahead of all; the last one comes first
    std::size_t waiting_pages_ = 0;
    std::int64_t last_id_ = 0;
    std::int64_t pages_given_ = 0;
    std::string key_;  // reused buffer
};

}  // namespace duwang::crawler
