// Pages written to be slow or large to read.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace duwang::test {

struct HostilePage {
    std::string_view name;
    std::function<std::string(std::size_t bytes)> write;  // at most `bytes` long
};

const std::vector<HostilePage>& hostile_pages();

}  // namespace duwang::test
