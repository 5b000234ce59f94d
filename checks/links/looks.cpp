#include "checks/links/looks.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "core/alike.h"
#include "core/url.h"

namespace duwang::checks::links {
namespace {

// Was it asked at all, so that its answer says something?
bool was_asked(const ControlFacts& control) {
    return control.status != FetchStatus::robots_denied &&
           control.status != FetchStatus::robots_unreachable &&
           control.status != FetchStatus::not_attempted &&
           control.status != FetchStatus::host_backing_off;
}

Control told_by(const ControlFacts* control) {
    if (control == nullptr || !was_asked(*control)) return Control::absent;
    const bool good = content_arrived(control->status) && control->http_status < 400;
    return good ? Control::good : Control::failing;
}

constexpr std::int64_t retry_gap_ms = 10'000;  // at most, from one try of a visit to the next

class LookMaker {
  public:
    LookMaker(const LinkTarget& target, const LinkRules& rules) : target_(target), rules_(rules) {
        asked_ = place_of(target.url);
    }

    std::vector<Look> run() {
        for (const LinkAttempt& attempt : target_.attempts) {
            const Asker asker = asker_of(attempt.purpose);
            if (asker == Asker::own) {
                if (!looks_.empty() && is_retry(*looks_.back().attempt, attempt)) looks_.pop_back();
                looks_.push_back(look(attempt));
            }
            if (!looks_.empty()) add(looks_.back(), asker, symptom_of(attempt));
        }
        return std::move(looks_);
    }

  private:
    // As the scopes of controls name it.
    struct Place {
        std::string host, directory;
    };
    static Place place_of(const std::string& address) {
        const auto url = parse_url(address);
        if (!url) return {};
        const std::string_view path = url->path();
        const std::string_view name = path.substr(path.rfind('/') + 1);
        const std::size_t point = name.rfind('.');
        return {url->host_port(),
                fmt::format("{}{}*{}", url->host_port(), path.substr(0, path.rfind('/') + 1),
                            point == name.npos ? ".html" : name.substr(point))};
    }

    // 重试: what was tried twice in one visit is one look, and its last answer counts. Between two
    // visits controls are asked.
    bool is_retry(const LinkAttempt& before, const LinkAttempt& attempt) const {
        const std::int64_t ended = before.started.unix_ms + before.duration_ms;
        return before.purpose == attempt.purpose && attempt.started >= before.started &&
               attempt.started.unix_ms - ended < retry_gap_ms &&
               std::ranges::none_of(target_.controls, [&](const ControlFacts& control) {
                   return control.exchange > before.id && control.exchange < attempt.id;
               });
    }

