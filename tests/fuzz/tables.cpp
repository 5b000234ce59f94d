// A filled table (录入表), CSV or workbook, as people may hand it in; its text is also read as a
// page with telephone numbers.
#include "tests/fuzz/target.h"
#include "core/phone_numbers.h"
#include "workflow/read_entries.h"

namespace duwang::fuzz {
namespace {

const PhoneRules& rules_of_calls() {
    static const PhoneRules rules{
        {"电话"}, {"传真"}, {"0##-N#######", "0###-N######"}, {"N######", "12345"}, {}, {}, {}};
    return rules;
}

void read(std::string_view bytes, const workflow::FoundTable& found) {
    const workflow::FilledTable table =
        workflow::read_entry_table(bytes, "t", found.table, found.sheet);
    for (const workflow::FilledRow& row : table.rows) {
        require(!row.entry.unit.empty(), "every row has a unit");
        require(!row.entry.by.empty() && !row.entry.at.empty(), "every row says who and when");
        require(!row.value_place.empty(), "every row has its place");
    }
    for (const Error& error : table.errors)
        require(error.what.starts_with("t"), "every error names the file");
}

}  // namespace

void tables(std::string_view bytes) {
    if (const auto found = workflow::find_entry_tables(bytes, "t"))
        for (const workflow::FoundTable& one : *found) read(bytes, one);
    for (const PhoneNumber& one : find_phone_numbers(bytes, rules_of_calls())) {
        require(one.digits.size() >= 5, "a number has digits");
        require(!one.number.empty() && one.quote.size() < 400, "and a short quote");
    }
}

}  // namespace duwang::fuzz
