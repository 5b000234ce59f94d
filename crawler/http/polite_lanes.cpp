#include "crawler/http/polite_lanes.h"

#include <algorithm>

namespace duwang::crawler {
namespace {

constexpr std::int64_t unused_ms = 60'000;
constexpr std::size_t lanes_min = 1'024;

PolitenessOptions options_of_address(PolitenessOptions options) {
    options.delay_ms = options.address_delay_ms;
    options.response_factor = 0;
    return options;
}

Blackout blackout_of(const PoliteSetup& setup, const std::string& host) {
    auto found = setup.blackout.find(host);
    return found == setup.blackout.end() ? Blackout{} : found->second;
}

}  // namespace

HostLane::HostLane(const PolitenessOptions& options, const PoliteSetup& setup,
                   const std::string& host)
    : internal(setup.internal_hosts.contains(host)),
      places(static_cast<std::size_t>(internal ? options.internal_connections
                                               : options.connections_per_host)),
      turn(1),
      pace(options, internal),
      back_off(options, host, setup.seed),
      blackout(blackout_of(setup, host)) {}

bool HostLane::idle(std::int64_t now_ms, Timestamp now) {
    return now_ms - used_ms > unused_ms && !pace.was_asked_for_delay() &&
           pace.wait_ms(now_ms) == 0 && back_off.at_rest(now);
}

AddressLane::AddressLane(const PolitenessOptions& options)
    : places(static_cast<std::size_t>(options.connections_per_address)),
      turn(1),
      pace(options_of_address(options), false) {}

bool AddressLane::idle(std::int64_t now_ms) {
    return now_ms - used_ms > unused_ms && pace.wait_ms(now_ms) == 0;
}

PoliteLanes::PoliteLanes(const PolitenessOptions& options, PoliteSetup setup)
    : options_(options),
      setup_(std::move(setup)),
      hosts_limit_(lanes_min),
      addresses_limit_(lanes_min) {
    for (HostBackOff& known : setup_.remembered) {
        std::string host = known.host;
        remembered_.emplace(std::move(host), std::move(known));
    }
    setup_.remembered.clear();
}

// Walks all lanes each time their number has doubled: cheap for each that was added.
template <class Lanes, class Idle>
void PoliteLanes::sweep(Lanes& lanes, std::size_t& limit, Idle idle) {
    if (lanes.size() < limit) return;
    std::erase_if(lanes, [&](const auto& entry) {
        return entry.second.use_count() == 1 && idle(*entry.second);
    });
    limit = std::max(lanes_min, 2 * lanes.size());
}

std::shared_ptr<HostLane> PoliteLanes::host(const std::string& host_port, std::int64_t now_ms,
                                            Timestamp now) {
    auto found = hosts_.find(host_port);
    if (found == hosts_.end()) {
        sweep(hosts_, hosts_limit_, [&](HostLane& lane) { return lane.idle(now_ms, now); });
        auto lane = std::make_shared<HostLane>(options_, setup_, host_port);
        if (auto known = remembered_.extract(host_port))
            lane->back_off.restore(known.mapped(), now);
        found = hosts_.emplace(host_port, std::move(lane)).first;
    }
    found->second->used_ms = now_ms;
    return found->second;
}

std::shared_ptr<AddressLane> PoliteLanes::address(const std::string& ip, std::int64_t now_ms) {
    auto found = addresses_.find(ip);
    if (found == addresses_.end()) {
        sweep(addresses_, addresses_limit_, [&](AddressLane& lane) { return lane.idle(now_ms); });
        found = addresses_.emplace(ip, std::make_shared<AddressLane>(options_)).first;
    }
    found->second->used_ms = now_ms;
    return found->second;
}

}  // namespace duwang::crawler
