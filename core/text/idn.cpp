#include "core/text/idn.h"

#include <unicode/uidna.h>

#include <algorithm>
#include <memory>

#include "core/text/ascii.h"

namespace duwang {
namespace {

constexpr std::size_t longest_input = 1024;
// Browsers let these pass (VerifyDnsLength and CheckHyphens are off in the URL standard).
constexpr std::uint32_t tolerated = UIDNA_ERROR_EMPTY_LABEL | UIDNA_ERROR_LABEL_TOO_LONG |
                                    UIDNA_ERROR_DOMAIN_NAME_TOO_LONG | UIDNA_ERROR_LEADING_HYPHEN |
                                    UIDNA_ERROR_TRAILING_HYPHEN | UIDNA_ERROR_HYPHEN_3_4;

using Converter = std::unique_ptr<UIDNA, decltype(&uidna_close)>;

Converter open_converter() {
    UErrorCode error = U_ZERO_ERROR;
    UIDNA* idna =
        uidna_openUTS46(UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ | UIDNA_NONTRANSITIONAL_TO_ASCII |
                            UIDNA_NONTRANSITIONAL_TO_UNICODE,
                        &error);
    return {U_SUCCESS(error) ? idna : nullptr, &uidna_close};
}

bool is_plain(std::string_view name) {
    return std::all_of(name.begin(), name.end(),
                       [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

}  // namespace

std::optional<std::string> domain_to_ascii(std::string_view utf8) {
    if (utf8.empty() || utf8.size() > longest_input) return std::nullopt;
    if (is_plain(utf8)) {
        std::string name = lower_ascii(utf8);
        if (name.find("xn--") == std::string::npos) return name;
    }
    const Converter idna = open_converter();
    if (!idna) return std::nullopt;
    char buffer[4 * longest_input];
    UIDNAInfo info = UIDNA_INFO_INITIALIZER;
    UErrorCode error = U_ZERO_ERROR;
    const std::int32_t length =
        uidna_nameToASCII_UTF8(idna.get(), utf8.data(), static_cast<std::int32_t>(utf8.size()),
                               buffer, sizeof buffer, &info, &error);
    if (U_FAILURE(error) || (info.errors & ~tolerated) != 0 || length <= 0) return std::nullopt;
    return lower_ascii({buffer, static_cast<std::size_t>(length)});
}

std::string domain_to_unicode(std::string_view ascii) {
    if (ascii.find("xn--") == std::string_view::npos || ascii.size() > longest_input)
        return std::string(ascii);
    const Converter idna = open_converter();
    if (!idna) return std::string(ascii);
    char buffer[4 * longest_input];
    UIDNAInfo info = UIDNA_INFO_INITIALIZER;
    UErrorCode error = U_ZERO_ERROR;
    const std::int32_t length =
        uidna_nameToUnicodeUTF8(idna.get(), ascii.data(), static_cast<std::int32_t>(ascii.size()),
                                buffer, sizeof buffer, &info, &error);
    if (U_FAILURE(error) || info.errors != 0 || length <= 0) return std::string(ascii);
    return {buffer, static_cast<std::size_t>(length)};
}

}  // namespace duwang
