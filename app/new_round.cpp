#include "app/new_round.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/scheme_fit.h"
#include "app/score.h"

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

std::vector<storage::RoundScheme> parse_schemes(const std::vector<std::string>& texts) {
    std::vector<storage::RoundScheme> schemes;
    for (const std::string& text : texts) schemes.push_back(parse_round_scheme(text));
    return schemes;
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
    const auto schemes = parse_schemes(order.schemes);
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

// Everything that scoring needs is there before anything is crawled.
Result<void> check_for_use(Workspace& workspace, const storage::Round& round,
                           const Inventory& inventory) {
    auto schemes = load_schemes(workspace, schemes_of(round));
    if (!schemes) return tl::unexpected(schemes.error());
    std::vector<const Unit*> units;
    for (const std::string& id : round.units) units.push_back(inventory.unit(id));
    if (auto fit = check_schemes(*schemes, units, inventory); !fit) return fit;
    warn_outside_validity(*schemes, round.as_of);
    return check_ready(*schemes);
}

Result<storage::Round> new_round(const SweepOrder& order, Timestamp now) {
    storage::Round round;
    round.id = order.round;
    round.title = order.title.empty() ? order.round : order.title;
    round.kind = "scheduled";
    round.schemes = parse_schemes(order.schemes);
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
    if (auto done = choose_units(order, *inventory, *round); !done) return done;
    if (auto fine = check_for_use(workspace, *round, *inventory); !fine) return fine;
    return workspace.ledger->create_round(*round);
}

}  // namespace duwang::app
