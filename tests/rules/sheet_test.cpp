// Schemes as workbooks: what is exported and imported again is the same scheme.
#include "core/sheet.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>

#include "rules/sheet/csv_form.h"
#include "rules/sheet/export.h"
#include "rules/sheet/read_book.h"
#include "tests/rules/support.h"

namespace duwang::rules {
namespace {

namespace fs = std::filesystem;

std::vector<SchemeFile> files_of(const fs::path& folder) {
    std::vector<SchemeFile> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (entry.path().extension() != ".yaml") continue;
        std::ifstream stream(entry.path());
        files.push_back({fs::relative(entry.path(), folder).string(),
                         {std::istreambuf_iterator<char>(stream), {}}});
    }
    std::ranges::sort(files, {}, &SchemeFile::name);
    return files;
}

SchemeTree tree_of(const std::vector<SchemeFile>& files) {
    SchemeTreeLoad load = parse_scheme_tree(files);
    for (const Error& error : load.errors) ADD_FAILURE() << error.what;
    return load.tree.value_or(SchemeTree{});
}

Book book_of(const SchemeTree& tree) {
    SchemeBook out = scheme_book(tree);
    for (const Error& error : out.errors) ADD_FAILURE() << error.what;
    return out.book;
}

// As reading the written file would give it: merged texts in every cell of their range.
Workbook reread(const Book& book) {
    Workbook out{"表.xlsx", {}};
    for (const BookSheet& sheet : book.sheets) {
        Sheet read{"表.xlsx", sheet.name, {}};
        for (const auto& row : sheet.rows) {
            read.rows.push_back({static_cast<int>(read.rows.size()) + 1, {}});
            for (const std::string& text : row) read.rows.back().cells.push_back({text, false});
        }
        for (const BookRange& range : sheet.merges)
            for (std::size_t row = range.first_row + 1; row <= range.last_row; ++row)
                read.rows[row].cells.at(range.first_column) = {
                    sheet.rows[range.first_row][range.first_column], true};
        out.sheets.push_back(std::move(read));
    }
    return out;
}

Workbook as_csv(const Book& book) {
    Result<Workbook> read = read_workbook(book_csv(book), "表.csv");
    if (!read) ADD_FAILURE() << read.error().what;
    return with_sections(read.value_or(Workbook{}));
}

void expect_same(const SchemeTree& one, const SchemeTreeLoad& load) {
    for (const Error& error : load.errors) ADD_FAILURE() << error.what;
    if (!load.tree) return;
    EXPECT_TRUE(same_tree(one.head, load.tree->head));
    ASSERT_EQ(one.indicators.size(), load.tree->indicators.size());
    for (std::size_t i = 0; i < one.indicators.size(); ++i)
        ASSERT_TRUE(same_tree(one.indicators[i], load.tree->indicators[i]))
            << one.indicators[i]["id"].text();
}

TEST(SchemeSheet, EveryInstalledSchemeComesBackTheSame) {
    std::size_t schemes = 0;
    for (const auto& entry : fs::directory_iterator(DUWANG_SOURCE_DIR "/config/schemes")) {
        SCOPED_TRACE(entry.path().string());
        ++schemes;
        const SchemeTree tree = tree_of(files_of(entry.path()));
        const Book book = book_of(tree);
        for (const Workbook& read : {reread(book), as_csv(book)}) {
            ASSERT_TRUE(is_scheme_book(read));
            const SchemeTreeLoad load = read_scheme_book(read);
            expect_same(tree, load);
            if (!load.tree) continue;
            // As files again, and as a scheme.
            expect_same(tree, parse_scheme_tree(scheme_files(*load.tree)));
            const SchemeLoad scheme = read_scheme(*load.tree);
            for (const Error& error : scheme.errors) ADD_FAILURE() << error.what;
        }
    }
    EXPECT_GE(schemes, 2u);
}

const std::vector<std::string> odd_texts{"",
                                         " ",
                                         "~",
                                         "null",
                                         "true",
                                         "false",
                                         "是",
                                         "crawl",
                                         "采集",
                                         "0.5",
                                         "1/12",
                                         "[a]",
                                         "{a: b}",
                                         "\"q\"",
                                         "[2022]3号",
                                         "=1+1",
                                         "+3",
                                         "-1",
                                         "@x",
                                         "'x",
                                         "'=x",
                                         "a、b",
                                         "a；b",
                                         "a\nb",
                                         " a",
                                         "a ",
                                         "\t",
                                         "\x01",
                                         "a: b",
                                         "#",
                                         "市财政局（牵头）",
                                         "2022年8月底",
                                         "object",
                                         "每个对象",
                                         "一次"};

struct Random {
    std::mt19937 engine;
    std::size_t pick(std::size_t n) { return engine() % n; }
    Yaml text() { return Yaml::scalar(odd_texts[pick(odd_texts.size())], ""); }
    Yaml value(int depth) {
        const std::size_t kind = depth <= 0 ? 0 : pick(5);
        if (kind == 1) return {};
        if (kind == 2) {
            std::vector<Yaml> items;
            for (std::size_t n = pick(4); n > 0; --n) items.push_back(value(depth - 1));
            return Yaml::list(items, "");
        }
        return kind == 3 ? map({"a", "b", "键"}, depth - 1) : text();
    }
    // Some of the keys, in any order.
    Yaml map(std::vector<std::string> keys, int depth, bool all = false) {
        std::shuffle(keys.begin(), keys.end(), engine);
        std::vector<std::pair<Yaml, Yaml>> members;
        for (const std::string& key : keys)
            if (all || pick(3) != 0) members.emplace_back(Yaml::scalar(key, ""), value(depth));
        return Yaml::map(members, "");
    }
    Yaml with(const Yaml& map, const std::string& key, Yaml value) {
        auto members = map.members();
        std::erase_if(members, [&](const auto& one) { return one.first.text() == key; });
        members.insert(members.begin() + static_cast<std::ptrdiff_t>(pick(members.size() + 1)),
                       {Yaml::scalar(key, ""), std::move(value)});
        return Yaml::map(members, "");
    }
    Yaml rules() {
        std::vector<Yaml> rules;
        for (std::size_t n = pick(4); n > 0; --n)
            rules.push_back(map(
                {"finding", "points", "per", "text", "alternative", "assumed", "branch", "limit"},
                2));
        return Yaml::list(rules, "");
    }
    Yaml part(const std::string& id) {
        Yaml out = map({"title", "points", "objects", "except", "method", "check", "params",
                        "assumed", "ceiling", "deduct"},
                       2);
        if (pick(2) == 0) out = with(out, "deduct", rules());
        return pick(20) == 0 ? out : with(out, "id", Yaml::scalar(id, ""));
    }
    Yaml indicator(const std::string& id) {
        Yaml out = map({"title", "levels", "full", "bonus", "content", "objects", "except", "due",
                        "basis", "method", "check", "params", "assumed", "parts", "deduct", "veto"},
                       2);
        if (pick(3) == 0) out = with(out, "deduct", rules());
        if (pick(2) == 0)
            out =
                with(out, "levels",
                     Yaml::list({Yaml::scalar("主动公开", ""), Yaml::scalar("基础（1）", "")}, ""));
        if (pick(2) == 0) {
            std::vector<Yaml> parts;
            for (std::size_t n = pick(4); n > 0; --n)
                parts.push_back(part(std::string(1, "abc"[n % 3])));
            out = with(out, "parts", Yaml::list(parts, ""));
        }
        return with(out, "id", Yaml::scalar(id, ""));
    }
};

TEST(SchemeSheet, AnySchemeComesBackTheSame) {
    Random random{std::mt19937(5)};
    for (int round = 0; round < 400; ++round) {
        SchemeTree tree;
        tree.head =
            random.map({"id", "title", "version", "places", "full", "levels", "blocks", "x y"}, 3);
        if (random.pick(2) == 0) {
            const auto text = [](const char* words) { return Yaml::scalar(words, ""); };
            const Yaml path = Yaml::list({text("主动公开")}, "");
            tree.head = random.with(tree.head, "levels",
                                    Yaml::list({Yaml::map({{text("path"), path},
                                                           {text("points"), random.text()},
                                                           {text("weight"), random.value(1)}},
                                                          "")},
                                               ""));
        }
        for (std::size_t n = random.pick(5); n > 0; --n)
            tree.indicators.push_back(random.indicator("3.0" + std::to_string(n)));
        const Book book = book_of(tree);
        for (const Workbook& read : {reread(book), as_csv(book)}) {
            expect_same(tree, read_scheme_book(read));
            if (HasFailure()) FAIL() << book_csv(book);
        }
    }
}

TEST(SchemeSheet, PlacesOfCellsStandInErrors) {
    Book book = book_of(tree_of(small_files()));
    for (BookSheet& sheet : book.sheets)
        for (auto& row : sheet.rows)
            for (std::string& cell : row)
                if (cell == "0.05") cell = "5%";
    const SchemeTreeLoad load = read_scheme_book(reread(book));
    ASSERT_TRUE(load.tree);
    const SchemeLoad scheme = read_scheme(*load.tree);
    ASSERT_EQ(scheme.errors.size(), 1u);
    EXPECT_NE(scheme.errors[0].what.find("表.xlsx:扣分规则!D3: \"points: 5%\" is a percentage "
                                         "where points are due"),
              std::string::npos)
        << scheme.errors[0].what;
}

TEST(SchemeSheet, MistakesInAnEditedTableAreTold) {
    const struct {
        std::size_t sheet, row, column;
        const char *text, *told;
    } rows[] = {
        {2, 2, 0, "1", "表.xlsx:指标!A3: 编号 1 stands twice"},
        {2, 0, 3, "三级指标名",
         "表.xlsx:指标!D1: unknown column \"三级指标名\"; did you mean \"三级指标\"?"},
        {3, 1, 0, "9", "rules for 9 , which the sheet 指标 does not have"},
        {2, 1, 14, "x", "表.xlsx:指标!O2: 其他 is no map"},
        {2, 1, 14, "{id: 7}", "\"id\" has a column of its own"},
        {2, 1, 14, "{id", "cannot be read as one"},
        {2, 3, 15, "a", "表.xlsx:指标!P4: 分点 a stands twice in 2"},
        {2, 3, 3, "另一个", "三级指标 differs from the first row of the indicator"},
        {2, 1, 17, "2", "分点分值 without a 分点"},
        {2, 1, 40, "x", "stands in a column without a title"},
    };
    for (const auto& row : rows) {
        Workbook book = reread(book_of(tree_of(small_files())));
        auto& cells = book.sheets[row.sheet].rows[row.row].cells;
        if (cells.size() <= row.column) cells.resize(row.column + 1);
        cells[row.column] = {row.text, false};
        const SchemeTreeLoad load = read_scheme_book(book);
        std::string all;
        for (const Error& error : load.errors) all += error.what + "\n";
        EXPECT_FALSE(load.tree) << row.told;
        EXPECT_NE(all.find(row.told), std::string::npos) << row.told << "\n--- but:\n" << all;
    }
    Workbook book = reread(book_of(tree_of(small_files())));
    book.sheets.pop_back();
    EXPECT_NE(read_scheme_book(book).errors.at(0).what.find("no sheet \"扣分规则\""),
              std::string::npos);
}

TEST(SchemeSheet, RepeatedNumbersContinueAnIndicator) {
    const SchemeTree tree = tree_of(small_files());
    Workbook book = reread(book_of(tree));
    for (Cell& cell : book.sheets[2].rows[3].cells) cell.spread = false;  // filled down by hand
    expect_same(tree, read_scheme_book(book));
}

TEST(SchemeSheet, TreesThatAreNoSchemeAreRefused) {
    for (const char* indicator : {"title: x", "id: [1]", "{id: 1, id: 2}", "[1]"}) {
        auto files = small_files();
        files.push_back({"indicators/x.yaml", indicator});
        EXPECT_EQ(scheme_book(tree_of(files)).errors.size(), 1u) << indicator;
    }
    auto files = small_files();
    files.push_back({"indicators/x.yaml", crawl_indicator});
    EXPECT_EQ(scheme_book(tree_of(files)).errors.size(), 1u);
}

}  // namespace
}  // namespace duwang::rules
