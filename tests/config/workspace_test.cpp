#include "config/workspace.h"

#include <gtest/gtest.h>

#include "config/config.h"
#include "core/csv.h"
#include "workflow/import_entries.h"
#include "workflow/inventory_import.h"

namespace duwang::config {
namespace {

std::string_view content_of(std::string_view name) {
    for (const WorkspaceFile& file : workspace_files())
        if (file.name == name) return file.content;
    return {};
}

TEST(Workspace, TheOptionsOfANewWorkspaceAreTheDefaults) {
    const ConfigLoad load = parse_config(content_of("duwang.yaml"), "duwang.yaml");
    EXPECT_TRUE(load.errors.empty());
    EXPECT_EQ(option_values(load.config), option_values(default_config().config));
}

// Taking the "#" away must give a configuration that is accepted.
TEST(Workspace, TheCommentedOptionsAreGoodWhenSwitchedOn) {
    std::string text(content_of("duwang.yaml"));
    for (const char* key : {"user_agent", "delay_ms", "pages_max", "servers", "canaries"}) {
        const std::size_t at = text.find(std::string("  # ") + key + ":");
        ASSERT_NE(at, std::string::npos) << key;
        text.erase(at + 2, 2);
    }
    const ConfigLoad load = parse_config(text, "duwang.yaml");
    ASSERT_TRUE(load.errors.empty()) << load.errors[0].what;
    EXPECT_EQ(load.config.crawler.ipv6_canaries.size(), 1u);
    EXPECT_EQ(load.config.crawler.dns.servers.size(), 1u);
}

TEST(Workspace, TheSampleTablesCanBeImported) {
    workflow::InventoryFiles files;
    files.units.bytes = content_of("units.csv");
    files.sites.bytes = content_of("sites.csv");
    files.columns.bytes = content_of("columns.csv");
    const workflow::InventoryImport import = workflow::import_inventory(files);
    EXPECT_TRUE(import.errors.empty()) << import.errors[0].what;
    EXPECT_EQ(import.inventory.units.size(), 3u);
    EXPECT_EQ(import.inventory.sites.size(), 1u);
    EXPECT_EQ(import.inventory.columns.size(), 3u);
}

TEST(Workspace, TablesBeginWithABomForSpreadsheetPrograms) {
    for (const WorkspaceFile& file : workspace_files()) {
        EXPECT_FALSE(file.content.empty()) << file.name;
        EXPECT_EQ(file.content.starts_with("\xEF\xBB\xBF"), file.name.ends_with(".csv"))
            << file.name;
    }
    const auto marks = parse_csv(content_of("marks.csv"), "marks.csv");
    ASSERT_TRUE(marks);
    ASSERT_EQ(marks->size(), 1u);
    EXPECT_EQ(marks->at(0).fields,
              (std::vector<std::string>{"unit", "indicator", "points", "reason", "by", "at"}));
}

TEST(Workspace, TheTableOfEntriesTakesEveryColumn) {
    const std::string header(content_of("entries.csv"));
    const workflow::EntriesImport none = workflow::import_entries(header, "entries.csv");
    EXPECT_TRUE(none.errors.empty()) << none.errors[0].what;
    EXPECT_TRUE(none.rows.empty());
    const workflow::EntriesImport one = workflow::import_entries(
        header +
            "个案,yunhe,3.26,late,第5号,1,2,days=17；received=2022-03-01,见材料,王,2022-10-31\n",
        "entries.csv");
    ASSERT_TRUE(one.errors.empty()) << one.errors[0].what;
    ASSERT_EQ(one.rows.size(), 1u);
    const Entry& entry = one.rows[0].entry;
    EXPECT_EQ(entry.kind, EntryKind::event);
    for (const auto& [got, expected] :
         std::vector<std::pair<std::string, std::string>>{{entry.unit, "yunhe"},
                                                          {entry.item, "3.26"},
                                                          {entry.finding, "late"},
                                                          {entry.object, "第5号"},
                                                          {entry.value, "1"},
                                                          {entry.scale, "2"},
                                                          {entry.reason, "见材料"},
                                                          {entry.by, "王"},
                                                          {entry.at, "2022-10-31"}})
        EXPECT_EQ(got, expected);
    EXPECT_EQ(entry.details, (std::vector<std::pair<std::string, std::string>>{
                                 {"days", "17"}, {"received", "2022-03-01"}}));
}

}  // namespace
}  // namespace duwang::config
