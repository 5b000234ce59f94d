// Addresses that differ in letter case only (List.html, list.html; quirk K05). Most servers tell
// them apart; some do not and would be crawled twice. A machine without I/O.
#pragma once

#include <boost/unordered/unordered_flat_map.hpp>
#include <string_view>
#include <unordered_map>

#include "crawler/plan/kind_watch.h"

namespace duwang::crawler {

class CaseTwins {
  public:
    // The hash under which all spellings of an address are the same; 0 when it has no capitals.
    static std::uint64_t folded(std::string_view key);

    // Where a new address with capitals is remembered.
    void add(std::uint64_t folded, std::int64_t id);
    // The address with capitals that folds to this hash; 0: none.
    std::int64_t find(std::uint64_t folded) const;

    // Two spellings; once both were read it shows whether they are one page.
    void pair(std::int64_t a, std::int64_t b);
    void read(std::int64_t id, const PageContent& content);

    // The server does not tell them apart: seen twice, and never the contrary.
    bool are_one() const { return same_ >= 2 && different_ == 0; }

  private:
    void compare(std::int64_t a, std::int64_t b);

    boost::unordered_flat_map<std::uint64_t, std::uint32_t> spelled_;
    std::unordered_map<std::int64_t, std::int64_t> partner_;        // both ways
    boost::unordered_flat_map<std::uint32_t, std::uint32_t> said_;  // hash of what each page said
    int same_ = 0;
    int different_ = 0;
};

}  // namespace duwang::crawler
