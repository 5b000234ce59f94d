#include "app/new_round.h"

#include <fmt/format.h>

#include <algorithm>

#include "rules/selectors.h"

namespace duwang::app {
namespace {

struct Window {
    Timestamp from, until;
    bool operator==(const Window&) const = default;
};

// "2022-03-15..2022-10-31", both days included; either end may be left out.
Result<Window> parse_window(const std::string& text) {
    Window window;
    if (text.empty()) return window;
    const std::size_t dots = text.find("..");
    auto wrong = [&] {
        return failure(Errc::usage, fmt::format("--window {}: write FROM..UNTIL, for example "
                                                "2022-03-15..2022-10-31",
                                                text));
    };
    if (dots == text.npos) return wrong();
    const std::string from = text.substr(0, dots), until = text.substr(dots + 2);
    if (!from.empty()) {
        auto begin = parse_timestamp(from + "T00:00:00");
        if (!begin) return wrong();
        window.from = *begin;
    }
    if (!until.empty()) {
        auto end = parse_timestamp(until);
        if (!end) return wrong();
        window.until = *end;
    }
    if (window.from.is_set() && window.until.is_set() && window.until < window.from) return wrong();
    return window;
}

std::vector<storage::RoundScheme> schemes_of(const std::vector<std::string>& texts) {
    std::vector<storage::RoundScheme> schemes;
    for (const std::string& text : texts) schemes.push_back(parse_round_scheme(text));
    return schemes;
}

// The schemes of a round as it was begun.
std::vector<storage::RoundScheme> schemes_of(const storage::Round& round) {
    if (!round.schemes.empty()) return round.schemes;
    return {storage::RoundScheme{round.scheme, {}}};
}

std::string scheme_words(const std::vector<storage::RoundScheme>& schemes) {
    std::string text;
    for (const storage::RoundScheme& one : schemes)
        text += fmt::format("{}{}{}{}", text.empty() ? "" : " ", one.scheme,
                            one.objects.empty() ? "" : "@", fmt::join(one.objects, ","));
    return text;
}

// What was asked for must agree with the round as it was begun.
Result<void> check_order(const SweepOrder& order, const storage::Round& round) {
    auto differs = [&](std::string_view option, const std::string& asked,
                       const std::string& begun) {
        return failure(Errc::usage,
                       fmt::format("{} {}: round {} was begun with {}; leave the option out, "
                                   "or begin a new round",
                                   option, asked, round.id, begun.empty() ? "none" : begun));
    };
    const auto schemes = schemes_of(order.schemes);
    if (!schemes.empty() && schemes != schemes_of(round))
        return differs("--scheme", scheme_words(schemes), scheme_words(schemes_of(round)));
    auto as_of = parse_timestamp(order.as_of);
    if (!order.as_of.empty() && !as_of)
        return failure(Errc::usage, "--as-of: " + as_of.error().what);
    if (as_of && *as_of != round.as_of) return differs("--as-of", order.as_of, round.as_of.iso());
    if (!order.period.empty() && order.period != round.period)
        return differs("--period", order.period, round.period);
    auto window = parse_window(order.window);
    if (!window) return tl::unexpected(window.error());
    if (!order.window.empty() && *window != Window{round.window_from, round.window_until})
        return differs("--window", order.window, "another window");
    for (const std::string& id : order.units)
        if (std::ranges::find(round.units, id) == round.units.end())
            return failure(Errc::usage,
                           fmt::format("--unit {}: not a unit of round {}", id, round.id));
    return {};
}

bool is_plain(const std::string& id) {
    return !id.empty() && id.front() != '.' && std::ranges::all_of(id, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '-' || c == '_' || c == '.';
    });
}

// Each scheme can be used, and selects units that there are.
Result<void> check_schemes(Workspace& workspace, const storage::Round& round,
                           const Inventory& inventory) {
    std::map<std::string, std::string> ids;  // part → scheme: a mark must mean one of them
    for (const storage::RoundScheme& one : schemes_of(round)) {
        auto scheme = load_checked_scheme(workspace, one.scheme);
        if (!scheme) return tl::unexpected(scheme.error());
        std::vector<Error> problems = rules::unknown_selectors(*scheme, inventory);
        for (const std::string& selector : one.objects)
            if (std::string what = rules::selector_problem(selector, inventory); !what.empty())
                problems.push_back({Errc::usage, fmt::format("--scheme {}: {}", one.scheme, what)});
        if (!problems.empty()) return tl::unexpected(joined(problems));
        if (!one.objects.empty()) continue;  // for other units than its neighbours, as a rule
        for (const rules::Indicator& indicator : scheme->indicators)
            for (const rules::Part& part : indicator.parts)
                if (auto [first, fresh] = ids.emplace(part.id, scheme->id); !fresh)
                    return failure(
                        Errc::usage,
                        fmt::format("schemes {} and {} both have {}; say which units each "
                                    "is for, for example --scheme {}@county",
                                    first->second, scheme->id, part.id, scheme->id));
    }
    return {};
}

Result<void> choose_units(const SweepOrder& order, const Inventory& inventory,
                          storage::Round& round) {
    for (const std::string& id : order.units)
        if (!inventory.unit(id))
            return failure(Errc::usage, fmt::format("--unit {}: not in the inventory", id));
    for (const Unit& unit : inventory.units) {
        bool chosen =
            order.units.empty() || std::ranges::find(order.units, unit.id) != order.units.end();
        if (chosen) round.units.push_back(unit.id);
    }
    return {};
}

Result<storage::Round> new_round(const SweepOrder& order, Timestamp now) {
    storage::Round round;
    round.id = order.round;
    round.title = order.title.empty() ? order.round : order.title;
    round.kind = "scheduled";
    round.schemes = schemes_of(order.schemes);
    round.scheme = round.schemes.front().scheme;
    if (round.schemes.size() == 1 && round.schemes.front().objects.empty()) round.schemes.clear();
    round.seed = order.seed;
    round.period = order.period;
    round.created = now;
    round.as_of = now;
    if (!order.as_of.empty()) {
        auto as_of = parse_timestamp(order.as_of);
        if (!as_of) return failure(Errc::usage, "--as-of: " + as_of.error().what);
        round.as_of = *as_of;
    }
    auto window = parse_window(order.window);
    if (!window) return tl::unexpected(window.error());
    round.window_from = window->from;
    round.window_until = window->until;
    return round;
}

}  // namespace

Result<void> make_round(Workspace& workspace, const SweepOrder& order, Timestamp now) {
    if (auto known = workspace.ledger->round(order.round)) return check_order(order, *known);
    if (!is_plain(order.round))
        return failure(Errc::usage,
                       fmt::format("\"{}\": a round's name is made of letters, digits, "
                                   "'-', '_' and '.', for example 2026-q3",
                                   order.round));
    if (order.schemes.empty())
        return failure(Errc::usage, fmt::format("round {} does not exist yet; name its scheme with "
                                                "--scheme, for example --scheme turpan-2022",
                                                order.round));
    auto round = new_round(order, now);
    if (!round) return tl::unexpected(round.error());
    auto inventory = workspace.ledger->inventory();
    if (!inventory) return tl::unexpected(inventory.error());
    if (inventory->units.empty())
        return failure(Errc::usage,
                       fmt::format("the inventory is empty; edit units.csv, sites.csv and "
                                   "columns.csv in {} and run `duwang inventory import`",
                                   workspace.folder));
    if (auto fine = check_schemes(workspace, *round, *inventory); !fine) return fine;
    if (auto done = choose_units(order, *inventory, *round); !done) return done;
    return workspace.ledger->create_round(*round);
}

}  // namespace duwang::app
