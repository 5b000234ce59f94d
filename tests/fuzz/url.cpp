// Line 1: base address, line 2: character set, the rest: a reference on a page there.
#include "core/text/utf8.h"
#include "core/url.h"
#include "core/url_plain.h"
#include "tests/fuzz/target.h"

namespace duwang::fuzz {
namespace {

std::string_view line(std::string_view& bytes) {
    const std::size_t end = bytes.find('\n');
    const std::string_view first = bytes.substr(0, end);
    bytes = end == std::string_view::npos ? std::string_view{} : bytes.substr(end + 1);
    return first;
}

}  // namespace

void url(std::string_view bytes) {
    const std::optional<Url> base = parse_url(line(bytes));
    const std::string_view charset = line(bytes);
    const std::optional<Url> found = base ? resolve_url(bytes, *base, charset) : parse_url(bytes);
    const std::optional<Url> plain = plain_url(bytes), slow = resolve_url(bytes, Url{});
    require(!plain || (slow && *slow == *plain && slow->path() == plain->path() &&
                       slow->host() == plain->host() && slow->query() == plain->query()),
            "the short way says what the long way says");
    if (!found) return;
    const std::string text(found->str());
    for (char c : text)
        require(c > ' ' && static_cast<unsigned char>(c) < 0x7F, "an address is printable ASCII");
    const std::optional<Url> again = parse_url(text);
    require(again.has_value(), "an address that was written can be read");
    require(again->str() == text, "reading an address again changes nothing");
    require(again->key() == found->key(), "equal addresses have equal keys");
}

}  // namespace duwang::fuzz
