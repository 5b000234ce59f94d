#include "core/html/tokenizer.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <vector>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "core/html/char_ref.h"
#include "core/html/raw_text.h"

namespace duwang::html {
namespace {

enum CharClass : std::uint8_t { blank = 1, ends_tag_name = 2, ends_attribute_name = 4, upper = 8 };

constexpr std::array<std::uint8_t, 256> make_classes() {
    std::array<std::uint8_t, 256> table{};
    for (char c : {' ', '\t', '\n', '\f', '\r'})
        table[static_cast<unsigned char>(c)] = blank | ends_tag_name | ends_attribute_name;
    table['/'] = table['>'] = ends_tag_name | ends_attribute_name;
    table['='] = ends_attribute_name;
    for (unsigned char c = 'A'; c <= 'Z'; ++c) table[c] = upper;
    return table;
}
constexpr std::array<std::uint8_t, 256> classes = make_classes();

bool has(char c, int wanted) { return (classes[static_cast<unsigned char>(c)] & wanted) != 0; }
bool is_foreign(std::uint64_t number) {
    return number == name_number("svg") || number == name_number("math");
}
bool is_letter(char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; }

constexpr std::size_t scratch_bytes = 4096;

// As find(); quicker where the sign is near, which it nearly always is.
inline std::size_t find_near(std::string_view text, char sign, std::size_t from) {
    static_assert(std::endian::native == std::endian::little);
    constexpr std::size_t near = 64;
    const std::size_t last = std::min(text.size(), from + near);
#ifdef __SSE2__
    const __m128i wanted = _mm_set1_epi8(sign);
    for (; from + 16 <= last; from += 16) {
        const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text.data() + from));
        const auto found = static_cast<unsigned>(_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, wanted)));
        if (found != 0) return from + static_cast<std::size_t>(std::countr_zero(found));
    }
#else
    constexpr std::uint64_t ones = 0x0101010101010101u, high = ones << 7;
    const std::uint64_t wanted = ones * static_cast<unsigned char>(sign);
    for (; from + 8 <= last; from += 8) {
        std::uint64_t bytes;
        std::memcpy(&bytes, text.data() + from, 8);
        bytes ^= wanted;
        const std::uint64_t zeros = (bytes - ones) & ~bytes & high;  // the lowest is right
        if (zeros != 0) return from + static_cast<std::size_t>(std::countr_zero(zeros)) / 8;
    }
#endif
    return text.find(sign, from);
}

// A name of one to seven small letters, as nearly all are, and what it is as a number; of no
// length when it has to be looked at letter by letter.
struct ShortName {
    std::size_t size = 0;
    std::uint64_t number = 0;
};

// Small letters have both bits of 60; of what ends a name nothing has.
inline ShortName short_name(std::string_view text, std::size_t at, int ends) {
    static_assert(std::endian::native == std::endian::little);
    constexpr std::uint64_t both = 0x6060606060606060u;
    if (at + 8 > text.size()) return {};
    std::uint64_t bytes;
    std::memcpy(&bytes, text.data() + at, 8);
    const std::uint64_t others = ~bytes & both;
    const auto size = static_cast<std::size_t>(std::countr_zero(others)) / 8;
    if (size - 1 >= 7 || !has(text[at + size], ends)) return {};
    return {size, __builtin_bswap64(bytes) >> (64 - 8 * size)};
}

class Tokenizer {
  public:
    Tokenizer(std::string_view document, Handler& handler, const TokenizerLimits& limits)
        : text_(document), handler_(handler), limits_(limits) {
        scratch_.reserve(scratch_bytes);
        attributes_.reserve(32);
    }
    TokenizerReport run();

  private:
    void markup(std::size_t lt);
    void declaration(std::size_t lt);
    void comment(std::size_t lt);
    void start_tag(std::size_t lt);
    void end_tag(std::size_t lt);
    void content(std::uint64_t number, std::string_view name);
    void emit(std::size_t from, std::size_t to, TextKind kind) {
        if (from < to) handler_.text(text_.substr(from, to - from), kind, from);
    }
    void bogus_comment(std::size_t from, std::size_t lt) {
        const std::size_t gt = std::min(text_.find('>', from), text_.size());
        handler_.comment(text_.substr(from, gt - from), lt);
        at_ = gt + 1;
    }
    std::string_view lowered(std::string_view name, int seen);
    std::size_t behind_name(std::size_t at, int ends, int& seen) const;
    struct Name {
        std::string_view text;
        std::uint64_t number;
    };
    Name tag_name();
    bool written_attributes(bool keep);
    bool attributes(bool keep);  // false: the document ended inside the tag
    void add_attribute(std::string_view name, std::string_view value);
    std::string_view value(std::size_t& at);
    std::string_view quoted(std::size_t& at);
    std::size_t behind_blanks(std::size_t at) const {
        while (at < text_.size() && has(text_[at], blank)) ++at;
        return at;
    }

