// Every file of this folder is a test: the real program is asked, as an operator would ask it.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <filesystem>
#include <set>
#include <sstream>

#include "tests/quirks/quirk_file.h"
#include "tests/support/program.h"

namespace duwang::quirks {
namespace {

Json answer_of(const Case& one) {
    Json question = one.question;
    test::ProgramLimits limits;
    limits.input = question.set("id", one.name).dump() + "\n";
    const test::ProgramEnd end = test::run_program({"inspect", one.ask, "--batch"}, limits);
    EXPECT_EQ(end.exit_code, 0) << end.err;
    auto answer = Json::parse(end.out);
    EXPECT_TRUE(answer) << end.out;
    return answer ? *answer : Json();
}

class QuirkTest : public testing::Test {
  public:
    explicit QuirkTest(std::string path) : path_(std::move(path)) {}

    void TestBody() override {
        const auto file = load_quirk(path_);
        ASSERT_TRUE(file) << file.error().what;
        for (const Case& one : file->cases) {
            const Json answer = answer_of(one);
            for (const std::string& problem : differences(one, answer))
                ADD_FAILURE() << one.place << " (" << one.name << "): " << problem
                              << (std::getenv("DUWANG_TELL_ANSWERS") ? "\n" + answer.dump(1) : "");
        }
        for (const std::string& scenario : file->scenarios)
            EXPECT_TRUE(std::filesystem::exists(DUWANG_SOURCE_DIR "/tests/sites/" + scenario +
                                                "/site.yaml"))
                << path_ << ": there is no tests/sites/" << scenario;
    }

  private:
    std::string path_;
};

bool register_all() {
    for (const std::string& path : quirk_paths()) {
        std::string name = std::filesystem::path(path).stem();
        std::ranges::replace(name, '-', '_');  // '-' begins an exclusion in filters
        testing::RegisterTest("Quirks", name.c_str(), nullptr, nullptr, __FILE__, __LINE__,
                              [path]() -> testing::Test* { return new QuirkTest(path); });
    }
    return true;
}

const bool registered = register_all();

TEST(QuirkFiles, AreFound) { EXPECT_TRUE(registered && !quirk_paths().empty()); }

TEST(QuirkFiles, AnExpectationThatDoesNotHoldIsTold) {
    Case one;
    one.expect = {{"a.0.b", "1"}, {"a.#", "2"}, {"a.*.b", "x"}, {"missing", "null"}};
    one.never = {{"a.*.b", "x"}};
    const auto answer = Json::parse(R"({"a":[{"b":1},{"b":"x"}]})");
    EXPECT_EQ(differences(one, *answer), (std::vector<std::string>{"missing is not \"null\" but []",
                                                                   "a.*.b must not be \"x\""}));
}

std::string handled_table() {
    std::string table = "| number | what | scenarios |\n| --- | --- | --- |\n";
    for (const std::string& path : quirk_paths()) {
        const auto file = load_quirk(path);
        if (!file) continue;
        table += fmt::format("| [{}](../tests/quirks/{}) | {} | {} |\n", file->number, path,
                             file->about, fmt::join(file->scenarios, ", "));
    }
    return table;
}

const std::string page_path = DUWANG_SOURCE_DIR "/docs/quirks.md";

// docs/quirks.md names every file; DUWANG_UPDATE_DOCS=1 writes the table anew.
TEST(QuirkPage, ListsEveryFile) {
    const std::string heading = "## Handled\n\n";
    std::string page = test::read_text(page_path);
    const std::size_t at = page.find(heading);
    ASSERT_NE(at, page.npos);
    const std::string wanted = page.substr(0, at + heading.size()) + handled_table();
    if (std::getenv("DUWANG_UPDATE_DOCS")) test::write_text(page_path, wanted);
    EXPECT_EQ(test::read_text(page_path), wanted);
}

// "D01–D06, D08": D01 to D06, and D08.
std::set<std::string> catalogue(const std::string& page) {
    std::set<std::string> numbers;
    const std::string section = page.substr(0, page.find("## Not handled"));
    const auto number_at = [&](std::size_t at) { return std::stoi(section.substr(at + 1, 2)); };
    const auto is_number = [&](std::size_t at) {
        return at + 2 < section.size() && section[at] >= 'A' && section[at] <= 'X' &&
               std::isdigit(static_cast<unsigned char>(section[at + 1])) != 0 &&
               std::isdigit(static_cast<unsigned char>(section[at + 2])) != 0;
    };
    for (std::size_t at = 0; at < section.size(); ++at) {
        if (!is_number(at)) continue;
        const std::size_t behind = at + 3 + std::string_view("–").size();
        const bool range = section.compare(at + 3, behind - at - 3, "–") == 0 && is_number(behind);
        const int last = number_at(range ? behind : at);
        for (int one = number_at(at); one <= last; ++one)
            numbers.insert(fmt::format("{}{:02}", section[at], one));
        at = range ? behind + 2 : at + 2;
    }
    return numbers;
}

// The numbers in the first cells of the rows of a section's table.
std::set<std::string> numbers_in(const std::string& page, const std::string& heading) {
    std::set<std::string> numbers;
    std::istringstream lines(page.substr(page.find(heading) + heading.size()));
    for (std::string line; std::getline(lines, line) && !line.starts_with("## ");) {
        const std::size_t letter = line.find_first_of("ABDEFHJKLMNPRSUX", 2);
        const bool numbered = letter != line.npos && letter <= 3 && letter + 2 < line.size() &&
                              std::isdigit(static_cast<unsigned char>(line[letter + 1])) != 0;
        if (numbered) numbers.insert(line.substr(letter, 3));
    }
    return numbers;
}

TEST(QuirkPage, FewAreNotHandled) {
    const std::string page = test::read_text(page_path);
    const std::set<std::string> handled = numbers_in(page, "## Handled\n");
    const std::set<std::string> open = numbers_in(page, "## Not handled\n");
    for (const std::string& number : open)
        EXPECT_FALSE(handled.contains(number)) << number << " stands in both tables";
    const std::set<std::string> all = catalogue(page);
    EXPECT_EQ(all.size(), 201u);
    for (const std::string& number : all)
        EXPECT_TRUE(handled.contains(number) || open.contains(number))
            << number << " is in neither";
    EXPECT_LE(open.size() * 100, all.size() * 15);
}

}  // namespace
}  // namespace duwang::quirks
