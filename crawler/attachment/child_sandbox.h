// What a child gives up before it becomes a tool. Used by child_process.cpp. Called between fork
// and exec: nothing here allocates.
#pragma once

#include <sys/types.h>

#include <cstddef>

namespace duwang::crawler {

struct ChildLimits {
    std::size_t memory = 0, file_bytes = 0;
    unsigned cpu_seconds = 0;
    bool network = false;
};

// Limits of resources; no new privileges; where the kernel allows it, no network of its own (unless it
// is allowed one) and no calls that start processes or open sockets.
void confine_child(const ChildLimits& limits) noexcept;

}  // namespace duwang::crawler
