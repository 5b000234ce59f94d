// What is known of each host and each address that requests queue for. Lanes that nobody used for a
// while and that owe nobody a pause are dropped: the links of a sweep lead to 100,000s of hosts.
// Runs on: net.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/blackout.h"
#include "core/ports/host_memory.h"
#include "crawler/async/gate.h"
#include "crawler/plan/back_off.h"
#include "crawler/plan/host_policy.h"

namespace duwang::crawler {

// What politeness needs to be told besides its options.
struct PoliteSetup {
    std::set<std::string> internal_hosts;      // "host[:port]" of sites declared internal
    std::map<std::string, Blackout> blackout;  // by "host[:port]"
    std::vector<HostBackOff> remembered;       // by an earlier start
    std::string seed;                          // of the round
};

struct HostLane {
    HostLane(const PolitenessOptions& options, const PoliteSetup& setup, const std::string& host);
    bool idle(std::int64_t now_ms, Timestamp now);

    bool internal;
    Gate places;  // connections at once
    Gate turn;    // one at a time waits for the moment to start, in order of arrival
    HostPolicy pace;
    BackOff back_off;
    Blackout blackout;
    std::int64_t used_ms = 0;
};

struct AddressLane {
    AddressLane(const PolitenessOptions& options);
    bool idle(std::int64_t now_ms);

    Gate places, turn;
    HostPolicy pace;
    std::int64_t used_ms = 0;
};

class PoliteLanes {
  public:
    PoliteLanes(const PolitenessOptions& options, PoliteSetup setup);

    // Who holds a lane keeps it from being dropped.
    std::shared_ptr<HostLane> host(const std::string& host_port, std::int64_t now_ms,
                                   Timestamp now);
    std::shared_ptr<AddressLane> address(const std::string& ip, std::int64_t now_ms);
    std::size_t hosts_known() const { return hosts_.size(); }

  private:
    template <class Lanes, class Idle>
    void sweep(Lanes& lanes, std::size_t& limit, Idle idle);

    PolitenessOptions options_;
    PoliteSetup setup_;
    std::unordered_map<std::string, HostBackOff> remembered_;  // of hosts not met yet
    std::unordered_map<std::string, std::shared_ptr<HostLane>> hosts_;
    std::unordered_map<std::string, std::shared_ptr<AddressLane>> addresses_;
    std::size_t hosts_limit_, addresses_limit_;
};

}  // namespace duwang::crawler
