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
    std::string rcode;      // "NOERROR", "NXDOMAIN", "SERVFAIL", "REFUSED" …; "" when none came
    std::string detail;     // for people, when it is no answer: who did not say what
    std::string server;     // which answered, "192.0.2.1:53"
    bool fixed = false;     // from --resolve: DNS was not asked
    std::int64_t ttl = -1;  // seconds, the least of the records used; -1: none
    std::vector<std::string> cnames;  // the chain that was followed, without the name asked for
    std::vector<Address> addresses;
};

// 域名授权: the name servers of a zone.
struct NsAnswer {
    DnsAnswer::Kind kind = DnsAnswer::Kind::error;
    std::vector<std::string> names;  // lower case, without the final dot
    bool asked = false;              // false: there is no DNS to ask
};

std::string_view dns_word(DnsAnswer::Kind kind);  // "ok", "nodata" …

// What a name without an address means for a fetch: dns_nxdomain, dns_nodata …
FetchStatus status_of_answer(DnsAnswer::Kind kind);

// Runs on: net.
class Resolver {
  public:
    virtual ~Resolver() = default;
    // One family at a time: v4 asks A, v6 asks AAAA.
    virtual Task<DnsAnswer> resolve(std::string host, Family family) = 0;
    // NS records that `zone` itself has; nodata when it is no zone of its own.
    virtual Task<NsAnswer> name_servers(std::string zone);
    // The answer, if it is remembered; good until another one is asked for. Null: it has to be
    // asked.
    virtual const DnsAnswer* known(const std::string& host, Family family) const {
        (void)host, (void)family;
        return nullptr;
    }
    // Has an AAAA record come through at all? A server that filters them answers "nodata" for all.
    virtual bool saw_aaaa() const = 0;
};

// What goes into the records of a capture.
DnsFacts dns_facts(const std::string& host, Family family, const DnsAnswer& answer);

// c-ares, asking the configured servers or the system's, one after the other: a server that fails,
// refuses or is silent does not decide while there is another.
std::unique_ptr<Resolver> make_ares_resolver(Executor net, const DnsOptions& options);

// One "--resolve HOST:PORT:ADDR[:PORT]" entry; host "*" means any, port 0 every port.
struct FixedAddress {
    std::string host;
    DnsAnswer::Address address;
};

// Answers from a fixed table; what is not in it goes to `inner`, or is NXDOMAIN without one.
std::unique_ptr<Resolver> make_fixed_resolver(std::vector<FixedAddress> table,
                                              std::unique_ptr<Resolver> inner);

// Keeps answers for as long as they say, at most a minute, so that one host is not asked for every
// page. What holds for no time is asked again each time; the addresses are checked each time too.
std::unique_ptr<Resolver> make_caching_resolver(std::unique_ptr<Resolver> inner);

}  // namespace duwang::crawler
