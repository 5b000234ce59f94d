// Runs a shell script as root of a user and network namespace of its own: there it may do as it
// likes with interfaces, routes and addresses.
#pragma once

#include <string>

#include "tests/support/program.h"

namespace duwang::test {

// Loopback is up, with ::1 unless the script takes it away. Standard output and error of the script
// come back. When the system refuses namespaces the exit code is 125 and `err` says so.
ProgramEnd run_in_namespace(const std::string& script);

}  // namespace duwang::test
