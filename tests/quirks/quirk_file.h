// 怪象: a numbered habit of real portals, as a file of cases: what is asked of the program, and
// what it must answer. The files are tests/quirks/<family>/<number>.yaml; README.md there says the
// form.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "core/json.h"
#include "core/result.h"

namespace duwang::quirks {

// A place in an answer ("links.0.url", "links.#", "dates.*.value") and what stands there as text.
using Expectation = std::pair<std::string, std::string>;

struct Case {
    std::string place;  // "tests/quirks/dates/D01.yaml:5:5"
    std::string name;
    std::string ask;  // the kind of `duwang inspect`
    Json question;
    std::vector<Expectation> expect;
    std::vector<Expectation> never;
};

struct QuirkFile {
    std::string path;    // within tests/quirks
    std::string number;  // "D01"; of what was made up for section 19: "19-01"
    std::string about;
    std::vector<Case> cases;
    std::vector<std::string> scenarios;  // folders of tests/sites
};

Result<QuirkFile> load_quirk(const std::string& path);
std::vector<std::string> quirk_paths();  // sorted

// What is wrong with an answer, a line each.
std::vector<std::string> differences(const Case& one, const Json& answer);

}  // namespace duwang::quirks
