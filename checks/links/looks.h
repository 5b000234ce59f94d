// Looks at a link: each attempt of our own with the controls and the other askers beside it, and
// what they come to over time. Pure.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "checks/links/symptom.h"
#include "core/link_facts.h"

namespace duwang::checks::links {

// Who asked, by the purpose of the exchange.
enum class Asker {
    own,              // link, page, confirm: our client, our network
    second_client,    // another HTTP and TLS stack
    vantage,          // another network; "vantage:NAME"
    other_encoding,   // the address in the other character set
    second_resolver,  // another name server, or the zone's own
    other,            // no look at the link
};

Asker asker_of(std::string_view purpose);

enum class Control { absent, good, failing };

struct Look {
    const LinkAttempt* attempt = nullptr;
    Symptom symptom = Symptom::ours;
    Control known_good = Control::absent;
    bool known_good_refused = false;  // it was answered 403
    const ControlFacts* known_good_control = nullptr;
    const ControlFacts* random_path = nullptr;
    Control self_check = Control::absent;
    // What others saw of the same address, until our next look.
    std::optional<Symptom> second_client, vantage, other_encoding, second_resolver;

    // Our own network failed: nothing can be said of the link.
    bool is_void() const { return self_check == Control::failing; }
    // Is a page of the host known to work, or, where only the network speaks of another site's
    // host, our network? (No page of a dead host can work.) Else the look is none to count on.
    bool controlled = false;
    // The host answers whatever is asked alike, its known page too: nothing can be told apart.
    bool same_for_all = false;
    // The host's own page fails as the link does: the host's matter, not the link's.
    bool host_fails = false;
};

std::vector<Look> looks_of(const LinkTarget& target, const LinkRules& rules);

// 复核历史: the failing looks at the end that agree and count, and how often the link changed.
struct History {
    History() = default;
    History(History&&) = default;  // `failing` points into `looks`: never copied
    History& operator=(History&&) = default;

    std::vector<Look> looks;           // all of them, oldest first
    std::vector<const Look*> failing;  // into `looks`
    std::vector<const Look*> sure;     // of `failing` those to count on: controlled, no maintenance
    int silent_end = 0;                // looks at the end that say nothing for or against the link
    int flips = 0;                     // within rules.flips_within_ms before the last look

    const Look& last() const { return looks.back(); }
    std::int64_t span_ms() const;  // of the sure looks
    int day_parts() const;         // of the sure looks, in Asia/Shanghai
    // What another asker saw, of the failing looks the latest that was asked.
    std::optional<Symptom> seen_by(std::optional<Symptom> Look::*asker) const;
    // Did it work for that asker at any of them?
    bool was_seen_by(std::optional<Symptom> Look::*asker) const;
};

// Of a day in Asia/Shanghai: 0 from midnight, 1 from six, 2 from noon, 3 from six in the evening.
int day_part(Timestamp moment);

History history_of(const LinkTarget& target, const LinkRules& rules);

}  // namespace duwang::checks::links
