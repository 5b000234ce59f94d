// 报备: spans of time for which maintenance or an exemption was filed for a site. What fails within
// counts neither way (standards: decision table, row 44). Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "core/time.h"

namespace duwang {

// From inclusive, until not; whole minutes in Asia/Shanghai.
struct FiledSpan {
    Timestamp from, until;
    std::string what{};  // "机房迁移"
    bool operator==(const FiledSpan&) const = default;
};

using Filed = std::vector<FiledSpan>;

// Reads "2026-11-20 22:00 至 2026-11-21 06:00 机房迁移；2026-12-01 至 2026-12-03 系统升级": several
// with ';'; a day without an hour is meant whole. Errc::config says what was found and what to
// write.
Result<Filed> parse_filed(std::string_view text);
// The same in one spelling, which parse_filed reads; "" for none.
std::string filed_text(const Filed& filed);

// The first that holds the moment; null: none does.
const FiledSpan* filed_at(const Filed& filed, Timestamp at);

}  // namespace duwang
