// What people state in a round (录入), several schemes in one round, and ledgers of the time
// before.
#include "tests/storage/ledger_support.h"

namespace duwang::storage {
namespace {

Entry stated(EntryKind kind, std::string unit, std::string item, std::string value) {
    Entry entry;
    entry.kind = kind;
    entry.unit = std::move(unit);
    entry.item = std::move(item);
    entry.value = std::move(value);
    entry.reason = "见材料'; DROP TABLE entries; --";
    entry.by = "王";
    entry.at = "2026-01-02";
    return entry;
}

Entry late_reply() {
    Entry entry = stated(EntryKind::event, "a", "3.26", "");
    entry.finding = "late-reply";
    entry.object = "申请第5号：\"甲\"";
    entry.details = {{"days", "17"}, {"received", "2025-12-01"}};
    return entry;
}

std::vector<Entry> three_entries() {
    Entry score = stated(EntryKind::import, "a", "3.40", "87");
    score.scale = "100";
    return {stated(EntryKind::fact, "b", "has_counter", "yes"), late_reply(), score};
}

TEST_F(LedgerTest, EntriesComeBackInTheOrderOfTheirComing) {
    make_round("r", day_one);
    make_round("other", later(1));
    const std::vector<Entry> entries = three_entries();
    auto added = ledger_->add_entries("r", entries, day_one);
    ASSERT_TRUE(added) << added.error().what;
    EXPECT_EQ(*added, 3u);
    const std::vector<Entry> more{stated(EntryKind::daily, "a", "3.40", "-0.5")};
    ASSERT_TRUE(ledger_->add_entries("r", more, later(1)));
    reopen();
    auto back = ledger_->entries("r");
    ASSERT_TRUE(back) << back.error().what;
    ASSERT_EQ(back->size(), 4u);
    for (std::size_t i = 0; i < entries.size(); ++i) EXPECT_EQ(back->at(i), entries[i]) << i;
    EXPECT_EQ(back->at(3), more[0]);
    EXPECT_TRUE(ledger_->entries("other")->empty());
    EXPECT_EQ(ledger_->verify()->why, "");
}

TEST_F(LedgerTest, WhatWasStatedBeforeIsNotStoredAgain) {
    make_round("r", day_one);
    std::vector<Entry> entries = three_entries();
    entries.push_back(entries[0]);  // twice in one file
    EXPECT_EQ(ledger_->add_entries("r", entries, day_one).value(), 3u);
    const std::int64_t head = ledger_->head()->number;
    EXPECT_EQ(ledger_->add_entries("r", entries, later(1)).value(), 0u);
    EXPECT_EQ(ledger_->head()->number, head);  // no news, no entry in the log
    entries[0].reason = "重新核实";            // another statement, not a correction in place
    EXPECT_EQ(ledger_->add_entries("r", entries, later(1)).value(), 1u);
    EXPECT_EQ(ledger_->entries("r")->size(), 4u);
    EXPECT_EQ(ledger_->head()->number, head + 1);
}

TEST_F(LedgerTest, EntriesThatCannotBeStoredLeaveNothingBehind) {
    make_round("r", day_one);
    EXPECT_EQ(ledger_->add_entries("r9", three_entries(), day_one).error().code, Errc::not_found);
    EXPECT_EQ(ledger_->entries("r9").error().code, Errc::not_found);
    std::vector<Entry> entries = three_entries();
    entries[2].unit.clear();
    EXPECT_EQ(ledger_->add_entries("r", entries, day_one).error().code, Errc::usage);
    EXPECT_TRUE(ledger_->entries("r")->empty());
    EXPECT_EQ(ledger_->head()->number, 1);
}

TEST_F(LedgerTest, MarksAndEntriesOfOneImportAreStoredTogetherOrNotAtAll) {
    make_round("r", day_one);
    const std::vector<Mark> marks{{"a", "3.01a", "1/3", "看过", "王", "2026-01-02"},
                                  {"b", "3.01a", "0", "缺", "王", "2026-01-02"}};
    std::vector<Entry> entries = three_entries();
    entries[2].unit.clear();
    const auto refused = ledger_->add_marks_and_entries("r", marks, entries, day_one);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, Errc::usage);
    EXPECT_TRUE(ledger_->marks("r")->empty());
    EXPECT_TRUE(ledger_->entries("r")->empty());
    EXPECT_EQ(ledger_->head()->number, 1);  // the round
    EXPECT_EQ(ledger_->add_marks_and_entries("r9", marks, three_entries(), day_one).error().code,
              Errc::not_found);

