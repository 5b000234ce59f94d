// Reading legacy character sets. ICU supplies the tables, the loops are ours: pages of 46 KB are
// read by the thousand, and errors must be counted as the Encoding standard does.
#include <unicode/ucnv.h>

#include <array>

#include "core/text/charset.h"

namespace duwang {
namespace {

using Converter = std::unique_ptr<UConverter, decltype(&ucnv_close)>;

Converter open_converter(const char* name) {
    UErrorCode error = U_ZERO_ERROR;
    UConverter* converter = ucnv_open(name, &error);
    return {U_SUCCESS(error) ? converter : nullptr, &ucnv_close};
}

// One code point of `bytes`, or nothing.
char32_t convert_one(UConverter* converter, const char* bytes, int length) {
    UChar out[4];
    UErrorCode error = U_ZERO_ERROR;
    const std::int32_t count = ucnv_toUChars(converter, out, 4, bytes, length, &error);
    if (U_FAILURE(error) || count < 1 || count > 2) return 0;
    const char32_t first = out[0];
    if (first == replacement_character) return 0;
    if (count == 1) return first;
    if (first < 0xD800 || first > 0xDBFF) return 0;  // two characters: rare Big5 compositions
    return 0x10000 + ((first - 0xD800) << 10) + (static_cast<char32_t>(out[1]) - 0xDC00);
}

// All double-byte characters, lead 81–FE, trail 40–FE.
class PairTable {
  public:
    explicit PairTable(const char* name) : table_(126 * 191, 0) {
        const Converter converter = open_converter(name);
        if (!converter) return;
        for (int lead = 0x81; lead <= 0xFE; ++lead)
            for (int trail = 0x40; trail <= 0xFE; ++trail) {
                const char bytes[2] = {static_cast<char>(lead), static_cast<char>(trail)};
                if (trail != 0x7F)
                    table_[index(lead, trail)] = convert_one(converter.get(), bytes, 2);
            }
    }
    char32_t at(int lead, int trail) const {
        return trail < 0x40 || trail == 0xFF || lead == 0xFF || lead < 0x81
                   ? 0
                   : table_[index(lead, trail)];
    }

  private:
    static std::size_t index(int lead, int trail) {
        return static_cast<std::size_t>(lead - 0x81) * 191 + static_cast<std::size_t>(trail - 0x40);
    }
    std::vector<char32_t> table_;
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

Decoded decode_utf8(std::string_view bytes) {
    Decoded out;
    while (!bytes.empty()) {
        const std::size_t good = valid_utf8_prefix(bytes);
        out.text.append(bytes.substr(0, good));
        bytes.remove_prefix(good);
        if (bytes.empty()) break;
        append_utf8(out.text, replacement_character);
        ++out.replaced;
        // The rest of a cut sequence belongs to the same error.
        const auto lead = static_cast<unsigned char>(bytes[0]);
        bytes.remove_prefix(1);
        std::size_t tail = lead >= 0xF0 ? 2 : lead >= 0xE0 ? 1 : 0;
        while (tail-- > 0 && !bytes.empty() &&
               (static_cast<unsigned char>(bytes[0]) & 0xC0) == 0x80)
            bytes.remove_prefix(1);
    }
    return out;
}

Decoded decode_utf16(std::string_view bytes, bool big_endian) {
    Decoded out;
    const auto unit = [&](std::size_t at) {
        const auto a = static_cast<unsigned char>(bytes[at]),
                   b = static_cast<unsigned char>(bytes[at + 1]);
        return static_cast<char32_t>(big_endian ? a << 8 | b : b << 8 | a);
    };
    for (std::size_t at = 0; at + 1 < bytes.size(); at += 2) {
        char32_t c = unit(at);
        if (c >= 0xD800 && c <= 0xDBFF && at + 3 < bytes.size() &&
            (unit(at + 2) & 0xFC00) == 0xDC00) {
            c = 0x10000 + ((c - 0xD800) << 10) + (unit(at + 2) - 0xDC00);
            at += 2;
        } else if (c >= 0xD800 && c <= 0xDFFF) {
            c = replacement_character;
            ++out.replaced;
        }
        append_utf8(out.text, c);
    }
    if (bytes.size() % 2 != 0) {
        append_utf8(out.text, replacement_character);
        ++out.replaced;
    }
    return out;
}

Decoded decode_1252(std::string_view bytes) {
    constexpr char16_t high[32] = {0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                   0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,   0x017D, 0x8F,
                                   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                   0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};
    Decoded out;
    for (char c : bytes) {
        const auto u = static_cast<unsigned char>(c);
        append_utf8(out.text, u >= 0x80 && u < 0xA0 ? high[u - 0x80] : u);
    }
    return out;
}

}  // namespace

struct Decoder::Tables {
    std::unique_ptr<PairTable> gb, big5;
    Converter gb_long = open_converter("GB18030");