    Look look(const LinkAttempt& attempt) const {
        Look one;
        one.attempt = &attempt;
        one.symptom = symptom_of(attempt);
        if (!is_success(one.symptom) && filed_at(target_.filed, attempt.started) != nullptr)
            one.symptom = Symptom::filed;
        // A redirect may lead to another host: what that one says, its own controls answer for.
        const Place spoke = attempt.url.empty() ? asked_ : place_of(attempt.url);
        const bool is_led = spoke.host != asked_.host;
        one.known_good_control = known_good(attempt, spoke.host);
        one.known_good = told_by(one.known_good_control);
        one.known_good_refused =
            one.known_good == Control::failing && one.known_good_control->http_status == 403;
        // Where nonsense is led to tells whether the link was: by the address as it stands.
        one.random_path = random_path(attempt, is_soft(one.symptom) ? asked_ : spoke);
        one.self_check = self_check(attempt);
        const bool network = is_network(one.symptom);
        const bool outside = network && (is_led || !target_.internal_host);
        one.controlled = outside ? one.self_check == Control::good
                                 : one.known_good == Control::good &&
                                       (!network || one.self_check == Control::good);
        one.same_for_all = one.symptom == Symptom::like_random && one.known_good == Control::good &&
                           one.random_path != nullptr &&
                           is_same(*one.known_good_control, *one.random_path);
        one.host_fails = (one.known_good == Control::failing && !outside) || one.same_for_all;
        return one;
    }
    static void add(Look& look, Asker asker, Symptom seen) {
        if (asker == Asker::second_client) look.second_client = seen;
        if (asker == Asker::vantage) look.vantage = seen;
        if (asker == Asker::other_encoding) look.other_encoding = seen;
        if (asker == Asker::second_resolver) look.second_resolver = seen;
    }
    bool near(const ControlFacts& control, const LinkAttempt& attempt) const {
        return std::llabs(control.at.unix_ms - attempt.started.unix_ms) <= rules_.control_near_ms;
    }
    struct Beside {
        const ControlFacts* before = nullptr;  // the last one
        const ControlFacts* after = nullptr;   // the first one
    };
    // What was asked hours away, or not asked in truth, says nothing about this attempt.
    Beside beside(const LinkAttempt& attempt, std::string_view kind, std::string_view scope) const {
        Beside found;
        for (const ControlFacts& control : target_.controls) {
            const bool home = kind == "known_good" && control.kind == "home_page";
            if ((control.kind != kind && !home) || control.scope != scope) continue;
            if (!near(control, attempt) || !was_asked(control)) continue;
            if (control.exchange < attempt.id)
                found.before = &control;
            else if (found.after == nullptr)
                found.after = &control;
        }
        return found;
    }
    // A page that is known answers as nonsense does: a shell that scripts fill, or all of the host
    // is led to one page.
    static bool is_same(const ControlFacts& known, const ControlFacts& random) {
        if (!content_arrived(random.status)) return false;
        if (!known.final_url.empty() && known.final_url == random.final_url) return true;
        return !known.title.empty() && known.title == random.title && known.text_chars > 0 &&
               alike(known.fingerprint, known.text_chars, random.fingerprint, random.text_chars);
    }
    // K1: a host that failed on one side of the attempt may have failed during it.
    const ControlFacts* known_good(const LinkAttempt& attempt, const std::string& host) const {
        const Beside known = beside(attempt, "known_good", host);
        if (told_by(known.before) == Control::failing && told_by(known.after) != Control::failing)
            return known.before;
        return known.after != nullptr ? known.after : known.before;
    }
    const ControlFacts* random_path(const LinkAttempt& attempt, const Place& place) const {
        const Beside random = beside(attempt, "random_path", place.directory);
        return random.after != nullptr ? random.after : random.before;
    }
    // K3: what lies between a good self-check and a failed one is void. One canary that answers is
    // enough: the others may be down.
    Control self_check(const LinkAttempt& attempt) const {
        const Control before = canaries(attempt, false), after = canaries(attempt, true);
        if (before == Control::failing || after == Control::failing) return Control::failing;
        return after == Control::absent ? before : after;
    }
    Control canaries(const LinkAttempt& attempt, bool behind) const {
        Control told = Control::absent;
        for (const ControlFacts& control : target_.controls) {
            if (control.kind != "self_check" || !near(control, attempt)) continue;
            if ((control.exchange > attempt.id) != behind) continue;
            const Control one = told_by(&control);
            if (one == Control::good) return one;
            if (one != Control::absent) told = one;
        }
        return told;
    }