    std::string_view text_;
    Handler& handler_;
    const TokenizerLimits limits_;
    TokenizerReport report_;
    std::size_t at_ = 0;
    std::vector<Attribute> attributes_;
    std::string scratch_;  // lower-cased names of the current tag; never grows, so views stay good
    bool self_closing_ = false, repeats_ = false;
    std::size_t cut_ = 0;                  // where the attributes beyond the limit begin
    int foreign_depth_ = 0;                // inside svg or math
    bool quote_gone_[2] = {false, false};  // no further " or ' in the document
};

// `seen`: the classes of its letters.
inline std::string_view Tokenizer::lowered(std::string_view name, int seen) {
    if ((seen & upper) == 0) return name;
    if (scratch_.size() + name.size() > scratch_bytes) {
        report_.names_as_written = true;
        return name;
    }
    const std::size_t place = scratch_.size();
    for (char c : name) scratch_ += has(c, upper) ? static_cast<char>(c + 32) : c;
    return std::string_view(scratch_).substr(place);
}

// Behind the letters from `at` on that do not belong to `ends`; the classes of all go to `seen`.
inline std::size_t Tokenizer::behind_name(std::size_t at, int ends, int& seen) const {
    const std::string_view text = text_;
    for (; at < text.size(); ++at) {
        const int letter = classes[static_cast<unsigned char>(text[at])];
        if ((letter & ends) != 0) break;
        seen |= letter;
    }
    return at;
}

inline Tokenizer::Name Tokenizer::tag_name() {
    const std::size_t start = at_;
    if (const ShortName name = short_name(text_, start, ends_tag_name); name.size > 0) {
        at_ = start + name.size;
        return {{text_.data() + start, name.size}, name.number};
    }
    int seen = 0;
    at_ = behind_name(start, ends_tag_name, seen);
    const std::string_view name = lowered(text_.substr(start, at_ - start), seen);
    return {name, name_number(name)};
}

// The value up to the closing quote, with `at` on the opening one. A quote that never closes would
// swallow the rest of the document (quirk H04); browsers let it, we close the tag at its next '>'
// and say so.
inline std::string_view Tokenizer::quoted(std::size_t& at) {
    const char quote = text_[at];
    const std::size_t start = ++at;
    bool& gone = quote_gone_[quote == '"' ? 0 : 1];
    std::size_t end = gone ? std::string_view::npos : find_near(text_, quote, start);
    if (end == std::string_view::npos) {
        gone = report_.unclosed_quote = true;
        end = std::min(text_.find('>', start), text_.size());
        at = end;
    } else {
        at = end + 1;
    }
    return {text_.data() + start, end - start};
}

// With `at` on the '='.
inline std::string_view Tokenizer::value(std::size_t& at) {
    at = behind_blanks(at + 1);
    if (at >= text_.size()) return {};
    if (text_[at] == '"' || text_[at] == '\'') return quoted(at);
    const std::size_t start = at;
    while (at < text_.size() && text_[at] != '>' && !has(text_[at], blank)) ++at;
    return {text_.data() + start, at - start};
}

inline void Tokenizer::add_attribute(std::string_view name, std::string_view raw) {
    if (attributes_.size() >= limits_.attributes_max) {
        report_.attributes_dropped = true;
        return;
    }
    for (const Attribute& known : attributes_)
        if (known.name.size() == name.size() && known.name[0] == name[0] && known.name == name) {
            // The first one counts.
            repeats_ = true;
            return;
        }
    if (raw.size() > limits_.attribute_bytes_max) {
        report_.value_cut = true;
        raw = raw.substr(0, limits_.attribute_bytes_max);
    }
    attributes_.push_back({name, raw});
}

inline bool Tokenizer::attributes(bool keep) {
    self_closing_ = false;
    cut_ = 0;
    repeats_ = false;
    if (at_ < text_.size() && text_[at_] == '>') {  // most tags have none
        ++at_;
        return true;
    }
    return written_attributes(keep);
}

bool Tokenizer::written_attributes(bool keep) {
    const std::string_view text = text_;
    std::size_t at = at_, written = 0;
    while (at < text.size()) {
        const int kind = classes[static_cast<unsigned char>(text[at])];
        if ((kind & blank) != 0) {
            ++at;
            continue;
        }
        if (text[at] == '>') {
            at_ = at + 1;
            return true;
        }
        if (text[at] == '/') {
            ++at;
            self_closing_ = at < text.size() && text[at] == '>';
            continue;
        }
        if (++written == limits_.attributes_max + 1) cut_ = at;
        const std::size_t start = at;  // a leading '=' is part of the name
        int seen = kind;
        if (const ShortName name = short_name(text, start, ends_attribute_name); name.size > 0)
            at = start + name.size;
        else
            at = behind_name(start + 1, ends_attribute_name, seen);
        const std::string_view name(text.data() + start, at - start);
        at = behind_blanks(at);
        std::string_view raw;
        if (at < text.size() && text[at] == '=') raw = value(at);
        if (keep) add_attribute(lowered(name, seen), raw);
    }
    at_ = at;
    return false;
}

