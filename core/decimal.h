// Exact rational numbers for points (分). Nothing is rounded before publication.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/result.h"

namespace duwang {

// A fraction in lowest terms with a positive denominator. Arithmetic is exact; a result that does
// not fit throws std::overflow_error rather than lose a digit.
class Decimal {
  public:
    constexpr Decimal() = default;
    constexpr Decimal(std::int64_t whole) : numerator_(whole) {}  // NOLINT: 3 is a Decimal
    static Decimal fraction(std::int64_t numerator, std::int64_t denominator);

    // Reads "2", "-0.5", "1.25" or "1/3". Anything else is Errc::config.
    static Result<Decimal> parse(std::string_view text);

    Decimal operator+(const Decimal& other) const;
    Decimal operator-(const Decimal& other) const;
    Decimal operator*(const Decimal& other) const;
    Decimal operator/(const Decimal& other) const;  // division by zero throws std::domain_error
    Decimal operator-() const { return Decimal(0) - *this; }
    Decimal& operator+=(const Decimal& other) { return *this = *this + other; }
    Decimal& operator-=(const Decimal& other) { return *this = *this - other; }

    std::strong_ordering operator<=>(const Decimal& other) const;
    bool operator==(const Decimal& other) const = default;

    bool is_zero() const { return numerator_ == 0; }
    bool is_negative() const { return numerator_ < 0; }

    // Exactly as many places as needed: "0.5", "2", "1/3" where no finite decimal exists.
    std::string exact() const;
    // Rounded half up (away from zero) to `places`: the published form, 四舍五入.
    std::string rounded(int places) const;
    // Cut off after `places`, towards zero (去尾).
    std::string truncated(int places) const;

  private:
    std::int64_t numerator_ = 0;
    std::int64_t denominator_ = 1;
};

Decimal min(const Decimal& a, const Decimal& b);
Decimal max(const Decimal& a, const Decimal& b);

}  // namespace duwang
