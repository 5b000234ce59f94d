// Reads every record of every WARC file of a capture and recomputes its digests.
#pragma once

#include <string>
#include <vector>

namespace duwang::test {

// What is wrong, one line each; empty when all is well.
std::vector<std::string> walk_capture(const std::string& folder);

}  // namespace duwang::test
