#include "config/tabular_format.h"

#include <fmt/format.h>

#include <array>
#include <set>

#include "config/option_value.h"
#include "config/report_format.h"

namespace duwang::config {
namespace {

using crawler::CellForm;
using crawler::TabularFormat;
using crawler::TabularTable;

constexpr std::array<std::pair<std::string_view, CellForm>, 5> forms{
    {{"words", CellForm::words},
     {"amount", CellForm::amount},
     {"mark", CellForm::mark},
     {"choices", CellForm::choices},
     {"limit", CellForm::limit}}};

class TabularReader {
  public:
    explicit TabularReader(WordReader& words) : words_(words) {}
    TabularFormat kind(const Yaml& node, const std::string& name);

  private:
    CellForm form(const Yaml& node);
    bool flag(const Yaml& node, std::string_view key, bool otherwise);
    crawler::FormatLine line(const Yaml& node, std::string_view what, std::set<std::string>& seen);
    void columns(const Yaml& node, TabularTable& table);
    void rows(const Yaml& node, TabularTable& table);
    std::vector<TabularTable> tables(const Yaml& list);
    std::vector<crawler::TopicFormat> topics(const Yaml& list);

    WordReader& words_;
};

CellForm TabularReader::form(const Yaml& node) {
    const std::string word = words_.word(node, "form", "a column");
    std::string all;
    for (const auto& [name, form] : forms) {
        if (name == word) return form;
        all += (all.empty() ? "" : ", ") + std::string(name);
    }
    words_.fail(node["form"], fmt::format("{} is no form; write one of {}", shown(word), all));
    return CellForm::words;
}

bool TabularReader::flag(const Yaml& node, std::string_view key, bool otherwise) {
    if (!node[key]) return otherwise;
    const std::string word = words_.word(node, key, "a column");
    if (word != "yes" && word != "no")
        words_.fail(node[key], fmt::format("{} is {}; write \"yes\" or \"no\"", key, shown(word)));
    return word == "yes";
}

crawler::FormatLine TabularReader::line(const Yaml& node, std::string_view what,
                                        std::set<std::string>& seen) {
    crawler::FormatLine line;
    line.key = words_.word(node, "key", fmt::format("a {}", what));
    line.labels = read_list(words_, node, "labels");
    line.under = read_list(words_, node, "under");
    if (line.labels.empty())
        words_.fail(node, fmt::format("the {} has no labels; write \"labels: [实施机关]\"", what));
    if (!line.key.empty() && !seen.insert(line.key).second)
        words_.fail(node, fmt::format("the {} {} stands twice; keep one", what, shown(line.key)));
    return line;
}

void TabularReader::columns(const Yaml& node, TabularTable& table) {
    static constexpr std::array<std::string_view, 6> keys{"key",  "labels",   "under",
                                                          "form", "required", "carried"};
    std::set<std::string> seen;
    for (const Yaml& item : node["columns"].items()) {
        if (!words_.map(item ? item : node, "a column", keys)) continue;
        table.format.columns.push_back(line(item, "column", seen));
        crawler::ColumnRule rule;
        if (item["form"]) rule.form = form(item);
        rule.required = flag(item, "required", true);
        rule.carried = flag(item, "carried", false);
        table.columns.push_back(rule);
    }
    if (table.columns.empty())
        words_.fail(node, "the table has no columns; write \"columns:\" and a list");
}

void TabularReader::rows(const Yaml& node, TabularTable& table) {
    static constexpr std::array<std::string_view, 4> keys{"key", "labels", "under", "half"};
    std::set<std::string> seen;
    for (const Yaml& item : node["rows"].items()) {
        if (!words_.map(item ? item : node, "a row", keys)) continue;
        table.format.rows.push_back(line(item, "row", seen));
        table.halves.push_back(read_number(words_, item, "half", 0, 2, 0));
    }
}

std::vector<TabularTable> TabularReader::tables(const Yaml& list) {
    static constexpr std::array<std::string_view, 6> keys{"key",   "title",   "titles",
                                                          "marks", "columns", "rows"};
    std::vector<TabularTable> tables;
    std::set<std::string> seen;
    for (const Yaml& item : list.items()) {
        if (!words_.map(item ? item : list, "a table", keys)) continue;
        TabularTable table;
        table.format.key = words_.word(item, "key", "a table");
        if (!seen.insert(table.format.key).second)
            words_.fail(
                item, fmt::format("the table {} stands twice; keep one", shown(table.format.key)));
        table.format.title = words_.word(item, "title", "a table");
        table.titles = read_list(words_, item, "titles");
        table.marks = read_list(words_, item, "marks");
        columns(item, table);
        rows(item, table);
        tables.push_back(std::move(table));
    }
    return tables;
}

std::vector<crawler::TopicFormat> TabularReader::topics(const Yaml& list) {
    static constexpr std::array<std::string_view, 2> keys{"key", "words"};
    std::vector<crawler::TopicFormat> topics;
    for (const Yaml& item : list.items()) {
        if (!words_.map(item ? item : list, "a topic", keys)) continue;
        topics.push_back({words_.word(item, "key", "a topic"),
                          words_.words(item["words"] ? item["words"] : item, "words")});
    }
    return topics;
}

TabularFormat TabularReader::kind(const Yaml& node, const std::string& name) {
    static constexpr std::array<std::string_view, 17> keys{
        "title",      "shape",  "titles", "not_titles",  "hints",    "heads_min",
        "tables",     "fields", "topics", "label_heads", "skipped",  "subtotals",
        "statements", "yes",    "no",     "limits",      "equations"};
    TabularFormat format;
    format.kind = name;
    if (!words_.map(node, "a kind of documents", keys)) return format;
    format.title = words_.word(node, "title", "a kind of documents");
    const std::string shape = words_.word(node, "shape", "a kind of documents");
    if (shape != "list" && shape != "accounts" && !shape.empty())
        words_.fail(node["shape"],
                    fmt::format("shape is {}; write list or accounts", shown(shape)));
    if (shape == "accounts") format.shape = TabularFormat::Shape::accounts;
    const auto list = [&](std::string_view key) { return read_list(words_, node, key); };
    format.titles = list("titles");
    if (format.titles.empty())
        words_.fail(node, "\"titles\" is missing; write words of titles, as [权责清单, 权力清单]");
    format.not_titles = list("not_titles");
    format.hints = list("hints");
    format.heads_min = static_cast<std::size_t>(read_number(words_, node, "heads_min", 0, 50, 0));
    format.tables = tables(node["tables"]);
    if (format.tables.empty())
        words_.fail(node, "the kind has no tables; write \"tables:\" and a list");
    format.fields = topics(node["fields"]);
    format.topics = topics(node["topics"]);
    format.label_heads = list("label_heads");
    format.skipped = list("skipped");
    format.subtotals = list("subtotals");
    format.statements = list("statements");
    format.yes = list("yes");
    format.no = list("no");
    format.limits = list("limits");
    std::vector<crawler::TableFormat> plain;
    for (const TabularTable& table : format.tables) plain.push_back(table.format);
    format.equations = read_equation_rules(words_, node, plain);
    return format;
}

}  // namespace

void read_tabular_formats(WordReader& reader, const Yaml& document, crawler::TabularRules& rules) {
    static constexpr std::array<std::string_view, 2> keys{"kind", "kinds"};
    if (!reader.map(document, "kinds of documents", keys)) return;
    const Yaml kinds = document["kinds"];
    if (!kinds) return reader.fail(document, "\"kinds\" is missing; write \"kinds:\" and a map");
    if (!reader.map(kinds, "kinds", {})) return;
    for (const auto& [name, node] : kinds.members()) {
        if (rules.format(name.text()) != nullptr)
            reader.fail(node,
                        fmt::format("the kind {} stands twice; keep one", shown(name.text())));
        rules.formats.push_back(TabularReader(reader).kind(node, name.text()));
    }
}

}  // namespace duwang::config
