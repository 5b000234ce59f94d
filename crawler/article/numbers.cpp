#include "crawler/article/numbers.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

#include "core/text/normalise.h"

namespace duwang::crawler {
namespace {

constexpr std::size_t numbers_max = 300;
constexpr int organ_chars_max = 14;
constexpr std::size_t serial_digits_max = 5;

// Words of running text that stand before the name of a number's organ.
constexpr std::array<std::string_view, 16> words_before{
    "根据", "按照", "依据", "依照", "遵照", "以及", "废止", "修订",
    "印发", "转发", "执行", "下发", "关于", "参照", "文件", "原"};

class NumberReader {
  public:
    NumberReader(std::string_view text, std::size_t at) : text_(text), at_(at) {}
    std::size_t at() const { return at_; }
    char32_t peek() const {
        std::size_t at = at_;
        return at < text_.size() ? folded(next_code_point(text_, at)) : 0;
    }
    char32_t take() {
        const char32_t c = next_code_point(text_, at_);
        wide_ = wide_ || (c >= 0xFF10 && c <= 0xFF19);
        return folded(c);
    }
    bool skip_blanks() {
        bool any = false;
        while (at_ < text_.size() && peek() == U' ') take(), any = true;
        return any;
    }
    std::string digits(std::size_t longest) {
        std::string all;
        while (at_ < text_.size() && peek() >= U'0' && peek() <= U'9' && all.size() <= longest)
            all += static_cast<char>(take());
        return all.size() <= longest ? all : std::string();
    }
    bool wide() const { return wide_; }

