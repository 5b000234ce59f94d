// Exact rational numbers for points (分). Nothing is rounded before publication.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "core/result.h"

namespace duwang {

// A fraction in lowest terms with a positive denominator. Arithmetic is exact: what fits 64 bits is
// kept in them, anything longer apart (the mean over fifty units with different denominators). A
// numerator or denominator beyond 4,096 bits throws std::overflow_error rather than lose a digit.
class Decimal {
  public:
    constexpr Decimal() = default;
    constexpr Decimal(std::int64_t whole) : numerator_(whole) {}  // NOLINT: 3 is a Decimal
    Decimal(const Decimal& other)
        : numerator_(other.numerator_),
          denominator_(other.denominator_),
          large_(other.large_ ? copy_of(*other.large_) : nullptr) {}
    constexpr Decimal(Decimal&& other) noexcept
        : numerator_(other.numerator_),
          denominator_(other.denominator_),
          large_(std::exchange(other.large_, nullptr)) {
        other.denominator_ = 1;
    }
    Decimal& operator=(const Decimal& other) {
        if (large_ || other.large_) return *this = Decimal(other);
        numerator_ = other.numerator_;
        denominator_ = other.denominator_;
        return *this;
    }
    Decimal& operator=(Decimal&& other) noexcept {
        numerator_ = std::exchange(other.numerator_, numerator_);
        denominator_ = std::exchange(other.denominator_, denominator_);
        if (large_ || other.large_) std::swap(large_, other.large_);
        return *this;
    }
    constexpr ~Decimal() {
        if (large_) drop(large_);
    }
    static Decimal fraction(std::int64_t numerator, std::int64_t denominator);

    // Reads "2", "-0.5", "1.25" or "1/3", and whatever exact() writes. Anything else is
    // Errc::config, and so is what is longer than a Decimal may be.
    static Result<Decimal> parse(std::string_view text);

    Decimal operator+(const Decimal& other) const;
    Decimal operator-(const Decimal& other) const;
    Decimal operator*(const Decimal& other) const;
    Decimal operator/(const Decimal& other) const;  // division by zero throws std::domain_error
    Decimal operator-() const { return Decimal(0) - *this; }
    Decimal& operator+=(const Decimal& other) { return *this = *this + other; }
    Decimal& operator-=(const Decimal& other) { return *this = *this - other; }

    std::strong_ordering operator<=>(const Decimal& other) const;
    bool operator==(const Decimal& other) const {
        return numerator_ == other.numerator_ && denominator_ == other.denominator_ &&
               (!large_ || equal(*large_, *other.large_));
    }

    bool is_zero() const { return numerator_ == 0; }
    bool is_negative() const { return numerator_ < 0; }

    // Exactly as many places as needed: "0.5", "2", "1/3" where no finite decimal exists.
    std::string exact() const;
    // Rounded half up (away from zero) to `places`: the published form, 四舍五入.
    std::string rounded(int places) const;
    // Cut off after `places`, towards zero (去尾).
    std::string truncated(int places) const;

  private:
    struct Large;     // core/decimal.cpp
    struct Fraction;  // of numbers up to 128 bits
    // What does not fit has `large_`; its numerator_ is the sign and its denominator_ is 0, which
    // no small fraction has. What fits never has it, so equal numbers have equal members.
    std::int64_t numerator_ = 0;
    std::int64_t denominator_ = 1;
    const Large* large_ = nullptr;  // owned

    static const Large* copy_of(const Large& large);
    static void drop(const Large* large);
    static bool equal(const Large& one, const Large& other);
    static Large large_of(const Decimal& value);
    static Decimal of(Large&& value);  // in lowest terms
    static Decimal of(Fraction value);
    std::string written(int places, bool round) const;
};

Decimal min(const Decimal& a, const Decimal& b);
Decimal max(const Decimal& a, const Decimal& b);

}  // namespace duwang
