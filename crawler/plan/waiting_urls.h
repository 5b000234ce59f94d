// A queue of addresses in as little memory as they need: a site can have a million of them waiting.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/ports/capture_sink.h"

namespace duwang::crawler {

// First in, first out. Of a KnownUrl that is what is known before it is visited: id, url, key,
// depth, found_on, role, focus and reason. Addresses that are found together begin alike: of each,
// only what differs from the one before it is kept, about 25 bytes with everything.
class WaitingUrls {
  public:
    void push(const KnownUrl& known);
    std::optional<KnownUrl> pop();
    // Takes out the one with this id, wherever it waits. Looks through the whole queue.
    std::optional<KnownUrl> take(std::int64_t id);
    // Looks at each of them in turn.
    void each(const std::function<void(const KnownUrl&)>& look) const;
    std::size_t size() const { return size_; }
    bool empty() const { return size_ == 0; }
    std::size_t bytes() const;

  private:
    // A place behind a record, and what of that record the next one builds upon.
    struct Place {
        std::size_t at = 0;
        std::int64_t id = 0, found_on = 0;
        std::string url;
    };
    KnownUrl read(const std::string& block, Place& place) const;
    std::uint8_t number_of(const std::string& reason);

    std::deque<std::string> blocks_;  // records one after the other; each block begins anew
    Place front_, back_;              // behind what was read last, behind what was written last
    std::size_t size_ = 0;
    std::vector<std::string> reasons_;  // few, so each is kept once
};

}  // namespace duwang::crawler
