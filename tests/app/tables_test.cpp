// Indicator tables through the program: typed, exported, edited, and as LibreOffice writes them.
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>

#include "core/csv.h"
#include "tests/support/program.h"
#include "tests/support/zip.h"

namespace duwang {
namespace {

namespace fs = std::filesystem;
using test::ProgramEnd;
using test::read_text;
using test::run_program;
using test::write_text;

const std::vector<std::vector<std::string>> table{
    {"临川市2026年政务公开指标表"},
    {"序号", "一级指标", "三级指标", "分值", "评价内容", "责任单位", "完成时限", "评价对象"},
    {"1", "主动公开（3.5分）", "网站标识", "0.5", "标识码、ICP备案编号",
     "市财政局（牵头）、各区县人民政府", "2026年8月底", "各区县人民政府、市财政局"},
    {"2", "主动公开（3.5分）", "财政信息", "3", "1.预算，含“三公”\n2.决算", "同上", "2026-08-31",
     "同上"},
    {"3", "依申请公开", "渠道指引", "1.25", "=不是公式", "同上", "", "市财政局"},
    {"合计", "", "", "4.75"}};

class Tables : public testing::Test {
  protected:
    void SetUp() override {
        ASSERT_EQ(run_program({"init", workspace_}).exit_code, 0);
        write_text(
            workspace_ + "/units.csv",
            "id,name,aliases,kind\ncz,临川市财政局,市财政局,department\nhx,河西县,,county\n");
        write_text(workspace_ + "/sites.csv", "id,name,home,owner\n");
        write_text(workspace_ + "/columns.csv", "unit,kind,address\n");
        ProgramEnd end = run({"inventory", "import"});
        ASSERT_EQ(end.exit_code, 0) << end.err;
    }

    ProgramEnd run(std::vector<std::string> arguments) {
        arguments.insert(arguments.end(), {"-w", workspace_});
        return run_program(arguments);
    }

    ProgramEnd import(const std::string& file, std::vector<std::string> more = {}) {
        more.insert(more.begin(), {"scheme", "import", file});
        return run(more);
    }

    std::string scheme(const std::string& id) { return workspace_ + "/schemes/" + id; }

    // All YAML files of a scheme in one text.
    std::string files_of(const std::string& id) {
        std::map<std::string, std::string> files;
        for (const auto& entry : fs::recursive_directory_iterator(scheme(id)))
            if (entry.is_regular_file())
                files[fs::relative(entry.path(), scheme(id)).string()] =
                    read_text(entry.path().string());
        std::string all;
        for (const auto& [name, text] : files) all += "== " + name + "\n" + text;
        return all;
    }

