// Every procedure row of the requirement matrix is served by something that can be looked at, or
// docs/procedures.md names the step that will serve it.
#include <gtest/gtest.h>

#include <filesystem>
#include <map>

#include "core/yaml.h"
#include "tests/docs/page.h"

namespace duwang::docs {
namespace {

const std::string root = DUWANG_SOURCE_DIR "/";
const std::string folder = "tests/rules/assessment/";

Yaml document_of(const std::string& path) {
    auto document = Yaml::load(root + path);
    if (!document) ADD_FAILURE() << document.error().what;
    return document.value_or(Yaml());
}

Yaml procedures() { return document_of(folder + "procedures.yaml"); }

bool is_procedure(std::string_view id) {
    return id.size() == 7 && (id.substr(2, 3) == "-P-" || id.substr(2, 3) == "-M-");
}

// The rows of the matrix, as the expectations about the schemes list them.
std::set<std::string> procedure_rows() {
    std::set<std::string> ids;
    for (const Yaml& row : document_of("tests/rules/coverage/ids.yaml")["rows"].items())
        if (is_procedure(row["id"].text())) ids.insert(row["id"].text());
    return ids;
}

// Row → names of the examples that cite it.
std::map<std::string, std::set<std::string>> citing_examples() {
    std::map<std::string, std::set<std::string>> names;
    for (const auto& entry : std::filesystem::directory_iterator(root + folder)) {
        const std::string file = entry.path().filename().string();
        if (!entry.is_regular_file() || file == "procedures.yaml") continue;
        for (const Yaml& example : document_of(folder + file)["examples"].items())
            for (const Yaml& row : example["row"].items())
                names[row.text()].insert(example["name"].text());
    }
    return names;
}

std::set<std::string> texts(const Yaml& list) {
    std::set<std::string> texts;
    for (const Yaml& item : list.items()) texts.insert(item.text());
    EXPECT_EQ(texts.size(), list.items().size()) << list.place() << ": a text stands twice";
    return texts;
}

void expect_files(const Yaml& row, const std::string& id) {
    EXPECT_EQ(bool(row["now"]), bool(row["files"])) << id << ": \"now\" and \"files\" go together";
    for (const std::string& path : texts(row["files"])) {
        EXPECT_TRUE(std::filesystem::exists(root + path)) << id << ": no file " << path;
        EXPECT_TRUE(!path.starts_with("tests/") || read_source(path).find(id) != std::string::npos)
            << path << " does not cite " << id;
    }
    for (const std::string& name : texts(row["coverage"]))
        EXPECT_NE(read_source("tests/rules/coverage/" + name + ".yaml").find("row: " + id),
                  std::string::npos)
            << name << " expects nothing for " << id;
}

TEST(Procedures, EveryRowIsServedOrNamesItsStep) {
    const Yaml document = procedures();
    const auto citing = citing_examples();
    std::set<std::string> ids;
    for (const Yaml& row : document["rows"].items()) {
        const std::string id = row["id"].text(), step = row["later"].text();
        EXPECT_TRUE(ids.insert(id).second) << id << " stands twice";
        EXPECT_FALSE(row["title"].text().empty()) << id;
        const auto cited = citing.find(id);
        EXPECT_EQ(texts(row["example"]),
                  cited == citing.end() ? std::set<std::string>() : cited->second)
            << id << ": the examples that cite it";
        EXPECT_TRUE(row["example"] || row["coverage"] || row["now"] || row["later"])
            << id << " is served by nothing and by no later step";
        EXPECT_TRUE(step.empty() || document["steps"][step]) << id << ": unknown step " << step;
        EXPECT_EQ(step.empty(), row["what"].text().empty()) << id << ": what is left to the step";
        expect_files(row, id);
    }
    EXPECT_EQ(ids, procedure_rows());
    EXPECT_EQ(ids.size(), 93u);
    for (const auto& [id, names] : citing)
        EXPECT_TRUE(!is_procedure(id) || ids.contains(id))
            << id << " is no row: " << *names.begin();
}

TEST(Procedures, ThePageListsWhatComesLater) {
    const Yaml document = procedures();
    const std::string page = read_source("docs/procedures.md");
    std::map<std::string, std::vector<std::string>> expected, listed;
    for (const Yaml& row : document["rows"].items())
        if (row["later"])
            expected[row["id"].text()] = {row["title"].text(), row["later"].text(),
                                          row["what"].text()};
    for (const auto& row : rows(section(page, "Rows")))
        EXPECT_TRUE(listed.emplace(row.at(0), std::vector{row.at(1), row.at(2), row.at(3)}).second)
            << row[0] << " stands twice";
    EXPECT_EQ(listed, expected);
    std::map<std::string, std::string> steps, explained;
    for (const auto& [step, title] : document["steps"].members()) steps[step.text()] = title.text();
    for (const auto& row : rows(section(page, "Steps"))) explained[row.at(0)] = row.at(1);
    EXPECT_EQ(explained, steps);
}

// Every open point that an assessment decides has an example.
TEST(Procedures, OpenPointsOfAssessmentsHaveExamples) {
    std::set<std::string> cited;
    for (const auto& entry : std::filesystem::directory_iterator(root + folder)) {
        if (!entry.is_regular_file()) continue;
        const std::string path = folder + entry.path().filename().string();
        for (const Yaml& example : document_of(path)["examples"].items())
            for (const Yaml& point : example["op"].items()) cited.insert(point.text());
    }
    for (const char* point :
         {"OP-01", "OP-02", "OP-03", "OP-04", "OP-05", "OP-06", "OP-10", "OP-11",
          "OP-12", "OP-13", "OP-14", "OP-15", "OP-16", "OP-23", "OP-24", "OP-25",
          "OP-26", "OP-27", "OP-29", "OP-30", "OP-31", "OP-33"})
        EXPECT_TRUE(cited.contains(point)) << point;
}

}  // namespace
}  // namespace duwang::docs
