// What is remembered about hosts that are left alone for a while (主机暂停访问), from one start of
// the program to the next. Implemented by storage; synchronous; called from one thread at a time.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/result.h"
#include "core/time.h"

namespace duwang {

struct HostBackOff {
    std::string host;     // "www.x.gov.cn" or "www.x.gov.cn:8080"
    int level = 0;        // how often the wait was doubled; 0: a mere Retry-After
    Timestamp since;      // when the present wait began
    Timestamp until;      // nothing is sent before
    int failures = 0;     // since the last good answer; 0: asked as usual once `until` is over
    Timestamp last_good;  // not set: none was seen
    std::string reason;   // "http_503", "connect_timeout" …
};

class HostMemory {
  public:
    virtual ~HostMemory() = default;
    virtual Result<std::vector<HostBackOff>> recall_hosts() = 0;
    // Replaces what is known of these hosts; level 0 with `until` not set: nothing is to be known.
    virtual Result<void> remember_hosts(std::span<const HostBackOff> hosts) = 0;
};

}  // namespace duwang
