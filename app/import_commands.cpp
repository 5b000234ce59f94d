// Commands that bring tables into the ledger: inventory and entries.
#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <tuple>

#include "app/commands.h"
#include "app/entry_files.h"
#include "app/exit_code.h"
#include "app/system_clock.h"
#include "core/text/closest.h"
#include "reports/escape.h"
#include "rules/validation/entry_validator.h"
#include "storage/capture/append_file.h"
#include "workflow/import_entries.h"
#include "workflow/inventory_import.h"

namespace duwang::app {
namespace {

constexpr std::int64_t table_bytes_max = 64 << 20;

Result<std::string> read_table(const std::string& folder, const std::string& name) {
    bool absolute = name.starts_with('/');
    return storage::read_file(absolute ? name : folder + "/" + name, table_bytes_max);
}

void print_errors(const std::vector<Error>& errors) {
    for (const Error& error : errors) fmt::print(stderr, "{}\n", error.what);
}

}  // namespace

int inventory_import_command(const Place& place, const InventoryFilesArgument& files) {
    auto workspace = open_workspace(place.workspace, place.data);
    if (!workspace) return report_error(workspace.error());
    auto units = read_table(place.workspace, files.units);
    auto sites = read_table(place.workspace, files.sites);
    auto columns = read_table(place.workspace, files.columns);
    for (const auto* table : {&units, &sites, &columns})
        if (!*table) return report_error({Errc::usage, table->error().what});
    workflow::InventoryFiles bytes{
        {files.units, *units}, {files.sites, *sites}, {files.columns, *columns}};
    workflow::InventoryImport import = workflow::import_inventory(bytes);
    print_errors(import.errors);
    if (!import.errors.empty() && !files.partial)
        return report_error(
            {Errc::config, fmt::format("{} 处错误，没有导入任何内容；改正后再导入，或用 "
                                       "--partial 只导入正确的行",
                                       import.errors.size())});
    auto stored = workspace->ledger->replace_inventory(import.inventory, SystemClock().now());
    if (!stored) return report_error(stored.error());
    fmt::print("已导入：{} 个单位，{} 个网站，{} 个栏目\n", import.inventory.units.size(),
               import.inventory.sites.size(), import.inventory.columns.size());
    return import.errors.empty() ? exit_done : exit_partial;
}

int inventory_show_command(const Place& place) {
    auto workspace = open_workspace(place.workspace, place.data);
    if (!workspace) return report_error(workspace.error());
    auto inventory = workspace->ledger->inventory();
    if (!inventory) return report_error(inventory.error());
    for (const Unit& unit : inventory->units)
        fmt::print("单位\t{}\t{}\t{}\n", unit.id, unit.name, unit.kind);
    for (const Site& site : inventory->sites)
        fmt::print("网站\t{}\t{}\t{}\t主办 {}{}{}\n", site.id, site.name, site.home, site.owner,
                   site.blackout.empty() ? "" : "\t禁访时段 " + blackout_text(site.blackout),
                   site.filed.empty() ? "" : "\t报备 " + filed_text(site.filed));
    for (const Column& column : inventory->columns)
        fmt::print("栏目\t{}\t{}\t{}\n", column.unit, column.kind, column.address);
    return exit_done;
}

namespace {

std::vector<const rules::Scheme*> schemes_for(const RoundPlan& plan, const std::string& id) {
    const Unit* unit = plan.inventory.unit(id);
    return unit ? plan.schemes_of(*unit) : std::vector<const rules::Scheme*>();
}

std::vector<Error> entries_problems(const RoundPlan& plan, const workflow::EntriesImport& import,
                                    std::span<const Entry> stored, const std::string& file) {
    std::vector<Error> problems;
    rules::CaseBook cases(stored);
    std::vector<std::string_view> ids(plan.round.units.begin(), plan.round.units.end());
    for (const workflow::EntryRow& row : import.rows) {
        std::string what;
        auto asked = [&](const Unit* unit) { return unit->id == row.entry.unit; };
        if (std::ranges::none_of(plan.units, asked))
            what = fmt::format("round {} has no unit \"{}\"; {}", plan.round.id, row.entry.unit,
                               word_advice(row.entry.unit, ids));
        else
            what = rules::entry_problem(row.entry, schemes_for(plan, row.entry.unit));
        if (what.empty()) what = cases.problem(row.entry);
        if (!what.empty())
            problems.push_back({Errc::config, fmt::format("{}:{}: {}", file, row.line, what)});
    }
    return problems;
}

// Decisions that meet no finding have no effect, perhaps because of a slip: people are told.
void note_idle_decisions(const workflow::EntriesImport& import,
                         const std::vector<CheckResult>& results) {
    std::set<std::tuple<std::string_view, std::string_view, std::string_view>> known;
    for (const CheckResult& result : results)
        if (!result.kind.empty()) known.emplace(result.unit, result.kind, result.object);
    for (const workflow::EntryRow& row : import.rows) {
        const Entry& entry = row.entry;
        const bool decision = entry.kind == EntryKind::confirm || entry.kind == EntryKind::dismiss;
        if (decision && !known.contains({entry.unit, entry.finding, entry.object}))
            fmt::print("第 {} 行：本批次没有这样的问题（{} {}），这一项暂不起作用\n", row.line,
                       reports::terminal(entry.finding), reports::terminal(entry.object));
    }
}

// The entries with their attachments, which are copied into the workspace; none when one cannot be.
Result<std::vector<Entry>> with_files(const Workspace& workspace,
                                      const workflow::EntriesImport& import,
                                      const std::string& file, FilesFrom from) {
    std::vector<std::vector<std::string>> paths;
    for (const workflow::EntryRow& row : import.rows) {
        auto named = attachment_paths(workspace, file, row.files, from);
        if (!named)
            return failure(Errc::config,
                           fmt::format("{}:{}: {}", file, row.line, named.error().what));
        if (auto fine = examine_files(workspace, *named); !fine)
            return failure(Errc::config,
                           fmt::format("{}:{}: {}", file, row.line, fine.error().what));
        paths.push_back(std::move(*named));
    }
    std::vector<Entry> entries;
    for (std::size_t i = 0; i < paths.size(); ++i) {
        auto kept = keep_files(workspace, paths[i]);
        if (!kept) return tl::unexpected(kept.error());
        entries.push_back(import.rows[i].entry);
        entries.back().attachments = std::move(*kept);
    }
    return entries;
}

}  // namespace

int entries_import_command(const Place& place, const std::string& round, const std::string& file,
                           bool files_anywhere) {
    auto workspace = open_workspace(place.workspace, place.data);
    if (!workspace) return report_error(workspace.error());
    auto plan = plan_round(*workspace, round);
    if (!plan) return report_error(plan.error());
    auto bytes = read_table(".", file);
    if (!bytes) return report_error({Errc::usage, bytes.error().what});
    workflow::EntriesImport import = workflow::import_entries(*bytes, file);
    auto stored = workspace->ledger->entries(round);
    if (!stored) return report_error(stored.error());
    const std::vector<Error> problems = entries_problems(**plan, import, *stored, file);
    print_errors(import.errors);
    print_errors(problems);
    if (!import.errors.empty() || !problems.empty())
        return report_error({Errc::config, "有错误，没有导入任何内容"});
    auto entries = with_files(*workspace, import, file,
                              files_anywhere ? FilesFrom::anywhere : FilesFrom::beside);
    if (!entries) return report_error(entries.error());
    auto results = workspace->ledger->results(round);
    if (!results) return report_error(results.error());
    auto added = workspace->ledger->add_entries(round, *entries, SystemClock().now());
    if (!added) return report_error(added.error());
    fmt::print("已录入 {} 项{}\n", *added,
               *added < entries->size()
                   ? fmt::format("，另有 {} 项以前录入过，没有重复", entries->size() - *added)
                   : "");
    note_idle_decisions(import, *results);
    return exit_done;
}

}  // namespace duwang::app
