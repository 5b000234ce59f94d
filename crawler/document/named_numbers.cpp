#include "crawler/document/named_numbers.h"

#include <algorithm>
#include <optional>
#include <set>

#include "core/text/normalise.h"

namespace duwang::crawler {
namespace {

constexpr std::size_t between_bytes_max = 90;  // of a word and its number: 30 汉字
constexpr std::size_t window_bytes = 200;      // that are looked at behind a word
constexpr std::size_t before_bytes = 36;       // in front of a word: of which year it is
constexpr std::size_t quote_chars_max = 60;
constexpr std::size_t text_bytes_max = 1u << 20;
constexpr std::size_t numbers_max = 50;  // of one key

struct Place {
    std::size_t from = 0, to = 0;  // of the number's digits
    Decimal value;
};

class NumberFinder {
  public:
    NumberFinder(std::string_view text, const ReportFormat& format)
        : format_(format), text_(match_form(text.substr(0, text_bytes_max))) {}

    NamedNumbers run() {
        for (const NumberFormat& one : format_.numbers) {
            const std::vector<NamedNumber> named = find(one);
            const bool differ = std::ranges::any_of(named, [&](const NamedNumber& other) {
                return !(other.value == named.front().value);
            });
            if (differ)
                out_.notes.push_back("ambiguous:" + one.key);
            else if (!named.empty())
                out_.numbers.push_back(named.front());
            else if (std::optional<NamedNumber> zero = none(one))
                out_.numbers.push_back(std::move(*zero));
        }
        return std::move(out_);
    }

  private:
    std::string quote(std::size_t from, std::size_t to) const {
        const std::string_view part = std::string_view(text_).substr(from, to - from);
        return std::string(truncate_code_points(part, quote_chars_max));
    }
    std::optional<NamedNumber> none(const NumberFormat& one) const {
        for (const std::string& word : one.none) {
            const std::string form = match_form(word);
            std::size_t at = text_.find(form);
            while (at != text_.npos && (of_other_year(at) || goes_on(at + form.size())))
                at = text_.find(form, at + form.size());
            if (at == text_.npos) continue;
            return NamedNumber{one.key, quote(at, sentence_end(at)), Decimal(0), -1};
        }
        return std::nullopt;
    }
    // 新收|集, 收到申请|人: the word is another one.
    bool goes_on(std::size_t behind) const {
        const std::string_view rest = std::string_view(text_).substr(behind, 30);
        return std::ranges::any_of(format_.goes_on, [&](const std::string& one) {
            return rest.starts_with(match_form(one));
        });
    }
    std::size_t sentence_end(std::size_t at) const {
        std::size_t end = text_.size();
        for (std::string_view sign : {"。", ";", "；", ",", "，"})
            end = std::min(end, text_.find(sign, at));
        return end;
    }
    // Said in the same clause: "比去年新收的9件".
    bool of_other_year(std::size_t at) const {
        const std::size_t from = at < before_bytes ? 0 : at - before_bytes;
        std::string_view before = std::string_view(text_).substr(from, at - from);
        for (std::string_view sign : {",", ";", "。", "、"})
            if (const std::size_t end = before.rfind(sign); end != before.npos)
                before.remove_prefix(end + sign.size());
        return contains_any(before, format_.elsewhere);
    }
    // Another word of this or another key between a word and its number, or joined before it:
    // the number is of both.
    bool is_joint(std::size_t word_at, std::string_view between, const NumberFormat& own) const {
        const std::size_t from = word_at < before_bytes ? 0 : word_at - before_bytes;
        const std::string_view before = std::string_view(text_).substr(from, word_at - from);
        for (const NumberFormat& other : format_.numbers) {
            if (other.key == own.key) continue;
            for (const std::string& word : other.words) {
                const std::string form = match_form(word);
                if (between.find(form) != between.npos) return true;
                for (std::string_view sign : {"、", "和", "及", "或"})
                    if (before.ends_with(form + std::string(sign))) return true;
            }
        }
        return false;
    }
    // A number with a unit that counts, behind `at` and within the clause.
    std::optional<Place> number_behind(std::size_t at) const {
        const std::string_view rest = std::string_view(text_).substr(at, window_bytes);
        const std::size_t digit = rest.find_first_of("0123456789");
        if (digit == rest.npos || digit > between_bytes_max) return std::nullopt;
        const std::string_view between = rest.substr(0, digit);
        for (std::string_view sign : {"。", ";", "；", "!", ",", "，"})
            if (between.find(sign) != between.npos) return std::nullopt;
        std::size_t end = rest.find_first_not_of("0123456789,", digit);
        if (end == rest.npos) return std::nullopt;
        const TypedCell cell = read_cell(rest.substr(digit, end - digit));
        const bool counts = std::ranges::any_of(format_.number_units, [&](const std::string& unit) {
            return rest.substr(end).starts_with(unit);
        });
        if (!counts || cell.state != CellState::number) return std::nullopt;
        return Place{at + digit, at + end, cell.value};
    }
    // All that the text names by this key, each number once.
    std::vector<NamedNumber> find(const NumberFormat& one) {
        std::vector<NamedNumber> named;
        for (const std::string& word : one.words) {
            const std::string form = match_form(word);
            for (std::size_t at = text_.find(form); at != text_.npos;
                 at = text_.find(form, at + form.size())) {
                const std::size_t behind = at + form.size();
                if (goes_on(behind)) continue;
                const auto place = number_behind(behind);
                if (!place || of_other_year(at) || used_.contains(place->from)) continue;
                const std::string_view between =
                    std::string_view(text_).substr(behind, place->from - behind);
                if (is_joint(at, between, one)) continue;
                used_.insert(place->from);
                if (named.size() >= numbers_max) return named;
                named.push_back({one.key, quote(at, place->to + 3), place->value, -1});
            }
        }
        return named;
    }

    const ReportFormat& format_;
    std::string text_;
    std::set<std::size_t> used_;  // a number has one name, that of the first key
    NamedNumbers out_;
};

}  // namespace

NamedNumbers named_numbers(std::string_view text, const ReportFormat& format) {
    return NumberFinder(text, format).run();
}

}  // namespace duwang::crawler
