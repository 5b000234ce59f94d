#include "crawler/document/annual_report.h"

#include <algorithm>

#include "core/text/normalise.h"
#include "crawler/document/format_reader.h"
#include "crawler/document/named_numbers.h"
#include "crawler/document/sections.h"
#include "crawler/document/sketch.h"
#include "crawler/document/table_twice.h"

namespace duwang::crawler {
namespace {

constexpr std::size_t title_chars_max = 80;
constexpr std::size_t opening_blocks = 30;  // where a title is looked for

bool is_title(std::string_view text, const ReportTitles& titles) {
    return count_code_points(text) <= title_chars_max && names_report(text, titles);
}

// Of the page or file when that names a report, else the first line that does; titles over two
// lines ("清河县财政局" / "2023年政府信息公开工作年度报告") are put together.
std::string title_of(const Flow& flow, const DocumentContext& context, const ReportTitles& titles) {
    for (const std::string& one : {context.title, context.name})
        if (is_title(one, titles) && year_in_title(one) != 0) return collapse_blanks(one);
    std::string before;
    for (std::size_t i = 0; i < std::min(flow.blocks.size(), opening_blocks); ++i) {
        const FlowBlock& block = flow.blocks[i];
        if (block.kind == FlowBlock::Kind::table) break;
        if (is_title(block.text, titles)) {
            const bool whole =
                year_in_title(block.text) != 0 && !organ_in_title(block.text, titles).empty();
            return whole || before.empty() ? block.text : before + block.text;
        }
        before = count_code_points(block.text) <= title_chars_max / 2 ? block.text : "";
    }
    return is_title(context.title, titles) ? collapse_blanks(context.title) : std::string();
}

// 统计期限: "2023年1月1日至12月31日" in the text, where no title says the year.
int year_of(std::string_view title, const Flow& flow) {
    if (const int year = year_in_title(title)) return year;
    for (const FlowBlock& block : flow.blocks) {
        const std::string form = match_form(std::string_view(block.text).substr(0, 2'000));
        for (std::string_view period : {"年1月1日至", "年1月1日-", "年1月1日起至", "年1月1日到"}) {
            const std::size_t at = form.find(period);
            if (at != form.npos && at >= 4)
                if (const int year = year_in_title(std::string_view(form).substr(at - 4)))
                    return year;
        }
    }
    return 0;
}

const ReportFormat* of_year(int year, const AnnualReportRules& rules) {
    for (const ReportFormat& one : rules.formats)
        if (year >= one.first_year && year <= one.last_year) return &one;
    return nullptr;
}

// 先判代再取格 (R01): the labels of its tables decide, then its year.
const ReportFormat* format_of(const Flow& flow, int year, const AnnualReportRules& rules) {
    const ReportFormat* best = nullptr;
    std::size_t most = 0;
    for (const ReportFormat& one : rules.formats) {
        std::size_t marks = 0;
        for (const std::string& mark : one.marks) marks += tables_with(flow, {mark}) > 0 ? 1 : 0;
        if (marks > most) most = marks, best = &one;
    }
    if (best != nullptr) return best;
    if (const ReportFormat* one = year == 0 ? nullptr : of_year(year, rules)) return one;
    return rules.formats.empty() ? nullptr : &rules.formats.front();
}

std::string text_of(const Flow& flow) {
    std::string text;
    for (const FlowBlock& block : flow.blocks) {
        if (block.kind == FlowBlock::Kind::table) continue;
        text += block.text;
        text += '\n';
    }
    return text;
}

std::int64_t offset_of(const Flow& flow, std::string_view quote) {
    for (const FlowBlock& block : flow.blocks)
        if (block.offset >= 0 && match_form(block.text).find(quote) != std::string::npos)
            return block.offset;
    return -1;
}

void note_missing(const ReportFormat& format, DocumentFacts& facts) {
    if (facts.tables.empty() && !format.tables.empty()) return facts.notes.push_back("no_tables");
    for (const TableFormat& one : format.tables)
        if (facts.table(one.key) == nullptr) facts.notes.push_back("table_missing:" + one.key);
}

// A column's page has the title of a report without a year; a report has a table or sections too.
bool has_parts(const Flow& flow, const AnnualReportRules& rules) {
    constexpr std::size_t sections_min = 2;
    return std::ranges::any_of(rules.formats, [&](const ReportFormat& format) {
        return read_sections(flow, format.sections).sections.size() >= sections_min ||
               !read_formats(flow, format.tables).empty();
    });
}

}  // namespace

bool is_annual_report(const Flow& flow, const DocumentContext& context,
                      const AnnualReportRules& rules) {
    if (rules.formats.empty()) return false;
    const std::string title = title_of(flow, context, rules.titles);
    if (!title.empty() && !other_word(title, rules.titles).empty()) return false;
    if (!title.empty() && (year_of(title, flow) != 0 || has_parts(flow, rules))) return true;
    return std::ranges::any_of(rules.formats, [&](const ReportFormat& format) {
        return format.tables.size() > 1 && read_formats(flow, format.tables).size() > 1;
    });
}

DocumentFacts read_annual_report(Flow flow, const DocumentContext& context,
                                 const AnnualReportRules& rules) {
    join_broken_tables(flow);
    DocumentFacts facts;
    facts.kind = "annual_report";
    facts.title = title_of(flow, context, rules.titles);
    facts.year = year_of(facts.title, flow);
    facts.organ = organ_in_title(facts.title, rules.titles);
    if (facts.year == 0) facts.notes.push_back("no_year");
    if (flow.cut) facts.notes.push_back("flow_cut");
    const ReportFormat* format = format_of(flow, facts.year, rules);
    if (format == nullptr) return facts;
    facts.format = format->id;
    if (facts.year != 0 && (facts.year < format->first_year || facts.year > format->last_year))
        facts.notes.push_back("format_not_of_year");
    SectionsRead sections = read_sections(flow, format->sections);
    leave_out_twice(flow, *format, sections.table_keys, facts.notes);
    facts.tables = read_formats(flow, format->tables);
    note_missing(*format, facts);
    facts.sections = std::move(sections.sections);
    facts.notes.insert(facts.notes.end(), sections.notes.begin(), sections.notes.end());
    const std::string text = text_of(flow);
    NamedNumbers named = named_numbers(text, *format);
    facts.numbers = std::move(named.numbers);
    facts.notes.insert(facts.notes.end(), named.notes.begin(), named.notes.end());
    for (NamedNumber& one : facts.numbers) one.offset = offset_of(flow, one.text);
    facts.sketch = sketch_of(text, rules.sketch);
    return facts;
}

}  // namespace duwang::crawler
