// 指标体系: a versioned indicator table as data. Source: design.md §5; checks are known here only
// by their names.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/decimal.h"
#include "core/unit.h"

namespace duwang::rules {

// 评价对象: which units an indicator asks. A selector is a unit kind ("county"), "group:NAME",
// "unit:ID" or "site_owner" (the unit that answers for the whole site).
struct Objects {
    std::vector<std::string> any_of;
    std::vector<std::string> except;
};

bool applies_to(const Objects& objects, const Unit& unit, bool owns_site);

// Parameters of a check: one or several values. A single value is a list of one.
using Params = std::map<std::string, std::vector<std::string>>;

// How often a rule counts: for every object found, once however many, or once for a finding about
// the part as a whole, which no single object in order can leave standing.
enum class Per { object, once, whole };

// 扣分规则: what one kind of finding costs.
struct DeductRule {
    std::string finding;  // finding kind, "missing-mark"
    Decimal points;       // per object, or once
    Per per = Per::object;
    std::string text;         // for people
    std::string alternative;  // rules of one name exclude each other on one object: graver wins
    bool assumed = false;     // the document gives no number
    std::string place;        // file:line:column
};

enum class Method { crawl, entered };
std::string_view method_word(Method method);

// 分点: the smallest thing that has points of its own.
struct Part {
    std::string id;  // "3.01b"; equals the indicator's id when there is only one
    std::string title;
    Decimal points;
    Method method = Method::entered;
    std::string check;  // of method crawl: "site-marks"
    Params params;
    std::vector<DeductRule> deduct;
    bool assumed = false;  // its share of the full mark is not the document's
    Objects objects;       // empty: as the indicator
    std::string place;
};

// 三级指标.
struct Indicator {
    std::string id;  // "3.38"
    std::string title;
    std::vector<std::string> levels;  // 一级、二级
    Decimal full;
    std::string basis;
    std::string content;  // 评价内容, in the document's words
    Objects objects;
    std::string due;  // 完成时限, in the document's words
    bool bonus = false;
    std::vector<Part> parts;
    std::string place;
};

// A 一级 or 二级 title with the points the document prints for it.
struct Level {
    std::vector<std::string> path;
    Decimal points;
    std::string place;
};

struct Scheme {
    std::string id;
    std::string title;
    std::string version;
    std::string valid_from, valid_until;  // ISO dates, inclusive
    int places = 2;                       // of published points
    Decimal full;                         // base, bonus apart
    Decimal bonus_full;
    std::string hash;  // SHA-256 over names and bytes of its files
    std::vector<Level> levels;
    std::vector<Indicator> indicators;
    std::string place;
};

}  // namespace duwang::rules