    test::TempFolder folder_;
    std::string workspace_ = folder_.path("ws");
};

bool convert(const std::string& file, const std::string& folder, const std::string& profile) {
    const pid_t child = fork();
    if (child == 0) {
        const std::string setting = "-env:UserInstallation=file://" + profile;
        // 44: comma, 34: quotes, 76: UTF-8, from row 1, every column as text (2).
        std::string filter = "--infilter=CSV:44,34,76,1,";
        for (int column = 1; column <= 8; ++column)
            filter += (column > 1 ? "/" : "") + std::to_string(column) + "/2";
        execlp("soffice", "soffice", setting.c_str(), "--headless", filter.c_str(), "--convert-to",
               "xlsx", "--outdir", folder.c_str(), file.c_str(), nullptr);
        _exit(127);
    }
    int status = 0;
    waitpid(child, &status, 0);
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

TEST_F(Tables, ATypedTableIsImportedOnce) {
    const std::string file = folder_.path("指标表.xlsx");
    write_text(file, test::workbook_of(test::sheet_of(table, {"A1:H1"})));
    ProgramEnd end = import(file);
    EXPECT_EQ(end.exit_code, 2);
    EXPECT_NE(end.err.find("write for example --id linchuan-2026"), std::string::npos) << end.err;
    end = import(file, {"--id", "lc", "--dry-run"});
    EXPECT_EQ(end.exit_code, 0) << end.err;
    EXPECT_NE(end.out.find("没有保存"), std::string::npos);
    EXPECT_NE(end.out.find("指标表.xlsx:表!H4: 「同上」作：各区县人民政府、市财政局"),
              std::string::npos)
        << end.out;
    EXPECT_FALSE(fs::exists(scheme("lc")));
    end = import(file, {"--id", "lc"});
    EXPECT_EQ(end.exit_code, 0) << end.err;
    EXPECT_NE(end.out.find("3 个指标，满分 4.75"), std::string::npos) << end.out;
    end = run({"scheme", "check", "lc"});
    EXPECT_EQ(end.exit_code, 0) << end.err;
    end = import(file, {"--id", "lc"});
    EXPECT_EQ(end.exit_code, 2);
    EXPECT_NE(end.err.find("write --replace"), std::string::npos) << end.err;
    write_text(scheme("lc") + "/README.md", "说明");
    EXPECT_EQ(import(file, {"--id", "lc", "--replace", "--title", "新名"}).exit_code, 0);
    EXPECT_EQ(read_text(scheme("lc") + "/README.md"), "说明");
    EXPECT_NE(files_of("lc").find("title: 新名"), std::string::npos);
}

TEST_F(Tables, NothingIsStoredWhenAnythingIsWrong) {
    auto rows = table;
    rows[2][3] = "50%";
    rows[4][7] = "市没有局";
    const std::string file = folder_.path("指标表.xlsx");
    write_text(file, test::workbook_of(test::sheet_of(rows)));
    const ProgramEnd end = import(file, {"--id", "lc"});
    EXPECT_EQ(end.exit_code, 2);
    EXPECT_NE(end.err.find("表!D3: \"50%\" is a percentage"), std::string::npos) << end.err;
    EXPECT_NE(end.err.find("表!H5: none of the objects"), std::string::npos) << end.err;
    EXPECT_NE(end.err.find("没有导入任何内容"), std::string::npos) << end.err;
    EXPECT_FALSE(fs::exists(scheme("lc")));
    EXPECT_EQ(import(file, {"--id", "../lc"}).exit_code, 2);
    EXPECT_EQ(import(folder_.path("none.xlsx"), {"--id", "lc"}).exit_code, 2);
    write_text(file, "PK\x03\x04 and then nothing");
    EXPECT_EQ(import(file, {"--id", "lc"}).exit_code, 2);
}

TEST_F(Tables, ExportedSchemesComeBackTheSame) {
    for (const char* id : {"turpan-2022", "turpan-2022-fgf"})
        for (const char* ending : {".xlsx", ".csv"}) {
            const std::string file = folder_.path(std::string("a") + ending);
            ProgramEnd end = run({"scheme", "export", id, "-o", file});
            ASSERT_EQ(end.exit_code, 0) << end.err;
            end = import(file, {"--replace"});
            ASSERT_EQ(end.exit_code, 0) << end.err;
            const std::string first = files_of(id);
            const std::string again = folder_.path(std::string("b") + ending);
            ASSERT_EQ(run({"scheme", "export", id, "-o", again}).exit_code, 0);
            EXPECT_EQ(read_text(file), read_text(again));  // byte by byte
            ASSERT_EQ(import(again, {"--replace"}).exit_code, 0);
            EXPECT_EQ(first, files_of(id));
        }
    EXPECT_EQ(run({"scheme", "export", "turpan-2022", "-o", folder_.path("a.doc")}).exit_code, 2);
    EXPECT_EQ(run({"scheme", "export", "none"}).exit_code, 2);
}

TEST_F(Tables, LibreOfficeWritesTheSameTable) {
    const std::string csv = folder_.path("lc.csv"), made = folder_.path("made");
    write_text(csv, csv_text(table));
    ASSERT_TRUE(convert(csv, made, folder_.path("profile"))) << "is libreoffice-calc-nogui there?";
    ProgramEnd end = import(csv, {"--id", "csv", "--title", "表"});
    ASSERT_EQ(end.exit_code, 0) << end.err;
    end = import(made + "/lc.xlsx", {"--id", "xlsx", "--title", "表"});
    ASSERT_EQ(end.exit_code, 0) << end.err;
    std::string one = files_of("csv"), other = files_of("xlsx");
    for (auto* text : {&one, &other})
        for (const char* word :
             {"id: csv\n", "id: xlsx\n", "source: lc.csv\n", "source: lc.xlsx\n"})
            if (const std::size_t at = text->find(word); at != text->npos)
                text->erase(at, std::string(word).size());
    EXPECT_EQ(one, other);
    // And what we write, LibreOffice reads and writes without loss.
    const std::string ours = folder_.path("ours.xlsx");
    ASSERT_EQ(run({"scheme", "export", "csv", "-o", ours}).exit_code, 0);
    ASSERT_TRUE(convert(ours, made, folder_.path("profile")));
    ASSERT_EQ(import(ours, {"--replace"}).exit_code, 0);
    const std::string before = files_of("csv");
    end = import(made + "/ours.xlsx", {"--replace"});
    ASSERT_EQ(end.exit_code, 0) << end.err;
    EXPECT_EQ(before, files_of("csv"));
}

}  // namespace
}  // namespace duwang
