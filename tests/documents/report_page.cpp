#include "tests/documents/report_page.h"

#include <fmt/format.h>

#include <array>
#include <vector>

#include "config/document_rules.h"
#include "core/text/utf8.h"

namespace duwang::test {
namespace {

using crawler::FormatLine;
using crawler::TableFormat;

using Values = std::map<std::string, std::string>;

// Everything agrees; what is not named is 0.
const Values& usual_cells(const std::string& format) {
    static const Values common{{"t3.new.natural", "12"},
                               {"t3.new.business", "2"},
                               {"t3.new.total", "14"},
                               {"t3.carried.natural", "1"},
                               {"t3.carried.total", "1"},
                               {"t3.open.natural", "7"},
                               {"t3.open.business", "2"},
                               {"t3.open.total", "9"},
                               {"t3.partly.natural", "2"},
                               {"t3.partly.total", "2"},
                               {"t3.unable.not_held.natural", "3"},
                               {"t3.unable.not_held.total", "3"},
                               {"t3.total.natural", "12"},
                               {"t3.total.business", "2"},
                               {"t3.total.total", "14"},
                               {"t3.carried_on.natural", "1"},
                               {"t3.carried_on.total", "1"},
                               {"t4.all.review.upheld", "1"},
                               {"t4.all.review.total", "1"},
                               {"t4.all.after.pending", "1"},
                               {"t4.all.after.total", "1"},
                               {"t2.licences.decisions", "156"},
                               {"t2.penalties.decisions", "12"}};
    static const std::map<std::string, Values> own{{"2021",
                                                    {{"t2.regulations.valid", "2"},
                                                     {"t2.normative.made", "3"},
                                                     {"t2.normative.abolished", "1"},
                                                     {"t2.normative.valid", "20"}}},
                                                   {"2019",
                                                    {{"t2.normative.made", "3"},
                                                     {"t2.normative.opened", "3"},
                                                     {"t2.normative.public", "18"},
                                                     {"t2.licences.items_before", "40"},
                                                     {"t2.licences.change", "-18"},
                                                     {"t2.purchasing.purchases", "6"},
                                                     {"t2.purchasing.amount", "123.456789"}}},
                                                   {"narrative",
                                                    {{"statistics.received.number", "14"},
                                                     {"statistics.reviews.number", "1"},
                                                     {"statistics.lawsuits.number", "1"},
                                                     {"statistics.reviews.other.number", "1"},
                                                     {"statistics.lawsuits.upheld.number", "1"}}}};
    static std::map<std::string, Values> all;
    Values& values = all[format];
    if (values.empty()) {
        values = own.at(format);
        values.insert(common.begin(), common.end());
    }
    return values;
}

const Values& usual_sections() {
    static const Values all{{"1",
                             "全年新收政府信息公开申请14件，上年结转1件，均按时办理。主动公开方面，"
                             "坚持以公开为常态，及时发布预算决算、"
                             "财政收支和惠企政策；依申请公开方面，规范接收登记、审核答复和送达存档"
                             "各个环节；平台建设方面，改版栏目并整理旧文件。"},
                            {"4", "全年发生行政复议1件，行政诉讼1件。"},
                            {"5",
                             "一是部分栏目更新不够及时，二是政策解读的形式还比较单一。下一步将完善"
                             "发布审核流程，组织业务培训，用图解和问答说清政策，"
                             "并把公开工作列入年度考核。"},
                            {"6", "本年度没有其他需要报告的事项。"}};
    return all;
}

const Values& other_sections() {
    static const Values all{{"1",
                             "围绕农田水利、河道治理与饮水安全，全年共发布各类信息八百余条。办理群"
                             "众申请时逐件登记，由专人答复，疑难事项会商后回复。"
                             "各乡镇设立查阅点，印发办事手册，广播站每周播报一次村务内容，受到村民"
                             "欢迎，咨询电话保持畅通，回访满意。"},
                            {"4", "全年发生行政复议1件，行政诉讼1件。"},
                            {"5",
                             "基层人手紧张，个别信息发布滞后；群众查找文件仍感不便。今后要充实队伍"
                             "，优化检索，定期抽查并通报结果，督促整改到位。"},
                            {"6", "无需要另行说明的内容，收费为零。"}};
    return all;
}

class Writer {
  public:
    explicit Writer(const ReportPage& page) : page_(page) {}

    std::string run() {
        const auto& rules = config::default_document_rules().annual_reports;
        const crawler::ReportFormat& format = *rules.format(page_.format);
        const std::string title =
            fmt::format("{}{}年政府信息公开工作年度报告", page_.organ, page_.year);
        out_ = fmt::format(
            "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title>{}</title></head>\n"
            "<body><div class=\"article-content\">\n<h1>{}</h1>\n<p>本报告所列数据的统计期限自"
            "{}年1月1日起至12月31日止。</p>\n",
            title, title, page_.year);
        static const std::array<std::string_view, 6> numerals{"一", "二", "三", "四", "五", "六"};
        for (std::size_t i = 0; i < format.sections.size(); ++i) {
            out_ += fmt::format("<p>{}、{}</p>\n", numerals[i], format.sections[i].title);
            write_section(format, format.sections[i].key);
        }
        if (format.sections.empty()) write_narrative(format);
        return out_ + "</div></body></html>\n";
    }

