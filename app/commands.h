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
int score_command(const Place& place, const std::string& round);
int report_command(const Place& place, const std::string& round, const std::string& format);
int explain_command(const Place& place, const std::string& round, const std::string& unit,
                    const std::string& indicator);
int rounds_command(const Place& place);
int marks_import_command(const Place& place, const std::string& round, const std::string& file);

// The same for an open workspace.
int import_marks(Workspace& workspace, const std::string& round, const std::string& file,
                 Timestamp now);

// Hosts in back-off: all of them, or the given ones no longer (logged, with who decided it).
int hosts_command(const Place& place);
int hosts_forget_command(const Place& place, const std::vector<std::string>& hosts,
                         const std::string& by);

int scheme_list_command(const Place& place);
int scheme_check_command(const Place& place, const std::string& scheme);
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
