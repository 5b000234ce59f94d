#include <gtest/gtest.h>

#include "tests/rules/coverage.h"

namespace duwang::rules {
namespace {

TEST(CoverageNational, VetoesFactorsAndBonusFollowTheFormula) { Coverage("national-2019").run(); }

}  // namespace
}  // namespace duwang::rules
