#include "crawler/page/refresh.h"

#include "core/text/ascii.h"
#include "core/text/normalise.h"

namespace duwang::crawler {

std::string refresh_target(std::string_view content) {
    const std::size_t at = content.find_first_of(";,");
    if (at == std::string_view::npos) return {};
    std::string_view rest = trim_blanks(content.substr(at + 1));
    if (rest.size() > 3 && lower_ascii(rest.substr(0, 3)) == "url") {
        const std::string_view after = trim_blanks(rest.substr(3));
        if (after.starts_with('=')) rest = trim_blanks(after.substr(1));
    }
    if (!rest.empty() && (rest[0] == '"' || rest[0] == '\'')) {
        const std::size_t end = rest.find(rest[0], 1);
        rest = rest.substr(1, end == std::string_view::npos ? end : end - 1);
    }
    return std::string(rest);
}

}  // namespace duwang::crawler