  private:
    bool way(const std::string& name) const { return page_.writing.contains(name); }
    std::string text_of(const std::string& key) const {
        if (const auto at = page_.sections.find(key); at != page_.sections.end()) return at->second;
        const Values& usual = way("other_text") ? other_sections() : usual_sections();
        const auto at = usual.find(key);
        return at == usual.end() ? std::string() : at->second;
    }
    void write_section(const crawler::ReportFormat& format, const std::string& key) {
        if (key == "2") write_t2(*format.table("t2"));
        if (key == "3") write_t3(*format.table("t3"));
        if (key == "4") write_t4(*format.table("t4"));
        if (const std::string text = text_of(key); !text.empty()) out_ += "<p>" + text + "</p>\n";
    }
    void write_narrative(const crawler::ReportFormat& format) {
        out_ += "<p>一、概述</p>\n<p>" + text_of("1") + "</p>\n<p>二、复议诉讼</p>\n<p>" +
                text_of("4") + "</p>\n<table>\n";
        row({cell("统计指标"), cell("单位"), cell("统计数")});
        const TableFormat& table = format.tables.front();
        for (const FormatLine& line : table.rows)
            row({label(line.labels[0]), cell("件"), value(table.key, line.key, "number")});
        out_ += "</table>\n";
    }

    // ---- cells
    static std::string cell(std::string_view text, int rows = 1, int columns = 1) {
        std::string tag = "<td";
        if (rows > 1) tag += fmt::format(" rowspan=\"{}\"", rows);
        if (columns > 1) tag += fmt::format(" colspan=\"{}\"", columns);
        return tag + ">" + std::string(text) + "</td>";
    }
    // Labels as word processors leave them: cut by line breaks, blanks and elements.
    std::string label(const std::string& text, int rows = 1, int columns = 1) const {
        std::string written = text;
        if (way("cut_labels") && count_code_points(text) >= 4) {
            const std::size_t two = truncate_code_points(text, 2).size();
            const std::size_t three = truncate_code_points(text, 3).size();
            written = text.substr(0, two) + "<br>" + text.substr(two, three - two) +
                      "&nbsp;<span>" + text.substr(three) + "</span>";
        }
        if (way("word")) written = "<p class=\"MsoNormal\"><b>" + written + "</b></p>";
        return cell(written, way("overlong_spans") && rows > 3 ? 9999 : rows, columns);
    }
    std::string value(const std::string& table, const std::string& row, const std::string& column,
                      int columns = 1) const {
        const std::string key = table + "." + row + "." + column;
        std::string text = "0";
        const Values& usual = usual_cells(page_.format);
        if (const auto at = usual.find(key); at != usual.end()) text = at->second;
        if (const auto at = page_.cells.find(key); at != page_.cells.end()) text = at->second;
        if (way("full_width")) text = wide(text);
        if (text.empty()) text = "&nbsp;";
        if (way("word"))
            text = "<p class=\"MsoNormal\"><span lang=\"EN-US\"><span> " + text +
                   " </span><o:p></o:p></span></p>";
        return cell(text, 1, columns);
    }
    static std::string wide(const std::string& text) {
        std::string out;
        for (const char c : text) {
            if (c < '0' || c > '9')
                out += c;
            else
                append_utf8(out, U'０' + static_cast<char32_t>(c - '0'));
        }
        return out;
    }
    void row(const std::vector<std::string>& cells) {
        out_ += "<tr>";
        for (const std::string& one : cells) out_ += one;
        out_ += "</tr>\n";
    }

