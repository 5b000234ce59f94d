#include "crawler/page/article_numbers.h"

#include <algorithm>
#include <array>

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

}  // namespace

std::vector<FoundNumber> find_numbers(std::string_view text, const WordFinder& brackets,
                                      bool alone) {
    std::vector<WordFinder::Hit> hits;
    brackets.find_all(text, hits);
    std::vector<FoundNumber> all;
    std::size_t end = 0;
    for (const WordFinder::Hit& hit : hits) {
        FoundNumber one;
        if (hit.at < end || all.size() >= numbers_max) continue;
        if (!read_number(text, hit.at, alone, one)) continue;
        end = one.to;
        all.push_back(std::move(one));
    }
    return all;
}

}  // namespace duwang::crawler
