#include "app/assess_commands.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>

#include "app/assess.h"
#include "app/assessment_store.h"
#include "app/exit_code.h"
#include "app/system_clock.h"
#include "app/version.h"
#include "config/editions.h"
#include "core/hash.h"
#include "reports/escape.h"
#include "reports/explain_assessment.h"
#include "reports/format/assessment.h"
#include "storage/capture/append_file.h"

namespace duwang::app {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view internal_edition = "internal";

Result<Edition> find_edition(const Workspace& workspace, const std::string& id) {
    std::string file = workspace.folder + "/editions.yaml";
    if (!fs::exists(file)) file = workspace.data + "/editions.yaml";
    auto load = config::load_editions(file);
    if (!load.errors.empty()) return tl::unexpected(joined(load.errors));
    return config::edition_of(load.editions, id);
}

Result<std::string> unit_id(const std::vector<Assessment>& versions, const std::string& word) {
    for (const GroupAssessment& group : versions.front().groups)
        for (const UnitAssessment& unit : group.units)
            if (unit.unit == word || unit.unit_name == word) return unit.unit;
    return failure(Errc::usage,
                   fmt::format("plan {} evaluates no unit \"{}\"", versions.front().plan, word));
}

Result<std::string> checked_date(const std::string& as_of) {
    if (as_of.empty()) return SystemClock().now().date().iso();
    if (as_of.size() != 10 || !parse_timestamp(as_of))
        return failure(Errc::usage,
                       fmt::format("--as-of {}: no date; write for example 2023-02-15", as_of));
    if (const std::string today = SystemClock().now().date().iso(); as_of > today)
        return failure(Errc::usage, fmt::format("--as-of {}: nothing is known of that day yet; "
                                                "write at most {}",
                                                as_of, today));
    return as_of;
}

struct Assessed {
    Assessment in_force;               // whole
    reports::AssessmentReport report;  // of all versions, as the edition shows them
    std::vector<std::string> unused;   // entries without a place in the plan
};

Result<Assessed> assessed(Workspace& workspace, const AssessOrder& order) {
    auto as_of = checked_date(order.as_of);
    if (!as_of) return tl::unexpected(as_of.error());
    auto edition = find_edition(workspace, order.edition);
    if (!edition) return tl::unexpected(edition.error());
    auto plan = assess_plan(workspace, order.plan, *as_of);
    if (!plan) return tl::unexpected(plan.error());
    std::string unit;
    if (!order.unit.empty()) {
        auto found = unit_id(plan->versions, order.unit);
        if (!found) return tl::unexpected(found.error());
        unit = std::move(*found);
    } else if (edition->own_unit) {
        return failure(
            Errc::usage,
            fmt::format("edition {} is made for one unit; name it with --unit", order.edition));
    }
    auto head = workspace.ledger->head();
    if (!head) return tl::unexpected(head.error());
    Assessment in_force = plan->versions.front();
    return Assessed{std::move(in_force),
                    reports::assessment_report(std::move(plan->versions), std::move(*edition),
                                               std::move(unit), head->hash, std::string(version)),
                    std::move(plan->unused)};
}

// out/<plan>/<edition>, and below it the unit's own folder.
std::string report_folder(const Workspace& workspace, const reports::AssessmentReport& report) {
    std::string folder =
        fmt::format("{}/{}", workspace.out_folder(report.versions.front().plan), report.edition.id);
    return report.unit.empty() ? folder : folder + "/" + report.unit;
}

Result<std::string> write_files(const Workspace& workspace,
                                const reports::AssessmentReport& report) {
    const std::string folder = report_folder(workspace, report);
    std::error_code error;
    fs::create_directories(folder, error);
    if (error) return failure(Errc::io, fmt::format("{}: {}", folder, error.message()));
    const std::pair<std::string_view, std::string> files[] = {
        {"assessment.json", reports::assessment_json(report)},
        {"assessment.csv", reports::assessment_csv(report)},
        {"index.html", reports::assessment_page(report)}};
    for (const auto& [name, content] : files)
        if (auto done = storage::replace_file(fmt::format("{}/{}", folder, name), content); !done)
            return tl::unexpected(done.error());
    return folder;
}

bool has_result(const UnitAssessment& unit) {
    return unit.standing == Standing::final || unit.standing == Standing::not_evaluated;
}

Result<void> check_all_final(const Assessment& assessment) {
    std::string open;
    for (const GroupAssessment& group : assessment.groups)
        for (const UnitAssessment& unit : group.units)
            if (!has_result(unit))
                open += fmt::format("\n  {}（{}）：{}", reports::terminal(unit.unit_name),
                                    standing_label(unit.standing), reports::terminal(unit.why));
    if (open.empty()) return {};
    return failure(Errc::usage, "还有单位没有定，不能审定；补录、作出不适用认定后再审定：" + open);
}

// 审定: what is announced is kept as it is, in the ledger and its chain.
Result<int> approve(Workspace& workspace, const AssessOrder& order) {
    if (order.by.empty() || order.basis.empty())
        return failure(Errc::usage,
                       "--approve needs who approved it (--by) and by what document (--basis)");
    auto as_of = checked_date(order.as_of);
    if (!as_of) return tl::unexpected(as_of.error());
    auto plan = assess_plan(workspace, order.plan, *as_of);
    if (!plan) return tl::unexpected(plan.error());
    const Assessment& result = plan->versions.front();
    if (auto final = check_all_final(result); !final) return tl::unexpected(final.error());
    storage::PublishedAssessment published;
    published.plan = result.plan;
    published.version = result.version;
    published.as_of = result.as_of;
    published.body = to_json(result).dump();
    published.plan_hash = result.plan_hash;
    published.approved_by = order.by;
    published.basis = order.basis;
    return workspace.ledger->publish_assessment(published, SystemClock().now());
}

// Units whose approved total, grade or rank is another one now, and those that came or went.
std::vector<std::string> changed_units(const Assessment& now, const Json& approved) {
    std::map<std::string, const Json*> then;
    for (const Json& group : approved["groups"].items())
        for (const Json& unit : group["units"].items()) then[unit["unit"].text()] = &unit;
    std::vector<std::string> changed;
    for (const GroupAssessment& group : now.groups)
        for (const UnitAssessment& unit : group.units) {
            auto found = then.find(unit.unit);
            const bool same = found != then.end() &&
                              (*found->second)["total"].text() == unit.published &&
                              (*found->second)["grade"].text() == unit.grade &&
                              (*found->second)["rank"].number() == unit.rank;
            if (!same) changed.push_back(unit.unit_name);
            if (found != then.end()) then.erase(found);
        }
    for (const auto& [id, unit] : then)
        changed.push_back((*unit)["unit_name"].text() + "（已不在考评之列）");
    return changed;
}

void print_approved(Workspace& workspace, const Assessment& now) {
    auto editions = workspace.ledger->assessments(now.plan);
    if (!editions || editions->empty()) return;
    const storage::PublishedAssessment& last = editions->back();
    fmt::print("审定第 {} 次：{}，依据 {}，评分截至 {}\n", last.edition,
               reports::terminal(last.approved_by), reports::terminal(last.basis), last.as_of);
    auto body = Json::parse(last.body);
    if (!body) return;
    const auto changed = changed_units(now, *body);
    if (changed.empty()) {
        fmt::print("现在的结果与审定的一致\n");
        return;
    }
    fmt::print("现在的结果与审定的不同，以审定的为准：\n");
    for (const std::string& name : changed) fmt::print("  {}\n", reports::terminal(name));
}

// On standard error, so that what is printed as JSON stays whole.
void print_unused(const std::vector<std::string>& unused) {
    constexpr std::size_t shown = 20;
    if (unused.empty()) return;
    fmt::print(stderr, "{} 项录入在现行方案中没有位置，没有计入：\n", unused.size());
    for (std::size_t i = 0; i < std::min(unused.size(), shown); ++i)
        fmt::print(stderr, "  {}\n", reports::terminal(unused[i]));
    if (unused.size() > shown) fmt::print(stderr, "  …\n");
}

int print_result(Workspace& workspace, const AssessOrder& order, const Assessed& result) {
    const reports::AssessmentReport& report = result.report;
    print_unused(result.unused);
    if (order.format == "json") {
        fmt::print("{}", reports::assessment_json(report));
        return exit_done;
    }
    if (order.format == "csv") {
        fmt::print("{}", reports::assessment_csv(report));
        return exit_done;
    }
    fmt::print("{}", reports::assessment_table(report));
    if (order.edition == internal_edition) print_approved(workspace, result.in_force);
    if (order.format == "table") return exit_done;
    auto folder = write_files(workspace, report);
    if (!folder) return report_error(folder.error());
    fmt::print("结果：{}/index.html\n", *folder);
    return exit_done;
}

}  // namespace

