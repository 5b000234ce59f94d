#include "crawler/page/visible_text.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#include "core/hash.h"
#include "core/html/char_ref.h"
#include "core/text/normalise.h"

namespace duwang::crawler {
namespace {

constexpr std::size_t opening_max = 120;  // characters

std::size_t length_of(unsigned char lead) {
    return lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

bool has_no_width(char32_t c) {
    return (c >= 0x200B && c <= 0x200F) || c == 0xFEFF || c == 0x2060 || c == 0xAD;
}

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
    for (std::size_t byte : {0xC2u, 0xE1u, 0xE2u, 0xE3u, 0xEFu}) table[byte] = Lead::suspect;
    return table;
}
constexpr std::array<Lead, 256> leads = make_leads();

bool is_blank_at(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t i) {
        return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0u;
    };
    // Chinese punctuation has the same first bytes; most of it is told apart here.
    if (byte(0) == 0xE3 && byte(2) != 0x80 && byte(2) != 0xA4) return false;
    if (byte(0) == 0xEF && byte(1) != 0xBB) return false;
    return is_blank(next_code_point(text, at));
}

bool is_ascii_blank(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return c >= 0 && c <= ' '; });
}

}  // namespace

// Behind the Chinese characters (leads E4 to E9: 汉字 only, never a blank) that begin at `at`.
std::size_t VisibleText::skip_chinese(std::string_view text, std::size_t at) {
    for (; at + 4 <= text.size(); at += 3) {
        std::uint32_t bytes;
        std::memcpy(&bytes, text.data() + at, 4);
        if (static_cast<std::uint8_t>(bytes - 0xE4) > 0xE9 - 0xE4) break;
        if (words_.may_be(bytes)) [[unlikely]]
            maybe_words_.push_back(at);
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
    text_.clear();
    text_.reserve(bytes);  // hardly ever too little; growing copies a large text many times
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
            if (first)
                runs_.push_back({text_.size(), offset + (text.data() == raw.data() ? at : 0)});
            first = false;
            append_run(text.substr(at, end - at), characters, in_link);
            at = end;
        }
        if (at < text.size() && !has_no_width(next_code_point(text, at))) blank();
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

namespace {

constexpr std::size_t piece_bytes = 24;  // about eight Chinese characters

// The high bits of those of eight bytes that are blanks; only the lowest is sure. Visible text has
// no other signs below '!'.
std::uint64_t blanks_in(std::uint64_t bytes) {
    constexpr std::uint64_t ones = 0x0101010101010101u;
    return (bytes - ones * '!') & ~bytes & (ones << 7);
}

// The next blank, or the end of the character in which the piece is long enough.
std::size_t end_of_piece(std::string_view visible, std::size_t at) {
    static_assert(std::endian::native == std::endian::little);
    const std::size_t enough = at + piece_bytes;
    for (; at + 8 <= std::min(enough, visible.size()); at += 8) {
        std::uint64_t bytes;
        std::memcpy(&bytes, visible.data() + at, 8);
        if (const std::uint64_t blanks = blanks_in(bytes); blanks != 0)
            return at + static_cast<std::size_t>(std::countr_zero(blanks)) / 8;
    }
    for (; at < visible.size(); ++at) {
        const char c = visible[at];
        if (c == ' ' || c == '\n') return at;
        if (at >= enough && (static_cast<unsigned char>(c) & 0xC0) != 0x80) return at;
    }
    return at;
}

// Counts, for each of 64 bits, how many hashes have it. The counters stand upright: bit n of
// planes[k] is bit k of the n-th counter, so one hash is added to all of them at once.
class BitCounts {
  public:
    static constexpr std::size_t group = 8;

    // A whole group at once: full adders, whose carry rarely goes further up.
    void add_group(const std::uint64_t* hashes) {
        std::uint64_t fours[2], eights;
        for (std::size_t half = 0; half < 2; ++half, hashes += 4) {
            const std::uint64_t first = add_two(planes_[0], hashes[0], hashes[1]);
            const std::uint64_t second = add_two(planes_[0], hashes[2], hashes[3]);
            fours[half] = add_two(planes_[1], first, second);
        }
        eights = add_two(planes_[2], fours[0], fours[1]);
        total_ += group;
        carry_up(eights, 3);
    }
    void add(std::uint64_t hash) {
        ++total_;
        carry_up(hash, 0);
    }
    // Bits that more than half of the hashes have.
    std::uint64_t majority() const {
        std::uint64_t result = 0;
        const auto used = static_cast<std::size_t>(std::bit_width(total_));
        for (std::size_t bit = 0; bit < 64; ++bit) {
            std::uint64_t count = 0;
            for (std::size_t k = 0; k < used; ++k) count |= (planes_[k] >> bit & 1) << k;
            if (count * 2 > total_) result |= std::uint64_t{1} << bit;
        }
        return result;
    }
    std::uint64_t total() const { return total_; }

  private:
    // The sum stays in `plane`; returns the carry.
    static std::uint64_t add_two(std::uint64_t& plane, std::uint64_t a, std::uint64_t b) {
        const std::uint64_t either = a ^ b;
        const std::uint64_t carry = (plane & either) | (a & b);
        plane ^= either;
        return carry;
    }
    void carry_up(std::uint64_t bits, std::size_t plane) {
        for (; bits != 0; ++plane) {
            const std::uint64_t carry = planes_[plane] & bits;
            planes_[plane] ^= bits;
            bits = carry;
        }
    }
    std::array<std::uint64_t, 40> planes_{};
    std::uint64_t total_ = 0;
};

// A page's pieces one after the other, as hashes. Pieces start anew after every blank, so a changed
// word changes only its own line's pieces.
class Pieces {
  public:
    explicit Pieces(std::string_view visible) : visible_(visible) {}

    // Writes at most `room` hashes; returns how many. None: there are no more.
    std::size_t next(std::uint64_t* hashes, std::size_t room) {
        std::size_t count = 0;
        while (count < room && at_ < visible_.size()) {
            if (visible_[at_] == ' ' || visible_[at_] == '\n') {
                ++at_;
                continue;
            }
            const std::size_t size = is_common() ? piece_bytes : end_of_piece(visible_, at_) - at_;
            // Said twice, since the hash of a known length needs no loop.
            hashes[count++] = size == piece_bytes ? hash_words({visible_.data() + at_, piece_bytes})
                                                  : hash_words({visible_.data() + at_, size});
            at_ += size;
        }
        return count;
    }

  private:
    // Just as long as a piece has to be, and no blank in it.
    bool is_common() const {
        if (at_ + piece_bytes >= visible_.size()) return false;
        std::uint64_t bytes[3];
        static_assert(sizeof bytes == piece_bytes);
        std::memcpy(bytes, visible_.data() + at_, piece_bytes);
        const bool ends = (static_cast<unsigned char>(visible_[at_ + piece_bytes]) & 0xC0) != 0x80;
        return ((blanks_in(bytes[0]) | blanks_in(bytes[1]) | blanks_in(bytes[2])) == 0) & ends;
    }
    std::string_view visible_;
    std::size_t at_ = 0;
};

}  // namespace

// In batches, so that the places of the hashes in a large set are on their way from memory while
// the next pieces are hashed.
std::uint64_t Fingerprint::of(std::string_view visible) {
    constexpr std::size_t batch = 64;
    std::array<std::uint64_t, batch> hashes;
    std::array<std::uint64_t, batch + BitCounts::group> fresh;
    std::size_t waiting = 0;  // of those that came for the first time, less than a group
    BitCounts counts;
    seen_.clear();
    Pieces pieces(visible);
    while (const std::size_t count = pieces.next(hashes.data(), batch)) {
        seen_.make_room(count);
        if (seen_.is_large())
            for (std::size_t i = 0; i < count; ++i) seen_.prefetch(hashes[i]);
        // What every line of a list says counts once, or it would drown what the lines say
        // themselves.
        for (std::size_t i = 0; i < count; ++i) {
            fresh[waiting] = hashes[i];
            waiting += seen_.insert_in_room(hashes[i]);
        }
        std::size_t done = 0;
        for (; done + BitCounts::group <= waiting; done += BitCounts::group)
            counts.add_group(&fresh[done]);
        std::copy(fresh.begin() + done, fresh.begin() + waiting, fresh.begin());
        waiting -= done;
    }
    for (std::size_t i = 0; i < waiting; ++i) counts.add(fresh[i]);
    if (counts.total() == 0) return 0;
    const std::uint64_t result = counts.majority();
    return result == 0 ? 1 : result;
}

}  // namespace duwang::crawler