    // ---- tables
    // A block for every set of columns, each with a head of its own.
    void write_t2(const TableFormat& table) {
        out_ += "<table border=\"1\">\n";
        const std::vector<std::string>* last = nullptr;
        for (const FormatLine& line : table.rows) {
            const bool next = last == nullptr || *last != line.columns;
            const int span = line.columns.size() == 1 ? 3 : 1;
            if (next) {
                if (way("split") && last != nullptr) out_ += "</table>\n<p>2</p>\n<table>\n";
                row({label("第二十条第（一）项", 1, 4)});
                std::vector<std::string> head{label("信息内容")};
                for (const std::string& column : line.columns)
                    head.push_back(label(table.column(column)->labels[0], 1, span));
                row(head);
            }
            last = &line.columns;
            std::vector<std::string> cells{label(line.labels[0])};
            for (const std::string& column : line.columns)
                cells.push_back(value("t2", line.key, column, span));
            row(cells);
        }
        out_ += "</table>\n";
    }
    void head_t3(const TableFormat& table) {
        const bool cut = way("cut_head");  // by the end of a page, between its rows and in a word
        row({label("（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）",
                   cut ? 2 : 3, 3),
             label("申请人情况", 1, 7)});
        row({label(cut ? "自然" : "自然人", cut ? 1 : 2), label("法人或其他组织", 1, 5),
             label("总计", cut ? 1 : 2)});
        std::vector<std::string> cells;
        for (const FormatLine& column : table.columns)
            if (!column.under.empty()) cells.push_back(label(column.labels[0]));
        if (cut) {
            out_ += "</table>\n<p>- 2 -</p>\n<table border=\"1\">\n";
            cells.insert(cells.begin(), {label("", 1, 3), label("人")});
            cells.push_back(label(""));
        }
        row(cells);
    }
    void write_t3(const TableFormat& table) {
        out_ += "<table border=\"1\">\n";
        head_t3(table);
        const int results = static_cast<int>(table.rows.size()) - 3;
        const std::size_t cut = 11;  // where a page ends
        std::string group;
        for (std::size_t i = 0; i < table.rows.size(); ++i) {
            const FormatLine& line = table.rows[i];
            const bool breaks = i == cut && (way("repeated_heads") || way("split"));
            if (breaks && way("split")) out_ += "</table>\n<p>- 3 -</p>\n<table>\n";
            if (breaks && way("repeated_heads")) head_t3(table);
            std::vector<std::string> cells;
            const bool result = i >= 2 && i + 1 < table.rows.size();
            const bool broken = way("broken_spans");
            const bool cut_here = way("repeated_heads") || way("split");
            const std::size_t until = breaks || !cut_here ? table.rows.size() : cut;
            const int left = breaks     ? results + 2 - static_cast<int>(i)
                             : cut_here ? static_cast<int>(cut) - 2
                                        : results;
            if (result && (i == 2 || breaks))
                cells.push_back(label("三、本年度办理结果", broken ? 1 : left));
            const std::string under = line.under.empty() ? std::string() : line.under[0];
            if (result && !under.empty() && (under != group || breaks))
                cells.push_back(
                    label("（三）" + under, broken ? 1 : rows_under(table, i, under, until)));
            group = under;
            const int span = !result ? 3 : under.empty() ? 2 : 1;
            cells.push_back(label(numbered(line), 1, broken ? 1 : span));
            for (const FormatLine& column : table.columns)
                cells.push_back(value("t3", line.key, column.key));
            row(cells);
        }
        out_ += "</table>\n";
    }
    static std::string numbered(const FormatLine& line) {
        return (line.under.empty() ? "（一）" : "3.") + line.labels[0];
    }
    static int rows_under(const TableFormat& table, std::size_t from, const std::string& under,
                          std::size_t until) {
        int rows = 0;
        for (std::size_t i = from; i < until; ++i) {
            const auto& of = table.rows[i].under;
            if (!of.empty() && of[0] == under) ++rows;
        }
        return rows;
    }
    void write_t4(const TableFormat& table) {
        out_ += "<table border=\"1\">\n";
        row({label("行政复议", 1, 5), label("行政诉讼", 1, 10)});
        std::vector<std::string> second, third, values;
        for (std::size_t i = 0; i < table.columns.size(); ++i) {
            const FormatLine& column = table.columns[i];
            if (i < 5)
                second.push_back(label(column.labels[0], 2));
            else
                third.push_back(label(column.labels[0]));
            values.push_back(value("t4", "all", column.key));
        }
        second.push_back(label("未经复议直接起诉", 1, 5));
        second.push_back(label("复议后起诉", 1, 5));
        row(second);
        row(third);
        row(values);
        out_ += "</table>\n";
    }

    const ReportPage& page_;
    std::string out_;
};

}  // namespace

ReportPage report_page_of(const Yaml& node, int year) {
    ReportPage page;
    page.format = node["format"].text_or("2021");
    page.year = std::stoi(node["year"].text_or(std::to_string(year)));
    for (const auto& [key, value] : node["set"].members()) page.cells[key.text()] = value.text();
    for (const auto& [key, value] : node["text"].members())
        page.sections[key.text()] = value.text();
    for (const Yaml& one : node["replace"].items())
        page.replace.emplace_back(one["from"].text(), one["to"].text());
    for (const Yaml& one : node["writing"].items()) page.writing.insert(one.text());
    return page;
}

std::string report_html(const ReportPage& page) {
    std::string html = Writer(page).run();
    for (const auto& [from, to] : page.replace) {
        const std::size_t at = html.find(from);
        html = at == html.npos ? "no such text: " + from : html.replace(at, from.size(), to);
    }
    return html;
}

}  // namespace duwang::test
