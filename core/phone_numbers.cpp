#include "core/phone_numbers.h"

#include <algorithm>
#include <optional>
#include <set>

#include "core/text/normalise.h"
#include "core/text/utf8.h"

namespace duwang {
namespace {

constexpr std::size_t label_bytes = 90;   // 30 characters before a number
constexpr std::size_t quote_before = 60;  // bytes
constexpr std::size_t quote_behind = 30;
constexpr std::size_t numbers_max = 200;  // of one page

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_between(char c) { return c == '-' || c == ' ' || c == '(' || c == ')'; }

class Finder {
  public:
    Finder(std::string_view text, const PhoneRules& rules) : text_(text), rules_(rules) {}

    std::vector<PhoneNumber> run() {
        std::set<std::string> seen;
        for (std::size_t at = 0; at < text_.size() && found_.size() < numbers_max;) {
            const std::size_t end = is_digit(text_[at]) && begins(at) ? number_at(at) : 0;
            if (end == 0) {
                ++at;
                continue;
            }
            PhoneNumber number{written(text_.substr(at, end - at)), {}, quote(at, end)};
            std::ranges::copy_if(number.number, std::back_inserter(number.digits), is_digit);
            if (seen.insert(number.digits).second) found_.push_back(std::move(number));
            at = end;
        }
        return std::move(found_);
    }

  private:
    std::string_view text_;
    const PhoneRules& rules_;
    std::vector<PhoneNumber> found_;

    static std::string written(std::string_view number) {
        std::string text;
        for (const char c : number) {
            if (is_digit(c))
                text += c;
            else if (!text.ends_with('-'))
                text += '-';
        }
        return text;
    }

    // Not inside of a longer number: "2022-0312", "A3312345".
    bool begins(std::size_t at) const {
        if (at == 0) return true;
        const char before = text_[at - 1];
        if (is_digit(before) || before == '.' || (before >= 'a' && before <= 'z') ||
            (before >= 'A' && before <= 'Z'))
            return false;
        return before != '-' || at < 2 || !is_digit(text_[at - 2]);
    }

    bool ends(std::size_t end) const {
        if (end >= text_.size()) return true;
        if (is_digit(text_[end]) || text_[end] == '.') return false;
        return text_[end] != '-' || end + 1 >= text_.size() || !is_digit(text_[end + 1]);
    }

    // Behind the longest number that begins there; 0: none does.
    std::size_t number_at(std::size_t at) const {
        const std::size_t plain = longest(rules_.patterns, at);
        const std::size_t local = longest(rules_.local_patterns, at);
        if (plain == 0 && local == 0) return 0;
        const std::optional<bool> label = label_before(at);
        if (label == false) return 0;
        return label == true ? std::max(plain, local) : plain;
    }

    std::size_t longest(const std::vector<std::string>& patterns, std::size_t at) const {
        std::size_t best = 0;
        for (const std::string& pattern : patterns) best = std::max(best, matched(pattern, at));
        return best;
    }

    std::size_t matched(std::string_view pattern, std::size_t at) const {
        for (const char want : pattern) {
            if (want == '-') {
                for (int i = 0; i < 2 && at < text_.size() && is_between(text_[at]); ++i) ++at;
                continue;
            }
            if (at >= text_.size() || !is_digit(text_[at])) return 0;
            const char c = text_[at++];
            if (want == 'N' ? c < '2' : want != '#' && want != c) return 0;
        }
        return ends(at) ? at : 0;
    }

    // True: the nearest word is one of the labels; false: it is one of another number.
    std::optional<bool> label_before(std::size_t at) const {
        const std::size_t from = at > label_bytes ? at - label_bytes : 0;
        const std::string_view before = text_.substr(from, at - from);
        const auto nearest = [&](const std::vector<std::string>& words) {
            std::size_t end = 0;
            for (const std::string& word : words)
                if (const std::size_t place = before.rfind(word); place != before.npos)
                    end = std::max(end, place + word.size());
            return end;
        };
        const std::size_t label = nearest(rules_.labels), other = nearest(rules_.not_labels);
        if (label == 0 && other == 0) return std::nullopt;
        return label >= other;
    }

    std::string quote(std::size_t at, std::size_t end) const {
        std::size_t from = at > quote_before ? at - quote_before : 0;
        std::size_t until = std::min(end + quote_behind, text_.size());
        const auto inside = [&](std::size_t i) {
            return i < text_.size() && (static_cast<unsigned char>(text_[i]) & 0xC0) == 0x80;
        };
        while (from < at && inside(from)) ++from;
        while (until > end && inside(until)) --until;
        return collapse_blanks(text_.substr(from, until - from));
    }
};

}  // namespace

std::vector<PhoneNumber> find_phone_numbers(std::string_view text, const PhoneRules& rules) {
    const std::string folded = fold_width(text);
    return Finder(folded, rules).run();
}

}  // namespace duwang