    EXPECT_EQ(ledger_->add_marks_and_entries("r", marks, three_entries(), day_one).value(), 5u);
    EXPECT_EQ(ledger_->marks("r")->size(), 2u);
    EXPECT_EQ(ledger_->entries("r"), three_entries());
    EXPECT_EQ(ledger_->add_marks_and_entries("r", {}, three_entries(), later(1)).value(), 0u);
    EXPECT_EQ(ledger_->verify()->why, "");
}

TEST_F(LedgerTest, EntriesThatDifferFromTheLogAreFound) {
    make_round("r", day_one);
    ASSERT_TRUE(ledger_->add_entries("r", three_entries(), day_one));
    EXPECT_EQ(ledger_->verify()->why, "");
    struct Case {
        const char* sql;
        std::int64_t broken;
        std::string_view why;
    };
    const Case cases[] = {
        {"UPDATE entries SET value = 'no' WHERE seq = 1", 2, "entry 1 of round \"r\" is not what"},
        {"UPDATE entries SET entered_by = '李' WHERE seq = 2", 3, "entry 2 of round \"r\" is not"},
        {"UPDATE entries SET details = '[]' WHERE seq = 2", 3, "entry 2 of round \"r\" is not"},
        {"UPDATE entries SET kind = 'dismiss' WHERE seq = 3", 4, "entry 3 of round \"r\" is not"},
        {"DELETE FROM entries WHERE seq = 3", 4, "is gone"},
        {"INSERT INTO entries VALUES ('r', 4, 'exempt', 'a', '3.40', '', '', '', '', '[]', '', '', "
         "'', '', '')",
         0, "without an entry"},
    };
    ledger_.reset();
    std::filesystem::copy_file(path_, path_ + ".good");
    for (const Case& one : cases) {
        std::filesystem::remove(path_ + "-wal");
        std::filesystem::copy_file(path_ + ".good", path_,
                                   std::filesystem::copy_options::overwrite_existing);
        tamper(one.sql);
        reopen();
        const auto check = ledger_->verify();
        ASSERT_TRUE(check) << one.sql;
        EXPECT_EQ(check->broken, one.broken) << one.sql << ": " << check->why;
        EXPECT_NE(check->why.find(one.why), std::string::npos) << one.sql << ": " << check->why;
        ledger_.reset();
    }
}

TEST_F(LedgerTest, SchemesWindowAndPeriodOfARoundSurvive) {
    Round round{"2026", "全年", "scheduled", "county-table", later(9), 7, day_one, {"a", "b"}};
    round.schemes = {{"county-table", {"county", "group:县区"}}, {"desk", {}}};
    round.window_from = day_one;
    round.window_until = later(8);
    round.period = "2026 年度";
    ASSERT_TRUE(ledger_->create_round(round));
    make_round("plain", later(1));
    reopen();
    auto back = ledger_->round("2026");
    ASSERT_TRUE(back);
    EXPECT_EQ(back->schemes, round.schemes);
    EXPECT_EQ(back->window_from, day_one);
    EXPECT_EQ(back->window_until, later(8));
    EXPECT_EQ(back->period, "2026 年度");
    auto plain = ledger_->round("plain");
    ASSERT_TRUE(plain);
    EXPECT_TRUE(plain->schemes.empty());
    EXPECT_FALSE(plain->window_from.is_set() || plain->window_until.is_set());
    EXPECT_EQ(plain->period, "");
    EXPECT_NE(ledger_->log()->at(0).body.find("group:县区"), std::string::npos);
}

TEST_F(LedgerTest, AUnitHasASheetUnderEachSchemeAndEditionsOfItsOwn) {
    make_round("r", day_one);
    const std::vector<PublishedSheet> town{{"a", R"({"earned":"1"})", "town"}};
    const std::vector<PublishedSheet> desk{{"a", R"({"earned":"2"})", "desk"}};
    const std::vector<PublishedSheet> better{{"a", R"({"earned":"3"})", "desk"}};
    ASSERT_TRUE(ledger_->publish_scores("r", town, "h1", day_one));
    ASSERT_TRUE(ledger_->publish_scores("r", desk, "h2", day_one));
    ASSERT_TRUE(ledger_->publish_scores("r", better, "h2", later(1)));
    auto scores = ledger_->scores("r");
    ASSERT_TRUE(scores);
    ASSERT_EQ(scores->size(), 2u);
    EXPECT_EQ(scores->at(0).scheme, "town");
    EXPECT_EQ(scores->at(0).scheme_hash, "h1");
    EXPECT_EQ(scores->at(1).json, R"({"earned":"3"})");
    EXPECT_EQ(ledger_->verify()->why, "");
}

// A ledger as the program of the second version left it.
class OldLedger : public LedgerTest {
  protected:
    void SetUp() override {
        LedgerTest::SetUp();
        make_round("r", day_one);
        const std::vector<Mark> marks{{"a", "3.01a", "1/3", "看过", "王", "2026-01-02"}};
        ASSERT_TRUE(ledger_->add_marks("r", marks, day_one));
        const std::vector<PublishedSheet> sheets{{"a", R"({"earned":"71.50"})"},
                                                 {"b", R"({"earned":"60.00"})"}};
        ASSERT_TRUE(ledger_->publish_scores("r", sheets, "h1", day_one));
        go_back(
            {"0001_initial.sql", "0002_host_backoff.sql"},
            copy("rounds", "id, seq, title, kind, scheme, as_of_ms, seed, created_ms") +
                copy("round_units", "*") +
                copy("marks", "round, unit, indicator, points, reason, entered_by, entered_at") +
                copy("scores", "round, unit, edition, scheme_hash, published_ms, body") +
                copy("log", "*"));
    }
};

TEST_F(OldLedger, OpensAndItsScoresReadBack) {
    auto scores = ledger_->scores("r");
    ASSERT_TRUE(scores) << scores.error().what;
    ASSERT_EQ(scores->size(), 2u);
    EXPECT_EQ(scores->at(0).json, R"({"earned":"71.50"})");
    EXPECT_EQ(scores->at(0).scheme, "");
    EXPECT_EQ(ledger_->marks("r")->at(0).points, "1/3");
    auto round = ledger_->round("r");
    ASSERT_TRUE(round);
    EXPECT_EQ(round->scheme, "turpan-2022");
    EXPECT_TRUE(round->schemes.empty());
    EXPECT_FALSE(round->window_from.is_set());
    EXPECT_EQ(round->units, (std::vector<std::string>{"a", "b"}));
    EXPECT_EQ(ledger_->verify()->why, "");
    EXPECT_EQ(ledger_->add_entries("r", three_entries(), day_one).value(), 3u);
}

// What is published now takes the place of the sheet from before schemes had names.
TEST_F(OldLedger, ANewEditionReplacesTheSheetWithoutASchemesName) {
    const std::vector<PublishedSheet> sheets{{"a", R"({"earned":"72.00"})", "turpan-2022"}};
    ASSERT_TRUE(ledger_->publish_scores("r", sheets, "h2", later(1)));
    auto scores = ledger_->scores("r");
    ASSERT_TRUE(scores);
    ASSERT_EQ(scores->size(), 2u);
    EXPECT_EQ(scores->at(0).json, R"({"earned":"72.00"})");
    EXPECT_EQ(scores->at(0).edition, 2);
    EXPECT_EQ(scores->at(1).unit, "b");
    EXPECT_EQ(ledger_->verify()->why, "");
}

}  // namespace
}  // namespace duwang::storage
