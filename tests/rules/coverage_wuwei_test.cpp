#include <gtest/gtest.h>

#include "tests/rules/coverage.h"

namespace duwang::rules {
namespace {

TEST(CoverageWuwei, CountiesAreComposedOfStagesAndLevels) { Coverage("wuwei-2022-county").run(); }
TEST(CoverageWuwei, DepartmentsAreComposedOfStages) { Coverage("wuwei-2022-department").run(); }

}  // namespace
}  // namespace duwang::rules
