// What a check is. One check = one .cpp; CONTRIBUTING.md says which four things adding one takes.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/evidence_view.h"
#include "core/vocabulary.h"

namespace duwang::checks {

// A kind of finding (问题类型): `message` names details in braces, "缺少{label}".
struct FindingKind {
    std::string_view id;
    std::string_view message;
};

// What the crawl has to record for a check. The crawl plan is the union over a round's checks.
enum class Needs : unsigned {
    nothing = 0,
    home = 1,          // the home page, in detail
    inner_pages = 2,   // marks of inner pages
    sections = 4,      // pages behind links named in a section list, read in structure
    links = 8,         // every link asked, failing ones confirmed
    ipv6 = 16,         // the IPv6 probe
    https = 32,        // the home page's host asked over HTTPS, also where its address is http
    search = 64,       // a handful of questions to the site's own search
};
constexpr Needs operator|(Needs a, Needs b) {
    return static_cast<Needs>(static_cast<unsigned>(a) | static_cast<unsigned>(b));
}
constexpr bool has(Needs all, Needs one) {
    return (static_cast<unsigned>(all) & static_cast<unsigned>(one)) != 0;
}

// Parameters a scheme gives to a check, and the word lists they name.
class Params {
  public:
    using Values = std::map<std::string, std::vector<std::string>>;
    Params(Values values, const Vocabulary& vocabulary)
        : values_(std::move(values)), vocabulary_(&vocabulary) {}

    std::string text(std::string_view name, std::string_view otherwise) const;
    bool yes(std::string_view name) const { return text(name, "no") == "yes"; }
    std::vector<std::string> list(std::string_view name) const;
    int number(std::string_view name, int otherwise) const;
    const Vocabulary& vocabulary() const { return *vocabulary_; }

  private:
    Values values_;
    const Vocabulary* vocabulary_;
};

// What an answer is about.
struct Object {
    std::string id;     // stable across rounds: "www.x.gov.cn#icp"
    std::string label;  // for people
    // Stands for everything the check looks at: when it is not determined, nothing is known, and all
    // points stay open. Any other answer that is not determined is about one object.
    bool everything = false;
};

using Details = std::vector<std::pair<std::string, std::string>>;

// Collects the answers of one check about one unit. A fail or doubtful without evidence becomes
// not_determined: it could never be proven.
class Report {
  public:
    Report(std::string check, std::string unit, std::span<const FindingKind> kinds)
        : check_(std::move(check)), unit_(std::move(unit)), kinds_(kinds) {}

    void pass(Object object, std::string why, std::vector<Evidence> evidence);
    void fail(Object object, std::string_view kind, Details details, std::vector<Evidence> evidence);
    void doubtful(Object object, std::string_view kind, Details details,
                  std::vector<Evidence> evidence);
    void not_determined(Object object, Cause cause, std::string note,
                        std::vector<Evidence> evidence = {});
    void not_applicable(Object object, std::string why);

    std::vector<CheckResult> take() { return std::move(results_); }

  private:
    CheckResult& add(Object object, Outcome outcome);
    void add_finding(Object object, Outcome outcome, std::string_view kind, Details details,
                     std::vector<Evidence> evidence);
    std::string message_of(std::string_view kind, const Details& details) const;

    std::string check_, unit_;
    std::span<const FindingKind> kinds_;
    std::vector<CheckResult> results_;
};

// A check that reads lists to their very end.
inline constexpr int every_page = -1;

struct CheckInfo {
    std::string_view id;       // "<family>-<name>"
    std::string_view code;     // "K22"
    std::string_view summary;  // one sentence, Chinese
    Needs needs;
    std::span<const FindingKind> findings;
    std::span<const std::string_view> params;
    void (*run)(const EvidenceView&, const Params&, Report&);
    // How far back lists have to be paged, in days before the round's date; 0: the first page tells
    // enough. The crawl goes as far as the most demanding check of the round.
    int look_back_days = 0;
};

// Runs one check for the unit of the view.
std::vector<CheckResult> run_check(const CheckInfo& check, const EvidenceView& evidence,
                                   const Params& params);

}  // namespace duwang::checks
