// One question to the network and its answer; nothing is stored.
#pragma once

#include "app/client_stack.h"
#include "crawler/probe/ipv6.h"

namespace duwang::app {

struct OnceSetup {
    crawler::Options options;
    NetworkSetup network;
};

// A fetch as a browser would follow it: without politeness, for it is a single one, and without
// second attempts, so that what is told happened once.
struct FetchedOnce {
    FetchOutcome outcome;
    crawler::DnsAnswer a, aaaa;  // of the last host; kind error with no detail: not asked
};

FetchedOnce fetch_once(const OnceSetup& setup, const Request& request, const Clock& clock);
crawler::Ipv6Probe probe_ipv6_once(const OnceSetup& setup, const Url& home, const Clock& clock);

}  // namespace duwang::app
