// A queue of addresses in as little memory as they need: a site can have a million of them waiting.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/ports/capture_sink.h"

namespace duwang::crawler {

// First in, first out. Of a KnownUrl that is what is known before it is visited: id, url, key,
// depth, found_on, role, focus and reason.
class WaitingUrls {
  public:
    void push(const KnownUrl& known);
    std::optional<KnownUrl> pop();
    // Takes out the one with this id, wherever it waits. Looks through the whole queue.
    std::optional<KnownUrl> take(std::int64_t id);
    std::size_t size() const { return size_; }
    bool empty() const { return size_ == 0; }

  private:
    struct Head;
    Head head_at(const std::string& block, std::size_t at) const;
    KnownUrl read(const std::string& block, std::size_t at, const Head& head) const;
    std::uint8_t number_of(const std::string& reason);

    std::deque<std::string> blocks_;  // records one after the other: a head and the address
    std::size_t at_ = 0;              // of the next record in the first block
    std::size_t size_ = 0;
    std::vector<std::string> reasons_;  // few, so each is kept once
};

}  // namespace duwang::crawler
