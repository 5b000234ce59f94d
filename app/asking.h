// What is told of how servers are asked, looked at before anything is: what is wrong there would
// look like a fault of the sites.
#pragma once

#include <string>
#include <vector>

#include "core/result.h"
#include "crawler/options.h"

namespace duwang::app {

// --dns: Errc::usage when one is no address of a name server.
Result<void> check_name_servers(const std::vector<std::string>& servers);

// Errc::usage when the file with certificates cannot be read. `given_as`: "--ca-file".
Result<void> check_ca_file(const std::string& file, std::string_view given_as);

// Both, and takes them over; what the options name themselves is looked at too.
Result<void> use_asking(crawler::Options& options, const std::vector<std::string>& servers,
                        const std::string& ca_file);

// Says on standard error when most links cannot be confirmed as broken, because there is no second
// client (第二客户端) although one is wanted.
void warn_without_second_client(const crawler::Options& options);

}  // namespace duwang::app
