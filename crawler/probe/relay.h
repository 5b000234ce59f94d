// A proxy on this machine's loopback for another program: it may connect to public addresses only,
// those that our own resolver names. Serves one question at a time and keeps what became of it.
#pragma once

#include <memory>
#include <string>

#include "core/fetch_status.h"
#include "core/result.h"
#include "crawler/dns/resolver.h"
#include "crawler/http/address_check.h"

namespace duwang::crawler {

class Relay {
  public:
    virtual ~Relay() = default;
    // Errc::io when it cannot listen. Runs on: net. `resolver` outlives it.
    static Result<std::shared_ptr<Relay>> open(Executor net, Resolver& resolver,
                                               AddressCheck allowed, std::int64_t connect_ms);

    virtual int port() const = 0;
    // Of the last connection that was asked for: ok, or why it could not be made.
    virtual FetchStatus last_connection() const = 0;
    virtual std::string last_address() const = 0;  // "203.0.113.5:443", connected to; "": none
    // Ends every connection; nothing is accepted any more.
    virtual void close() = 0;
};

}  // namespace duwang::crawler
