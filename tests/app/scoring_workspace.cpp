#include "tests/app/scoring_workspace.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "core/csv.h"

namespace duwang::test {
namespace {

constexpr const char* head = R"(id: {}
title: 台面测评
version: "1"
full: "20"
facts:
  - {{name: has_counter, title: 有对外服务窗口, values: ["yes", "no"]}}
grades:
  - {{name: 优秀, from: "18"}}
  - {{name: 合格, from: "12"}}
  - {{name: 不合格, from: "0"}}
)";

struct IndicatorFile {
    const char *name, *content;
};

constexpr IndicatorFile indicators[] = {
    {"1", R"(id: "1"
title: 链接
full: "4"
basis: 台面测评 第1条
objects: [county]
method: crawl
check: links-dead
params: {in_session_deducts: "no"}
deduct:
  - {finding: dead-link, points: "0.5", text: 断链每个扣 0.5 分}
  - {finding: soft-404, points: "0.5", text: 假页面每个扣 0.5 分}
)"},
    {"2", R"(id: "2"
title: 标识
full: "3"
basis: 台面测评 第2条
objects: [county]
method: crawl
check: identity-site-marks
params: {marks: [domain, name, conac, site_code, icp, psb]}
deduct:
  - {finding: missing-mark, points: "1", text: 每缺一项扣 1 分}
  - {finding: inconsistent-mark, points: "0.5", text: 每项不一致扣 0.5 分}
)"},
    {"3", R"(id: "3"
title: 平台
full: "3"
basis: 台面测评 第3条
objects: [county]
due: {text: 9月底前, dates: [{objects: [county], date: "2022-09-30"}]}
lead: [云山县人民政府]
responsible: [县直各部门]
method: confirm
check: column-expected
params: {expected: disclosure-six}
deduct:
  - {finding: missing-entry, points: "0.5", text: 缺一项扣 0.5 分}
  - {finding: empty-entry, points: "0.5", text: 一项空白扣 0.5 分}
)"},
    {"4", R"(id: "4"
title: 窗口
full: "2"
basis: 台面测评 第4条
objects: [county]
when: {fact: has_counter, is: "yes"}
method: entered
deduct:
  - {cases: late-reply, points: "0.5", text: 逾期每件扣 0.5 分}
)"},
    {"5", R"(id: "5"
title: 会风
full: "2"
basis: 台面测评 第5条
objects: [county]
method: entered
deduct:
  - {cases: bad-meeting, range: ["0.5", "2"], text: 视情节扣 0.5—2 分}
)"},
    {"6", R"(id: "6"
title: 第三方成绩
full: "4"
basis: 台面测评 第6条
objects: [county]
method: imported
)"},
    {"7", R"(id: "7"
title: 平时
full: "2"
basis: 台面测评 第7条
objects: [county]
method: entered
)"},
};

std::string line_text(const Json& part) {
    return fmt::format("{}/{}/{} {}", part["deducted"]["exact"].text(),
                       part["open"]["exact"].text(), part["earned"]["exact"].text(),
                       part["state"].text());
}

}  // namespace

void write_desk(const std::string& workspace, const std::string& id) {
    const std::string folder = fmt::format("{}/schemes/{}", workspace, id);
    std::filesystem::create_directories(folder + "/indicators");
    write_text(folder + "/scheme.yaml", fmt::format(head, id));
    for (const IndicatorFile& file : indicators)
        write_text(fmt::format("{}/indicators/{}.yaml", folder, file.name), file.content);
}

void change_scheme(const std::string& workspace, const std::string& id, const std::string& file,
                   const std::string& before, const std::string& after) {
    const std::string path = fmt::format("{}/schemes/{}/{}", workspace, id, file);
    std::string text = read_text(path);
    const auto at = text.find(before);
    ASSERT_NE(at, std::string::npos) << path << " has no " << before;
    write_text(path, text.replace(at, before.size(), after));
}

ProgramEnd ScoringWorkspace::sweep(const std::string& round,
                                   const std::vector<std::string>& options) const {
    std::vector<std::string> arguments = portals_.sweep(folder_);
    arguments[1] = round;
    auto scheme = std::ranges::find(arguments, "--scheme");
    arguments.erase(scheme, scheme + 2);
    arguments.insert(arguments.end(), options.begin(), options.end());
    return run_program(arguments);
}

ProgramEnd ScoringWorkspace::enter(const std::string& round, const std::string& rows) const {
    const std::string file = folder_ + "/entries.csv";
    write_text(file, "类型,单位,条目,问题类型,对象,值,满分,细节,理由,经办人,日期\n" + rows);
    return run({"entries", "import", file, "--round", round});
}

std::string ScoringWorkspace::report_files(const std::string& round) const {
    std::map<std::string, std::string> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder_ + "/out/" + round))
        files[entry.path().filename().string()] = read_text(entry.path().string());
    std::string all;
    for (const auto& [name, content] : files) all += name + "\n" + content + "\n";
    return all;
}

Lines lines_of(const Json& report) {
    Lines lines;
    for (const Json& sheet : report["units"].items())
        for (const Json& indicator : sheet["indicators"].items())
            for (const Json& part : indicator["parts"].items())
                lines[sheet["unit"].text() + " " + part["id"].text()] = line_text(part);
    return lines;
}

std::vector<std::string> changes(const Lines& before, const Lines& after) {
    std::vector<std::string> found;
    for (const auto& [place, line] : after) {
        auto was = before.find(place);
        if (was == before.end())
            found.push_back(fmt::format("{}: new {}", place, line));
        else if (was->second != line)
            found.push_back(fmt::format("{}: {} → {}", place, was->second, line));
    }
    for (const auto& [place, line] : before)
        if (!after.contains(place)) found.push_back(place + ": gone");
    return found;
}

std::string object_of(const Json& report, std::string_view unit, std::string_view part,
                      std::string_view kind, std::string_view outcome) {
    std::set<std::string> objects;
    for (const Json& sheet : report["units"].items())
        for (const Json& indicator : sheet["indicators"].items())
            for (const Json& one : indicator["parts"].items())
                for (const Json& result : one["results"].items())
                    if (sheet["unit"].text() == unit && one["id"].text() == part &&
                        result["kind"].text() == kind && result["outcome"].text() == outcome)
                        objects.insert(result["object"].text());
    EXPECT_FALSE(objects.empty()) << unit << " " << part << " " << kind << " " << outcome;
    return objects.empty() ? std::string() : *objects.begin();
}

std::map<std::string, std::map<std::string, std::string>> totals_of(const std::string& workspace,
                                                                    const std::string& round) {
    std::map<std::string, std::map<std::string, std::string>> totals;
    auto rows = parse_csv(read_text(workspace + "/out/" + round + "/totals.csv"), "totals.csv");
    EXPECT_TRUE(rows);
    if (!rows || rows->empty()) return totals;
    const std::vector<std::string>& names = rows->front().fields;
    for (std::size_t i = 1; i < rows->size(); ++i) {
        std::map<std::string, std::string> row;
        for (std::size_t c = 0; c < names.size(); ++c) row[names[c]] = rows->at(i).fields.at(c);
        totals[row["单位编号"] + " " + row["指标体系"]] = row;
    }
    return totals;
}

}  // namespace duwang::test
