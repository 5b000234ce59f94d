#include "storage/capture/record_ids.h"

#include <fmt/format.h>

#include <charconv>

#include "core/hash.h"

namespace duwang::storage {
namespace {

constexpr std::string_view scheme = "<urn:uuid:";
constexpr std::size_t number_digits = 12;
constexpr std::size_t id_size = scheme.size() + 36 + 1;

}  // namespace

RecordIds::RecordIds(std::string_view capture) {
    std::string hex = sha256_hex(capture);
    begin_ = fmt::format("{}{}-{}-8{}-8{}-", scheme, hex.substr(0, 8), hex.substr(8, 4),
                         hex.substr(12, 3), hex.substr(15, 3));
}

std::string RecordIds::of(Kind kind, std::int64_t exchange) const {
    return fmt::format("{}{:012x}>", begin_, exchange * 4 + static_cast<int>(kind));
}

std::int64_t exchange_of_record_id(std::string_view id) {
    if (id.size() != id_size || !id.starts_with(scheme) || !id.ends_with('>')) return 0;
    id.remove_suffix(1);
    std::int64_t number = 0;
    const char* digits = id.data() + id.size() - number_digits;
    auto [end, error] = std::from_chars(digits, id.data() + id.size(), number, 16);
    return error == std::errc() && end == id.data() + id.size() ? number / 4 : 0;
}

}  // namespace duwang::storage
