// Runs every fixture: tests/checks/<family>/<name>/<worst outcome>-<case>/expect.yaml. A new folder
// is a new test.
#include <algorithm>
#include <array>
#include <filesystem>

#include "checks/registry.h"
#include "tests/support/fixture_view.h"

namespace duwang::checks {
namespace {

using testing_support::FixtureView;

// From the worst to the best.
constexpr std::array severity{Outcome::fail, Outcome::doubtful, Outcome::not_determined,
                              Outcome::not_applicable, Outcome::pass};

std::string worst_of(const std::vector<CheckResult>& results) {
    for (Outcome outcome : severity)
        for (const CheckResult& result : results)
            if (result.outcome == outcome) return std::string(outcome_word(outcome));
    return "nothing";
}

std::string joined(const std::vector<std::string>& lines) {
    std::string out;
    for (const std::string& line : lines) out += line + "\n";
    return out;
}

class Fixture : public testing::Test {
  public:
    Fixture(const CheckInfo& check, std::string folder)
        : check_(check), folder_(std::move(folder)) {}

    void TestBody() override {
        auto view = FixtureView::load(folder_);
        ASSERT_TRUE(view) << view.error().what;
        const Vocabulary vocabulary = testing_support::fixture_vocabulary();
        const Params params(view->params, vocabulary);
        const std::vector<CheckResult> results = run_check(check_, *view, params);
        std::vector<std::string> lines;
        for (const CheckResult& result : results) {
            lines.push_back(testing_support::line_of(result));
            const bool finding =
                result.outcome == Outcome::fail || result.outcome == Outcome::doubtful;
            EXPECT_FALSE(result.message.empty()) << lines.back();
            EXPECT_EQ(result.message.find('{'), std::string::npos) << result.message;
            EXPECT_EQ(finding, !result.kind.empty()) << lines.back();
            EXPECT_TRUE(!finding || !result.evidence.empty()) << lines.back();
        }
        EXPECT_EQ(joined(lines), joined(view->expected));
        const std::string name = std::filesystem::path(folder_).filename().string();
        EXPECT_TRUE(name.starts_with(worst_of(results) + "-"))
            << "the worst outcome is " << worst_of(results) << "; rename " << name;
    }

  private:
    const CheckInfo& check_;
    std::string folder_;
};

// '-' begins an exclusion in the filters that ctest runs single tests with.
std::string test_name(std::string_view text) {
    std::string name(text);
    std::replace(name.begin(), name.end(), '-', '_');
    return name;
}

void register_fixtures(const CheckInfo& check, const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> cases;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        if (entry.is_directory() && !entry.path().filename().string().starts_with("_"))
            cases.push_back(entry.path());
    std::sort(cases.begin(), cases.end());
    for (const auto& path : cases)
        testing::RegisterTest(
            test_name(check.id).c_str(), test_name(path.filename().string()).c_str(), nullptr,
            nullptr, __FILE__, __LINE__,
            [&check, path]() -> testing::Test* { return new Fixture(check, path.string()); });
}

// <family>-<name> with '-' for '_': only one underscore spelling exists on disk.
bool register_all() {
    const std::filesystem::path root = DUWANG_SOURCE_DIR "/tests/checks";
    for (const CheckInfo* check : all_checks()) {
        const std::string id = test_name(check->id);
        const std::size_t dash = id.find('_');
        const auto folder = root / id.substr(0, dash) / id.substr(dash + 1);
        if (std::filesystem::is_directory(folder)) register_fixtures(*check, folder);
    }
    return true;
}

const bool registered = register_all();

TEST(Fixtures, AreFound) { EXPECT_TRUE(registered); }

}  // namespace
}  // namespace duwang::checks
