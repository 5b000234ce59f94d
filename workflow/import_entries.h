// entries.csv: what people state about units in a round (录入).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/entry.h"
#include "core/result.h"

namespace duwang::workflow {

struct EntryRow {
    Entry entry;                     // without its attachments
    std::vector<std::string> files;  // 附件, as typed
    int line = 0;
};

struct EntriesImport {
    std::vector<EntryRow> rows;
    std::vector<Error> errors;  // each begins with "file:line:column"
};

// Columns in any order, English or Chinese: kind 类型, unit 单位, item 条目, finding 问题类型,
// object 对象, value 值, scale 满分, details 细节 ("days=17；received=2022-03-01"), reason 理由,
// by 经办人, at 日期, and where there are any basis 依据, attachments 附件.
EntriesImport import_entries(std::string_view bytes, const std::string& name);

}  // namespace duwang::workflow
