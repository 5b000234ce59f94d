// Every file of this folder is a test: the real program is asked, as an operator would ask it.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

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

}  // namespace
}  // namespace duwang::quirks
