#include "core/decimal.h"

#include <fmt/format.h>

#include <numeric>
#include <stdexcept>

namespace duwang {
namespace {

__extension__ using Wide = __int128;

constexpr int digits_max = 18;  // what an int64_t always holds

Wide gcd(Wide a, Wide b) {
    while (b != 0) {
        Wide rest = a % b;
        a = b;
        b = rest;
    }
    return a < 0 ? -a : a;
}

std::int64_t narrow(Wide value) {
    if (value > INT64_MAX || value < -INT64_MAX) throw std::overflow_error("decimal out of range");
    return static_cast<std::int64_t>(value);
}

Decimal make(Wide numerator, Wide denominator) {
    if (denominator == 0) throw std::domain_error("division by zero");
    if (denominator < 0) {
        numerator = -numerator;
        denominator = -denominator;
    }
    Wide common = gcd(numerator, denominator);
    if (common > 1) {
        numerator /= common;
        denominator /= common;
    }
    return Decimal::fraction(narrow(numerator), narrow(denominator));
}

bool read_digits(std::string_view text, std::int64_t& value) {
    if (text.empty() || text.size() > digits_max) return false;
    value = 0;
    for (char c : text) {
        if (c < '0' || c > '9') return false;
        value = value * 10 + (c - '0');
    }
    return true;
}

std::int64_t power_of_ten(int exponent) {
    std::int64_t value = 1;
    for (int i = 0; i < exponent; ++i) value *= 10;
    return value;
}

Result<Decimal> not_a_number(std::string_view text) {
    return failure(Errc::config, fmt::format("\"{}\" is not a number; write for example \"0.5\"",
                                             text));
}

}  // namespace

Decimal Decimal::fraction(std::int64_t numerator, std::int64_t denominator) {
    if (denominator <= 0) return make(numerator, denominator);
    std::int64_t common = std::gcd(numerator, denominator);
    Decimal result;
    result.numerator_ = common > 1 ? numerator / common : numerator;
    result.denominator_ = common > 1 ? denominator / common : denominator;
    return result;
}

Result<Decimal> Decimal::parse(std::string_view text) {
    std::string_view rest = text;
    bool negative = !rest.empty() && rest.front() == '-';
    if (negative || (!rest.empty() && rest.front() == '+')) rest.remove_prefix(1);
    std::int64_t whole = 0;
    std::int64_t part = 0;
    if (auto slash = rest.find('/'); slash != rest.npos) {
        if (!read_digits(rest.substr(0, slash), whole) ||
            !read_digits(rest.substr(slash + 1), part) || part == 0)
            return not_a_number(text);
        return fraction(negative ? -whole : whole, part);
    }
    auto point = rest.find('.');
    std::string_view places = point == rest.npos ? std::string_view{} : rest.substr(point + 1);
    if (!read_digits(rest.substr(0, point), whole)) return not_a_number(text);
    if (point != rest.npos && !read_digits(places, part)) return not_a_number(text);
    if (rest.size() > digits_max) return not_a_number(text);
    std::int64_t scale = power_of_ten(static_cast<int>(places.size()));
    std::int64_t numerator = whole * scale + part;
    return fraction(negative ? -numerator : numerator, scale);
}

Decimal Decimal::operator+(const Decimal& other) const {
    return make(Wide(numerator_) * other.denominator_ + Wide(other.numerator_) * denominator_,
                Wide(denominator_) * other.denominator_);
}

Decimal Decimal::operator-(const Decimal& other) const {
    return make(Wide(numerator_) * other.denominator_ - Wide(other.numerator_) * denominator_,
                Wide(denominator_) * other.denominator_);
}

Decimal Decimal::operator*(const Decimal& other) const {
    return make(Wide(numerator_) * other.numerator_, Wide(denominator_) * other.denominator_);
}

Decimal Decimal::operator/(const Decimal& other) const {
    return make(Wide(numerator_) * other.denominator_, Wide(denominator_) * other.numerator_);
}

std::strong_ordering Decimal::operator<=>(const Decimal& other) const {
    return Wide(numerator_) * other.denominator_ <=> Wide(other.numerator_) * denominator_;
}

std::string Decimal::exact() const {
    std::int64_t rest = denominator_;
    int twos = 0;
    int fives = 0;
    for (; rest % 2 == 0; rest /= 2) ++twos;
    for (; rest % 5 == 0; rest /= 5) ++fives;
    int places = std::max(twos, fives);
    if (rest != 1 || places > digits_max) return fmt::format("{}/{}", numerator_, denominator_);
    return rounded(places);
}

namespace {

// `units` of the last of `places` places.
std::string written(std::int64_t units, bool negative, int places) {
    std::string sign = negative && units != 0 ? "-" : "";
    if (places == 0) return fmt::format("{}{}", sign, units);
    std::int64_t unit = power_of_ten(places);
    return fmt::format("{}{}.{:0{}}", sign, units / unit, units % unit, places);
}

}  // namespace

std::string Decimal::rounded(int places) const {
    Wide scale = power_of_ten(places);
    Wide magnitude = numerator_ < 0 ? -Wide(numerator_) : Wide(numerator_);
    Wide scaled = (magnitude * scale * 2 + denominator_) / (Wide(denominator_) * 2);
    return written(narrow(scaled), numerator_ < 0, places);
}

std::string Decimal::truncated(int places) const {
    Wide magnitude = numerator_ < 0 ? -Wide(numerator_) : Wide(numerator_);
    return written(narrow(magnitude * power_of_ten(places) / denominator_), numerator_ < 0, places);
}

Decimal min(const Decimal& a, const Decimal& b) { return b < a ? b : a; }
Decimal max(const Decimal& a, const Decimal& b) { return a < b ? b : a; }

}  // namespace duwang