void Tokenizer::comment(std::size_t lt) {
    const std::size_t start = lt + 4;
    // "<!-->" and "<!--->" are whole comments; "--!>" closes one too.
    if (text_.substr(start, 1) == ">" || text_.substr(start, 2) == "->") {
        handler_.comment({}, lt);
        at_ = text_.find('>', start) + 1;
        return;
    }
    for (std::size_t at = start;; ++at) {
        at = text_.find("--", at);
        if (at == std::string_view::npos) break;
        const std::string_view rest = text_.substr(at + 2, 2);
        if (!rest.starts_with('>') && rest != "!>") continue;
        handler_.comment(text_.substr(start, at - start), lt);
        at_ = at + (rest[0] == '>' ? 3 : 4);
        return;
    }
    handler_.comment(text_.substr(std::min(start, text_.size())), lt);
    at_ = text_.size();
}

void Tokenizer::declaration(std::size_t lt) {
    const std::string_view rest = text_.substr(lt + 2);
    if (rest.starts_with("--")) return comment(lt);
    if (rest.starts_with("[CDATA[") && foreign_depth_ > 0) {
        const std::size_t start = lt + 9;
        const std::size_t end = std::min(text_.find("]]>", start), text_.size());
        emit(start, end, TextKind::raw);
        at_ = end + 3;
        return;
    }
    if (rest.size() >= 7 && (rest[0] | 0x20) == 'd' && (rest[1] | 0x20) == 'o') {
        at_ = std::min(text_.find('>', lt), text_.size()) + 1;  // doctype
        return;
    }
    bogus_comment(lt + 2, lt);
}

void Tokenizer::content(std::uint64_t number, std::string_view name) {
    const ContentModel model = content_model(number, name);
    if (model == ContentModel::data || (foreign_depth_ > 0 && self_closing_)) return;
    const std::size_t from = at_;
    std::size_t end = text_.size();
    if (model == ContentModel::script)
        end = end_of_script(text_, from);
    else if (model != ContentModel::plaintext)
        end = end_of_raw_text(text_, from, name);
    emit(from, end,
         model == ContentModel::script   ? TextKind::script
         : model == ContentModel::rcdata ? TextKind::rcdata
                                         : TextKind::raw);
    at_ = end;
}

void Tokenizer::start_tag(std::size_t lt) {
    scratch_.clear();
    attributes_.clear();
    at_ = lt + 1;
    const auto [name, number] = tag_name();
    if (!attributes(true)) return;  // cut off: never a tag
    handler_.start_tag({name, number, attributes_, lt, self_closing_, at_, repeats_, cut_});
    if (!self_closing_ && is_foreign(number)) ++foreign_depth_;
    content(number, name);
}

void Tokenizer::end_tag(std::size_t lt) {
    scratch_.clear();
    at_ = lt + 2;
    const auto [name, number] = tag_name();
    if (!attributes(false)) return;
    if (foreign_depth_ > 0 && is_foreign(number)) --foreign_depth_;
    handler_.end_tag(name, lt);
}

void Tokenizer::markup(std::size_t lt) {
    const char next = text_[lt + 1];
    if (is_letter(next)) return start_tag(lt);
    if (next == '!') return declaration(lt);
    if (next == '?') return bogus_comment(lt + 1, lt);
    if (lt + 2 < text_.size() && is_letter(text_[lt + 2])) return end_tag(lt);
    if (text_.substr(lt, 3) == "</>") {
        at_ = lt + 3;
        return;
    }
    bogus_comment(lt + 2, lt);
}

TokenizerReport Tokenizer::run() {
    std::size_t from = 0;  // of text not handed over yet
    while (at_ < text_.size()) {
        std::size_t lt = at_;
        while (true) {
            lt = find_near(text_, '<', lt);
            if (lt == std::string_view::npos || lt + 1 >= text_.size()) {
                emit(from, text_.size(), TextKind::data);
                return report_;
            }
            const char next = text_[lt + 1];
            if (is_letter(next) || next == '!' || next == '?' ||
                (next == '/' && lt + 2 < text_.size()))
                break;
            ++lt;  // a lone '<' is text
        }
        emit(from, lt, TextKind::data);
        markup(lt);
        from = at_;
    }
    return report_;
}

}  // namespace

std::string Attribute::value() const { return decode_references(raw, ReferencePlace::attribute); }

TokenizerReport tokenize(std::string_view document, Handler& handler,
                         const TokenizerLimits& limits) {
    return Tokenizer(document, handler, limits).run();
}

}  // namespace duwang::html
