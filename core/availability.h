// 站点可用性: what one probe of a site's home page saw, and the rules by which probes become a
// share. Facts only; whether a probe counts is judged from them each time (checks/availability).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/time.h"

namespace duwang {

// What is known of our own network at the time of a probe.
enum class OwnNetwork {
    unknown,  // nobody was asked: no canaries are configured
    works,    // a canary answered, before and after
    fails     // none did: what the probe saw says nothing of the site
};

std::string_view own_network_word(OwnNetwork own);
// A word that is not known is `unknown`: nothing is blamed on the site then.
OwnNetwork own_network_of(std::string_view word);

struct AvailabilityProbe {
    std::string site;     // id
    std::string address;  // that was asked: the home page
    std::string status;   // status word of the last hop: "ok", "connect_timeout", "http_502"
    int http_status = 0;  // 0: no answer
    std::string ip;       // that was connected to, or empty
    std::string wall;     // 防护墙: what a protection page said, or empty
    Timestamp at;         // begun
    std::int64_t ms = 0;  // until it ended
    OwnNetwork own = OwnNetwork::unknown;

    bool operator==(const AvailabilityProbe&) const = default;
};

// 2019 版检查指标, 站点无法访问: monitored for a week, at least 20 times a day apart, 15 s without
// opening, at 5 % and more. All of it configuration (monitor.*).
struct AvailabilityRules {
    int probes_a_day = 24;   // planned; more than needed, for some will not count
    int counted_a_day = 20;  // needed on each day
    int days = 7;            // of monitoring, up to now
    std::int64_t timeout_ms = 15'000;
    int percent = 5;        // this share of failures and more is a veto (单项否决)
    std::int64_t seed = 0;  // of the moments within the day
};

// What is known of one site: its probes by moment, and the rules of the workspace.
struct AvailabilityRecord {
    std::vector<AvailabilityProbe> probes;
    AvailabilityRules rules;
};

}  // namespace duwang
