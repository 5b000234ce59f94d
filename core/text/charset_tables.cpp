#include "core/text/charset_tables.h"

#include <array>

#include "core/text/utf8.h"

namespace duwang::charset {

Converter open_converter(const char* name) {
    UErrorCode error = U_ZERO_ERROR;
    UConverter* converter = ucnv_open(name, &error);
    return {U_SUCCESS(error) ? converter : nullptr, &ucnv_close};
}

char32_t convert_one(UConverter* converter, const char* bytes, int length) {
    UChar out[4];
    UErrorCode error = U_ZERO_ERROR;
    const std::int32_t count = ucnv_toUChars(converter, out, 4, bytes, length, &error);
    if (U_FAILURE(error) || count < 1 || count > 2) return 0;
    const char32_t first = out[0];
    if (first == replacement_character) return 0;
    if (count == 1) return first;
    if (first < 0xD800 || first > 0xDBFF) return 0;
    return 0x10000 + ((first - 0xD800) << 10) + (static_cast<char32_t>(out[1]) - 0xDC00);
}

PairTable::Packed PairTable::pack(char32_t c) {
    if (c == 0) return 0;
    if (c >= 0x10000) return beyond | static_cast<Packed>(c);
    std::string bytes;
    append_utf8(bytes, c);
    Packed packed = static_cast<Packed>(bytes.size()) << 24;
    for (std::size_t i = 0; i < bytes.size(); ++i)
        packed |= static_cast<Packed>(static_cast<unsigned char>(bytes[i])) << (8 * i);
    return packed;
}

PairTable::PairTable(Set set) : table_(126 * 191, 0) {
    const bool gb = set == Set::gb18030;
    const Converter converter = open_converter(gb ? "GB18030" : "Big5-HKSCS");
    if (!converter) return;
    // Big5 has nothing below 87, where ICU has characters of private use.
    for (unsigned lead = gb ? 0x81 : 0x87; lead <= 0xFE; ++lead)
        for (unsigned trail = 0x40; trail <= 0xFE; ++trail) {
            const char bytes[2] = {static_cast<char>(lead), static_cast<char>(trail)};
            if (trail != 0x7F)
                table_[index(lead, trail)] = pack(convert_one(converter.get(), bytes, 2));
        }
    for (const Patch& patch : gb ? gb_patches() : big5_patches())
        table_[index(patch.code >> 8, patch.code & 0xFF)] = pack(patch.character);
    if (gb) return;
    // Four codes are a letter and an accent. Values beyond Unicode name them.
    table_[index(0x88, 0x62)] = beyond | 0x1C0304;
    table_[index(0x88, 0x64)] = beyond | 0x1C030C;
    table_[index(0x88, 0xA3)] = beyond | 0x1E0304;
    table_[index(0x88, 0xA5)] = beyond | 0x1E030C;
}

const char* icu_name(std::string_view canonical) {
    struct Name {
        std::string_view canonical;
        const char* icu;
    };
    // Where ICU's converter of the same name differs much from the standard, a nearer one.
    static constexpr Name names[] = {{"ibm866", "ibm-866"},
                                     {"iso-8859-2", "iso-8859-2"},
                                     {"iso-8859-3", "iso-8859-3"},
                                     {"iso-8859-4", "iso-8859-4"},
                                     {"iso-8859-5", "iso-8859-5"},
                                     {"iso-8859-6", "iso-8859-6"},
                                     {"iso-8859-7", "iso-8859-7"},
                                     {"iso-8859-8", "iso-8859-8"},
                                     {"iso-8859-8-i", "iso-8859-8"},
                                     {"iso-8859-10", "iso-8859-10"},
                                     {"iso-8859-13", "iso-8859-13"},
                                     {"iso-8859-14", "iso-8859-14"},
                                     {"iso-8859-15", "iso-8859-15"},
                                     {"iso-8859-16", "iso-8859-16"},
                                     {"koi8-r", "koi8-r"},
                                     {"koi8-u", "koi8-u"},
                                     {"macintosh", "macintosh"},
                                     {"windows-874", "windows-874"},
                                     {"windows-1250", "windows-1250"},
                                     {"windows-1251", "windows-1251"},
                                     {"windows-1253", "windows-1253"},
                                     {"windows-1254", "windows-1254"},
                                     {"windows-1255", "windows-1255"},
                                     {"windows-1256", "windows-1256"},
                                     {"windows-1257", "windows-1257"},
                                     {"windows-1258", "windows-1258"},
                                     {"x-mac-cyrillic", "x-mac-cyrillic"},
                                     {"euc-jp", "euc-jp"},
                                     {"iso-2022-jp", "iso-2022-jp"},
                                     {"shift_jis", "windows-31j"},
                                     {"euc-kr", "windows-949"}};
    for (const Name& name : names)
        if (name.canonical == canonical) return name.icu;
    return nullptr;
}

}  // namespace duwang::charset
