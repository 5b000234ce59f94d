// `inspect page` without --json: a table that an operator reads.
#include <fmt/format.h>

#include <array>
#include <utility>

#include "app/inspect_article.h"
#include "core/text/normalise.h"

namespace duwang::app {
namespace {

using Words = std::pair<std::string_view, std::string_view>;

constexpr std::array<Words, 44> words{{
    {"published", "发布"},
    {"updated", "更新"},
    {"written", "成文"},
    {"generated", "页面生成"},
    {"effective", "实施"},
    {"validity", "有效性/有效期"},
    {"signed", "落款"},
    {"file", "附件文件名"},
    {"url", "网址"},
    {"text", "正文"},
    {"other", "其他"},
    {"meta", "网页标签"},
    {"element", "要素"},
    {"info_line", "标题下信息行"},
    {"comment", "注释"},
    {"heading", "标题元素"},
    {"title", "标题"},
    {"line", "标题下单独一行"},
    {"index_number", "索引号"},
    {"organ", "发布机构"},
    {"written_date", "成文日期"},
    {"publish_date", "发布日期"},
    {"number", "发文字号"},
    {"topic", "分类"},
    {"openness", "公开属性"},
    {"keywords", "主题词"},
    {"table", "表格"},
    {"list", "列表"},
    {"dl", "定义列表"},
    {"grid", "网格"},
    {"hidden", "隐藏"},
    {"images", "图片内容"},
    {"preview", "文件预览"},
    {"attachments", "附件"},
    {"empty", "空"},
    {"not_visible", "静态未见"},
    {"interpretation", "解读"},
    {"document", "文件"},
    {"related", "相关链接"},
    {"article", "稿件"},
    {"entries", "列表条目的要素"},
    {"gov_site_id", "网站标识码"},
    {"icp", "ICP 备案"},
    {"psb", "公安备案"},
}};

std::string_view word(std::string_view key) {
    for (const Words& one : words)
        if (one.first == key) return one.second;
    return key;
}

class Table {
  public:
    void row(std::string_view label, std::string_view value, const Json& place = {}) {
        // A Chinese character is as wide as two others.
        std::size_t width = 0;
        for (std::size_t at = 0; at < label.size();)
            width += next_code_point(label, at) > 0x2E7F ? 2 : 1;
        const std::string blanks(width < 16 ? 16 - width : 1, ' ');
        text_ += fmt::format("{}{}{}", label, blanks, value.empty() ? "—" : value);
        if (const auto line = place["line"].number(); line > 0)
            text_ += fmt::format("  [第{}行 {}]", line, place["selector"].text());
        text_ += '\n';
    }
    void head(std::string_view name) { text_ += fmt::format("\n== {}\n", name); }
    std::string take() { return printable_lines(); }

  private:
    // Text of the page must not move the cursor.
    std::string printable_lines() const {
        std::string out;
        for (std::size_t at = 0; at < text_.size();) {
            const std::size_t end = text_.find('\n', at);
            out += printable(std::string_view(text_).substr(at, end - at)) + "\n";
            at = end + 1;
        }
        return out;
    }
    std::string text_;
};

std::string joined(const Json& list, std::string_view separator) {
    std::string all;
    for (const Json& one : list.items())
        all += fmt::format("{}{}", all.empty() ? "" : separator,
                           one.is_object() ? one["text"].text() : one.text());
    return all;
}

void add_dates(Table& table, const Json& article) {
    for (const Json& date : article["dates"].items())
        table.row(word(date["kind"].text()),
                  fmt::format("{}  ({}{}{}: {})", date["value"].text(), word(date["source"].text()),
                              date["label"].is_null() ? "" : " ", date["label"].text(),
                              date["text"].text()),
                  date);
}

void add_numbers(Table& table, const Json& numbers) {
    table.row("本文文号", numbers["own"]["value"].text(), numbers["own"]);
    for (const Json& cited : numbers["cited"].items())
        table.row("引用文号", cited["value"].text(), cited);
}

void add_article(Table& table, const Json& article) {
    table.head(fmt::format("{}", word(article["kind"].text())));
    table.row("标题",
              fmt::format("{} ({})", article["title"].text(), word(article["title_source"].text())),
              article);
    table.row("发布时间", fmt::format("{} ({}{})", article["published"].text("—"),
                                      word(article["published_source"].text()),
                                      article["published_unsure"].boolean() ? ",低信度" : ""));
    add_dates(table, article);
    table.row("来源", article["source"]["value"].text(), article["source"]);
    table.row("发文机关", article["organ"].text());
    table.row("落款单位", article["signature"]["value"].text(), article["signature"]);
    table.row("面包屑", joined(article["breadcrumb"], " > "));
    add_numbers(table, article["numbers"]);
    for (const Json& one : article["elements"].items())
        table.row(word(one["key"].text()),
                  fmt::format("{} = {} ({})", one["label"].text(), one["text"].text(),
                              word(one["form"].text())),
                  one);
    for (const Json& one : article["attachments"].items())
        table.row("附件", fmt::format("{} {}", one["name"].text(), one["url"].text()), one);
    for (const Json& one : article["related"].items())
        table.row(word(one["kind"].text()),
                  fmt::format("{} {}", one["text"].text(), one["url"].text()), one);
    if (article["related"].items().empty())
        table.row("关联链接", article["related_state"].text() == "absent" ? "无" : "静态未见");
    const Json& text = article["text"];
    table.row("正文",
              fmt::format("{} {} 字 {}", word(text["kind"].text()), text["chars"].number(),
                          text["opening"].text()),
              text);
    table.row("提示", joined(article["notes"], ", "));
}

}  // namespace

std::string page_table(const Json& answer) {
    Table table;
    table.row("页面标题", answer["title"].text());
    table.row("编码", fmt::format("{} ({})", answer["charset"]["name"].text(),
                                  answer["charset"]["source"].text()));
    if (!answer["article"].is_null()) add_article(table, answer["article"]);
    if (!answer["metadata"]["values"].items().empty()) table.head("网页标签");
    for (const Json& one : answer["metadata"]["values"].items())
        table.row(one["name"].text(),
                  fmt::format("{} {}", one["value"].text("—"), joined(one["notes"], ", ")));
    if (!answer["identifiers"].items().empty()) table.head("网站标识");
    for (const Json& one : answer["identifiers"].items())
        table.row(word(one["kind"].text()),
                  fmt::format("{} ({})", one["value"].text(), one["text"].text()), one);
    table.head(fmt::format("页面上的日期 {} 处", answer["dates"].items().size()));
    for (const Json& one : answer["dates"].items())
        table.row(word(one["kind"].text()),
                  fmt::format("{} ({}: {})", one["value"].text(), word(one["source"].text()),
                              one["text"].text()),
                  one);
    table.head(fmt::format("链接 {} 条", answer["links"].items().size()));
    for (const Json& one : answer["links"].items())
        table.row(one["text"].text().empty() ? one["tag"].text() : one["text"].text(),
                  one["url"].text(one["raw"].text()), one);
    table.head("警告");
    table.row("超出限制", joined(answer["limits_hit"], ", "));
    table.row("其他", joined(answer["warnings"], ", "));
    return table.take();
}

}  // namespace duwang::app
