#include "workflow/import_entries.h"

#include <fmt/format.h>

#include <array>

#include "core/time.h"
#include "workflow/table_reader.h"
#include "workflow/typed_cells.h"

namespace duwang::workflow {
namespace {

constexpr std::array<ColumnName, 13> columns{{
    {"kind", "类型", true},
    {"unit", "单位", true},
    {"item", "条目", false},
    {"finding", "问题类型", false},
    {"object", "对象", false},
    {"value", "值", false},
    {"scale", "满分", false},
    {"details", "细节", false},
    {"reason", "理由", true},
    {"by", "经办人", true},
    {"at", "日期", true},
    {"basis", "依据", false},
    {"attachments", "附件", false},
}};

bool needs_value(EntryKind kind) {
    return kind == EntryKind::fact || kind == EntryKind::choose || kind == EntryKind::import ||
           kind == EntryKind::daily;
}

class EntriesReader {
  public:
    explicit EntriesReader(TableReader& table) : table_(table) {}

    Entry read() {
        Entry entry;
        read_kind(entry);
        entry.unit = table_.cell("unit");
        entry.item = table_.cell("item");
        entry.finding = table_.cell("finding");
        entry.object = table_.cell("object");
        entry.value = table_.cell("value");
        entry.scale = table_.cell("scale");
        if (needs_value(entry.kind) && entry.value.empty())
            table_.fail("value",
                        fmt::format("empty; write the value of the {}", entry_word(entry.kind)));
        read_details(entry);
        entry.reason = table_.cell("reason");
        entry.by = table_.cell("by");
        entry.at = table_.cell("at");
        entry.basis = table_.cell("basis");
        if (!entry.at.empty() && !parse_timestamp(entry.at))
            table_.fail(
                "at", fmt::format("{} is no date; write for example 2022-10-31", shown(entry.at)));
        return entry;
    }

  private:
    TableReader& table_;

    void read_kind(Entry& entry) {
        const std::string word = table_.cell("kind");
        if (word.empty()) return;
        if (auto kind = entry_kind_of(word))
            entry.kind = *kind;
        else
            table_.fail("kind",
                        fmt::format("unknown kind {}; write 事实, 个案, 确认, 不成立, 不适用, "
                                    "选分, 外部成绩, 日常加减分 or 电话",
                                    shown(word)));
    }

    void read_details(Entry& entry) {
        for (const std::string& detail : table_.list("details")) {
            const std::size_t equals = detail.find('=');
            if (equals == std::string::npos || equals == 0) {
                table_.fail("details", fmt::format("{} is no detail; write name=value, several "
                                                   "separated by ；",
                                                   shown(detail)));
                continue;
            }
            entry.details.emplace_back(detail.substr(0, equals), detail.substr(equals + 1));
        }
    }
};

}  // namespace

EntriesImport import_entries(std::string_view bytes, const std::string& name) {
    EntriesImport import;
    TableReader table(bytes, name, "录入", columns, import.errors);
    while (table.next()) {
        EntryRow row{EntriesReader(table).read(), typed_list(table.cell("attachments")),
                     table.line()};
        if (table.good()) import.rows.push_back(std::move(row));
    }
    return import;
}

}  // namespace duwang::workflow