    char32_t four_bytes(std::string_view bytes) {
        return gb_long ? convert_one(gb_long.get(), bytes.data(), 4) : 0;
    }
    Decoded pairs(std::string_view bytes, const PairTable& table, bool gb18030);
    std::size_t one(std::string_view rest, const PairTable& table, bool gb18030, Decoded& out);
};

// Decodes what begins with a byte beyond ASCII; returns its length in bytes.
std::size_t Decoder::Tables::one(std::string_view rest, const PairTable& table, bool gb18030,
                                 Decoded& out) {
    const auto lead = static_cast<unsigned char>(rest[0]);
    if (gb18030 && lead == 0x80) {
        append_utf8(out.text, 0x20AC);
        return 1;
    }
    if (gb18030 && rest.size() >= 4 && is_digit(rest[1]) && is_digit(rest[3])) {
        if (const char32_t c = four_bytes(rest.substr(0, 4)); c != 0) {
            append_utf8(out.text, c);
            return 4;
        }
    }
    const auto trail = rest.size() > 1 ? static_cast<unsigned char>(rest[1]) : 0;
    if (const char32_t c = rest.size() > 1 ? table.at(lead, trail) : 0; c != 0) {
        append_utf8(out.text, c);
        return 2;
    }
    append_utf8(out.text, replacement_character);
    ++out.replaced;
    // An ASCII byte after a broken lead byte is text of its own: it may be '<' or '"'.
    return rest.size() > 1 && trail >= 0x80 && lead != 0x80 && lead != 0xFF ? 2 : 1;
}

Decoded Decoder::Tables::pairs(std::string_view bytes, const PairTable& table, bool gb18030) {
    Decoded out;
    out.text.reserve(bytes.size() + bytes.size() / 2);
    while (!bytes.empty()) {
        std::size_t plain = 0;
        while (plain < bytes.size() && static_cast<unsigned char>(bytes[plain]) < 0x80) ++plain;
        out.text.append(bytes.data(), plain);
        bytes.remove_prefix(plain);
        if (!bytes.empty()) bytes.remove_prefix(one(bytes, table, gb18030, out));
    }
    return out;
}

Decoder::Decoder() : tables_(std::make_unique<Tables>()) {}
Decoder::~Decoder() = default;
Decoder::Decoder(Decoder&&) noexcept = default;
Decoder& Decoder::operator=(Decoder&&) noexcept = default;

Decoded Decoder::decode(std::string_view bytes, std::string_view label) {
    const std::string_view name = charset_of_label(label);
    if (name == "utf-16le" || name == "utf-16be") {
        if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) bytes.remove_prefix(2);
        return decode_utf16(bytes, name == "utf-16be");
    }
    if (name == "gb18030") {
        if (!tables_->gb) tables_->gb = std::make_unique<PairTable>("GB18030");
        return tables_->pairs(bytes, *tables_->gb, true);
    }
    if (name == "big5") {
        if (!tables_->big5) tables_->big5 = std::make_unique<PairTable>("Big5-HKSCS");
        return tables_->pairs(bytes, *tables_->big5, false);
    }
    if (name == "windows-1252") return decode_1252(bytes);
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
    return decode_utf8(bytes);
}

Decoded decode(std::string_view bytes, std::string_view label) {
    return Decoder().decode(bytes, label);
}

std::string encode_query(std::string_view utf8, std::string_view label) {
    const std::string_view name = charset_of_label(label);
    if (name != "gb18030" && name != "big5" && name != "windows-1252") return std::string(utf8);
    const Converter converter = open_converter(name == "gb18030" ? "GBK"
                                               : name == "big5"  ? "Big5-HKSCS"
                                                                 : "windows-1252");
    if (!converter) return std::string(utf8);
    UErrorCode error = U_ZERO_ERROR;
    ucnv_setFromUCallBack(converter.get(), UCNV_FROM_U_CALLBACK_STOP, nullptr, nullptr, nullptr,
                          &error);
    std::string out;
    for (std::size_t at = 0; at < utf8.size();) {
        const char32_t c = next_code_point(utf8, at);
        UChar units[2] = {static_cast<UChar>(c), 0};
        int count = 1;
        if (c >= 0x10000) {
            units[0] = static_cast<UChar>(0xD7C0 + (c >> 10));
            units[1] = static_cast<UChar>(0xDC00 + (c & 0x3FF));
            count = 2;
        }
        char bytes[8];
        error = U_ZERO_ERROR;
        const std::int32_t length =
            ucnv_fromUChars(converter.get(), bytes, sizeof bytes, units, count, &error);
        if (U_SUCCESS(error) && length > 0)
            out.append(bytes, static_cast<std::size_t>(length));
        else
            out += "%26%23" + std::to_string(static_cast<std::uint32_t>(c)) + "%3B";
    }
    return out;
}

}  // namespace duwang
