// `inspect report` without --json: what an evaluator reads.
#include <fmt/format.h>

#include <array>
#include <utility>

#include "app/document_notes.h"
#include "app/inspect.h"
#include "app/text_table.h"

namespace duwang::app {
namespace {

using Words = std::pair<std::string_view, std::string_view>;

constexpr std::array<Words, 5> outcomes{{{"pass", "相符"},
                                         {"fail", "不符"},
                                         {"doubtful", "提示"},
                                         {"not_determined", "无法核对"},
                                         {"not_applicable", "不适用"}}};

constexpr std::array<Words, 13> kinds{{{"annual_report", "政府信息公开工作年度报告"},
                                       {"final_account", "部门决算"},
                                       {"budget", "部门预算"},
                                       {"catalogue", "基层政务公开标准目录"},
                                       {"power_list", "权责清单"},
                                       {"licence_list", "行政许可事项清单"},
                                       {"charge_list", "收费目录清单"},
                                       {"proof_list", "证明事项清单"},
                                       {"public_service_list", "公共服务事项清单"},
                                       {"service_guide", "办事指南"},
                                       {"disclosure_guide", "信息公开指南"},
                                       {"organisation", "机构职能与领导信息"},
                                       {"consultation", "意见征集"}}};

std::string_view kind_words(std::string_view kind) {
    for (const Words& one : kinds)
        if (one.first == kind) return one.second;
    return {};
}

void add_tables(TextTable& text, const Json& answer) {
    text.head("表格");
    for (const Json& table : answer["tables"].items()) {
        if (!table["statement"].is_null()) text.row("空表说明", table["statement"].text());
        text.row(table["title"].text(),
                 fmt::format("{}，{} 行", table["origin"].text(), table["rows"].items().size()));
        for (const Json& note : table["notes"].items()) text.row("", note_words(note.text()));
    }
}

// 要素 and 领导信息 of guides, organisation pages and consultations.
void add_elements(TextTable& text, const Json& answer) {
    for (const Json& one : answer["elements"].items()) {
        std::string value = one["value"].text();
        for (const Json& note : one["notes"].items())
            value += fmt::format("（{}）", note_words(note.text()));
        text.row(one["label"].is_null() ? one["key"].text() : one["label"].text(), value, one);
    }
    for (const Json& one : answer["leaders"].items())
        text.row(
            "领导",
            fmt::format("{}  {}  {}", one["name"].text(), one["post"].text(), one["duties"].text()),
            one);
}

}  // namespace

std::string report_text(const Json& answer) {
    TextTable text;
    const std::string_view kind = kind_words(answer["kind"].text());
    if (kind.empty()) {
        text.row("年度报告", "不是，或没有认出");
        return text.take();
    }
    text.row("种类", kind);
    text.row("标题", answer["title"].text("（没有读到）"));
    text.row("单位", answer["organ"].text());
    text.row("年度", answer["year"].is_null() ? "（没有读到）" : answer["year"].dump());
    text.row("格式", answer["format"].text());
    for (const Json& section : answer["sections"].items())
        text.row("部分",
                 fmt::format("{}（{} 字）", section["heading"].text(), section["chars"].number()),
                 section);
    add_tables(text, answer);
    add_elements(text, answer);
    for (const Json& note : answer["notes"].items()) text.row("提示", note_words(note.text()));
    for (const Words& outcome : outcomes) {
        const std::int64_t count = answer["counts"][outcome.first].number();
        if (count == 0) continue;
        text.head(fmt::format("{} {} 项", outcome.second, count));
        if (outcome.first == "pass" || outcome.first == "not_applicable") continue;
        for (const Json& one : answer["equations"].items())
            if (one["outcome"].text() == outcome.first)
                text.row(one["id"].text(), one["message"].text());
    }
    return text.take();
}

}  // namespace duwang::app
