// `duwang inspect attachment`: what kind of file (附件) it is, whether it could be read, and what
// is in it – or why that could not be determined.
#include <fmt/format.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <utility>

#include "app/inspect.h"
#include "app/probe.h"
#include "app/text_table.h"
#include "core/text/normalise.h"
#include "core/text/utf8.h"
#include "crawler/attachment/attachment.h"

namespace duwang::app {
namespace {

constexpr std::size_t opening_chars = 300;
constexpr std::size_t told_max = 2'000;  // links, entries
constexpr std::size_t head_bytes = 64 << 10;

std::string name_of(const Json& question) {
    std::string name = option(question, "name").text();
    if (name.empty()) name = option(question, "file").text();
    if (name.empty()) name = option(question, "attachment_file").text();
    return name == "-" ? "" : std::filesystem::path(name).filename().string();
}

// A file that is larger than what is ever opened, told by its beginning; else empty.
AttachmentFacts huge_file(const Json& question, const crawler::AttachmentLimits& limits) {
    std::string path = option(question, "file").text();
    if (path.empty()) path = option(question, "attachment_file").text();
    std::error_code error;
    const auto bytes = std::filesystem::file_size(path, error);
    if (error || bytes <= limits.bytes_max) return {};
    std::string head(head_bytes, '\0');
    std::ifstream file(path, std::ios::binary);
    file.read(head.data(), static_cast<std::streamsize>(head.size()));
    head.resize(static_cast<std::size_t>(file.gcount()));
    return crawler::cut_attachment(head, name_of(question), static_cast<std::int64_t>(bytes));
}

Json entries_json(const AttachmentFacts& facts) {
    Json entries = Json::array();
    for (const ArchiveEntry& entry : facts.entries) {
        if (entries.items().size() >= told_max) break;
        entries.push_back(Json::object()
                              .set("name", entry.name)
                              .set("bytes", entry.bytes)
                              .set("kind", text_or_null(entry.kind))
                              .set("encrypted", entry.encrypted));
    }
    return entries;
}

Json links_json(const crawler::AttachmentReading& reading) {
    Json links = Json::array();
    for (const crawler::AttachmentLink& link : reading.links) {
        if (links.items().size() >= told_max) break;
        links.push_back(
            Json::object().set("address", link.address).set("text", text_or_null(link.text)));
    }
    return links;
}

Json tables_json(const Flow& flow) {
    Json tables = Json::array();
    for (const Table& table : flow.tables)
        tables.push_back(Json::object()
                             .set("origin", table.origin)
                             .set("rows", std::int64_t{table.rows()})
                             .set("columns", std::int64_t{table.columns()}));
    return tables;
}

Json answer_of(const crawler::AttachmentReading& reading) {
    const AttachmentFacts& facts = reading.facts;
    const std::string text = collapse_blanks(reading.flow.text());
    Json warnings = Json::array();
    for (const std::string& warning : facts.warnings) warnings.push_back(warning);
    auto number = [](int value) { return value > 0 ? Json(value) : Json(); };
    return Json::object()
        .set("name", text_or_null(facts.name))
        .set("bytes", facts.bytes)
        .set("kind", facts.kind)
        .set("said", text_or_null(facts.said))
        .set("renamed", facts.renamed)
        .set("state", facts.state)
        .set("cause", text_or_null(facts.cause))
        .set("note", text_or_null(facts.note))
        .set("title", text_or_null(facts.title))
        .set("pages", number(facts.pages))
        .set("images", number(facts.images))
        .set("text_chars", static_cast<std::int64_t>(count_code_points(strip_blanks(text))))
        .set("opening", text_or_null(std::string(truncate_code_points(text, opening_chars))))
        .set("tables", tables_json(reading.flow))
        .set("links", links_json(reading))
        .set("entries", entries_json(facts))
        .set("warnings", warnings);
}

using Words = std::pair<std::string_view, std::string_view>;
constexpr std::array<Words, 18> words{{
    {"read", "已读取"},
    {"scanned", "只有图片（扫描件）"},
    {"listed", "压缩包，已列出"},
    {"not_determined", "无法评估"},
    {"encrypted", "设有密码"},
    {"damaged", "文件已损坏"},
    {"too_large", "文件过大"},
    {"too_deep", "嵌套过深"},
    {"ratio", "压缩比异常"},
    {"too_slow", "读取超时"},
    {"too_much_memory", "读取所需内存过多"},
    {"too_much_text", "内容过多"},
    {"rejected_dtd", "含有文档类型声明，未读取"},
    {"no_reader", "本机没有安装读取工具"},
    {"unsupported", "不支持的格式"},
    {"html_instead", "得到的是网页，不是文件"},
    {"empty_file", "空文件"},
    {"no_text", "没有可读取的文字"},
}};

std::string in_chinese(const Json& word) {
    for (const auto& [english, chinese] : words)
        if (english == word.text()) return std::string(chinese);
    return word.text();
}

std::string number_text(const Json& number) {
    return number.is_null() ? "" : std::to_string(number.number());
}

}  // namespace

Result<Json> inspect_attachment(const Json& question) {
    const crawler::AttachmentLimits limits;
    crawler::AttachmentReading reading;
    reading.facts = huge_file(question, limits);
    if (reading.facts.empty()) {
        auto bytes = probe_bytes(question, "attachment", {"file"});
        if (!bytes) return tl::unexpected(bytes.error());
        reading = crawler::read_attachment(*bytes, name_of(question), limits);
    }
    return answer_of(reading);
}

std::string attachment_text(const Json& answer) {
    TextTable table;
    auto row = [&](const char* name, const std::string& value) {
        if (!value.empty()) table.row(name, value);
    };
    const std::string said = answer["said"].text();
    row("文件名", answer["name"].text());
    row("类型", answer["kind"].text() + (answer["renamed"].boolean()
                                             ? fmt::format("（扩展名为 {}，与内容不符）", said)
                                             : std::string()));
    row("字节数", number_text(answer["bytes"]));
    row("结果", in_chinese(answer["state"]));
    row("原因", in_chinese(answer["cause"]));
    row("说明", answer["note"].text());
    row("标题", answer["title"].text());
    row("页数", number_text(answer["pages"]));
    row("图片", number_text(answer["images"]));
    row("字数", number_text(answer["text_chars"]));
    row("开头", answer["opening"].text());
    for (const Json& one : answer["tables"].items())
        row("表格", fmt::format("{}：{} 行 {} 列", one["origin"].text(), one["rows"].number(),
                                one["columns"].number()));
    for (const Json& one : answer["links"].items())
        row("链接", one["address"].text() + "  " + one["text"].text());
    for (const Json& one : answer["entries"].items())
        row("包内文件", fmt::format("{}（{} 字节{}）", one["name"].text(), one["bytes"].number(),
                                    one["encrypted"].boolean() ? "，有密码" : ""));
    for (const Json& one : answer["warnings"].items()) row("提示", one.text());
    return table.take();
}

}  // namespace duwang::app
