#include "core/html/char_ref.h"

#include <algorithm>

#include "core/html/entity_table.h"
#include "core/text/utf8.h"

namespace duwang::html {
namespace {

bool is_alnum(char c) { return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z'); }

int digit_value(char c, int base) {
    int value = 99;
    if (c >= '0' && c <= '9') value = c - '0';
    if ((c | 0x20) >= 'a' && (c | 0x20) <= 'f') value = (c | 0x20) - 'a' + 10;
    return value < base ? value : -1;
}

// HTML standard, "numeric character reference end state".
char32_t repaired(char32_t c) {
    constexpr char16_t windows[32] = {
        0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
        0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
        0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};
    if (c == 0) return replacement_character;
    return c >= 0x80 && c < 0xA0 ? windows[c - 0x80] : c;
}

// `at` stands behind "&#". Returns the length read from there, 0 when it is no reference.
std::size_t numeric(std::string_view text, std::string& out) {
    std::size_t at = 0;
    int base = 10;
    if (!text.empty() && (text[0] | 0x20) == 'x') base = 16, at = 1;
    const std::size_t start = at;
    char32_t value = 0;
    for (; at < text.size() && digit_value(text[at], base) >= 0; ++at)
        value = std::min<char32_t>(value * static_cast<char32_t>(base) +
                                       static_cast<char32_t>(digit_value(text[at], base)),
                                   0x110000);
    if (at == start) return 0;
    append_utf8(out, repaired(value));
    return at < text.size() && text[at] == ';' ? at + 1 : at;
}

const Entity* find_entity(std::string_view name) {
    const std::span<const Entity> all = entities();
    const auto found = std::lower_bound(
        all.begin(), all.end(), name,
        [](const Entity& entity, std::string_view wanted) { return entity.name < wanted; });
    return found != all.end() && found->name == name ? &*found : nullptr;
}

// `text` stands behind '&'. Returns the length read, 0 when it is no reference.
std::size_t named(std::string_view text, ReferencePlace place, std::string& out) {
    constexpr std::size_t name_max = 31;
    std::size_t length = 0;
    while (length < text.size() && length < name_max && is_alnum(text[length])) ++length;
    const bool closed = length < text.size() && text[length] == ';';
    if (closed) {
        if (const Entity* entity = find_entity(text.substr(0, length))) {
            append_utf8(out, entity->code);
            if (entity->second != 0) append_utf8(out, entity->second);
            return length + 1;
        }
    }
    // Without a semicolon the longest old name counts; not inside attribute values like "&copy=".
    for (std::size_t size = std::min<std::size_t>(length, 6); size >= 2; --size) {
        const Entity* entity = find_entity(text.substr(0, size));
        if (entity == nullptr || !entity->bare) continue;
        const char next = size < text.size() ? text[size] : '\0';
        if (place == ReferencePlace::attribute && (next == '=' || is_alnum(next))) return 0;
        append_utf8(out, entity->code);
        return size;
    }
    return 0;
}

}  // namespace

void append_decoded(std::string& out, std::string_view raw, ReferencePlace place) {
    while (true) {
        const std::size_t amp = raw.find('&');
        out.append(raw.substr(0, amp));
        if (amp == std::string_view::npos) return;
        raw.remove_prefix(amp + 1);
        std::size_t used = 0;
        if (raw.starts_with('#')) {
            used = numeric(raw.substr(1), out);
            if (used > 0) ++used;
        } else {
            used = named(raw, place, out);
        }
        if (used == 0) out += '&';
        raw.remove_prefix(used);
    }
}

std::string decode_references(std::string_view raw, ReferencePlace place) {
    std::string out;
    out.reserve(raw.size());
    append_decoded(out, raw, place);
    return out;
}

}  // namespace duwang::html
