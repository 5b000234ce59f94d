#include "crawler/run/id_runs.h"

namespace duwang::crawler {
namespace {

using Ids = std::vector<std::int64_t>;

TEST(IdRuns, AreShortAndComeBackInOrder) {
    struct Row {
        Ids ids;
        const char* text;
    };
    for (const Row& row : {Row{{}, ""}, Row{{5}, "5"}, Row{{1, 2, 3}, "1-3"},
                           Row{{17, 18, 0, 19, 7, 8}, "17-18,0,19,7-8"}, Row{{3, 2, 1}, "3,2,1"},
                           Row{{0, 1}, "0-1"}, Row{{4, 4}, "4,4"}}) {
        EXPECT_EQ(id_runs(row.ids), row.text);
        EXPECT_EQ(ids_of_runs(row.text), row.ids);
    }
}

TEST(IdRuns, WhatCannotBeReadIsLeftOut) {
    EXPECT_EQ(ids_of_runs("x,1,-2,3-,4-x,9-8,,1-99999999999,7"), (Ids{1, 7}));
}

}  // namespace
}  // namespace duwang::crawler
