#include <gtest/gtest.h>

#include "tests/rules/coverage.h"

namespace duwang::rules {
namespace {

TEST(CoverageTurpan, DisclosureIndicatorsCostWhatTheDocumentSays) { Coverage("turpan-2022").run(); }
TEST(CoverageTurpan, TasksWithoutMarksScoreByTheMarksFilledIn) {
    Coverage("turpan-2022-fgf").run();
}

}  // namespace
}  // namespace duwang::rules
