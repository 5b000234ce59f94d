// Marks written as plain text. Hand-written matchers: no backtracking on hostile pages.
#include <algorithm>

#include "core/text/normalise.h"
#include "crawler/page/marks.h"

namespace duwang::crawler {
namespace {

bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }
bool is_letter(char32_t c) { return (c | 0x20) >= U'a' && (c | 0x20) <= U'z' && c < 0x80; }

// Walks over text in folded form (half width, dashes alike); blanks can be skipped both ways.
class Cursor {
  public:
    Cursor(std::string_view text, std::size_t at) : text_(text), at_(at) {}
    std::size_t at() const { return at_; }
    bool done() const { return at_ >= text_.size(); }
    char32_t peek() const {
        std::size_t next = at_;
        return done() ? 0 : folded(next_code_point(text_, next));
    }
    void step() { next_code_point(text_, at_); }
    void skip_blanks() {
        while (!done() && peek() <= U' ') step();
    }
    bool take(char32_t wanted) {  // blanks before it do not matter
        Cursor look = *this;
        look.skip_blanks();
        if (look.peek() != wanted) return false;
        look.step();
        *this = look;
        return true;
    }
    std::string digits(std::size_t at_most) {
        std::string out;
        while (is_digit(peek()) && out.size() < at_most) out += static_cast<char>(peek()), step();
        return out;
    }
    // The character before, blanks skipped; moves there.
    char32_t back() {
        while (at_ > 0) {
            do --at_;
            while (at_ > 0 && (static_cast<unsigned char>(text_[at_]) & 0xC0) == 0x80);
            if (const char32_t c = peek(); c > U' ') return c >= U'a' && c <= U'z' ? c - 32 : c;
        }
        return 0;
    }
    // Is this word written before? Moves to its beginning.
    bool back_word(std::u32string_view word) {
        Cursor look = *this;
        for (std::size_t i = word.size(); i > 0; --i)
            if (look.back() != word[i - 1]) return false;
        *this = look;
        return true;
    }

  private:
    std::string_view text_;
    std::size_t at_;
};

class TextMarks {
  public:
    TextMarks(const VisibleText& text, const MarkWords& words, std::string_view source,
              MarkSet& marks)
        : visible_(text),
          text_(text.str()),
          words_(words),
          rules_(words.rules),
          source_(source),
          marks_(marks) {}
    void run();

