// The stored form of a page's marks. Pages of one template carry the same marks in other places:
// what they say is stored once for all of them, where they stand for each page.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/earlier_bytes.h"
#include "core/fact.h"
#include "storage/capture/sqlite.h"

namespace duwang::storage {

std::string marks_text(const PageFacts& facts);    // JSON: marks and late contents
std::string marks_places(const PageFacts& facts);  // offsets in the same order, pack_numbers()
void read_marks(const std::string& text, std::string_view places, PageFacts& facts);

// The rows of mark_sets. What the last pages carried is compared before it is written down.
class MarkSets {
  public:
    MarkSets() = default;
    explicit MarkSets(Database& database);
    std::int64_t id_of(const PageFacts& facts);
    std::int64_t id_of(const StoredPage& stored);

  private:
    struct Seen {
        std::vector<Mark> marks;
        std::vector<LateContent> late;
        std::string hash;
        std::int64_t id = 0;
    };
    Seen& oldest();

    std::array<Seen, 8> seen_;  // templates of a site take turns
    std::size_t next_ = 0;
    Statement find_, insert_;
};

}  // namespace duwang::storage
