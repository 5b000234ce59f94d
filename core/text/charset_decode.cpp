// Reading character sets. ICU supplies the tables of double-byte sets, corrected to those of the
// Encoding standard; the loops are ours: pages of 46 KB are read by the thousand, and errors must
// be counted as the standard does. Sets that Chinese pages do not use are read by ICU as it is.
#include <algorithm>
#include <array>
#include <cstring>
#include <map>

#include "core/text/charset.h"
#include "core/text/charset_tables.h"

namespace duwang {
namespace {

using charset::Converter;
using charset::PairTable;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
unsigned byte_at(std::string_view bytes, std::size_t at) {
    return static_cast<unsigned char>(bytes[at]);
}

void replace_one(Decoded& out) {
    append_utf8(out.text, replacement_character);
    ++out.replaced;
}

// How many bytes of a sequence that is not valid are one error: the longest beginning of a valid
// one, or a single byte.
std::size_t error_length(std::string_view bytes) {
    const unsigned lead = byte_at(bytes, 0);
    if (lead < 0xC2 || lead > 0xF4 || bytes.size() < 2) return 1;
    unsigned low = 0x80, high = 0xBF;
    if (lead == 0xE0) low = 0xA0;
    if (lead == 0xED) high = 0x9F;
    if (lead == 0xF0) low = 0x90;
    if (lead == 0xF4) high = 0x8F;
    if (byte_at(bytes, 1) < low || byte_at(bytes, 1) > high) return 1;
    const std::size_t whole = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    std::size_t length = 2;
    while (length < whole - 1 && length < bytes.size() && (byte_at(bytes, length) & 0xC0) == 0x80)
        ++length;
    return std::min(length, bytes.size());
}

Decoded decode_utf8(std::string_view bytes) {
    Decoded out;
    out.text.reserve(bytes.size());
    while (!bytes.empty()) {
        const std::size_t good = valid_utf8_prefix(bytes);
        out.text.append(bytes.substr(0, good));
        bytes.remove_prefix(good);
        if (bytes.empty()) break;
        replace_one(out);
        bytes.remove_prefix(error_length(bytes));
    }
    return out;
}

Decoded decode_utf16(std::string_view bytes, bool big_endian) {
    Decoded out;
    const auto unit = [&](std::size_t at) {
        const unsigned a = byte_at(bytes, at), b = byte_at(bytes, at + 1);
        return static_cast<char32_t>(big_endian ? a << 8 | b : b << 8 | a);
    };
    std::size_t at = 0;
    for (; at + 1 < bytes.size(); at += 2) {
        const char32_t c = unit(at);
        const bool leads = c >= 0xD800 && c <= 0xDBFF;
        if (leads && at + 3 < bytes.size() && (unit(at + 2) & 0xFC00) == 0xDC00) {
            append_utf8(out.text, 0x10000 + ((c - 0xD800) << 10) + (unit(at + 2) - 0xDC00));
            at += 2;
        } else if (leads && at + 3 == bytes.size()) {
            break;  // half a pair and a byte are one error
        } else if (c >= 0xD800 && c <= 0xDFFF) {
            replace_one(out);
        } else {
            append_utf8(out.text, c);
        }
    }
    if (at < bytes.size()) replace_one(out);
    return out;
}

// The upper half of a set of single bytes; 0 where it has no character.
using Upper = std::array<char32_t, 128>;

Decoded decode_single(std::string_view bytes, const Upper& upper) {
    Decoded out;
    out.text.reserve(bytes.size() + bytes.size() / 2);
    for (char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        const char32_t wide = byte < 0x80 ? byte : upper[byte - 0x80];
        if (wide == 0 && byte >= 0x80)
            replace_one(out);
        else
            append_utf8(out.text, wide);
    }
    return out;
}

Upper windows_1252() {
    constexpr std::array<char16_t, 32> first = {
        0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
        0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
        0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};
    Upper upper{};
    for (std::size_t i = 0; i < upper.size(); ++i)
        upper[i] = i < first.size() ? first[i] : static_cast<char32_t>(0x80 + i);
    return upper;
}

Upper user_defined() {
    Upper upper{};
    for (std::size_t i = 0; i < upper.size(); ++i) upper[i] = static_cast<char32_t>(0xF780 + i);
    return upper;
}

// A set that only ICU reads.
Decoded decode_by_icu(UConverter* converter, std::string_view bytes) {
    std::vector<UChar> units(bytes.size() * 2 + 16);
    UErrorCode error = U_ZERO_ERROR;
    const std::int32_t count =
        ucnv_toUChars(converter, units.data(), static_cast<std::int32_t>(units.size()),
                      bytes.data(), static_cast<std::int32_t>(bytes.size()), &error);
    Decoded out;
    for (std::int32_t i = 0; U_SUCCESS(error) && i < count; ++i) {
        char32_t c = units[static_cast<std::size_t>(i)];
        if (c >= 0xD800 && c <= 0xDBFF && i + 1 < count)
            c = 0x10000 + ((c - 0xD800) << 10) + (units[static_cast<std::size_t>(++i)] & 0x3FFu);
        out.replaced += c == replacement_character || c == 0x1A ? 1 : 0;
        append_utf8(out.text, c == 0x1A ? replacement_character : c);
    }
    return out;
}

// Appends to a string through a pointer. Room for what common text needs, one and a half bytes
// for each still to be read, is there at any time.
class Output {
  public:
    Output(std::string& text, std::size_t input) : text_(text) { make_room(input); }
    void plain(const char* from, std::size_t count) {
        std::memcpy(text_.data() + used_, from, count);
        used_ += count;
    }
    char* here() { return text_.data() + used_; }
    void is_at(const char* end) { used_ = static_cast<std::size_t>(end - text_.data()); }
    // Anything else; `left` bytes are still to be read behind it.
    void rare(std::string_view bytes, std::size_t left) {
        make_room(left + bytes.size());
        plain(bytes.data(), bytes.size());
    }
    void finish() { text_.resize(used_); }

