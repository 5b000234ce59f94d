#include "app/scheme_commands.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <set>

#include "app/exit_code.h"
#include "app/scheme_store.h"
#include "app/workspace.h"
#include "config/table_words.h"
#include "core/sheet.h"
#include "core/text/normalise.h"
#include "reports/format/xlsx.h"
#include "rules/sheet/csv_form.h"
#include "rules/sheet/export.h"
#include "rules/sheet/read_book.h"
#include "rules/table/table_import.h"
#include "rules/validation/scheme_validator.h"
#include "storage/capture/append_file.h"
#include "workflow/import_units.h"

namespace duwang::app {
namespace fs = std::filesystem;
namespace {

constexpr std::int64_t table_bytes_max = 64 << 20;

using rules::NoteKind;

struct NoteHeading {
    NoteKind kind;
    std::string_view text;
};
constexpr std::array<NoteHeading, 8> note_headings{{
    {NoteKind::layout, "读取范围"},
    {NoteKind::resolved, "合并单元格、同上和空白，已写成明确的值，请确认"},
    {NoteKind::date, "完成时限读作日期，请确认"},
    {NoteKind::object, "台账中没有的名称，请补入台账（或别名），或确认只是任务单位"},
    {NoteKind::not_here, "标明不涉及的内容，请确认"},
    {NoteKind::only_some, "只评价一部分对象的内容，请写成分点"},
    {NoteKind::proposal, "扣分标准可以写成的规则（没有写入，由人决定）"},
    {NoteKind::suggestion, "可能适用的检查（没有写入，由人决定）"},
}};

void print_notes(const std::vector<rules::TableNote>& notes) {
    for (const auto& [kind, heading] : note_headings) {
        const auto of_kind = [kind = kind](const rules::TableNote& note) {
            return note.kind == kind;
        };
        if (std::ranges::none_of(notes, of_kind)) continue;
        fmt::print("【{}】\n", heading);
        for (const rules::TableNote& note : notes)
            if (of_kind(note)) fmt::print("  {}\n", printable(note.place + ": " + note.text));
    }
}

Result<Workbook> read_table_file(const std::string& file) {
    auto bytes = storage::read_file(file, table_bytes_max);
    if (!bytes) return failure(Errc::usage, bytes.error().what);
    auto book = read_workbook(*bytes, fs::path(file).filename().string());
    if (!book) return tl::unexpected(book.error());
    return rules::with_sections(std::move(*book));
}

// The head with another id or title, where the command line says so.
Yaml renamed(const Yaml& head, const SchemeTableArgument& argument) {
    auto members = head.members();
    for (auto& [key, value] : members) {
        if (key.text() == "id" && !argument.id.empty()) value = Yaml::scalar(argument.id, "--id");
        if (key.text() == "title" && !argument.title.empty())
            value = Yaml::scalar(argument.title, "--title");
    }
    return head.is_map() ? Yaml::map(members, head.place()) : head;
}

rules::TableImport read_exported(const Workbook& book, const SchemeTableArgument& argument) {
    rules::TableImport out;
    rules::SchemeTreeLoad load = rules::read_scheme_book(book);
    out.errors = std::move(load.errors);
    if (!load.tree) return out;
    out.tree = std::move(*load.tree);
    out.tree.head = renamed(out.tree.head, argument);
    return out;
}

Result<rules::TableImport> read_typed(const Workbook& book, const Workspace& workspace,
                                      const SchemeTableArgument& argument) {
    if (argument.id.empty())
        return failure(Errc::usage,
                       "a table typed by hand has no id; write for example "
                       "--id linchuan-2026");
    auto words = config::load_table_words(workspace.data + "/vocabulary/scheme_table.yaml");
    if (!words.errors.empty()) return tl::unexpected(joined(words.errors));
    auto checks = config::load_check_words(workspace.data + "/vocabulary/check_words.yaml");
    if (!checks.errors.empty()) return tl::unexpected(joined(checks.errors));
    auto inventory = workspace.ledger->inventory();
    if (!inventory) return tl::unexpected(inventory.error());
    return rules::import_table(book, {argument.id, argument.title, argument.sheet, words.words,
                                      checks.checks, inventory->units});
}

// "表.xlsx:指标!C12: …" or "表.csv:12:3: …" without the column.
std::string row_of(const std::string& what) {
    const std::string place = what.substr(0, what.find(": "));
    const std::size_t mark = place.rfind('!');
    if (mark == place.npos) return place.substr(0, place.rfind(':'));
    return place.substr(0, mark + 1) +
           place.substr(std::min(place.size(), place.find_first_of("0123456789", mark)));
}

// What reading and validating the scheme finds, each problem once.
void check_tree(rules::TableImport& import, const std::vector<std::string>& norms,
                std::optional<rules::Scheme>& scheme) {
    rules::SchemeLoad load = rules::read_scheme(import.tree);
    std::vector<Error> found = std::move(load.errors);
    if (load.scheme) found = rules::validate_scheme(*load.scheme, check_descriptors(), norms);
    std::set<std::string> rows;  // a row that has an error already is told once
    for (const Error& error : import.errors) rows.insert(row_of(error.what));
    for (Error& error : found)
        if (!rows.contains(row_of(error.what))) import.errors.push_back(std::move(error));
    scheme = std::move(load.scheme);
}

int store(const Workspace& workspace, const rules::TableImport& import, const rules::Scheme& scheme,
          const SchemeTableArgument& argument) {
    const std::string totals =
        scheme.unweighted
            ? std::string("无分值")
            : fmt::format("满分 {}，加分 {}", scheme.full.exact(), scheme.bonus_full.exact());
    if (argument.dry_run) {
        fmt::print("检查通过，没有保存（--dry-run）：{}，{} 个指标，{}\n", scheme.title,
                   scheme.indicators.size(), totals);
        return exit_done;
    }
    const std::string folder = fmt::format("{}/schemes/{}", workspace.folder, scheme.id);
    if (auto done = store_scheme(folder, rules::scheme_files(import.tree), argument.replace); !done)
        return report_error(done.error());
    fmt::print("已导入 {}：{}，{} 个指标，{}，SHA-256 {}\n", folder, scheme.title,
               scheme.indicators.size(), totals, scheme.hash);
    return exit_done;
}

Result<void> write_book(const Book& book, const std::string& file) {
    if (file.ends_with(".csv")) return storage::replace_file(file, rules::book_csv(book));
    if (!file.ends_with(".xlsx"))
        return failure(Errc::usage,
                       fmt::format("{}: write a name that ends in .xlsx or .csv", file));
    const std::string part = file + ".part";
    std::error_code error;
    if (auto written = reports::write_xlsx(book, part); !written) {
        fs::remove(part, error);
        return written;
    }
    fs::rename(part, file, error);
    if (error) return failure(Errc::io, fmt::format("{}: {}", file, error.message()));
    return {};
}

}  // namespace

int scheme_import_command(const Place& place, const SchemeTableArgument& argument) {
    auto workspace = open_workspace(place.workspace, place.data);
    if (!workspace) return report_error(workspace.error());
    auto book = read_table_file(argument.file);
    if (!book) return report_error(book.error());
    rules::TableImport import;
    if (rules::is_scheme_book(*book)) {
        import = read_exported(*book, argument);
    } else {
        auto typed = read_typed(*book, *workspace, argument);
        if (!typed) return report_error(typed.error());
        import = std::move(*typed);
    }
    auto norms = norm_ids(*workspace);
    if (!norms) return report_error(norms.error());
    std::optional<rules::Scheme> scheme;
    if (import.tree.head) check_tree(import, *norms, scheme);
    if (scheme && !workflow::is_good_id(scheme->id))
        import.errors.push_back(import.tree.head["id"].error(
            "no usable id; write letters a-z, digits, '-', '_' or '.', for example --id "
            "linchuan-2026"));
    print_notes(import.notes);
    for (const Error& error : import.errors) fmt::print(stderr, "{}\n", printable(error.what));
    if (!import.errors.empty() || !scheme)
        return report_error({Errc::config, fmt::format("{} 处错误，没有导入任何内容；改正后再导入",
                                                       import.errors.size())});
    return store(*workspace, import, *scheme, argument);
}

int scheme_export_command(const Place& place, const std::string& scheme, const std::string& file) {
    auto workspace = open_workspace_or_data(place.workspace, place.data);
    if (!workspace) return report_error(workspace.error());
    auto folder = scheme_folder(*workspace, scheme);
    if (!folder) return report_error(folder.error());
    auto files = read_scheme_files(*folder);
    if (!files) return report_error(files.error());
    auto load = rules::parse_scheme_tree(*files, *folder + "/");
    if (!load.tree) return report_error(joined(load.errors));
    rules::SchemeBook book = rules::scheme_book(*load.tree);
    if (!book.errors.empty()) return report_error(joined(book.errors));
    const std::string target = file.empty() ? scheme + ".xlsx" : file;
    if (auto written = write_book(book.book, target); !written)
        return report_error(written.error());
    fmt::print("已写入 {}：{} 个指标\n", target, load.tree->indicators.size());
    return exit_done;
}

}  // namespace duwang::app