bool names_plan(const Place& place, const std::string& id) {
    Workspace workspace;
    workspace.folder = place.workspace;
    auto data = find_data(place.data);
    if (!data) return false;
    workspace.data = *data;
    return is_plan(workspace, id);
}

int assess_command(const Place& place, const AssessOrder& order) {
    auto workspace = open_workspace(place.workspace, place.data);
    if (!workspace) return report_error(workspace.error());
    if (order.approve) {
        auto edition = approve(*workspace, order);
        if (!edition) return report_error(edition.error());
        auto head = workspace->ledger->head();
        if (!head) return report_error(head.error());
        fmt::print("已审定，第 {} 次；审计链 {}\n", *edition, head->hash);
    }
    auto result = assessed(*workspace, order);
    if (!result) return report_error(result.error());
    return print_result(*workspace, order, *result);
}

int explain_plan_command(const Place& place, const AssessOrder& order, const std::string& item) {
    auto workspace = open_workspace(place.workspace, place.data);
    if (!workspace) return report_error(workspace.error());
    auto result = assessed(*workspace, order);
    if (!result) return report_error(result.error());
    std::optional<std::string_view> only;
    if (!item.empty()) only = item;
    const std::string text = reports::explain_assessment(result->report, result->report.unit, only);
    if (text.empty())
        return report_error(
            {Errc::usage, fmt::format("plan {}: no item \"{}\" of {}; `duwang plan show {}` lists "
                                      "them",
                                      order.plan, item, order.unit, order.plan)});
    fmt::print("{}", text);
    return exit_done;
}

}  // namespace duwang::app
