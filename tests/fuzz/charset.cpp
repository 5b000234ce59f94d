// Line 1: Content-Type, the rest: a page.
#include "core/text/charset.h"

#include <algorithm>

#include "tests/fuzz/target.h"

namespace duwang::fuzz {

void charset(std::string_view bytes) {
    const std::size_t end = std::min(bytes.find('\n'), bytes.size());
    const std::string_view page = bytes.substr(std::min(end + 1, bytes.size()));
    const CharsetGuess guess = sniff_charset(page, bytes.substr(0, end));
    require(charset_of_label(guess.name) == guess.name, "a guess is a canonical name");
    static Decoder decoder;  // its tables are large
    const std::string_view declared = charset_of_label(charset_parameter(bytes.substr(0, end)));
    for (std::string_view name : {std::string_view(guess.name), declared,
                                  std::string_view("gb18030"), std::string_view("big5")}) {
        const Decoded decoded = decoder.decode(page, name);
        require(is_valid_utf8(decoded.text), "decoded text is UTF-8");
        require(decoded.replaced <= page.size(), "no more errors than bytes");
        if (page.size() < 1000) encode_query(decoded.text, name);
    }
}

}  // namespace duwang::fuzz
