// One scenario (tests/sites/<name>/site.yaml): read, run with the real stack into a real capture.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "config/config.h"
#include "core/json.h"
#include "core/unit.h"
#include "core/yaml.h"
#include "tests/sites/script.h"
#include "tests/support/dns_server.h"
#include "tests/support/script_server.h"

namespace duwang::sites {

struct Scenario {
    std::string name, folder;
    Yaml root;
    Site site;
    std::vector<Column> columns;
    std::vector<std::string> focus;
    std::string look_back;  // a day; empty: none
    bool check_links = true, probe_ipv6 = false;
    std::string seed = "7";
    Timestamp begins;       // set: the clock starts there and goes; else it stands still
    config::Config config;  // quick, with the scenario's own options
};

Result<Scenario> load_scenario(const std::string& folder);

// What a run left behind.
struct Observed {
    Result<void> done;
    std::int64_t started_ms = 0;                // of the steady clock, as the requests tell it
    std::vector<test::ScriptRequest> requests;  // plain and TLS, in order of arrival
    int connections = 0;
    std::vector<test::DnsQuestion> questions;
    std::vector<Json> facts;  // as `capture facts` prints them
    bool reached = false;
    std::string cause, halted;
    std::vector<std::string> broken;  // what is wrong with the sealed capture
};

// Captures go below `keep`, or into a temporary folder that is removed. Throws when the servers
// cannot be started.
Observed run_scenario(const Scenario& scenario, const std::string& keep);

// One line for each expectation that was not met; a scenario that expects nothing is one too.
std::vector<std::string> differences(const Scenario& scenario, const Observed& observed);

}  // namespace duwang::sites
