// TLS for the scripted server, with a certificate of the test's own.
#pragma once

#include <string>

#include "tests/support/script_server.h"

namespace duwang::test {

// Throws when the files cannot be used. HTTP/1.1 only.
StreamMaker tls_streams(const std::string& chain_file, const std::string& key_file);

}  // namespace duwang::test
