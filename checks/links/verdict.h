// The ten verdict classes of a link and the decision table behind them. Pure: a function of all
// recorded attempts and controls. Row numbers are those of docs/link-verdicts.md.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/finding.h"

namespace duwang::checks::links {

enum class LinkClass {
    ok,
    ok_note,       // works, with advice
    broken,        // confirmed gone, within this session
    soft_404,      // "not found" said with a success code
    restricted,    // login or intranet by design
    blocked,       // a wall answered
    transient,     // failing now, not confirmed over time
    suspect,       // evidence conflicts
    hijack,        // the destination changed hands
    undetermined,  // our fault, or not attempted
};

std::string_view class_word(LinkClass link_class);
std::string_view class_label(LinkClass link_class);

struct LinkVerdict {
    LinkClass link_class = LinkClass::undetermined;
    int row = 0;               // of the decision table
    Cause cause = Cause::none; // for classes that determine nothing
    std::string reason;        // for people
    bool by_inspection = false;// sure without asking, e.g. an intranet address
};

LinkVerdict judge_link(const LinkTarget& target);

// Of the host's controls those that the verdict rests on: the latest known good page, and the random
// path of the same directory.
std::vector<const ControlFacts*> deciding_controls(const LinkTarget& target);

}  // namespace duwang::checks::links
