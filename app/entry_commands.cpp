#include "app/entry_commands.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "app/entry_target.h"
#include "app/exit_code.h"
#include "app/system_clock.h"
#include "core/sheet.h"
#include "core/text/normalise.h"
#include "storage/capture/append_file.h"

namespace duwang::app {
namespace {

constexpr std::int64_t table_bytes_max = 64 << 20;
constexpr std::size_t errors_shown_max = 200;

// Rows of all tables of an import, with the paths of their attachments.
struct Incoming {
    std::vector<workflow::FilledRow> rows;
    std::vector<std::vector<std::string>> paths;  // by row
    std::size_t blank = 0;
    std::vector<Error> errors;
};

class Reading {
  public:
    Reading(const Workspace& workspace, const Inventory& inventory, FilesFrom from,
            Incoming& incoming)
        : workspace_(workspace), from_(from), incoming_(incoming) {
        for (const Unit& unit : inventory.units) units_.add(unit);
    }

    Result<void> read(const std::string& file, std::optional<workflow::EntryTable> only) {
        auto bytes = storage::read_file(file, table_bytes_max);
        if (!bytes) return failure(Errc::usage, bytes.error().what);
        auto tables = tables_of(*bytes, file, only);
        if (!tables) {
            incoming_.errors.push_back(tables.error());
            return {};
        }
        for (const workflow::FoundTable& table : *tables) {
            workflow::FilledTable filled =
                workflow::read_entry_table(*bytes, file, table.table, table.sheet);
            std::ranges::move(filled.errors, std::back_inserter(incoming_.errors));
            incoming_.blank += filled.blank;
            for (workflow::FilledRow& row : filled.rows) take(file, std::move(row));
        }
        return {};
    }

  private:
    const Workspace& workspace_;
    FilesFrom from_;
    workflow::UnitIndex units_;
    Incoming& incoming_;

    static Result<std::vector<workflow::FoundTable>> tables_of(
        std::string_view bytes, const std::string& file, std::optional<workflow::EntryTable> only) {
        std::vector<workflow::FoundTable> tables;
        if (!only || is_workbook(bytes)) {
            auto found = workflow::find_entry_tables(bytes, file);
            if (!only) return found;
            if (found) tables = std::move(*found);
            std::erase_if(tables, [&](const auto& one) { return one.table != *only; });
        }
        if (tables.empty())  // whatever its name and header, it was said what the file holds
            tables.push_back({*only, workflow::sheet_name(*only, 1)});
        return tables;
    }

    void take(const std::string& file, workflow::FilledRow row) {
        const bool exempt = row.table == workflow::EntryTable::exemptions;
        if (!resolve(row.entry.unit, row.unit_place, exempt)) return;
        // A rater may be a name that only the plan knows.
        std::string ignored;
        if (const std::string id = units_.find(row.entry.rater, ignored); !id.empty())
            row.entry.rater = id;
        auto paths = attachment_paths(workspace_, file, row.files, from_);
        if (paths) {
            if (auto fine = examine_files(workspace_, *paths); !fine)
                incoming_.errors.push_back(error_at(row.files_place, fine.error().what));
            incoming_.paths.push_back(std::move(*paths));
        } else {
            incoming_.errors.push_back(error_at(row.files_place, paths.error().what));
            incoming_.paths.emplace_back();
        }
        incoming_.rows.push_back(std::move(row));
    }

    // The unit's id in place of a name; false, with an error, when there is none.
    bool resolve(std::string& unit, const std::string& place, bool all_allowed) {
        if (unit == "*" && all_allowed) return true;
        std::string problem;
        std::string id = units_.find(unit, problem);
        if (id.empty()) {
            incoming_.errors.push_back(error_at(place, problem));
            return false;
        }
        unit = std::move(id);
        return true;
    }
};

int refuse(const std::vector<Error>& errors) {
    for (std::size_t i = 0; i < errors.size() && i < errors_shown_max; ++i)
        fmt::print(stderr, "{}\n", printable(errors[i].what));
    if (errors.size() > errors_shown_max)
        fmt::print(stderr, "……另有 {} 处\n", errors.size() - errors_shown_max);
    return report_error({Errc::config, fmt::format("{} 处错误，没有导入任何内容", errors.size())});
}

// A slip in the year would hold over every correction from that day on.
void refuse_future(Incoming& incoming, const std::string& today) {
    for (const workflow::FilledRow& row : incoming.rows)
        if (row.entry.at.substr(0, today.size()) > today)
            incoming.errors.push_back(error_at(
                row.value_place, fmt::format("decided on {}, which has not come yet; write "
                                             "the day on which it was decided",
                                             row.entry.at.substr(0, today.size()))));
}

Result<void> keep_all(const Workspace& workspace, Incoming& incoming) {
    for (std::size_t i = 0; i < incoming.rows.size(); ++i) {
        auto kept = keep_files(workspace, incoming.paths[i]);
        if (!kept) return tl::unexpected(kept.error());
        incoming.rows[i].entry.attachments = std::move(*kept);
    }
    return {};
}

void print_counts(const Incoming& incoming, std::size_t added) {
    std::size_t files = 0;
    for (const auto& paths : incoming.paths) files += paths.size();
    fmt::print("已录入 {} 项", added);
    if (added < incoming.rows.size())
        fmt::print("，另有 {} 项以前录入过，没有重复", incoming.rows.size() - added);
    if (incoming.blank > 0) fmt::print("；{} 行没有填写", incoming.blank);
    if (files > 0) fmt::print("；附件 {} 个", files);
    fmt::print("\n");
}

}  // namespace

int import_tables(Workspace& workspace, const ImportOrder& order, Timestamp now,
                  const std::string& latest) {
    auto target = entry_target(workspace, order.name);
    if (!target) return report_error(target.error());
    Incoming incoming;
    Reading reading(workspace, (*target)->inventory(), order.attachments, incoming);
    for (const std::string& file : order.files)
        if (auto read = reading.read(file, order.only); !read) return report_error(read.error());
    if (!latest.empty()) refuse_future(incoming, latest);
    auto problems = (*target)->problems(incoming.rows);
    if (!problems) return report_error(problems.error());
    std::ranges::move(*problems, std::back_inserter(incoming.errors));
    if (!incoming.errors.empty()) return refuse(incoming.errors);
    if (auto kept = keep_all(workspace, incoming); !kept) return report_error(kept.error());
    auto added = (*target)->store(incoming.rows, now);
    if (!added) return report_error(added.error());
    print_counts(incoming, *added);
    return exit_done;
}

int import_command(const Place& place, const ImportOrder& order) {
    auto workspace = open_workspace(place.workspace, place.data);
    if (!workspace) return report_error(workspace.error());
    const Timestamp now = SystemClock().now();
    return import_tables(*workspace, order, now, now.date().iso());
}

}  // namespace duwang::app
