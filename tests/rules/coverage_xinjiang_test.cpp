#include <gtest/gtest.h>

#include "tests/rules/coverage.h"

namespace duwang::rules {
namespace {

TEST(CoverageXinjiang, ChangjiIsComposedOfFourParts) { Coverage("changji-2022").run(); }
TEST(CoverageXinjiang, TachengIsGradedByItsOwnWording) { Coverage("tacheng-2020").run(); }

}  // namespace
}  // namespace duwang::rules
