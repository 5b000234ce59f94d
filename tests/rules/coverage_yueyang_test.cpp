#include <gtest/gtest.h>

#include "tests/rules/coverage.h"

namespace duwang::rules {
namespace {

TEST(CoverageYueyang, CountiesLoseWhatTheRulesSay) { Coverage("yueyang-2017-county").run(); }
TEST(CoverageYueyang, UnitsLoseWhatTheRulesSay) { Coverage("yueyang-2017-unit").run(); }

}  // namespace
}  // namespace duwang::rules
