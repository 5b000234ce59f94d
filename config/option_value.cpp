#include "config/option_value.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>

#include "core/ip_address.h"
#include "core/text/normalise.h"

namespace duwang::config {
namespace {

constexpr std::size_t texts_max = 1000;

std::optional<std::int64_t> parse_number(std::string_view text) {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

bool is_status_code(std::string_view text) {
    const auto number = parse_number(text);
    return number && text.size() == 3 && *number >= 100;
}

std::string example(const Option& option) {
    const std::int64_t value = std::max<std::int64_t>(option.min, 1);
    switch (option.kind) {
        case OptionKind::milliseconds:
            return fmt::format("a whole number of milliseconds, for example {}",
                               std::max<std::int64_t>(value, 1000));
        case OptionKind::bytes:
            return "a size, for example 8 MiB";
        default:
            return fmt::format("a whole number, for example {}", value);
    }
}

class Reading {
  public:
    Reading(const Option& option, const Yaml& value, std::vector<Error>& errors)
        : option_(option), value_(value), errors_(errors) {}

    void into(int* slot) {
        if (const auto number = whole()) *slot = static_cast<int>(*number);
    }
    void into(std::int64_t* slot) {
        if (const auto number = whole()) *slot = *number;
    }
    void into(bool* slot) {
        const std::string text = value_.text();
        if (text == "true" || text == "false")
            *slot = text == "true";
        else
            wrong("write true or false");
    }
    void into(std::string* slot) {
        const std::string text = value_.text();
        if (!value_.is_scalar()) return wrong("write one text");
        if (printable(text) != text || text.find_first_of("\r\n") != std::string::npos)
            return wrong("write one line without control characters");
        const auto size = static_cast<std::int64_t>(text.size());
        if (size < option_.min || size > option_.max)
            return wrong(fmt::format("write {} to {} characters", option_.min, option_.max));
        *slot = text;
    }
    void into(std::vector<std::string>* slot) {
        if (!value_.is_list())
            return wrong(wants_endpoints() ? "write a list, for example [\"[2001:db8::1]:443\"]"
                         : option_.kind == OptionKind::status_codes
                             ? "write a list, for example [412, 521]"
                             : "write a list of texts, for example [\"页面不存在\"]");
        std::vector<std::string> list;
        const std::size_t before = errors_.size();
        for (const Yaml& item : value_.items()) take(item, list);
        const std::size_t most =
            wants_endpoints() ? static_cast<std::size_t>(option_.max) : texts_max;
        if (list.size() > most) wrong(fmt::format("write at most {} of them", most));
        if (errors_.size() == before) *slot = std::move(list);
    }

    void into(std::vector<std::int64_t>* slot) {
        if (!value_.is_list()) return wrong("write a list, for example [30s, 6h, 24h]");
        std::vector<std::int64_t> list;
        const std::size_t before = errors_.size();
        for (const Yaml& item : value_.items()) {
            const auto span = parse_span(item.text());
            const std::int64_t last = list.empty() ? 0 : list.back();
            if (!span || *span > option_.max)
                item_wrong(item, "write a span of time: 30s, 10m, 6h or 3d");
            else if (*span <= last)
                item_wrong(item, "write a longer span than the one before it");
            else
                list.push_back(*span);
        }
        if (list.empty() || list.size() > 10) wrong("write 1 to 10 of them");
        if (errors_.size() == before) *slot = std::move(list);
    }

  private:
    const Option& option_;
    const Yaml& value_;
    std::vector<Error>& errors_;

    bool wants_endpoints() const {
        return option_.kind == OptionKind::endpoints || option_.kind == OptionKind::v6_endpoints;
    }

    void wrong(std::string_view advice) {
        const std::string found =
            value_.is_scalar() ? shown(value_.text()) : std::string(kind_of(value_));
        errors_.push_back(value_.error(
            fmt::format("{}.{} is {}; {}", option_.group, option_.key, found, advice)));
    }

    std::optional<std::int64_t> whole() {
        const std::string text = value_.text();
        const auto number =
            option_.kind == OptionKind::bytes ? parse_bytes(text) : parse_number(text);
        if (!number) {
            wrong("write " + example(option_));
        } else if (*number < option_.min || *number > option_.max) {
            wrong(fmt::format("write {} to {}", option_.min, option_.max));
        } else {
            return number;
        }
        return std::nullopt;
    }

    void take(const Yaml& item, std::vector<std::string>& list) {
        const std::string text = item.text();
        if (option_.kind == OptionKind::v6_endpoints &&
            !(is_endpoint(text) && text.starts_with('[')))
            return item_wrong(item, "write an IPv6 address and a port: \"[2001:db8::1]:443\"");
        if (option_.kind == OptionKind::endpoints && !is_endpoint(text))
            return item_wrong(item,
                              "write an IP address and a port: \"192.0.2.1:53\" or "
                              "\"[2001:db8::1]:80\"");
        if (option_.kind == OptionKind::status_codes && !is_status_code(text))
            return item_wrong(item, "write a status code, for example 412");
        const auto size = static_cast<std::int64_t>(text.size());
        if (option_.kind == OptionKind::texts &&
            (size < option_.min || size > option_.max || printable(text) != text))
            return item_wrong(
                item, fmt::format("write a text of {} to {} bytes", option_.min, option_.max));
        list.push_back(text);
    }

    void item_wrong(const Yaml& item, std::string_view advice) {
        const Yaml& where = item ? item : value_;
        const std::string found =
            item.is_scalar() ? shown(item.text()) : std::string(kind_of(item));
        errors_.push_back(where.error(
            fmt::format("{}.{} holds {}; {}", option_.group, option_.key, found, advice)));
    }
};

}  // namespace

std::string_view kind_of(const Yaml& node) {
    if (node.is_map()) return "a map";
    if (node.is_list()) return "a list";
    return node.is_scalar() ? "a text" : "nothing";
}

std::string shown(std::string_view text) {
    const std::string_view cut = truncate_code_points(text, 60);
    return fmt::format("\"{}{}\"", printable(cut), cut.size() < text.size() ? "…" : "");
}

std::optional<std::int64_t> parse_bytes(std::string_view text) {
    struct Unit {
        std::string_view name;
        int shift;
    };
    constexpr std::array<Unit, 4> units{{{"KiB", 10}, {"MiB", 20}, {"GiB", 30}, {"TiB", 40}}};
    int shift = 0;
    for (const Unit& unit : units)
        if (text.ends_with(unit.name)) {
            shift = unit.shift;
            text.remove_suffix(unit.name.size());
            while (text.ends_with(' ')) text.remove_suffix(1);
            break;
        }
    const auto number = parse_number(text);
    if (!number || *number < 0 || *number > (std::numeric_limits<std::int64_t>::max() >> shift))
        return std::nullopt;
    return *number << shift;
}

namespace {

struct SpanUnit {
    char sign;
    std::int64_t ms;
};
constexpr std::array<SpanUnit, 4> span_units{
    {{'d', 86'400'000}, {'h', 3'600'000}, {'m', 60'000}, {'s', 1'000}}};

}  // namespace

std::optional<std::int64_t> parse_span(std::string_view text) {
    if (text.empty()) return std::nullopt;
    const auto unit = std::ranges::find(span_units, text.back(), &SpanUnit::sign);
    const auto number = parse_number(text.substr(0, text.size() - 1));
    const bool fits = number && *number >= 0 && *number <= 1'000'000;
    if (unit == span_units.end() || !fits) return std::nullopt;
    return *number * unit->ms;
}

std::string span_text(std::int64_t ms) {
    for (const SpanUnit& unit : span_units)
        if (ms >= unit.ms && ms % unit.ms == 0) return fmt::format("{}{}", ms / unit.ms, unit.sign);
    return fmt::format("{}s", ms / 1'000);
}

bool is_endpoint(std::string_view text) {
    const std::size_t colon = text.rfind(':');
    if (colon == std::string_view::npos) return false;
    const std::string_view host = text.substr(0, colon);
    const auto port = parse_number(text.substr(colon + 1));
    const auto address = parse_ip(host);
    return address && address->v6 == host.starts_with('[') && port && *port >= 1 && *port <= 65535;
}

void read_option(const Option& option, const Yaml& value, Config& config,
                 std::vector<Error>& errors) {
    Reading reading(option, value, errors);
    std::visit([&reading](auto* slot) { reading.into(slot); }, option.slot(config));
}

std::string option_text(const Option& option, const Config& config) {
    struct Text {
        std::string operator()(const bool* value) const { return *value ? "true" : "false"; }
        std::string operator()(const std::string* value) const { return *value; }
        std::string operator()(const std::vector<std::string>* list) const {
            return fmt::format("{}", fmt::join(*list, " | "));
        }
        std::string operator()(const std::vector<std::int64_t>* list) const {
            std::vector<std::string> texts;
            for (const std::int64_t ms : *list) texts.push_back(span_text(ms));
            return fmt::format("{}", fmt::join(texts, " | "));
        }
        std::string operator()(const std::int64_t* value) const { return std::to_string(*value); }
        std::string operator()(const int* value) const { return std::to_string(*value); }
    };
    Config copy = config;
    return std::visit(Text{}, option.slot(copy));
}

}  // namespace duwang::config
