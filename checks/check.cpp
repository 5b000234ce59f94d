#include "checks/check.h"

#include <algorithm>
#include <charconv>

namespace duwang::checks {

std::string Params::text(std::string_view name, std::string_view otherwise) const {
    auto found = values_.find(std::string(name));
    bool given = found != values_.end() && !found->second.empty();
    return given ? found->second.front() : std::string(otherwise);
}

std::vector<std::string> Params::list(std::string_view name) const {
    auto found = values_.find(std::string(name));
    return found == values_.end() ? std::vector<std::string>{} : found->second;
}

int Params::number(std::string_view name, int otherwise) const {
    std::string value = text(name, "");
    int number = otherwise;
    std::from_chars(value.data(), value.data() + value.size(), number);
    return number;
}

CheckResult& Report::add(Object object, Outcome outcome) {
    CheckResult& result = results_.emplace_back();
    result.check = check_;
    result.unit = unit_;
    result.object = std::move(object.id);
    result.label = std::move(object.label);
    result.outcome = outcome;
    result.covers_all = object.everything && outcome == Outcome::not_determined;
    return result;
}

std::string Report::message_of(std::string_view kind, const Details& details) const {
    std::string_view rest;
    for (const FindingKind& known : kinds_)
        if (known.id == kind) rest = known.message;
    // In one pass: what a page wrote into a detail is never taken for a place of ours.
    std::string message;
    for (std::size_t open; (open = rest.find('{')) != rest.npos;) {
        const std::size_t close = std::min(rest.find('}', open), rest.size() - 1);
        const std::string_view name = rest.substr(open + 1, close - open - 1);
        message += rest.substr(0, open);
        const auto found = std::ranges::find(details, name, &Details::value_type::first);
        if (found != details.end()) message += found->second;
        rest.remove_prefix(close + 1);
    }
    message += rest;
    return message;
}

void Report::add_finding(Object object, Outcome outcome, std::string_view kind, Details details,
                         std::vector<Evidence> evidence) {
    details.emplace_back("label", object.label);
    if (evidence.empty()) return not_determined(std::move(object), Cause::not_captured, "没有证据");
    CheckResult& result = add(std::move(object), outcome);
    result.kind = kind;
    result.message = message_of(kind, details);
    result.details = std::move(details);
    result.evidence = std::move(evidence);
}

void Report::pass(Object object, std::string why, std::vector<Evidence> evidence) {
    CheckResult& result = add(std::move(object), Outcome::pass);
    result.message = std::move(why);
    result.evidence = std::move(evidence);
}

void Report::fail(Object object, std::string_view kind, Details details,
                  std::vector<Evidence> evidence) {
    add_finding(std::move(object), Outcome::fail, kind, std::move(details), std::move(evidence));
}

void Report::doubtful(Object object, std::string_view kind, Details details,
                      std::vector<Evidence> evidence) {
    add_finding(std::move(object), Outcome::doubtful, kind, std::move(details), std::move(evidence));
}

void Report::not_determined(Object object, Cause cause, std::string note,
                            std::vector<Evidence> evidence) {
    CheckResult& result = add(std::move(object), Outcome::not_determined);
    result.cause = cause;
    result.message = std::string(cause_label(cause));
    if (note.find(result.message) != std::string::npos) result.message = std::move(note);
    else if (!note.empty()) result.message += "：" + note;
    result.evidence = std::move(evidence);
}

void Report::not_applicable(Object object, std::string why) {
    add(std::move(object), Outcome::not_applicable).message = std::move(why);
}

std::vector<CheckResult> run_check(const CheckInfo& check, const EvidenceView& evidence,
                                   const Params& params) {
    Report report(std::string(check.id), evidence.unit().id, check.findings);
    check.run(evidence, params, report);
    return report.take();
}

}  // namespace duwang::checks
