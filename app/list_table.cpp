// `inspect list` without --json: a table that an operator reads.
#include <fmt/format.h>

#include <array>
#include <utility>

#include "app/inspect.h"
#include "app/text_table.h"

namespace duwang::app {
namespace {

using Words = std::pair<std::string_view, std::string_view>;

constexpr std::array<Words, 32> words{{
    {"present", "有列表"},
    {"absent", "无列表"},
    {"not_visible", "静态未见"},
    {"says_empty", "页面写明暂无内容"},
    {"spa_shell", "页面内容全部由脚本生成"},
    {"template", "模板占位，内容由脚本填入"},
    {"empty_container", "列表容器为空，内容由脚本填入"},
    {"scripted", "可能由脚本载入"},
    {"frame", "可能在框架页中"},
    {"interface", "内容来自数据接口"},
    {"parse_limit", "页面超出解析限度"},
    {"empty_answer", "应答没有内容"},
    {"unknown_answer", "接口应答无法识别"},
    {"leads_on", "只转到其他地址"},
    {"main", "主列表"},
    {"further", "并列列表"},
    {"side", "侧栏等次要列表"},
    {"trs", "TRS"},
    {"ucap", "开普 UCAP"},
    {"hanweb", "大汉 jpage"},
    {"jpaas", "大汉 jpaas"},
    {"gkmlpt", "公开目录平台"},
    {"links", "页码链接"},
    {"encoded", "base64 编码的页码"},
    {"static_and_search", "前几页静态，其余检索"},
    {"years", "按年份归档"},
    {"json", "JSON 接口"},
    {"script", "脚本翻页"},
    {"script_list", "脚本中的列表"},
    {"text", "条目文字"},
    {"link", "链接文字"},
    {"title", "链接提示"},
}};

std::string_view word(const Json& key) {
    for (const Words& one : words)
        if (one.first == key.text()) return one.second;
    return {};
}

void add_item(TextTable& table, const Json& item) {
    std::string notes;
    for (auto [key, note] : {Words{"sticky", "置顶"}, Words{"truncated", "标题不全"},
                             Words{"external", "外站"}, Words{"after_reference", "晚于基准日"}})
        if (item[key].boolean()) notes += fmt::format(" [{}]", note);
    table.row(item["date"].text("（无日期）"),
              fmt::format("{}{}  {}", item["title"].text(), notes, item["url"].text()), item);
    for (const Json& link : item["related"].items())
        table.row("", fmt::format("  └ {}  {}", link["title"].text(), link["url"].text()));
}

void add_list(TextTable& table, const Json& list) {
    table.head(fmt::format("{} {}", word(list["role"]), list["heading"].text()));
    table.row("条数",
              fmt::format("{}{}", list["count"].number(),
                          list["hidden"].boolean() ? "（默认隐藏的选项卡）" : ""),
              list);
    table.row("最新", list["newest"].text());
    table.row("最早", list["oldest"].text());
    if (list["sticky"].number() > 0) table.row("置顶", list["sticky"].dump());
    for (const Json& item : list["items"].items()) add_item(table, item);
}

void add_pager(TextTable& table, const Json& pager) {
    table.head("翻页");
    if (pager.is_null()) return table.row("方式", "未见翻页");
    table.row("方式", word(pager["kind"]), pager);
    for (auto [key, label] : {Words{"pages", "总页数"}, Words{"current", "当前页"},
                              Words{"records", "声明总数"}, Words{"page_size", "每页条数"}})
        if (!pager[key].is_null()) table.row(label, pager[key].dump());
    if (pager["needs_script"].boolean()) table.row("注意", "有的页只能由脚本打开，静态未见");
    table.row("原文", pager["text"].text());
    for (const Json& address : pager["addresses"].items()) table.row("其他页", address.text());
}

}  // namespace

std::string list_table(const Json& answer) {
    TextTable table;
    table.row("列表", word(answer["state"]));
    if (!answer["why"].is_null()) table.row("原因", word(answer["why"]));
    if (!answer["platform"].is_null()) table.row("平台", word(answer["platform"]));
    table.row("总条数", answer["count"].dump());
    table.row("最近更新", answer["newest"].text());
    for (const Json& list : answer["lists"].items()) add_list(table, list);
    add_pager(table, answer["pager"]);
    for (const Json& warning : answer["warnings"].items()) table.row("提示", warning.text());
    return table.take();
}

}  // namespace duwang::app
