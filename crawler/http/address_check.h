// May this machine connect there? Asked at connect time, for the host of the URL and the address that
// is really used.
#pragma once

#include <functional>
#include <string>

namespace duwang::crawler {

using AddressCheck =
    std::function<bool(const std::string& host_port, const std::string& address, int port)>;

}  // namespace duwang::crawler
