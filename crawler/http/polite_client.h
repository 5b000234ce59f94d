// Politeness: whoever is asked, is asked slowly, over few connections, and not at all while it is
// in trouble or does not want to be asked. Per host and per address (集约化平台: many hosts on
// one).
//
// A request queues, in order of arrival, for a place at its host (connections_per_host); the first
// in the queue then waits until all of this holds at once:
//   the host's delay is over, its back-off is over (or this is the one trial), no blackout window
//   is open, a place at the address is free, and the address's delay is over.
// Who waits for its host holds nothing of the address: the hosts beside it go on. Places at the
// address are taken last and nobody who holds one waits for a host, so requests cannot block each
// other in a circle; all queues are served in order, so none starves.
//
// Hosts of sites declared internal have limits of their own, no back-off, and do not count at their
// address. Retry-After and blackout windows hold for them too.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/ports/clock.h"
#include "crawler/http/http_client.h"
#include "crawler/http/polite_lanes.h"
#include "crawler/options.h"

namespace duwang::crawler {

// Runs on: net.
class PoliteClient : public HttpClient {
  public:
    // robots.txt of this host asked for a delay.
    virtual void ask_for_delay(const std::string& host_port, std::int64_t delay_ms) = 0;
    // The answer that came last from this host was a protection page (防护墙).
    virtual void was_wall(const std::string& host_port) = 0;
    // Ends every wait; what waited ends as `cancelled`, and so does what comes later.
    virtual void cancel_waiting() = 0;
    // What changed since the last call and should outlive the program.
    virtual std::vector<HostBackOff> take_changes() = 0;
    struct Waiting {
        std::int64_t blackout = 0, back_off = 0;  // requests at the head of their host's queue
    };
    virtual Waiting waiting() const = 0;
    virtual std::size_t hosts_known() const = 0;
};

// Must stand where the address is known: inside the connecting client. `inner` and `clock` are
// used, not owned.
std::unique_ptr<PoliteClient> make_polite_client(HttpClient& inner, Executor net,
                                                 const PolitenessOptions& options,
                                                 const Clock& clock, PoliteSetup setup);

}  // namespace duwang::crawler
