#include "config/date_value.h"

#include <fmt/format.h>

#include "config/option_value.h"

namespace duwang::config {

std::optional<Date> read_day(WordReader& reader, const Yaml& node) {
    const std::optional<Date> day = parse_date(node.text());
    if (!day)
        reader.fail(node, fmt::format("{} is no day; write for example \"2022-12-31\"",
                                      node.is_scalar() ? shown(node.text()) : kind_of(node)));
    return day;
}

}  // namespace duwang::config
