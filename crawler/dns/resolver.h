// Names to addresses, with the answer told in full: a missing AAAA is not a failing server.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/http_message.h"
#include "crawler/async/task.h"
#include "crawler/options.h"

namespace duwang::crawler {

struct DnsAnswer {
    enum class Kind { ok, nodata, nxdomain, error, timeout };
    struct Address {
        std::string ip;
        int port = 0;      // 0: the port of the URL; else an override from --resolve
        int only_for = 0;  // this address serves that URL port only; 0: every port
    };
    Kind kind = Kind::error;
    std::string detail;  // the library's words, e.g. for SERVFAIL and REFUSED
    bool fixed = false;  // from --resolve: DNS was not asked
    std::vector<Address> addresses;
};

std::string_view dns_word(DnsAnswer::Kind kind);  // "ok", "nodata" …

// Runs on: net.
class Resolver {
  public:
    virtual ~Resolver() = default;
    // One family at a time: v4 asks A, v6 asks AAAA.
    virtual Task<DnsAnswer> resolve(std::string host, Family family) = 0;
    // Has an AAAA record come through at all? A server that filters them answers "nodata" for all.
    virtual bool saw_aaaa() const = 0;
};

// c-ares, asking the configured servers or the system's.
std::unique_ptr<Resolver> make_ares_resolver(Executor net, const DnsOptions& options);

// One "--resolve HOST:PORT:ADDR[:PORT]" entry; host "*" means any, port 0 every port.
struct FixedAddress {
    std::string host;
    DnsAnswer::Address address;
};

// Answers from a fixed table; what is not in it goes to `inner`, or is NXDOMAIN without one.
std::unique_ptr<Resolver> make_fixed_resolver(std::vector<FixedAddress> table,
                                              std::unique_ptr<Resolver> inner);

// Keeps answers for a minute, so that one host is asked once and not for every page.
std::unique_ptr<Resolver> make_caching_resolver(std::unique_ptr<Resolver> inner);

}  // namespace duwang::crawler
