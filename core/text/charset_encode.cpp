// Writing text in the character set of a page, for queries.
#include <algorithm>
#include <optional>

#include "core/text/charset.h"
#include "core/text/charset_tables.h"

namespace duwang {
namespace {

using charset::Converter;
using charset::Patch;

class Encoder {
  public:
    explicit Encoder(std::string_view name)
        : gb_(name == "gb18030"),
          big5_(name == "big5"),
          converter_(charset::open_converter(gb_     ? "GB18030"
                                             : big5_ ? "Big5-HKSCS"
                                                     : "windows-1252")) {
        UErrorCode error = U_ZERO_ERROR;
        if (converter_)
            ucnv_setFromUCallBack(converter_.get(), UCNV_FROM_U_CALLBACK_STOP, nullptr, nullptr,
                                  nullptr, &error);
    }
    explicit operator bool() const { return converter_ != nullptr; }
    std::string one(char32_t c) const;  // empty when the set lacks the character

  private:
    std::string by_icu(char32_t c) const;

    bool gb_, big5_;
    Converter converter_;
};

std::string two_bytes(unsigned code) {
    return {static_cast<char>(code >> 8), static_cast<char>(code & 0xFF)};
}

// Nothing is written of the Hong Kong rows before A1.
bool in_big5_proper(std::string_view code) { return static_cast<unsigned char>(code[0]) >= 0xA1; }

std::string Encoder::by_icu(char32_t c) const {
    UChar units[2] = {static_cast<UChar>(c), 0};
    int count = 1;
    if (c >= 0x10000) {
        units[0] = static_cast<UChar>(0xD7C0 + (c >> 10));
        units[1] = static_cast<UChar>(0xDC00 + (c & 0x3FF));
        count = 2;
    }
    char bytes[8];
    UErrorCode error = U_ZERO_ERROR;
    const std::int32_t length =
        ucnv_fromUChars(converter_.get(), bytes, sizeof bytes, units, count, &error);
    return U_SUCCESS(error) && length > 0 ? std::string(bytes, static_cast<std::size_t>(length))
                                          : std::string();
}

std::string Encoder::one(char32_t c) const {
    if (c < 0x80) return {static_cast<char>(c)};
    if (!gb_ && !big5_) return by_icu(c);
    if (gb_ && c == 0x20AC) return "\x80";
    // ICU fills private use with codes that mean other characters by now.
    const bool is_private = c >= 0xE000 && c <= 0xF8FF;
    if (is_private && (big5_ || c == 0xE5E5)) return {};
    std::string best = by_icu(c);
    if (best.size() != 2 || (big5_ && !in_big5_proper(best))) best.clear();
    // Of several codes of a character the first one counts.
    for (const Patch& patch : gb_ ? charset::gb_patches() : charset::big5_patches())
        if (patch.character == c && (gb_ || in_big5_proper(two_bytes(patch.code))))
            if (const std::string other = two_bytes(patch.code); best.empty() || other < best)
                best = other;
    return best;
}

}  // namespace

std::string encode_query(std::string_view utf8, std::string_view label) {
    const std::string_view name = charset_of_label(label);
    if (name != "gb18030" && name != "big5" && name != "windows-1252") return std::string(utf8);
    const Encoder encoder(name);
    if (!encoder) return std::string(utf8);
    std::string out;
    for (std::size_t at = 0; at < utf8.size();) {
        const char32_t c = next_code_point(utf8, at);
        const std::string bytes = encoder.one(c);
        if (!bytes.empty())
            out += bytes;
        else
            out += "%26%23" + std::to_string(static_cast<std::uint32_t>(c)) + "%3B";
    }
    return out;
}

}  // namespace duwang
