// Conditions (适用条件) of schemes: three-valued, so that what nobody entered keeps things open.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
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

// Which use of a check a result answers: a short hash of its parameters, "" without any.
std::string variant_of(const Params& params);

// "超过" and "超过（含）" are different (standards.md, 全局实现约定 2).
enum class Compare { is, is_not, above, at_least, below, at_most };

struct Test {
    Compare how = Compare::is;
    std::string value;  // a word, or a number; numbers may be written "5%"
};

// Nothing when numbers are compared and one side is none.
std::optional<bool> holds(const Test& test, std::string_view value);
// A number of a fact or a test: "12", "0.9", "1/3", "90%".
std::optional<Decimal> number_of(std::string_view text);

enum class Truth { no, yes, unknown };
constexpr Truth truth_of(bool value) { return value ? Truth::yes : Truth::no; }

struct Condition {
    enum class Kind { always, all, any, negation, objects, fact, findings, as_of };
    Kind kind = Kind::always;
    std::vector<Condition> parts;  // of all, any, negation
    Objects objects;
    std::string fact;  // name of a fact that people enter about a unit
    Test test;         // of fact; of the number of objects found
    std::string check;
    Params params;
    std::string variant;                // of params
    std::vector<std::string> findings;  // kinds of finding that count
    std::string from, until;            // ISO dates of as_of, inclusive, or empty
    std::string place;

    bool holds_always() const { return kind == Kind::always; }
};

// How many objects are found, and how many more could be.
struct ObjectCount {
    std::int64_t certain = 0;
    std::int64_t possible = 0;  // certain and undecided ones together
};

// What a condition is asked about.
class Circumstances {
  public:
    virtual ~Circumstances() = default;
    virtual bool selected(const Objects& objects) const = 0;
    virtual std::optional<std::string> fact(const std::string& name) const = 0;
    // Nothing when the check has given no answer yet.
    virtual std::optional<ObjectCount> count(const Condition& findings) const = 0;
    virtual std::string_view as_of() const = 0;  // ISO date
};

Truth evaluate(const Condition& condition, const Circumstances& about);

}  // namespace duwang::rules
