#include <gtest/gtest.h>

#include <algorithm>

#include "rules/reading/scheme_loader.h"
#include "rules/validation/scheme_validator.h"
#include "tests/rules/coverage.h"

namespace duwang::rules {
namespace {

const std::string schemes = DUWANG_SOURCE_DIR "/config/schemes/";

TEST(CoverageXinjiang, ChangjiIsComposedOfFourParts) { Coverage("changji-2022").run(); }
TEST(CoverageXinjiang, TachengIsGradedByItsOwnWording) { Coverage("tacheng-2020").run(); }

// OP-27, CJ-P-02, TC-P-11, TP-P-18: no default; what is missing is named.
TEST(CoverageXinjiang, ScoringNeedsTheSharesOfTheParts) {
    struct Row {
        const char* scheme;
        std::size_t missing;
        const char* one;
    };
    for (const Row& row :
         {Row{"changji-2022", 4, "daily"}, Row{"tacheng-2020", 13, "s13"},
          Row{"turpan-2022-fgf", 61, "full.4.54"}, Row{"yueyang-2017-county", 36, "c01"},
          Row{"yueyang-2017-unit", 23, "d23"}, Row{"wuwei-2022-county", 10, "area10"},
          Row{"wuwei-2022-department", 10, "area01"}}) {
        const SchemeLoad load = load_scheme(schemes + row.scheme);
        ASSERT_TRUE(load.scheme) << row.scheme;
        EXPECT_EQ(load.scheme->missing_settings.size(), row.missing) << row.scheme;
        const std::vector<std::string>& missing = load.scheme->missing_settings;
        EXPECT_TRUE(std::ranges::count(missing, row.one)) << row.scheme << " " << row.one;
    }
    EXPECT_TRUE(load_scheme(schemes + "turpan-2022").scheme.value().missing_settings.empty());
}

TEST(CoverageXinjiang, SharesThatDoNotAddUpAreRefusedWithTheDifference) {
    Settings settings;
    for (const char* name : {"disclosure", "reform", "service", "daily"})
        settings[name] = {"24", "changji-2022.yaml:1:1"};
    const SchemeLoad load = load_scheme(schemes + "changji-2022", settings);
    ASSERT_TRUE(load.scheme);
    const std::vector<Error> errors = validate_scheme(*load.scheme, {});
    ASSERT_EQ(errors.size(), 1u);
    EXPECT_NE(errors[0].what.find("make 96 but 100 is written (difference -4)"), std::string::npos)
        << errors[0].what;
}

}  // namespace
}  // namespace duwang::rules