  private:
    void site_code(std::size_t anchor, std::size_t after);
    void record(std::size_t anchor, std::size_t after);
    void icp(Cursor start, std::size_t after);
    void psb(Cursor start, std::size_t after, bool with_net);
    void organiser(std::size_t anchor, std::size_t after);
    void phone(std::size_t anchor, std::size_t after);
    void mail(std::size_t anchor, std::size_t after);
    void accessibility(std::size_t rare, std::size_t word);
    std::string province(Cursor& start) const;
    void add(std::string_view kind, std::string value, std::size_t from, std::size_t to) {
        marks_.add({std::string(kind), std::move(value),
                    collapse_blanks(text_.substr(from, to - from)), std::string(source_),
                    static_cast<std::int64_t>(visible_.offset_at(from))});
    }
    const VisibleText& visible_;
    std::string_view text_;
    const MarkWords& words_;
    const MarkRules& rules_;
    std::string_view source_;
    MarkSet& marks_;
};

// 网站标识码: taken as written, so that a wrong format can be told from a missing mark (F01, F02).
void TextMarks::site_code(std::size_t anchor, std::size_t after) {
    Cursor start(text_, anchor);
    if (!start.back_word(U"网站标识")) return;
    Cursor cursor(text_, after);
    cursor.take(U':');
    cursor.skip_blanks();
    std::string value;
    while ((is_digit(cursor.peek()) || is_letter(cursor.peek())) && value.size() < 16) {
        const char32_t c = cursor.peek();
        value += static_cast<char>(c >= U'A' && c <= U'Z' ? c + 32 : c);
        cursor.step();
    }
    if (value.size() >= 4) add("gov_site_id", value, start.at(), cursor.at());
}

std::string TextMarks::province(Cursor& start) const {
    Cursor look = start;
    std::string letter;
    append_utf8(letter, look.back());
    if (letter.size() != 3 || rules_.provinces.find(letter) == std::string::npos) return {};
    start = look;
    return letter;
}

// 备 is the letter that ICP and 公安 records share.
void TextMarks::record(std::size_t anchor, std::size_t after) {
    Cursor start(text_, anchor);
    if (start.back_word(U"ICP"))
        icp(start, after);
    else if (start.back_word(U"公网安"))
        psb(start, after, true);
    else if (start.back_word(U"公安机关") || start.back_word(U"公安联网") ||
             start.back_word(U"公安"))
        psb(start, after, false);
}

void TextMarks::icp(Cursor start, std::size_t after) {
    const std::string letter = province(start);
    Cursor cursor(text_, after);
    if (!letter.empty() && cursor.take(U'案')) cursor.take(U'号');
    cursor.take(U':');
    cursor.skip_blanks();
    const std::string number = cursor.digits(12);
    if (number.size() < 4) return;
    std::string value = letter + "ICP备" + number + "号";
    cursor.take(U'号');
    Cursor suffix = cursor;
    if (suffix.take(U'-')) {
        suffix.skip_blanks();
        if (const std::string part = suffix.digits(4); !part.empty()) {
            value += "-" + part;
            cursor = suffix;
        }
    }
    add("icp", value, start.at(), cursor.at());
}

void TextMarks::psb(Cursor start, std::size_t after, bool with_net) {
    const std::string letter = province(start);
    Cursor cursor(text_, after);
    cursor.take(U'案');
    cursor.take(U'编');
    cursor.take(U'号');
    cursor.take(U':');
    cursor.skip_blanks();
    // "公安机关备案号：某公网安备…": the record follows and is found by itself.
    std::string number = cursor.digits(16);
    if (number.size() < 8) return;
    Cursor suffix = cursor;
    if (suffix.take(U'-'))
        if (const std::string part = suffix.digits(6); !part.empty())
            number += "-" + part, cursor = suffix;
    cursor.take(U'号');
    add("psb", with_net && !letter.empty() ? letter + "公网安备" + number + "号" : number,
        start.at(), cursor.at());
}

void TextMarks::organiser(std::size_t anchor, std::size_t after) {
    constexpr std::size_t name_max = 40;  // characters
    Cursor cursor(text_, after);
    const bool unit = cursor.take(U'单') && cursor.take(U'位');
    if (!cursor.take(U':') && !unit) return;
    cursor.skip_blanks();
    const std::size_t from = cursor.at();
    for (std::size_t count = 0; count < name_max && cursor.peek() > U' '; ++count) {
        const char32_t c = cursor.peek();
        if (c == U'|' || c == U':' || c == U'。' || c == U';' || c == U',') break;
        cursor.step();
    }
    std::string_view name = text_.substr(from, cursor.at() - from);
    for (std::string_view next : {"承办", "协办", "主管", "版权", "地址", "联系", "网站标识"})
        name = name.substr(0, name.find(next));
    if (count_code_points(name) >= 2)
        add("organiser", strip_blanks(name), anchor, from + name.size());
}

void TextMarks::phone(std::size_t anchor, std::size_t after) {
    Cursor cursor(text_, after);
    cursor.take(U':');
    cursor.skip_blanks();
    std::string value;
    std::size_t digits = 0, end = cursor.at();
    while (!cursor.done() && value.size() < 24) {
        const char32_t c = cursor.peek();
        if (is_digit(c) || c == U'-' || c == U'(' || c == U')' || c == U'+') {
            value += static_cast<char>(c);
            digits += is_digit(c);
            cursor.step();
            end = cursor.at();
        } else if (c == U' ' && digits > 0 && digits < 5) {
            cursor.step();  // "0995 8500000"
        } else {
            break;
        }
    }
    if (digits >= 5) add("contact", value, anchor, end);
}

void TextMarks::mail(std::size_t anchor, std::size_t after) {
    Cursor cursor(text_, after);
    cursor.take(U':');
    cursor.skip_blanks();
    std::string value;
    while (!cursor.done() && cursor.peek() > U' ' && cursor.peek() < 0x7F && value.size() < 100) {
        value += static_cast<char>(cursor.peek());
        cursor.step();
    }
    const std::size_t at = value.find('@');
    if (at != std::string::npos && at > 0 && value.find('.', at) != std::string::npos)
        add("contact", value, anchor, cursor.at());
}

// 无障碍, 长者模式: only where nothing else stands between blanks or bars, since news tell of them
// too.
void TextMarks::accessibility(std::size_t rare, std::size_t word) {
    const std::string& said = rules_.accessibility[word];
    const std::size_t before = words_.before_entry[word];
    if (rare < before || text_.substr(rare - before, said.size()) != said) return;
    constexpr std::string_view bounds = " \n|/>";
    constexpr std::size_t said_max = 48;  // bytes
    std::size_t from = rare - before, to = from + said.size();
    const auto more = [&](std::size_t at) {
        return bounds.find(text_[at]) == std::string_view::npos && to - from <= said_max;
    };
    while (from > 0 && more(from - 1)) --from;
    while (to < text_.size() && more(to)) ++to;
    if (to - from <= said_max && says_accessibility(text_.substr(from, to - from), rules_))
        add("accessibility", "", from, to);
}

// One kind of mark after the other, each in the order of the text.
void TextMarks::run() {
    std::vector<WordFinder::Hit> hits;
    for (const std::size_t at : visible_.maybe_words()) words_.anchors.find_at(text_, at, hits);
    std::ranges::stable_sort(hits, {}, &WordFinder::Hit::word);
    const std::size_t phones_end = 3 + rules_.phone_labels.size();
    for (const auto& [at, word] : hits) {
        const std::size_t after = at + words_.anchors.word(word).size();
        if (word == 0)
            site_code(at, after);
        else if (word == 1)
            record(at, after);
        else if (word == 2)
            organiser(at, after);
        else if (word < phones_end)
            phone(at, after);
        else
            mail(at, after);
    }
    hits.clear();
    for (const std::size_t at : visible_.maybe_words()) words_.entries.find_at(text_, at, hits);
    for (const auto& [at, word] : hits)
        if (!marks_.has("accessibility")) accessibility(at, word);
}

}  // namespace

void read_text_marks(const VisibleText& text, const MarkWords& words, std::string_view source,
                     MarkSet& marks) {
    TextMarks(text, words, source, marks).run();
}

}  // namespace duwang::crawler
