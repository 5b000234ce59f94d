// Rows of the table `controls`.
#pragma once

#include <string>
#include <vector>

#include "core/link_facts.h"

namespace duwang::storage {

class Database;

// All of them, or those of one host ("www.x.gov.cn": its own and those of its directories).
std::vector<ControlFacts> read_controls(Database& database, const std::string& host = {});

}  // namespace duwang::storage
