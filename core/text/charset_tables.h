// Tables behind decoding and encoding; not for use outside of core/text.
#pragma once

#include <unicode/ucnv.h>

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace duwang::charset {

using Converter = std::unique_ptr<UConverter, decltype(&ucnv_close)>;
Converter open_converter(const char* name);
// One code point of `bytes`; 0 when they are not exactly one.
char32_t convert_one(UConverter* converter, const char* bytes, int length);

struct Patch {
    std::uint16_t code;
    char16_t character;
};
std::span<const Patch> gb_patches();
std::span<const Patch> big5_patches();

// All double-byte characters, lead 81–FE, trail 40–FE, as the bytes of their UTF-8.
class PairTable {
  public:
    // Up to three bytes, the first lowest, and their number in the top byte. 0: no character.
    // `beyond`: in the low bits the code point of a longer one.
    using Packed = std::uint32_t;
    static constexpr Packed beyond = Packed{4} << 28;
    static constexpr char32_t of_beyond(Packed packed) { return packed & 0x1FFFFF; }

    enum class Set { gb18030, big5 };
    explicit PairTable(Set set);
    Packed at(unsigned lead, unsigned trail) const {
        return trail < 0x40 || trail == 0xFF || lead == 0xFF || lead < 0x81
                   ? 0
                   : table_[index(lead, trail)];
    }

  private:
    static std::size_t index(unsigned lead, unsigned trail) {
        return static_cast<std::size_t>(lead - 0x81) * 191 + (trail - 0x40);
    }
    static Packed pack(char32_t c);
    std::vector<Packed> table_;
};

// Name of the ICU converter for the sets that ICU alone reads; null for others.
const char* icu_name(std::string_view canonical);

}  // namespace duwang::charset
