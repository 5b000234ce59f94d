// Which address of the new crawl an address of the earlier capture is (复采). Four bytes for each,
// so that the links of an unchanged page cost one look into a table.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>

namespace duwang::crawler {

// Written on net, read on any thread. An address that is known once stays so.
class EarlierLinks {
  public:
    explicit EarlierLinks(std::int64_t last_url);
    // The id in the new crawl; 0: not known yet.
    std::int64_t find(std::int64_t earlier) const;
    void add(std::int64_t earlier, std::int64_t id);

  private:
    std::size_t size_;
    std::unique_ptr<std::atomic<std::uint32_t>[]> ids_;
};

}  // namespace duwang::crawler
