// Whether what people state (录入) fits the schemes of a round.
#pragma once

#include <map>
#include <set>
#include <span>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "core/entry.h"
#include "rules/scheme/scheme.h"

namespace duwang::rules {

// What is wrong with an entry for the schemes its unit is asked by, with what to write instead; ""
// when it can be used.
std::string entry_problem(const Entry& entry, std::span<const Scheme* const> schemes);

// Cases (个案) that people log, told apart by unit, item, kind and object: two of one name would
// count as one.
class CaseBook {
  public:
    explicit CaseBook(std::span<const Entry> stored);  // in the order of their coming
    // Takes an entry of the file; what is wrong with it, or "". The same case as stored is none: a
    // file may be imported again.
    std::string problem(const Entry& entry);

  private:
    using Key = std::tuple<std::string, std::string, std::string, std::string>;
    using Details = std::vector<std::pair<std::string, std::string>>;
    std::map<Key, Details> known_;
    std::set<Key> seen_;

    static Key key(const Entry& entry);
};

}  // namespace duwang::rules
