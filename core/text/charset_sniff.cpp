// Which character set a page is really in.
#include <algorithm>
#include <array>

#include "core/text/ascii.h"
#include "core/text/charset.h"

namespace duwang {
namespace {

constexpr std::size_t sample_bytes = 16384;

// Shares of double-byte characters, in thousandths, that common text in a set would use.
struct Shares {
    int gb = 0, big5 = 0;
    std::size_t pairs = 0;
};

// GB 2312 level 1 and punctuation against the frequent part of Big5. Text of one set read as the
// other falls into rare rows: GB trail bytes never lie in 40–7E for common characters.
constexpr unsigned char common_gb = 1, common_big5 = 2;

constexpr std::array<unsigned char, 256> make_leads() {
    std::array<unsigned char, 256> leads{};
    for (std::size_t lead = 0xA1; lead <= 0xD7; ++lead) {
        if (lead <= 0xA3 || lead >= 0xB0) leads[lead] |= common_gb;
        if (lead <= 0xC6) leads[lead] |= common_big5;
    }
    return leads;
}
constexpr std::array<unsigned char, 256> make_trails() {
    std::array<unsigned char, 256> trails{};
    for (std::size_t trail = 0x40; trail <= 0x7E; ++trail) trails[trail] = common_big5;
    for (std::size_t trail = 0xA1; trail <= 0xFF; ++trail) trails[trail] = common_gb | common_big5;
    return trails;
}

Shares shares_of(std::string_view bytes) {
    static constexpr std::array<unsigned char, 256> leads = make_leads(), trails = make_trails();
    std::size_t pairs = 0, gb = 0, big5 = 0;
    for (std::size_t i = 0; i + 1 < bytes.size(); ++i) {
        const auto lead = static_cast<unsigned char>(bytes[i]);
        if (lead < 0x80) {
            i += ascii_prefix(bytes.substr(i)) - 1;
            continue;
        }
        const unsigned kinds = leads[lead] & trails[static_cast<unsigned char>(bytes[++i])];
        ++pairs;
        gb += kinds & common_gb;
        big5 += kinds >> 1;
    }
    if (pairs == 0) return {};
    return {static_cast<int>(gb * 1000 / pairs), static_cast<int>(big5 * 1000 / pairs), pairs};
}

struct Utf8Look {
    std::size_t good = 0, bad = 0;  // sequences beyond ASCII
    bool valid() const { return bad == 0; }
};

// Ends early when there are surely fewer than `good_for_bad` good ones for each bad one: that is
// all that is made of it.
Utf8Look look_as_utf8(std::string_view bytes, std::size_t good_for_bad) {
    Utf8Look look;
    const std::size_t good_max = bytes.size() / 2;
    // The end of a sample may cut a character.
    while (!bytes.empty()) {
        const std::size_t valid = valid_utf8_prefix(bytes);
        look.good += static_cast<std::size_t>(std::ranges::count_if(
            bytes.substr(0, valid), [](char c) { return static_cast<unsigned char>(c) >= 0xC0; }));
        bytes.remove_prefix(valid);
        if (bytes.empty()) break;
        if (bytes.size() >= 4) ++look.bad;
        if (look.bad * good_for_bad > good_max) break;
        bytes.remove_prefix(1);
    }
    return look;
}

std::string_view best_legacy(const Shares& shares) {
    return shares.big5 > shares.gb + 50 ? "big5" : "gb18030";
}

// What the bytes themselves say; empty when they say nothing against `declared`.
std::string_view overrule(std::string_view declared, std::string_view bytes, bool conflict,
                          bool& valid_utf8) {
    // Nearly every page.
    if (declared == "utf-8") valid_utf8 = is_valid_utf8(bytes);
    if (valid_utf8) return {};
    const std::size_t first = ascii_prefix(bytes);
    if (first == bytes.size()) return {};
    const std::string_view sample = bytes.substr(first, sample_bytes);
    // The end of the sample may cut a character.
    if (declared == "utf-8" && valid_utf8_prefix(sample) + 4 > sample.size()) return {};
    // A few broken characters in an otherwise sound page (quirk E08) do not change its set.
    const std::size_t good_for_bad = declared == "utf-8" ? 20 : 50;
    const Utf8Look utf8 = look_as_utf8(sample, good_for_bad);
    const bool mostly_utf8 = utf8.bad * good_for_bad <= utf8.good;
    if (declared == "utf-8") {
        if (mostly_utf8) return {};
        const Shares shares = shares_of(sample);
        return std::max(shares.gb, shares.big5) >= 600 ? best_legacy(shares) : std::string_view{};
    }
    // Legacy text is hardly ever valid UTF-8 by chance once there are several characters.
    const bool surely_utf8 = utf8.valid() && utf8.good >= (declared.empty() || conflict ? 1u : 6u);
    if (surely_utf8 || (utf8.good >= 20 && mostly_utf8)) return "utf-8";
    if (declared == "gb18030" && !conflict) {
        const Shares shares = shares_of(sample);
        return shares.pairs >= 40 && shares.gb < 500 && shares.big5 > 900 ? "big5"
                                                                          : std::string_view{};
    }
    if (declared == "big5" && !conflict) {
        const Shares shares = shares_of(sample);
        return shares.pairs >= 40 && shares.gb > 900 && shares.big5 < 800 ? "gb18030"
                                                                          : std::string_view{};
    }
    const Shares shares = shares_of(sample);
    // Korean and Japanese sets use the same bytes as GB; of others Chinese text is no accident.
    const bool foreign =
        !declared.empty() && !conflict && declared != "gb18030" && declared != "big5";
    if (foreign &&
        (declared.starts_with("euc-") || declared.starts_with("iso-2022") ||
         declared == "shift_jis" || shares.pairs < 40 || std::max(shares.gb, shares.big5) < 900))
        return {};
    return best_legacy(shares);
}

std::string_view utf16_without_bom(std::string_view bytes) {
    if (bytes.size() < 8) return {};
    const auto ascii_pair = [&](std::size_t high, std::size_t low) {
        for (std::size_t i = 0; i < 8; i += 2)
            if (bytes[i + high] != 0 || bytes[i + low] == 0) return false;
        return true;
    };
    if (ascii_pair(1, 0)) return "utf-16le";
    if (ascii_pair(0, 1)) return "utf-16be";
    return {};
}

}  // namespace

CharsetGuess sniff_charset(std::string_view bytes, std::string_view content_type) {
    CharsetGuess guess;
    const std::string_view header = charset_parameter(content_type);
    const std::string meta = meta_charset(bytes);
    if (!header.empty()) guess.declared.push_back("header:" + lower_ascii(header.substr(0, 40)));
    if (!meta.empty()) guess.declared.push_back("meta:" + lower_ascii(meta.substr(0, 40)));
    const std::string_view by_header = charset_of_label(header), by_meta = charset_of_label(meta);
    const bool conflict = !by_header.empty() && !by_meta.empty() && by_header != by_meta;
    const auto decide = [&](std::string_view name, std::string_view source) {
        guess.name = name;
        guess.source = source;
        guess.contradicted = conflict || (!by_header.empty() && by_header != name) ||
                             (!by_meta.empty() && by_meta != name);
        return guess;
    };
    if (bytes.starts_with("\xEF\xBB\xBF")) return decide("utf-8", "bom");
    if (bytes.starts_with("\xFF\xFE")) return decide("utf-16le", "bom");
    if (bytes.starts_with("\xFE\xFF")) return decide("utf-16be", "bom");
    if (const std::string_view wide = utf16_without_bom(bytes); !wide.empty())
        return decide(wide, by_header == wide ? "header" : "detected");
    // Servers add "iso-8859-1" by default to pages they know nothing about; it decides nothing.
    std::string_view declared = by_header, source = "header";
    if (declared.empty() || declared == "windows-1252")
        if (!by_meta.empty()) declared = by_meta, source = "meta";
    const std::string_view better =
        overrule(declared == "windows-1252" ? std::string_view{} : declared, bytes, conflict,
                 guess.valid_utf8);
    if (better.empty() || better == declared)
        return declared.empty() ? decide("utf-8", "detected") : decide(declared, source);
    if (conflict && better == by_meta) return decide(better, "meta");
    return decide(better, "detected");
}

}  // namespace duwang
