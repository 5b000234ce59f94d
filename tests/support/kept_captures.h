// Captures that tests made, for readers that are no part of them (tests/warc/check).
#pragma once

#include <string>

namespace duwang::test {

// With DUWANG_KEEP_CAPTURES=DIR: copies the WARC files of every sealed, untouched capture below
// `folder`, and those that belong to no capture, into DIR. Without it: does nothing.
void keep_captures(const std::string& folder);

}  // namespace duwang::test
