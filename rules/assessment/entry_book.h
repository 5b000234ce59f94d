// What people entered for an assessment, as it stood on a day.
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/assessment_entry.h"
#include "core/decimal.h"

namespace duwang::rules {

// An entry and the points it names.
struct Stated {
    const AssessmentEntry* entry = nullptr;  // null: nothing was entered
    Decimal points;
    Decimal scale;          // 0: the item's own full mark
    std::size_t order = 0;  // in which it came
    explicit operator bool() const { return entry != nullptr; }
};

// Entries decided after the day do not count. What was entered again replaces what it repeats: the
// latest decision holds, of one day the one that came last. The entries have to outlive the book.
class EntryBook {
  public:
    EntryBook(std::span<const AssessmentEntry> entries, std::string_view as_of);

    // The mark or the imported score of an item, whichever was decided last.
    Stated score(std::string_view unit, std::string_view item) const;
    // The decision that leaves the item out for the unit, or for all units; null: none, or it was
    // withdrawn.
    const AssessmentEntry* exemption(std::string_view unit, std::string_view item) const;
    // One per rater, by name; `until`: an ISO date after which none counts, or "".
    std::vector<Stated> ratings(std::string_view unit, std::string_view item,
                                std::string_view until) const;
    std::vector<Stated> daily(std::string_view unit, std::string_view item) const;  // by date
    // One per notice, by its number; of "none" the notice is empty.
    std::vector<const AssessmentEntry*> notices(std::string_view unit, std::string_view item) const;

    // SHA-256 over every entry that counts.
    std::string hash() const;

  private:
    using Place = std::pair<std::string, std::string>;          // unit, item
    std::map<Place, std::vector<Stated>, std::less<>> places_;  // by date, then as they came

    const std::vector<Stated>& at(std::string_view unit, std::string_view item) const;
};

}  // namespace duwang::rules
