// The gate of CONTRIBUTING.md: a check is its file, its line in checks.def, its fixtures and the
// scheme entry that uses it. Whatever is missing is named here with the file to add.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>

#include "checks/describe.h"
#include "checks/registry.h"
#include "core/yaml.h"
#include "rules/reading/scheme_loader.h"
#include "tests/lint/source_tree.h"

namespace duwang::lint {
namespace {

namespace fs = std::filesystem;
using checks::CheckInfo;

const fs::path root = DUWANG_SOURCE_DIR;

// Every check passes and may be unable to see. The other outcomes ask for a fixture
// where the check's own file answers them.
bool must_have(std::string_view outcome, const std::string& source) {
    // What one look cannot prove is left to a person.
    if (outcome == "fail") return source.find(".fail(") != source.npos;
    if (outcome == "doubtful") return source.find(".doubtful(") != source.npos;
    if (outcome == "not_applicable") return source.find(".not_applicable(") != source.npos;
    return true;
}

std::vector<std::pair<std::string, std::string>> checks_in_def() {
    std::vector<std::pair<std::string, std::string>> found;
    const std::string text = read_source("checks/checks.def");
    for (const Line& line : lines_of(text)) {
        if (!line.text.starts_with("CHECK(")) continue;
        const std::size_t comma = line.text.find(", "), close = line.text.find(')');
        found.emplace_back(line.text.substr(6, comma - 6),
                           line.text.substr(comma + 2, close - comma - 2));
    }
    return found;
}

std::string dashed(std::string text) {
    std::replace(text.begin(), text.end(), '_', '-');
    return text;
}

TEST(Completeness, IdsFollowFamilyAndName) {
    const auto listed = checks_in_def();
    ASSERT_EQ(listed.size(), checks::all_checks().size());
    for (std::size_t i = 0; i < listed.size(); ++i) {
        const auto& [family, name] = listed[i];
        const CheckInfo& check = *checks::all_checks()[i];
        EXPECT_EQ(check.id, dashed(family + "-" + name))
            << "in checks/" << family << "/" << name << ".cpp";
        EXPECT_TRUE(fs::exists(root / "checks" / family / (name + ".cpp")));
        EXPECT_FALSE(check.summary.empty()) << check.id;
        EXPECT_TRUE(check.code.starts_with("K")) << check.id;
    }
}

// What the fixtures of a check expect: finding kinds and outcomes.
struct Expected {
    std::set<std::string> kinds, prefixes;
};

Expected expected_in(const fs::path& folder) {
    Expected out;
    if (!fs::is_directory(folder)) return out;
    for (const auto& entry : fs::directory_iterator(folder)) {
        const std::string name = entry.path().filename().string();
        if (!entry.is_directory() || name.starts_with("_")) continue;
        out.prefixes.insert(name.substr(0, name.find('-')));
        const auto yaml = Yaml::load((entry.path() / "expect.yaml").string());
        EXPECT_TRUE(yaml) << "add " << (entry.path() / "expect.yaml");
        if (!yaml) continue;
        for (const Yaml& line : (*yaml)["expect"].items()) {
            const std::string text = line.text();
            out.kinds.insert(text.substr(text.rfind(' ') + 1));
        }
    }
    return out;
}

TEST(Completeness, EveryOutcomeAndFindingKindHasAFixture) {
    const auto listed = checks_in_def();
    for (std::size_t i = 0; i < listed.size(); ++i) {
        const CheckInfo& check = *checks::all_checks()[i];
        const std::string folder = "tests/checks/" + listed[i].first + "/" + listed[i].second;
        const Expected expected = expected_in(root / folder);
        const std::string source =
            read_source("checks/" + listed[i].first + "/" + listed[i].second + ".cpp");
        for (const char* prefix : {"pass", "fail", "not_determined", "doubtful", "not_applicable"})
            EXPECT_TRUE(expected.prefixes.contains(prefix) || !must_have(prefix, source))
                << "add " << folder << "/" << prefix << "-<case>/expect.yaml";
        for (const checks::FindingKind& kind : check.findings)
            EXPECT_TRUE(expected.kinds.contains(std::string(kind.id)))
                << "no fixture produces " << kind.id << "; add " << folder
                << "/fail-<case>/expect.yaml or doubtful-<case>/expect.yaml";
    }
}

TEST(Completeness, FixtureFoldersBelongToChecks) {
    std::set<std::string> known;
    for (const auto& [family, name] : checks_in_def()) known.insert(family + "/" + name);
    for (const auto& family : fs::directory_iterator(root / "tests/checks")) {
        if (!family.is_directory()) continue;
        for (const auto& entry : fs::directory_iterator(family.path())) {
            if (!entry.is_directory()) continue;
            const std::string path =
                family.path().filename().string() + "/" + entry.path().filename().string();
            EXPECT_TRUE(known.contains(path)) << "tests/checks/" << path << " is of no check";
        }
    }
}

std::string problem_of(const rules::Part& part) {
    const CheckInfo* check = checks::find_check(part.check);
    if (!check) return "unknown check " + part.check;
    for (const rules::DeductRule& rule : part.deduct) {
        const bool known = std::any_of(check->findings.begin(), check->findings.end(),
                                       [&](const auto& kind) { return kind.id == rule.finding; });
        if (!known) return part.check + " has no finding kind " + rule.finding;
    }
    for (const auto& [name, values] : part.params)
        if (std::find(check->params.begin(), check->params.end(), name) == check->params.end())
            return part.check + " has no parameter " + name;
    return {};
}

// Checks for schemes of one's own: their limits and points were never published, or the documents
// leave them to people, so no scheme that comes with the program uses them.
constexpr std::string_view for_own_schemes[] = {
    "links-empty",        "links-promised",       "network-ipv6-links", "network-ipv6-names",
    "network-ipv6-ports", "network-ipv6-quality", "service-search"};

TEST(Completeness, SchemesAndChecksKnowEachOther) {
    std::set<std::string> used;
    for (const auto& entry : fs::directory_iterator(root / "config/schemes")) {
        if (!entry.is_directory()) continue;
        const auto load = rules::load_scheme(entry.path().string());
        for (const Error& error : load.errors) ADD_FAILURE() << error.what;
        if (!load.scheme) continue;
        for (const rules::Veto& veto : load.scheme->vetoes) used.insert(veto.when.check);
        for (const rules::Indicator& indicator : load.scheme->indicators)
            for (const rules::Part& part : indicator.parts) {
                if (part.method != rules::Method::crawl) continue;
                EXPECT_EQ(problem_of(part), "") << part.place;
                used.insert(part.check);
            }
    }
    used.insert(std::begin(for_own_schemes), std::end(for_own_schemes));
    for (const CheckInfo* check : checks::all_checks())
        EXPECT_TRUE(used.contains(std::string(check->id)))
            << "no scheme uses " << check->id << "; add it to config/schemes/<id>/indicators/";
}

// DUWANG_UPDATE_DOCS=1 writes the file instead.
TEST(Completeness, DocumentedChecksAreTheRealOnes) {
    if (std::getenv("DUWANG_UPDATE_DOCS") != nullptr)
        std::ofstream(root / "docs/checks.md", std::ios::binary) << checks::checks_markdown();
    EXPECT_EQ(read_source("docs/checks.md"), checks::checks_markdown())
        << "docs/checks.md is out of date; run the lint test with DUWANG_UPDATE_DOCS=1";
}

}  // namespace
}  // namespace duwang::lint
