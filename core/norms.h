// National norms (国家规定) that change with time: limits and dates, each with the versions that
// were in force. Source: coverage.md OP-34.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/decimal.h"
#include "core/time.h"

namespace duwang {

struct NormVersion {
    std::optional<Date> from, until;  // in force, both inclusive; nothing: open
    std::string value;                // "20", "01-31" or, without a unit, words
    std::string source;               // document and article
    std::string trust;                // "A" read, "B" one source, "C" not verified
    std::string place;                // file:line:column
};

enum class NormUnit { working_days, days, hours, months, times, month_day, text };
std::string_view unit_word(NormUnit unit);
std::optional<NormUnit> unit_of(std::string_view word);

enum class Stricter { lower, higher, none };

struct Norm {
    std::string id;  // "reply-working-days"
    std::string title;
    NormUnit unit = NormUnit::text;
    Stricter stricter = Stricter::none;  // which value asks more
    std::vector<NormVersion> versions;   // oldest first
    std::string place;
};

struct Norms {
    std::vector<Norm> all;
    const Norm* find(std::string_view id) const;
};

// What was in force on the trigger date; nothing before the first version and in gaps.
const NormVersion* in_force(const Norm& norm, const Date& trigger);

// The value as a number; nothing for month_day and text.
std::optional<Decimal> number_of(const Norm& norm, const NormVersion& version);

// Of two values of this norm the one that asks more; the first when neither does.
std::string_view stricter_of(const Norm& norm, std::string_view one, std::string_view other);

}  // namespace duwang
