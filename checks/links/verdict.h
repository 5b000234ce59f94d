// The ten verdict classes of a link and the decision table behind them (断链错链判定). Pure: a
// function of all recorded attempts and controls and of the rules; the same records give the same
// verdict at any time. Row numbers are those of docs/link-judgement.md.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "checks/links/looks.h"
#include "core/finding.h"
#include "core/link_facts.h"
#include "core/link_rules.h"

namespace duwang::checks::links {

enum class LinkClass {
    ok,
    ok_note,       // works, with advice
    broken,        // confirmed gone
    soft_404,      // "not found" said with a success code
    restricted,    // login or intranet by design
    blocked,       // a wall answered
    transient,     // failing now, not confirmed over time
    suspect,       // evidence conflicts, or something is missing that only others can add
    hijack,        // the destination changed hands
    undetermined,  // our fault, or not attempted
};

std::string_view class_word(LinkClass link_class);
std::string_view class_label(LinkClass link_class);

// 认定依据: what a class that may cost points rests on.
enum class Basis {
    none,
    inspection,  // sure without asking: an intranet address
    in_session,  // 会话内: two looks of one session
    over_time,   // 隔时复核: as often, as long and with as many controls as the rules ask
};

std::string_view basis_word(Basis basis);
std::string_view basis_label(Basis basis);

struct LinkVerdict {
    LinkClass link_class = LinkClass::undetermined;
    int row = 0;                // of the decision table
    Cause cause = Cause::none;  // for classes that determine nothing
    std::string reason;         // for people
    Basis basis = Basis::none;
    int looks = 0;  // failing ones that agree
    Timestamp first_failure, last_failure;
    Timestamp due;        // 下次复核; not set: nothing more is asked
    bool review = false;  // only a person may decide
    // What would settle it: second_client, vantage, other_encoding, second_resolver, controls.
    std::vector<std::string> wanted;
};

LinkVerdict judge_link(const LinkTarget& target, const LinkRules& rules);

// The controls that the verdict rests on: those beside the last look.
std::vector<const ControlFacts*> deciding_controls(const LinkTarget& target,
                                                   const LinkRules& rules);

}  // namespace duwang::checks::links
