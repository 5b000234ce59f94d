// What checks answer. These five words, so spelt, everywhere.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/fact.h"

namespace duwang {

enum class Outcome { pass, fail, doubtful, not_determined, not_applicable };

std::string_view outcome_word(Outcome outcome);   // "not_determined"
std::string_view outcome_label(Outcome outcome);  // "无法评估"
std::optional<Outcome> outcome_of(std::string_view word);

// Why something could not be determined. A closed list, stored by name, append only.
enum class Cause {
    none,
    unreachable,       // the site did not answer
    dns_failed,        // no address could be had
    timed_out,         // the answer did not come in time
    tls_failed,        // no secure connection
    wall,              // a protection page answered (防护墙)
    rate_limited,      // the server asked us to slow down
    robots_denied,     // robots.txt forbids it
    http_refused,      // the server refused this page (401, 403 …)
    server_error,      // 5xx
    not_visible,       // not visible in static bytes (静态未见)
    list_not_readable, // a list that only a browser would show
    not_captured,      // the page was not captured: limits or scope
    own_network,       // our own network failed its self-check
    own_ipv6,          // our own IPv6 does not work
    control_failed,    // the control page failed too: the host, not the page
    unconfirmed,       // failing now, not yet confirmed over time
    no_address,        // the inventory has no address for it
    probe_missing,     // the probe was not run
    not_registered,    // the inventory does not say what it should be
    damaged,           // the page came, but damaged
    host_backing_off,  // not asked: the host failed or refused too often and is left alone
    filed,             // 报备: a maintenance window or exemption was filed for it
    internal,
};

std::string_view cause_word(Cause cause);   // "wall"
std::string_view cause_label(Cause cause);  // "被防护墙拦截"
Cause cause_of(std::string_view word);
// The cause that a failed fetch stands for in a not_determined.
Cause cause_of_status(FetchStatus status, int http_status);

// One piece of captured evidence behind a result.
struct Evidence {
    std::string capture;         // id of the capture
    std::int64_t exchange = 0;   // within the capture
    std::string url;
    Timestamp at;
    std::string address;         // connected to
    std::string status;          // status word
    RecordPlace record;
    std::string quote;           // the words or the tag that decided, or empty
    BytesOrigin origin;          // set: the bytes are older than `at`, when they were confirmed
};

// One answer of one check about one object of one unit.
struct CheckResult {
    std::string check;   // "site-marks"
    std::string unit;    // unit id
    // A not_determined that stands for everything the check would have looked at, not for one object.
    bool covers_all = false;
    std::string variant; // which parameters the check was asked with; "": its only use
    std::string object;  // stable across rounds: "www.x.gov.cn#icp"
    std::string label;   // for people: "ICP备案编号"
    Outcome outcome = Outcome::not_determined;
    std::string kind;    // finding kind of a fail or doubtful: "missing-mark"
    std::vector<std::pair<std::string, std::string>> details;  // fill the message of the kind
    std::string message;  // the filled message, or why it passed or could not be determined
    Cause cause = Cause::none;
    std::vector<Evidence> evidence;

    // Identity of the finding across rounds: hash of check, unit, kind and object.
    std::string finding_id() const;
};

Json to_json(const Evidence& evidence);
Json to_json(const CheckResult& result);
CheckResult check_result_from_json(const Json& json);

}  // namespace duwang