    const LinkTarget& target_;
    const LinkRules& rules_;
    Place asked_;
    std::vector<Look> looks_;
};

constexpr std::int64_t shanghai_ms = 8 * hour_ms;
constexpr std::int64_t day_ms = 24 * hour_ms;
// Two looks a minute before and after noon are not of different parts of the day.
constexpr std::int64_t part_gap_ms = 3 * hour_ms;

// Between hours of the day, whatever the days: 23:00 and 01:00 are two hours apart.
std::int64_t hour_distance_ms(Timestamp a, Timestamp b) {
    const std::int64_t distance = std::llabs(a.unix_ms - b.unix_ms) % day_ms;
    return std::min(distance, day_ms - distance);
}

// Does the look say anything for or against the link?
bool counts(const Look& look) {
    if (look.is_void()) return false;
    if (is_success(look.symptom)) return true;
    return is_failure(look.symptom) && !look.host_fails;
}

// Somebody answered, though nothing that speaks for or against the link.
bool speaks(const Look& look) {
    switch (look.symptom) {
        case Symptom::wall:
        case Symptom::limited:
        case Symptom::login:
        case Symptom::led_elsewhere:
        case Symptom::hijacked:
        case Symptom::changed_kind:
            return !look.is_void();
        default:
            return false;
    }
}

// Somebody else saw the page in the meantime, who does not any more: it failed anew.
bool was_back(const std::vector<const Look*>& failing, const Look& look) {
    for (auto asker : {&Look::second_client, &Look::vantage}) {
        if (!(look.*asker) || is_success(*(look.*asker))) continue;
        for (const Look* one : failing)
            if (one->*asker && is_success(*(one->*asker))) return true;
    }
    return false;
}

}  // namespace

Asker asker_of(std::string_view purpose) {
    if (purpose.empty() || purpose == "link" || purpose == "page" || purpose == "confirm" ||
        purpose == "file")
        return Asker::own;
    if (purpose == "second_client") return Asker::second_client;
    if (purpose.starts_with("vantage:")) return Asker::vantage;
    if (purpose == "other_encoding") return Asker::other_encoding;
    if (purpose == "second_resolver") return Asker::second_resolver;
    return Asker::other;
}

std::vector<Look> looks_of(const LinkTarget& target, const LinkRules& rules) {
    return LookMaker(target, rules).run();
}

std::int64_t History::span_ms() const {
    if (sure.empty()) return 0;
    return sure.back()->attempt->started.unix_ms - sure.front()->attempt->started.unix_ms;
}

int History::day_parts() const {
    std::vector<Timestamp> apart;
    for (const Look* look : sure) {
        const Timestamp at = look->attempt->started;
        const bool known = std::ranges::any_of(apart, [&](Timestamp other) {
            return day_part(at) == day_part(other) || hour_distance_ms(at, other) < part_gap_ms;
        });
        if (!known) apart.push_back(at);
    }
    return static_cast<int>(apart.size());
}

int day_part(Timestamp moment) {
    return static_cast<int>((moment.unix_ms + shanghai_ms) / (6 * hour_ms) % 4);
}

std::optional<Symptom> History::seen_by(std::optional<Symptom> Look::*asker) const {
    for (auto look = failing.rbegin(); look != failing.rend(); ++look)
        if ((*look)->*asker) return (*look)->*asker;
    return std::nullopt;
}

bool History::was_seen_by(std::optional<Symptom> Look::*asker) const {
    return std::ranges::any_of(
        failing, [&](const Look* look) { return look->*asker && is_success(*(look->*asker)); });
}

History history_of(const LinkTarget& target, const LinkRules& rules) {
    History history;
    history.looks = looks_of(target, rules);
    if (history.looks.empty()) return history;
    const std::int64_t from = history.last().attempt->started.unix_ms - rules.flips_within_ms;
    std::optional<bool> failed;
    for (const Look& look : history.looks) {
        ++history.silent_end;
        // Whoever answers is neither unreachable nor silent, whatever the answer.
        if (speaks(look) && !history.failing.empty() && is_network(history.failing.back()->symptom))
            history.failing.clear();
        if (!counts(look)) continue;
        history.silent_end = 0;
        // Looks of a time to come are of a clock that was wrong.
        std::erase_if(history.failing, [&](const Look* one) {
            return one->attempt->started > look.attempt->started;
        });
        const bool fails = is_failure(look.symptom);
        if (failed && *failed != fails && look.attempt->started.unix_ms >= from) ++history.flips;
        failed = fails;
        const bool goes_on = fails && (history.failing.empty() ||
                                       (agree(history.failing.back()->symptom, look.symptom) &&
                                        !was_back(history.failing, look)));
        if (!goes_on) history.failing.clear();
        if (fails) history.failing.push_back(&look);
    }
    for (const Look* look : history.failing)
        if (look->controlled && look->symptom != Symptom::maintenance) history.sure.push_back(look);
    return history;
}

}  // namespace duwang::checks::links
