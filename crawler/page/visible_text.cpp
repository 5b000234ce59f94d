#include "crawler/page/visible_text.h"

#include <algorithm>
#include <array>

#include "core/hash.h"
#include "core/html/char_ref.h"
#include "core/text/normalise.h"

namespace duwang::crawler {
namespace {

constexpr std::size_t opening_max = 120;  // characters

// Lead bytes of sequences that can be blanks; all others are copied without looking.
bool may_be_blank(unsigned char lead) {
    return lead == 0xC2 || lead == 0xE1 || lead == 0xE2 || lead == 0xE3 || lead == 0xEF;
}

bool has_no_width(char32_t c) {
    return (c >= 0x200B && c <= 0x200F) || c == 0xFEFF || c == 0x2060 || c == 0xAD;
}

std::size_t length_of(unsigned char lead) {
    return lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

}  // namespace

void VisibleText::clear() {
    text_.clear();
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

void VisibleText::append(std::string_view raw, std::size_t offset, bool in_link) {
    std::string_view text = raw;
    if (raw.find('&') != std::string_view::npos) {
        decoded_.clear();
        html::append_decoded(decoded_, raw, html::ReferencePlace::text);
        text = decoded_;
    }
    bool first = true;
    for (std::size_t at = 0; at < text.size();) {
        const auto lead = static_cast<unsigned char>(text[at]);
        if (lead <= 0x20) {
            blank();
            ++at;
            continue;
        }
        std::size_t length = std::min(length_of(lead), text.size() - at);
        if (may_be_blank(lead)) {
            std::size_t next = at;
            const char32_t c = next_code_point(text, next);
            if (is_blank(c)) {
                if (!has_no_width(c)) blank();
                at = next;
                continue;
            }
            length = next - at;
        }
        flush_blank(in_link);
        if (first) runs_.push_back({text_.size(), offset + (text.data() == raw.data() ? at : 0)});
        first = false;
        text_.append(text, at, length);
        if (!in_link) {
            ++outside_;
            if (opening_chars_ < opening_max) {
                opening_.append(text, at, length);
                ++opening_chars_;
            }
        }
        at += length;
    }
}

std::string VisibleText::since(std::size_t start) const {
    // Blanks are single already; only line breaks are left.
    std::size_t from = std::min(start, text_.size());
    while (from < text_.size() && (text_[from] == ' ' || text_[from] == '\n')) ++from;
    std::string out = text_.substr(from);
    std::replace(out.begin(), out.end(), '\n', ' ');
    return out;
}

std::size_t VisibleText::offset_at(std::size_t position) const {
    const auto after =
        std::upper_bound(runs_.begin(), runs_.end(), position,
                         [](std::size_t p, const Run& run) { return p < run.position; });
    if (after == runs_.begin()) return 0;
    const Run& run = *(after - 1);
    return run.offset + (position - run.position);
}

std::uint64_t fingerprint_of(std::string_view visible) {
    constexpr std::size_t piece_bytes = 24;  // about eight Chinese characters
    std::vector<std::uint64_t> pieces;
    pieces.reserve(visible.size() / piece_bytes * 2);
    // Pieces start anew after every blank, so a changed word changes only its own line's pieces.
    for (std::size_t at = 0; at < visible.size();) {
        if (visible[at] == ' ' || visible[at] == '\n') {
            ++at;
            continue;
        }
        const std::size_t end = std::min(visible.find_first_of(" \n", at), visible.size());
        while (at < end) {
            std::size_t next = std::min(at + piece_bytes, end);
            while (next < end && (static_cast<unsigned char>(visible[next]) & 0xC0) == 0x80) ++next;
            pieces.push_back(hash64(visible.substr(at, next - at)));
            at = next;
        }
    }
    if (pieces.empty()) return 0;
    // What every line of a list says votes once, or it would drown what the lines say themselves.
    std::ranges::sort(pieces);
    pieces.erase(std::unique(pieces.begin(), pieces.end()), pieces.end());
    std::array<std::int32_t, 64> votes{};
    for (std::uint64_t hash : pieces)
        for (std::size_t bit = 0; bit < 64; ++bit)
            votes[bit] += static_cast<std::int32_t>(hash >> bit & 1) * 2 - 1;
    std::uint64_t result = 0;
    for (std::size_t bit = 0; bit < 64; ++bit)
        if (votes[bit] > 0) result |= std::uint64_t{1} << bit;
    return result == 0 ? 1 : result;
}

}  // namespace duwang::crawler
