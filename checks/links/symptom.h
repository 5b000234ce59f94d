// 症状: what one attempt at a link came to, before controls and time have their say. Pure.
#pragma once

#include <string>
#include <string_view>

#include "core/link_facts.h"
#include "core/link_rules.h"

namespace duwang::checks::links {

enum class Symptom {
    good,
    gone,            // 404
    gone_for_good,   // 410
    forbidden,       // 403
    refused_4xx,     // another 4xx
    login,           // 401, a login form, SSO
    wall,            // a protection page
    limited,         // 429
    maintenance,     // 503
    server_error,    // another 5xx
    like_random,     // 200, the same as an address that nobody has
    led_home,        // 200, led to the site's home page
    led_elsewhere,   // 200, led to another host's home page
    says_missing,    // 200, 页面不存在 in its title or short text
    stub,            // 200, deleted and refreshing to its parent
    blank,           // 200, nothing on it
    wrong_file,      // 200, and it is not the file that was promised
    redirect_fault,  // loop, too many, to nowhere
    no_name,         // NXDOMAIN
    name_fault,      // SERVFAIL, time-out, no address
    refused,         // connection refused
    no_connection,   // connect time-out
    silent,          // connected, no answer in time
    reset,           // reset, closed, empty reply
    damaged,         // content came, with a blemish
    certificate,     // expired, another name, self-signed
    chain,           // incomplete chain
    handshake,       // refused by our own TLS policy
    robots,          // robots.txt forbids it
    inside,          // a public name with a private address
    hijacked,        // other people's words on it
    changed_kind,    // it was another page when it was asked for an earlier capture
    voided,          // behind a wall that went up during the visit
    filed,           // failed while maintenance was filed for the site
    backing_off,     // not asked: the host is left alone
    ours,            // our own fault: proxy, shutdown, disk
};

Symptom symptom_of(const LinkAttempt& attempt);

int row_of(Symptom symptom);                      // of the decision table (link-judgement.md §4)
std::string_view symptom_words(Symptom symptom);  // "返回 404"

// Does this look fail, so that it may count against the link?
bool is_failure(Symptom symptom);
// The link works, perhaps with advice.
bool is_success(Symptom symptom);
// 404 and 410 say the same, and so do the ways to say it with a success code; every 5xx does; the
// ways in which a server falls silent do.
bool agree(Symptom a, Symptom b);
// Nothing but the network speaks: only a second vantage can make it the site's fault.
bool is_network(Symptom symptom);
bool is_soft(Symptom symptom);

const Pace& pace_of(Symptom symptom, const LinkRules& rules);

}  // namespace duwang::checks::links
