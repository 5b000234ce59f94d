#include "crawler/document/tabular.h"

#include <algorithm>

#include "core/report_titles.h"
#include "core/text/normalise.h"
#include "crawler/document/account_table.h"
#include "crawler/document/list_table.h"
#include "crawler/document/topics.h"

namespace duwang::crawler {
namespace {

constexpr std::size_t table_cells_min = 6;

const TabularFormat* format_named(std::string_view plain, const TabularRules& rules) {
    for (const TabularFormat& one : rules.formats)
        if (contains_any(plain, one.titles) && !contains_any(plain, one.not_titles)) return &one;
    return nullptr;
}

bool hinted(const Flow& flow, const TabularFormat& format) {
    return std::ranges::any_of(flow.tables, [&](const Table& table) {
        const std::size_t most = std::min<std::size_t>(table.cells().size(), 200);
        return most >= table_cells_min &&
               std::any_of(table.cells().begin(),
                           table.cells().begin() + static_cast<std::ptrdiff_t>(most),
                           [&](const TableCell& cell) {
                               return contains_any(strip_blanks(cell.text), format.hints);
                           });
    });
}

// Without a title that says so: the kind of which most columns are headed.
const TabularFormat* format_headed(const Flow& flow, const TabularRules& rules) {
    const TabularFormat* best = nullptr;
    std::size_t most = 0;
    for (const TabularFormat& one : rules.formats) {
        if (one.heads_min == 0 || one.tables.empty() || !hinted(flow, one)) continue;
        const std::size_t headed = headed_columns(flow, one.tables.front());
        if (headed >= one.heads_min && headed > most) most = headed, best = &one;
    }
    return best;
}

void read_list(const Flow& flow, const TabularFormat& format, DocumentFacts& facts) {
    TypedTable table = read_list_table(flow, format);
    if (!table.columns.empty()) facts.tables.push_back(std::move(table));
    if (format.fields.empty()) return;
    facts.format.clear();
    const std::string plain = strip_blanks(facts.title);
    for (const TopicFormat& field : format.fields)
        if (facts.format.empty() && contains_any(plain, field.words)) facts.format = field.key;
    if (facts.format.empty()) facts.notes.emplace_back("no_field");
}

void read_accounts(const Flow& flow, const TabularFormat& format, DocumentFacts& facts) {
    AccountsRead read = read_account_tables(flow, format);
    facts.tables = std::move(read.tables);
    facts.notes.insert(facts.notes.end(), read.notes.begin(), read.notes.end());
    facts.year = year_in_title(facts.title);
    if (facts.year == 0) facts.notes.emplace_back("no_year");
    facts.sections = read_topics(flow, format.topics);
    for (const TopicFormat& topic : format.topics)
        if (std::ranges::find(facts.sections, topic.key, &DocumentSection::key) ==
            facts.sections.end())
            facts.notes.push_back("topic_missing:" + topic.key);
}

}  // namespace

bool may_be_tabular(std::string_view plain_title, std::string_view text,
                    const TabularRules& rules) {
    return std::ranges::any_of(rules.formats, [&](const TabularFormat& one) {
        if (contains_any(plain_title, one.titles) && !contains_any(plain_title, one.not_titles))
            return true;
        return one.heads_min > 0 && contains_any(text, one.hints);
    });
}

DocumentFacts read_tabular(const Flow& flow, const std::string& title, const TabularRules& rules) {
    const TabularFormat* format = format_named(strip_blanks(title), rules);
    if (format == nullptr) format = format_headed(flow, rules);
    if (format == nullptr) return {};
    DocumentFacts facts;
    facts.kind = facts.format = format->kind;
    facts.title = title;
    facts.organ = organ_in_title(title, {format->titles, {}});
    Flow joined = flow;
    join_broken_tables(joined);
    if (format->shape == TabularFormat::Shape::list)
        read_list(joined, *format, facts);
    else
        read_accounts(joined, *format, facts);
    if (facts.tables.empty()) facts.notes.emplace_back("no_tables");
    if (flow.cut) facts.notes.emplace_back("cut");
    return facts;
}

}  // namespace duwang::crawler
