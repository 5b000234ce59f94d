// What each command does, without the parsing of its line. All print to standard output and return
// the exit code; errors go to standard error.
#pragma once

#include <string>
#include <vector>

#include "app/sweep.h"

namespace duwang::app {

struct Place {
    std::string workspace = ".";
    std::string data;
};

int report_error(const Error& error);

int init_command(const std::string& folder);

struct InventoryFilesArgument {
    std::string units = "units.csv", sites = "sites.csv", columns = "columns.csv";
    bool partial = false;
};
int inventory_import_command(const Place& place, const InventoryFilesArgument& files);
int inventory_show_command(const Place& place);

int sweep_command(const Place& place, const SweepOrder& order);
int judge_command(const Place& place, const std::string& round);
// Scores the round again; with `schemes` by others than its own, without storing anything. `diff`:
// prints whose score, grade and rank would change, and why.
struct ScoreOrder {
    std::string round;
    std::vector<std::string> schemes;  // as SweepOrder::schemes
    bool diff = false;
};
int score_command(const Place& place, const ScoreOrder& order);
int report_command(const Place& place, const std::string& round, const std::string& format);
int explain_command(const Place& place, const std::string& round, const std::string& unit,
                    const std::string& indicator);
int rounds_command(const Place& place);

// Facts, cases, decisions and daily points (录入) from entries.csv.
// `files_anywhere`: attachments may lie elsewhere than beside the table.
int entries_import_command(const Place& place, const std::string& round, const std::string& file,
                           bool files_anywhere);

// Hosts in back-off: all of them, or the given ones no longer (logged, with who decided it).
int hosts_command(const Place& place);
int hosts_forget_command(const Place& place, const std::vector<std::string>& hosts,
                         const std::string& by);

int scheme_list_command(const Place& place);
int scheme_check_command(const Place& place, const std::string& scheme);
// The whole table: how each indicator is decided, what is missing, what people have to enter.
int scheme_show_command(const Place& place, const std::string& scheme);
// Indicator × unit with due dates; `unit`: only one, by id or name.
int scheme_tasks_command(const Place& place, const std::string& scheme, const std::string& unit);
int checks_command();
int config_command(const Place& place);

// `deep`: every record against its digests too; names each one that is damaged.
int capture_verify_command(const Place& place, const std::string& capture, bool deep);
int capture_show_command(const Place& place, const std::string& capture, std::int64_t exchange,
                         bool body_only);
int capture_facts_command(const Place& place, const std::string& capture);
// To a file, which appears when it is whole; without a name to standard output.
int capture_export_command(const Place& place, const std::string& capture, const std::string& file);
int log_verify_command(const Place& place, const std::string& printed_head);

// Reads what --resolve, --allow-address say; Errc::usage names what to write.
Result<crawler::FixedAddress> parse_resolve(const std::string& text);

}  // namespace duwang::app
