#include "rules/scoring/earlier.h"

#include <set>

#include "core/finding.h"

namespace duwang::rules {
namespace {

// Ids of findings that took points, or that an earlier round had taken already.
std::set<std::string> deducted_ids(const Json& part) {
    std::set<std::string> ids;
    for (const Json& line : part["deductions"].items()) {
        if (line["taken"]["exact"].text() == "0") continue;  // asked for, and not taken
        for (const Json& id : line["findings"].items()) ids.insert(id.text());
    }
    for (const Json& id : part["carried"].items()) ids.insert(id.text());
    return ids;
}

}  // namespace

void add_sheet(EarlierRound& round, const Json& sheet) {
    const std::string unit = sheet["unit"].text();
    const std::string scheme = sheet["scheme"].text();
    for (const Json& indicator : sheet["indicators"].items())
        for (const Json& part : indicator["parts"].items()) {
            const std::set<std::string> ids = deducted_ids(part);
            const std::string id = part["id"].text();
            for (const Json& result : part["results"].items()) {
                const std::string object = result["object"].text();
                if (ids.contains(result["finding_id"].text()))
                    round.deducted[unit].insert({scheme, id, object, result["kind"].text()});
                else if (result["outcome"].text() == outcome_word(Outcome::pass))
                    round.passed[unit].insert({scheme, id, object, {}});
            }
        }
}

}  // namespace duwang::rules
