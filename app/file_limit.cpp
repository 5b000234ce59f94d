#include "app/file_limit.h"

#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>

namespace duwang::app {

Result<void> allow_open_files(std::int64_t needed) {
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return {};  // then the first open() will tell
    auto wanted = static_cast<rlim_t>(std::max<std::int64_t>(needed, 0));
    if (limit.rlim_cur >= wanted) return {};
    limit.rlim_cur = limit.rlim_max;
    if (::setrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_max >= wanted) return {};
    return failure(Errc::config,
                   fmt::format("{} open files may be needed, the system allows {}; raise the limit "
                               "(ulimit -n {}), or, for a sweep, lower limits.parallel_sites or "
                               "http.connections_max",
                               needed, limit.rlim_max, needed));
}

}  // namespace duwang::app