  private:
    void make_room(std::size_t left) {
        const std::size_t wanted = used_ + left + left / 2 + 8;
        if (wanted > text_.size()) text_.resize(std::max(wanted, used_ + used_ / 2));
    }
    std::string& text_;
    std::size_t used_ = 0;
};

static_assert(std::endian::native == std::endian::little);

}  // namespace

struct Decoder::Tables {
    std::unique_ptr<PairTable> gb, big5;
    std::map<std::string_view, Upper> single;
    Converter gb_long = charset::open_converter("GB18030");

    Decoded pairs(std::string_view bytes, const PairTable& table, bool gb18030);
    std::size_t rare(std::string_view rest, PairTable::Packed packed, bool gb18030,
                     std::string& out, std::size_t& replaced);
    std::size_t four_bytes(std::string_view rest, std::string& out);
    const Upper* upper_half(std::string_view name);
};

// "Pending" bytes at the end of the input are one error, so is a code without a character; any
// other error gives back all but the first byte.
std::size_t Decoder::Tables::four_bytes(std::string_view rest, std::string& out) {
    const bool third = rest.size() < 3 || (byte_at(rest, 2) >= 0x81 && byte_at(rest, 2) <= 0xFE);
    if (!third || (rest.size() >= 4 && !is_digit(rest[3]))) return 1;
    if (rest.size() < 4) return rest.size();
    if (rest.starts_with("\x84\x31\xA4\x37")) return append_utf8(out, replacement_character), 4;
    const char32_t c = gb_long ? charset::convert_one(gb_long.get(), rest.data(), 4) : 0;
    if (c != 0) append_utf8(out, c);
    return 4;
}

// Decodes what is not simply a pair; returns its length in bytes.
std::size_t Decoder::Tables::rare(std::string_view rest, PairTable::Packed packed, bool gb18030,
                                  std::string& out, std::size_t& replaced) {
    constexpr char32_t beyond_unicode = 0x110000;
    if (packed != 0) {
        const char32_t c = PairTable::of_beyond(packed);
        if (c < beyond_unicode) return append_utf8(out, c), 2;
        append_utf8(out, c >> 16 == 0x1C ? 0xCA : 0xEA);
        append_utf8(out, c & 0xFFFF);
        return 2;
    }
    const unsigned lead = byte_at(rest, 0);
    if (gb18030 && lead == 0x80) return append_utf8(out, 0x20AC), 1;
    std::size_t length = 1;
    if (lead >= 0x81 && lead <= 0xFE && rest.size() > 1) {
        if (gb18030 && is_digit(rest[1]))
            length = four_bytes(rest, out);
        else
            // An ASCII byte after a broken lead byte is text of its own: it may be '<' or '"'.
            length = byte_at(rest, 1) >= 0x80 ? 2 : 1;
    }
    if (!out.empty()) return length;
    append_utf8(out, replacement_character);
    ++replaced;
    return length;
}

Decoded Decoder::Tables::pairs(std::string_view bytes, const PairTable& table, bool gb18030) {
    Decoded out;
    Output output(out.text, bytes.size());
    std::string unusual;
    for (std::size_t at = 0; at < bytes.size();) {
        if (byte_at(bytes, at) < 0x80) {
            const std::size_t plain = ascii_prefix(bytes.substr(at));
            output.plain(bytes.data() + at, plain);
            at += plain;
            continue;
        }
        PairTable::Packed packed = 0;
        char* to = output.here();  // not looked up again for each character
        for (; at + 1 < bytes.size() && byte_at(bytes, at) >= 0x80; at += 2) {
            packed = table.at(byte_at(bytes, at), byte_at(bytes, at + 1));
            if (packed == 0 || packed >= PairTable::beyond) break;
            std::memcpy(to, &packed, 4);
            to += packed >> 24;
            packed = 0;
        }
        output.is_at(to);
        if (at == bytes.size() || byte_at(bytes, at) < 0x80) continue;
        unusual.clear();
        at += rare(bytes.substr(at), packed, gb18030, unusual, out.replaced);
        output.rare(unusual, bytes.size() - at);
    }
    output.finish();
    return out;
}

const Upper* Decoder::Tables::upper_half(std::string_view name) {
    if (const auto known = single.find(name); known != single.end()) return &known->second;
    if (name == "windows-1252") return &(single[name] = windows_1252());
    if (name == "x-user-defined") return &(single[name] = user_defined());
    const char* icu = charset::icu_name(name);
    if (icu == nullptr) return nullptr;
    const Converter converter = charset::open_converter(icu);
    if (!converter || ucnv_getMaxCharSize(converter.get()) > 1) return nullptr;
    Upper& upper = single[name];
    for (std::size_t i = 0; i < upper.size(); ++i) {
        const char byte = static_cast<char>(0x80 + i);
        const char32_t c = charset::convert_one(converter.get(), &byte, 1);
        upper[i] = c >= 0xE000 && c <= 0xF8FF ? 0 : c;  // ICU's place for what does not exist
    }
    return &upper;
}

Decoder::Decoder() : tables_(std::make_unique<Tables>()) {}
Decoder::~Decoder() = default;
Decoder::Decoder(Decoder&&) noexcept = default;
Decoder& Decoder::operator=(Decoder&&) noexcept = default;

Decoded Decoder::decode(std::string_view bytes, std::string_view label) {
    const std::string_view name = charset_of_label(label);
    if (name == "utf-16le" || name == "utf-16be") {
        if (bytes.starts_with(name == "utf-16le" ? "\xFF\xFE" : "\xFE\xFF")) bytes.remove_prefix(2);
        return decode_utf16(bytes, name == "utf-16be");
    }
    if (name == "gb18030") {
        if (!tables_->gb) tables_->gb = std::make_unique<PairTable>(PairTable::Set::gb18030);
        return tables_->pairs(bytes, *tables_->gb, true);
    }
    if (name == "big5") {
        if (!tables_->big5) tables_->big5 = std::make_unique<PairTable>(PairTable::Set::big5);
        return tables_->pairs(bytes, *tables_->big5, false);
    }
    if (name == "replacement") {  // sets that could hide markup are one error
        Decoded out;
        if (!bytes.empty()) replace_one(out);
        return out;
    }
    if (const Upper* upper = tables_->upper_half(name)) return decode_single(bytes, *upper);
    if (const char* icu = charset::icu_name(name))
        if (const Converter converter = charset::open_converter(icu))
            return decode_by_icu(converter.get(), bytes);
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
    return decode_utf8(bytes);
}

Decoded decode(std::string_view bytes, std::string_view label) {
    return Decoder().decode(bytes, label);
}

}  // namespace duwang
