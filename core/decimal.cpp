#include "core/decimal.h"

#include <fmt/format.h>

#include <boost/multiprecision/cpp_int.hpp>
#include <numeric>
#include <optional>
#include <stdexcept>

namespace duwang {

using boost::multiprecision::cpp_int;

// Any fraction, not always in lowest terms; the denominator is positive.
struct Decimal::Large {
    cpp_int numerator, denominator;
};

__extension__ using Wide = __int128;
__extension__ using UnsignedWide = unsigned __int128;

struct Decimal::Fraction {
    Wide numerator, denominator;
};

namespace {

constexpr int exact_places_max = 18;
constexpr std::size_t small_digits_max = 18;  // what 64 bits always hold
constexpr unsigned bits_max = 4096;
constexpr std::size_t digits_max = 1234;  // of a number of so many bits

constexpr Wide small_power_of_ten(int exponent) {
    Wide value = 1;
    for (int i = 0; i < exponent; ++i) value *= 10;
    return value;
}

bool fits(Wide value) { return value >= INT64_MIN && value <= INT64_MAX; }
bool fits(const cpp_int& value) { return value >= INT64_MIN && value <= INT64_MAX; }

// Nearly every number is short: 64-bit divisions are several times faster than longer ones.
UnsignedWide gcd(UnsignedWide a, UnsignedWide b) {
    while (b > UINT64_MAX || (a > UINT64_MAX && b != 0)) {
        const UnsignedWide rest = a % b;
        a = b;
        b = rest;
    }
    if (b == 0) return a;
    return std::gcd(static_cast<std::uint64_t>(a), static_cast<std::uint64_t>(b));
}

UnsignedWide magnitude(Wide value) {
    return value < 0 ? -static_cast<UnsignedWide>(value) : static_cast<UnsignedWide>(value);
}

unsigned bits_of(const cpp_int& value) {
    return value.is_zero() ? 0 : static_cast<unsigned>(msb(abs(value))) + 1;
}

// The digits of "12" or "12.5", without the point; false when there is anything else.
bool read_digits(std::string_view text, std::string& digits) {
    if (text.empty()) return false;
    for (char c : text) {
        if (c < '0' || c > '9') return false;
        digits += c;
    }
    return digits.size() <= digits_max;
}

// Leading zeros would make it octal.
cpp_int number_of(std::string_view digits) {
    digits.remove_prefix(std::min(digits.find_first_not_of('0'), digits.size() - 1));
    return cpp_int(std::string(digits));
}

std::int64_t small_number_of(std::string_view digits) {
    std::int64_t value = 0;
    for (char c : digits) value = value * 10 + (c - '0');
    return value;
}

cpp_int power_of_ten(std::size_t exponent) {
    return pow(cpp_int(10), static_cast<unsigned>(exponent));
}

Result<Decimal> not_a_number(std::string_view text) {
    constexpr std::size_t shown = 60;
    return failure(Errc::config, fmt::format("\"{}\" is not a number; write for example \"0.5\"",
                                             text.size() > shown ? text.substr(0, shown) : text));
}

// How often the factor is in it; takes it out.
template <class Integer>
int take_out(Integer& value, int factor) {
    int times = 0;
    for (; value % factor == 0 && times <= exact_places_max; value /= factor) ++times;
    return times;
}

// How many places a fraction with this denominator needs, or nothing: more than can be shown.
template <class Integer>
std::optional<int> places_for(Integer denominator) {
    const int twos = take_out(denominator, 2);
    const int fives = take_out(denominator, 5);
    const int places = std::max(twos, fives);
    if (denominator != 1 || places > exact_places_max) return std::nullopt;
    return places;
}

// `digits`: of the number without its point.
std::string with_point(std::string digits, bool negative, std::size_t places) {
    if (digits.size() <= places) digits.insert(0, places + 1 - digits.size(), '0');
    if (places > 0) digits.insert(digits.size() - places, 1, '.');
    const bool zero = digits.find_first_not_of("0.") == digits.npos;
    return (negative && !zero ? "-" : "") + digits;
}

}  // namespace

const Decimal::Large* Decimal::copy_of(const Large& large) { return new Large(large); }
void Decimal::drop(const Large* large) { delete large; }
bool Decimal::equal(const Large& one, const Large& other) {
    return one.numerator == other.numerator && one.denominator == other.denominator;
}

Decimal::Large Decimal::large_of(const Decimal& value) {
    return value.large_ ? *value.large_ : Large{value.numerator_, value.denominator_};
}

Decimal Decimal::of(Large&& value) {
    if (value.denominator.is_zero()) throw std::domain_error("division by zero");
    if (value.denominator < 0) {
        value.numerator = -value.numerator;
        value.denominator = -value.denominator;
    }
    const cpp_int common = boost::multiprecision::gcd(value.numerator, value.denominator);
    if (common > 1) {
        value.numerator /= common;
        value.denominator /= common;
    }
    Decimal result;
    if (fits(value.numerator) && fits(value.denominator)) {
        result.numerator_ = static_cast<std::int64_t>(value.numerator);
        result.denominator_ = static_cast<std::int64_t>(value.denominator);
        return result;
    }
    if (bits_of(value.numerator) > bits_max || bits_of(value.denominator) > bits_max)
        throw std::overflow_error("decimal out of range");
    result.numerator_ = value.numerator < 0 ? -1 : 1;
    result.denominator_ = 0;
    result.large_ = new Large(std::move(value));
    return result;
}

Decimal Decimal::of(Fraction value) {
    if (value.denominator == 0) throw std::domain_error("division by zero");
    if (value.denominator < 0) {
        value.numerator = -value.numerator;
        value.denominator = -value.denominator;
    }
    if (!fits(value.numerator) || !fits(value.denominator)) {
        const auto common =
            static_cast<Wide>(gcd(magnitude(value.numerator), magnitude(value.denominator)));
        value.numerator /= common;
        value.denominator /= common;
        if (!fits(value.numerator) || !fits(value.denominator))
            return of(Large{value.numerator, value.denominator});
    }
    Decimal result;
    result.numerator_ = static_cast<std::int64_t>(value.numerator);
    result.denominator_ = static_cast<std::int64_t>(value.denominator);
    if (result.denominator_ == 1) return result;
    const auto common = static_cast<std::int64_t>(
        std::gcd(static_cast<std::uint64_t>(magnitude(value.numerator)),
                 static_cast<std::uint64_t>(result.denominator_)));
    if (common > 1) {
        result.numerator_ /= common;
        result.denominator_ /= common;
    }
    return result;
}

Decimal Decimal::fraction(std::int64_t numerator, std::int64_t denominator) {
    return of(Fraction{numerator, denominator});
}

Result<Decimal> Decimal::parse(std::string_view text) {
    if (text.size() > 2 * digits_max + 2) return not_a_number(text);  // "-…/…"
    std::string_view rest = text;
    const bool negative = !rest.empty() && rest.front() == '-';
    if (negative || (!rest.empty() && rest.front() == '+')) rest.remove_prefix(1);
    const auto slash = rest.find('/');
    const auto point = slash == rest.npos ? rest.find('.') : rest.npos;
    const auto split = std::min(slash, point);
    std::string above, below;
    if (!read_digits(rest.substr(0, split), above)) return not_a_number(text);
    if (slash != rest.npos && !read_digits(rest.substr(slash + 1), below))
        return not_a_number(text);
    if (point != rest.npos && !read_digits(rest.substr(point + 1), above))
        return not_a_number(text);
    const int places = point == rest.npos ? 0 : static_cast<int>(rest.size() - point - 1);
    if (above.size() <= small_digits_max && below.size() <= small_digits_max) {
        const std::int64_t numerator = small_number_of(above);
        const Wide scale = point == rest.npos ? 1 : small_power_of_ten(places);
        const Wide denominator = slash == rest.npos ? scale : small_number_of(below);
        if (denominator == 0) return not_a_number(text);
        return of(Fraction{negative ? -numerator : numerator, denominator});
    }
    Large value{number_of(above), 1};
    if (slash != rest.npos) value.denominator = number_of(below);
    if (point != rest.npos) value.denominator = power_of_ten(static_cast<std::size_t>(places));
    if (value.denominator.is_zero()) return not_a_number(text);
    if (bits_of(value.numerator) > bits_max || bits_of(value.denominator) > bits_max)
        return not_a_number(text);
    if (negative) value.numerator = -value.numerator;
    return of(std::move(value));
}

Decimal Decimal::operator+(const Decimal& other) const {
    if (large_ || other.large_) {
        const Large a = large_of(*this), b = large_of(other);
        return of(Large{a.numerator * b.denominator + b.numerator * a.denominator,
                        a.denominator * b.denominator});
    }
    if (denominator_ == other.denominator_) {
        std::int64_t sum = 0;
        if (denominator_ == 1 && !__builtin_add_overflow(numerator_, other.numerator_, &sum))
            return sum;
        return of(Fraction{Wide(numerator_) + other.numerator_, denominator_});
    }
    return of(
        Fraction{Wide(numerator_) * other.denominator_ + Wide(other.numerator_) * denominator_,
                 Wide(denominator_) * other.denominator_});
}

Decimal Decimal::operator-(const Decimal& other) const {
    if (large_ || other.large_) {
        const Large a = large_of(*this), b = large_of(other);
        return of(Large{a.numerator * b.denominator - b.numerator * a.denominator,
                        a.denominator * b.denominator});
    }
    if (denominator_ == other.denominator_) {
        std::int64_t rest = 0;
        if (denominator_ == 1 && !__builtin_sub_overflow(numerator_, other.numerator_, &rest))
            return rest;
        return of(Fraction{Wide(numerator_) - other.numerator_, denominator_});
    }
    return of(
        Fraction{Wide(numerator_) * other.denominator_ - Wide(other.numerator_) * denominator_,
                 Wide(denominator_) * other.denominator_});
}

Decimal Decimal::operator*(const Decimal& other) const {
    if (large_ || other.large_) {
        const Large a = large_of(*this), b = large_of(other);
        return of(Large{a.numerator * b.numerator, a.denominator * b.denominator});
    }
    return of(
        Fraction{Wide(numerator_) * other.numerator_, Wide(denominator_) * other.denominator_});
}

Decimal Decimal::operator/(const Decimal& other) const {
    if (large_ || other.large_) {
        const Large a = large_of(*this), b = large_of(other);
        return of(Large{a.numerator * b.denominator, a.denominator * b.numerator});
    }
    return of(
        Fraction{Wide(numerator_) * other.denominator_, Wide(denominator_) * other.numerator_});
}

std::strong_ordering Decimal::operator<=>(const Decimal& other) const {
    if (large_ || other.large_) {
        const Large a = large_of(*this), b = large_of(other);
        return cpp_int(a.numerator * b.denominator).compare(b.numerator * a.denominator) <=> 0;
    }
    return Wide(numerator_) * other.denominator_ <=> Wide(other.numerator_) * denominator_;
}

std::string Decimal::exact() const {
    const std::optional<int> places =
        large_ ? places_for(large_->denominator) : places_for(denominator_);
    if (places) return rounded(*places);
    if (large_) return large_->numerator.str() + "/" + large_->denominator.str();
    return fmt::format("{}/{}", numerator_, denominator_);
}

// `half`: of the last place, added before it is cut off there.
std::string Decimal::written(int places, bool half) const {
    if (!large_ && places <= exact_places_max) {
        const Wide above = static_cast<Wide>(magnitude(numerator_)) * small_power_of_ten(places);
        const Wide scaled =
            half ? (above * 2 + denominator_) / (Wide(denominator_) * 2) : above / denominator_;
        if (fits(scaled))
            return with_point(fmt::format("{}", static_cast<std::int64_t>(scaled)), is_negative(),
                              static_cast<std::size_t>(places));
    }
    const Large value = large_of(*this);
    const auto width = static_cast<std::size_t>(std::max(places, 0));
    cpp_int above = abs(value.numerator) * power_of_ten(width);
    if (half) above = above * 2 + value.denominator;
    const cpp_int scaled = above / (half ? cpp_int(value.denominator * 2) : value.denominator);
    return with_point(scaled.str(), is_negative(), width);
}

std::string Decimal::rounded(int places) const { return written(places, true); }
std::string Decimal::truncated(int places) const { return written(places, false); }

Decimal min(const Decimal& a, const Decimal& b) { return b < a ? b : a; }
Decimal max(const Decimal& a, const Decimal& b) { return a < b ? b : a; }

}  // namespace duwang
