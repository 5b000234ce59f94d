// docs/words.md lists exactly the words the program knows.
#include <gtest/gtest.h>

#include <map>

#include "core/fetch_status.h"
#include "core/finding.h"
#include "tests/docs/page.h"

namespace duwang::docs {
namespace {

using Labels = std::map<std::string, std::string>;

Labels documented(std::string_view heading) {
    Labels labels;
    for (const auto& row : rows(section(read_source("docs/words.md"), heading))) {
        EXPECT_EQ(row.size(), 3u) << row.front();
        EXPECT_TRUE(labels.emplace(row[0], row[1]).second) << row[0] << " stands twice";
        EXPECT_FALSE(row[2].empty()) << row[0] << " has no meaning";
    }
    return labels;
}

TEST(Words, OutcomesAreDocumented) {
    Labels known;
    for (auto outcome : {Outcome::pass, Outcome::fail, Outcome::doubtful, Outcome::not_determined,
                         Outcome::not_applicable})
        known.emplace(outcome_word(outcome), outcome_label(outcome));
    EXPECT_EQ(documented("Outcomes (检查结果)"), known);
}

// Every list ends with `internal`, which is also what an unknown word is read as.
TEST(Words, CausesAreDocumented) {
    Labels known;
    for (int i = 0; i <= static_cast<int>(Cause::internal); ++i) {
        auto cause = static_cast<Cause>(i);
        known.emplace(cause_word(cause), cause_label(cause));
        EXPECT_EQ(cause_of(cause_word(cause)), cause);
    }
    EXPECT_EQ(known.size(), static_cast<std::size_t>(Cause::internal) + 1)
        << "a cause without a word of its own";
    EXPECT_EQ(documented("Causes (无法评估的原因)"), known);
}

TEST(Words, FetchStatusesAreDocumented) {
    Labels known;
    for (int i = 0; i <= static_cast<int>(last_fetch_status); ++i) {
        auto status = static_cast<FetchStatus>(i);
        bool coded = status == FetchStatus::http_error;
        std::string word = coded ? "http" : status_word(status, 0);
        known.emplace(word, status_label(status));
        int http_status = 0;
        EXPECT_EQ(status_of(status_word(status, 404), http_status), status) << word;
        EXPECT_EQ(http_status, coded ? 404 : 0) << word;
    }
    EXPECT_EQ(known.size(), static_cast<std::size_t>(last_fetch_status) + 1)
        << "a status without a word of its own";
    EXPECT_EQ(documented("Fetch status (访问结果)"), known);
}

TEST(Words, WhatCountsAsArrivedIsDocumented) {
    std::string page = read_source("docs/words.md");
    std::set<std::string> arrived;
    for (int i = 0; i <= static_cast<int>(last_fetch_status); ++i)
        if (content_arrived(static_cast<FetchStatus>(i)))
            arrived.insert(status_word(static_cast<FetchStatus>(i), 0));
    std::size_t last = page.rfind("\n\n");
    EXPECT_EQ(code_words(std::string_view(page).substr(last)), arrived);
}

}  // namespace
}  // namespace duwang::docs
