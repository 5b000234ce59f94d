#include "crawler/page/visible_text.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "core/html/char_ref.h"
#include "core/large_pages.h"
#include "core/text/normalise.h"

namespace duwang::crawler {
namespace {

constexpr std::size_t opening_max = 120;     // characters
constexpr std::size_t kept_bytes = 4 << 20;  // of a text, between pages

std::size_t length_of(unsigned char lead) {
    return lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

// Nothing that a reader reads: no width, or the picture of an icon font (E05).
bool is_unread(char32_t c) { return has_no_width(c) || (c >= 0xE000 && c <= 0xF8FF); }

// What a byte at the beginning of a character means.
enum class Lead : std::uint8_t { blank, one, two, three, four, suspect };

// Suspect: a blank may begin with it, and the bytes that follow have to be looked at.
constexpr std::array<Lead, 256> make_leads() {
    std::array<Lead, 256> table{};
    for (std::size_t byte = 0; byte < 256; ++byte)
        table[byte] = byte <= 0x20  ? Lead::blank
                      : byte < 0x80 ? Lead::one
                      : byte < 0xE0 ? Lead::two
                      : byte < 0xF0 ? Lead::three
                                    : Lead::four;
    for (std::size_t byte : {0xC2u, 0xE1u, 0xE2u, 0xE3u, 0xEEu, 0xEFu}) table[byte] = Lead::suspect;
    return table;
}
constexpr std::array<Lead, 256> leads = make_leads();

bool is_blank_at(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t i) {
        return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0u;
    };
    // Chinese punctuation has the same first bytes; most of it is told apart here.
    if (byte(0) == 0xE3 && byte(2) != 0x80 && byte(2) != 0xA4) return false;
    if (byte(0) == 0xEE || (byte(0) == 0xEF && byte(1) <= 0xA3)) return true;  // of private use
    if (byte(0) == 0xEF && byte(1) != 0xBB) return false;
    return is_blank(next_code_point(text, at));
}

bool is_ascii_blank(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return c >= 0 && c <= ' '; });
}

}  // namespace

// Behind the Chinese characters (leads E4 to E9: 汉字 only, never a blank) that begin at `at`; two
// at once as long as there are two.
std::size_t VisibleText::skip_chinese(std::string_view text, std::size_t at) {
    const auto is_chinese = [](std::uint64_t bytes) {
        return static_cast<std::uint8_t>(bytes - 0xE4) <= 0xE9 - 0xE4;
    };
    const WordBeginnings& words = words_;
    const auto note = [&](std::uint64_t bytes, std::size_t place) {
        if (words.may_be(static_cast<std::uint32_t>(bytes))) [[unlikely]]
            maybe_words_.push_back(place);
    };
    for (; at + 8 <= text.size(); at += 6) {
        std::uint64_t bytes;
        std::memcpy(&bytes, text.data() + at, 8);
        if (!is_chinese(bytes)) return at;
        note(bytes, at);
        if (!is_chinese(bytes >> 24)) return at + 3;
        note(bytes >> 24, at + 3);
    }
    for (; at + 3 <= text.size(); at += 3) {
        std::uint32_t bytes = 0;
        std::memcpy(&bytes, text.data() + at, 3);
        if (!is_chinese(bytes)) break;
        note(bytes, at);
    }
    return at;
}

// How far the characters from `at` on go without a blank; counts them. Words are noted by their
// places in `text`.
std::size_t VisibleText::end_of_run(std::string_view text, std::size_t at,
                                    std::size_t& characters) {
    for (; at < text.size(); ++characters) {
        const std::size_t chinese = skip_chinese(text, at);
        characters += (chinese - at) / 3;
        at = chinese;
        if (at == text.size()) break;
        const auto byte = static_cast<unsigned char>(text[at]);
        const Lead lead = leads[byte];
        if (lead == Lead::blank || (lead == Lead::suspect && is_blank_at(text, at))) return at;
        if (words_.may_be_led_by(byte) && words_.may_be_at(text, at)) maybe_words_.push_back(at);
        at += lead == Lead::suspect ? length_of(byte) : static_cast<std::size_t>(lead);
    }
    return text.size();
}

void VisibleText::clear(std::size_t bytes) {
    if (text_.capacity() > std::max(kept_bytes, bytes)) {  // what one huge page needed
        text_ = std::string();                             // "= {}" would keep the memory
        runs_ = std::vector<Run>();
        maybe_words_ = std::vector<std::size_t>();
    }
    text_.clear();
    // Hardly ever too little; growing copies a large text many times.
    if (text_.capacity() < bytes) {
        text_.reserve(bytes);
        prefer_large_pages(text_.data(), text_.capacity());
    }
    maybe_words_.clear();
    opening_.clear();
    runs_.clear();
    outside_ = opening_chars_ = 0;
    pending_ = 0;
}

void VisibleText::flush_blank(bool in_link) {
    if (pending_ == 0) return;
    if (!text_.empty()) text_ += pending_;
    if (!in_link && !opening_.empty() && opening_chars_ < opening_max && opening_.back() != ' ')
        opening_ += ' ';
    pending_ = 0;
}

void VisibleText::append_run(std::string_view run, std::size_t characters, bool in_link) {
    text_.append(run);
    if (in_link) return;
    outside_ += characters;
    if (opening_chars_ >= opening_max) return;
    const std::string_view part = truncate_code_points(run, opening_max - opening_chars_);
    opening_.append(part);
    opening_chars_ += std::min(characters, opening_max - opening_chars_);
}

void VisibleText::append(std::string_view raw, std::size_t offset, bool in_link) {
    if (is_ascii_blank(raw)) return blank();  // every second token of a page
    std::string_view text = raw;
    if (raw.find('&') != std::string_view::npos) {
        decoded_.clear();
        html::append_decoded(decoded_, raw, html::ReferencePlace::text);
        text = decoded_;
    }
    bool first = true;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t characters = 0;
        const std::size_t known_words = maybe_words_.size();
        const std::size_t end = end_of_run(text, at, characters);
        if (end > at) {
            flush_blank(in_link);
            for (std::size_t i = known_words; i < maybe_words_.size(); ++i)
                maybe_words_[i] += text_.size() - at;
            if (first) add_run(text_.size(), offset + (text.data() == raw.data() ? at : 0));
            first = false;
            append_run(text.substr(at, end - at), characters, in_link);
            at = end;
        }
        if (at < text.size() && !is_unread(next_code_point(text, at))) blank();
    }
}

std::string_view VisibleText::since(std::size_t start) const {
    std::string_view rest = std::string_view(text_).substr(std::min(start, text_.size()));
    while (!rest.empty() && (rest[0] == ' ' || rest[0] == '\n')) rest.remove_prefix(1);
    return rest;
}

std::size_t VisibleText::offset_at(std::size_t position) const {
    const auto after =
        std::upper_bound(runs_.begin(), runs_.end(), position,
                         [](std::size_t p, const Run& run) { return p < run.position; });
    if (after == runs_.begin()) return 0;
    const Run& run = *(after - 1);
    return run.offset + (position - run.position);
}

}  // namespace duwang::crawler
