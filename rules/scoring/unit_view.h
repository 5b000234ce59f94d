// Everything the engine is told about one unit, indexed once for a whole round.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/calendar.h"
#include "core/entry.h"
#include "core/finding.h"
#include "core/norms.h"
#include "rules/scheme/scheme.h"
#include "rules/scoring/history.h"
#include "rules/scoring/marks.h"

namespace duwang::rules {

// What scoring needs besides units and answers.
struct ScoreContext {
    std::string round;
    std::string as_of;  // ISO date of the round; empty: nothing depends on dates
    const Norms* norms = nullptr;
    const Calendar* calendar = nullptr;
    const History* history = nullptr;
    std::string reference_hash;  // of norms and calendar; printed with every sheet
};

struct UnitAnswers {
    std::map<std::string, std::vector<const CheckResult*>, std::less<>> results;  // by check
    std::map<std::string, std::vector<const EnteredMark*>, std::less<>> marks;    // by part
    std::map<std::string, std::vector<const Entry*>, std::less<>> entries;        // by item
    std::map<std::string, const Entry*, std::less<>> facts;                       // the latest each
    std::map<std::pair<std::string, std::string>, std::vector<const Entry*>> decisions;
};

// All answers of a round. Keeps pointers: what it was made from must outlive it.
class Answers {
  public:
    Answers(std::span<const CheckResult> results, std::span<const EnteredMark> marks,
            std::span<const Entry> entries);
    const UnitAnswers& of(const std::string& unit) const;

  private:
    std::unordered_map<std::string, UnitAnswers> units_;
};

// How a result stands once people's decisions are counted.
enum class Standing { confirmed, undecided, cleared, passed, not_applicable };

class UnitView final : public Circumstances {
  public:
    UnitView(const Scheme& scheme, const Unit& unit, bool owns_site, const UnitAnswers& answers,
             const ScoreContext& context)
        : scheme_(scheme),
          unit_(unit),
          owns_site_(owns_site),
          answers_(answers),
          context_(context) {}

    bool selected(const Objects& objects) const override {
        return applies_to(objects, unit_, owns_site_);
    }
    std::optional<std::string> fact(const std::string& name) const override;
    std::optional<ObjectCount> count(const Condition& findings) const override;
    // What such a condition rests on: everything that is found, or could be.
    std::vector<const CheckResult*> results_of(const Condition& findings) const;
    std::string_view as_of() const override { return context_.as_of; }

    const Scheme& scheme() const { return scheme_; }
    const Unit& unit() const { return unit_; }
    bool owns_site() const { return owns_site_; }
    const UnitAnswers& answers() const { return answers_; }
    const ScoreContext& context() const { return context_; }

    // Entries of one kind on a part, in the order of their dates. Exemptions and cases may name the
    // indicator instead of the part.
    std::vector<const Entry*> entries(EntryKind kind, const std::string& part,
                                      const std::string& indicator = {}) const;
    // The decision that holds on a finding: the latest one that names the part, its indicator, or
    // neither. Without a part: that names neither.
    const Entry* decision(const CheckResult& result, const Part* part) const;
    // How a result stands; a fail of a part that needs a person counts only when confirmed.
    Standing standing(const CheckResult& result, const Part* part) const;
    // Whether details satisfy a condition; unknown when a detail is missing or no date.
    Truth where(const Where& where, const CheckResult& result) const;
    std::string_view date_of(const Dates& dates) const { return dates.date_for(unit_, owns_site_); }

  private:
    const Scheme& scheme_;
    const Unit& unit_;
    bool owns_site_;
    const UnitAnswers& answers_;
    const ScoreContext& context_;
};

}  // namespace duwang::rules