  private:
    std::string_view text_;
    std::size_t at_;
    bool wide_ = false;
};

bool closes(char32_t c) {
    return c == U')' || c == U']' || c == 0x3015 || c == 0x3011 || c == 0xFE5E || c == 0x3017;
}

// Where the organ's name before the bracket begins; `end`: where it ends.
std::size_t organ_start(std::string_view text, std::size_t end) {
    std::size_t start = end;
    bool after_another = false;  // number or title
    for (int chars = 0; chars < organ_chars_max && start > 0; ++chars) {
        std::size_t before = start - 1;
        while (before > 0 && (static_cast<unsigned char>(text[before]) & 0xC0) == 0x80) --before;
        std::size_t at = before;
        const char32_t c = next_code_point(text, at);
        after_another = c == U'号' || c == U'》' || c == U'）' || c == U')';
        if (!is_cjk(c) || c == U'号') break;
        start = before;
    }
    // "…〔2020〕1号和某政发〔2021〕2号"
    for (std::string_view word : {"和", "与", "及"})
        if (after_another && text.substr(start, end - start).starts_with(word))
            start += word.size();
    // "按照某政发" is 某政发.
    for (bool again = true; again;) {
        again = false;
        for (std::string_view word : words_before) {
            const std::size_t at = text.substr(start, end - start).rfind(word);
            if (at != std::string_view::npos && start + at + word.size() < end)
                start += at + word.size(), again = true;
        }
    }
    return start;
}

bool read_number(std::string_view text, std::size_t bracket, bool alone, FoundNumber& found) {
    NumberReader reader(text, bracket);
    const char32_t opening = reader.take();
    bool blank = reader.skip_blanks();
    const std::string year = reader.digits(4);
    if (year.size() != 4 || (!year.starts_with("20") && !year.starts_with("19"))) return false;
    blank = reader.skip_blanks() || blank;
    const char32_t closing = reader.take();
    if (!closes(closing)) return false;
    blank = reader.skip_blanks() || blank;
    const bool with_di = reader.peek() == U'第';
    if (with_di) reader.take(), blank = reader.skip_blanks() || blank;
    std::string serial = reader.digits(serial_digits_max);
    if (serial.empty()) return false;
    const std::size_t behind_serial = reader.at();
    const bool gap = reader.skip_blanks();
    const bool hao = reader.peek() == U'号';
    if (hao) reader.take(), blank = blank || gap;
    if (!hao && !alone) return false;
    std::size_t organ_end = bracket;
    while (organ_end > 0 && text[organ_end - 1] == ' ') --organ_end, blank = true;
    const std::size_t start = organ_start(text, organ_end);
    if (count_code_points(text.substr(start, organ_end - start)) < 2) return false;
    found.from = start;
    found.to = hao ? reader.at() : behind_serial;
    const bool zero = serial.size() > 1 && serial[0] == '0';
    serial.erase(0, std::min(serial.find_first_not_of('0'), serial.size() - 1));
    DocumentNumber& number = found.number;
    number.text = text.substr(found.from, found.to - found.from);
    number.value = std::string(text.substr(start, organ_end - start))
                       .append("〔")
                       .append(year)
                       .append("〕")
                       .append(serial)
                       .append("号");
    if (opening != 0x3014 || closing != 0x3015) number.oddities.emplace_back("bracket");
    if (blank) number.oddities.emplace_back("blank");
    if (!hao) number.oddities.emplace_back("no_hao");
    if (with_di) number.oddities.emplace_back("with_di");
    if (zero) number.oddities.emplace_back("zero_padded");
    if (reader.wide()) number.oddities.emplace_back("full_width");
    return true;
}

constexpr std::uint64_t ones = 0x0101010101010101u, high = ones << 7;

// Of a digit of either width; the size of the text when there is none. Eight bytes at a time.
std::size_t next_digit(std::string_view text, std::size_t at) {
    while (at < text.size()) {
        for (std::uint64_t bytes = 0; at + 8 <= text.size(); at += 8) {
            std::memcpy(&bytes, text.data() + at, 8);
            const std::uint64_t d = bytes ^ (ones * '0');
            const std::uint64_t wide = bytes ^ (ones * 0xBC);  // the middle byte of full-width ones
            if ((((d - ones * 10) & ~d) | ((wide - ones) & ~wide)) & high) break;
        }
        const std::size_t stop = std::min(text.size(), at + 8);
        for (; at < stop; ++at) {
            if (text[at] >= '0' && text[at] <= '9') return at;
            const bool wide = text[at] == '\xEF' && at + 2 < text.size() && text[at + 1] == '\xBC';
            if (wide && static_cast<unsigned char>(text[at + 2] - '\x90') < 10) return at;
        }
        // A character that began at the end of the eight is found from its first byte.
        if (at < text.size() && at >= 2 && text[at - 1] == '\xEF')
            --at;
        else if (at < text.size() && at >= 2 && text[at - 2] == '\xEF')
            at -= 2;
    }
    return text.size();
}

std::size_t behind_digits(std::string_view text, std::size_t at) {
    while (at < text.size()) {
        std::size_t behind = at;
        const char32_t c = folded(next_code_point(text, behind));
        if (c < U'0' || c > U'9') return at;
        at = behind;
    }
    return at;
}

// The bracket before a year, perhaps with a blank between; npos: none stands there.
std::size_t bracket_before(std::string_view text, std::size_t at) {
    const std::string_view before = text.substr(0, at);
    std::string_view trimmed = before;
    while (trimmed.ends_with(' ')) trimmed.remove_suffix(1);
    for (std::string_view bracket : {"〔", "（", "[", "(", "【", "［", "﹝", "〖"})
        if (trimmed.ends_with(bracket)) return trimmed.size() - bracket.size();
    return text.npos;
}

}  // namespace

std::vector<FoundNumber> find_numbers(std::string_view text, bool alone) {
    std::vector<FoundNumber> all;
    std::size_t end = 0;
    // Of a number its year is rarest: digits behind a bracket.
    for (std::size_t at = next_digit(text, 0); at < text.size() && all.size() < numbers_max;
         at = next_digit(text, at)) {
        const std::size_t bracket = bracket_before(text, at);
        FoundNumber one;
        const bool found =
            bracket != text.npos && bracket >= end && read_number(text, bracket, alone, one);
        if (found) end = one.to;
        at = found ? std::max(one.to, at + 1) : behind_digits(text, at);
        if (found) all.push_back(std::move(one));
    }
    return all;
}

}  // namespace duwang::crawler
