// What people enter for an assessment (考评录入), announced editions, and files kept with entries.
#include <algorithm>

#include "tests/storage/ledger_support.h"

namespace duwang::storage {
namespace {

AssessmentEntry entered(AssessmentEntryKind kind, std::string unit, std::string item,
                        std::string value) {
    AssessmentEntry entry;
    entry.kind = kind;
    entry.unit = std::move(unit);
    entry.item = std::move(item);
    entry.value = std::move(value);
    entry.reason = "见材料'; DROP TABLE assessment_entries; --";
    entry.by = "王";
    entry.at = "2023-01-05";
    return entry;
}

std::vector<AssessmentEntry> four_entries() {
    using Kind = AssessmentEntryKind;
    AssessmentEntry rating = entered(Kind::rating, "a", "by-members", "87.5");
    rating.rater = "市委宣传部";
    AssessmentEntry score = entered(Kind::import, "b", "service", "1/3");
    score.scale = "4";
    score.basis = "市政务服务局〔2023〕2号";
    score.attachments = {{"成绩 表.pdf", std::string(64, 'a'), 17},
                         {"照片.jpg", std::string(64, 'b'), 0}};
    AssessmentEntry notice = entered(Kind::rectify, "a", "notices", "late");
    notice.object = "整改通知第3号";
    return {entered(Kind::mark, "a", "daily-q1", "90"), rating, score, notice};
}

PublishedAssessment announced(const std::string& body) {
    return {"wuwei-2022", 0, "1", "2023-02-15", body, "h1", "李", "武政办发电〔2023〕8号"};
}

class LedgerAssessments : public LedgerTest {
  protected:
    // Copies the good ledger, lets somebody change it, and holds it against its log.
    LogCheck after(const std::string& sql) {
        ledger_.reset();
        if (!std::filesystem::exists(path_ + ".good"))
            std::filesystem::copy_file(path_, path_ + ".good");
        std::filesystem::remove(path_ + "-wal");
        std::filesystem::copy_file(path_ + ".good", path_,
                                   std::filesystem::copy_options::overwrite_existing);
        tamper(sql);
        reopen();
        const auto check = ledger_->verify();
        EXPECT_TRUE(check) << sql;
        return check.value_or(LogCheck());
    }
};

TEST_F(LedgerAssessments, EntriesComeBackWholeInTheOrderOfTheirComing) {
    const std::vector<AssessmentEntry> entries = four_entries();
    EXPECT_EQ(ledger_->add_assessment_entries("p", entries, day_one).value(), 4u);
    std::vector<AssessmentEntry> again = entries;
    again[0].value = "91";  // corrected: another entry, the first stays
    EXPECT_EQ(ledger_->add_assessment_entries("p", again, later(1)).value(), 1u);
    const std::int64_t head = ledger_->head()->number;
    EXPECT_EQ(ledger_->add_assessment_entries("p", again, later(2)).value(), 0u);
    EXPECT_EQ(ledger_->head()->number, head);  // nothing new, nothing in the log
    EXPECT_EQ(ledger_->add_assessment_entries("other", entries, later(2)).value(), 4u);
    reopen();
    auto back = ledger_->assessment_entries("p");
    ASSERT_TRUE(back) << back.error().what;
    ASSERT_EQ(back->size(), 5u);
    for (std::size_t i = 0; i < entries.size(); ++i) EXPECT_EQ(back->at(i), entries[i]) << i;
    EXPECT_EQ(back->at(4), again[0]);
    EXPECT_TRUE(ledger_->assessment_entries("nobody's")->empty());
    EXPECT_EQ(ledger_->assessment_plans().value(), (std::vector<std::string>{"other", "p"}));
    EXPECT_EQ(ledger_->verify()->why, "");
}

TEST_F(LedgerAssessments, AnotherFileOrBasisIsAnotherEntry) {
    std::vector<AssessmentEntry> entries = four_entries();
    ASSERT_TRUE(ledger_->add_assessment_entries("p", entries, day_one));
    entries[2].attachments[1].sha256 = std::string(64, 'c');
    entries[3].basis = "督查报告";
    EXPECT_EQ(ledger_->add_assessment_entries("p", entries, day_one).value(), 2u);
}

TEST_F(LedgerAssessments, OneEntryThatCannotBeStoredKeepsAllOut) {
    std::vector<AssessmentEntry> entries = four_entries();
    entries[3].item.clear();
    EXPECT_EQ(ledger_->add_assessment_entries("p", entries, day_one).error().code, Errc::usage);
    EXPECT_TRUE(ledger_->assessment_entries("p")->empty());
    EXPECT_EQ(ledger_->head()->number, 0);
}

TEST_F(LedgerAssessments, EveryPublicationIsAnEditionAndNoneIsOverwritten) {
    EXPECT_EQ(ledger_->publish_assessment(announced(R"({"total":"86.73"})"), day_one).value(), 1);
    EXPECT_EQ(ledger_->publish_assessment(announced(R"({"total":"86.70"})"), later(3)).value(), 2);
    PublishedAssessment other = announced("{}");
    other.plan = "turpan-2022";
    EXPECT_EQ(ledger_->publish_assessment(other, later(4)).value(), 1);
    reopen();
    auto back = ledger_->assessments("wuwei-2022");
    ASSERT_TRUE(back) << back.error().what;
    ASSERT_EQ(back->size(), 2u);
    EXPECT_EQ(back->at(0).body, R"({"total":"86.73"})");
    EXPECT_EQ(back->at(0).edition, 1);
    EXPECT_EQ(back->at(0).published, day_one);
    EXPECT_EQ(back->at(1).body, R"({"total":"86.70"})");
    EXPECT_EQ(back->at(1).as_of, "2023-02-15");
    EXPECT_EQ(back->at(1).plan_hash, "h1");
    EXPECT_EQ(back->at(1).approved_by, "李");
    EXPECT_EQ(back->at(1).basis, "武政办发电〔2023〕8号");
    EXPECT_EQ(back->at(1).published, later(3));
    EXPECT_EQ(ledger_->verify()->why, "");
}

TEST_F(LedgerAssessments, RowsThatDifferFromTheLogAreFound) {
    ASSERT_TRUE(ledger_->add_assessment_entries("p", four_entries(), day_one));
    ASSERT_TRUE(ledger_->publish_assessment(announced(R"({"total":"86.73"})"), day_one));
    struct Case {
        const char* sql;
        std::int64_t broken;
        std::string_view why;
    };
    const Case cases[] = {
        {"UPDATE assessment_entries SET value = '100' WHERE seq = 1", 1, "entry 1 of the assessm"},
        {"UPDATE assessment_entries SET rater = 'x' WHERE seq = 2", 2, "entry 2 of the assessment"},
        {"UPDATE assessment_entries SET basis = '' WHERE seq = 3", 3, "is not what entry 3 recor"},
        {"UPDATE assessment_entries SET attachments = '' WHERE seq = 3", 3, "is not what entry 3"},
        {"UPDATE assessment_entries SET entered_at = '2023-01-06' WHERE seq = 4", 4, "is not what"},
        {"DELETE FROM assessment_entries", 1, "is gone"},
        {"INSERT INTO assessment_entries VALUES ('q', 1, 'mark', 'a', 'x', '', '', '9', '', '', "
         "'', '', '', '')",
         0, "entry 1 of the assessment \"q\" was put into the ledger without an entry"},
        {"UPDATE assessments SET body = '{\"total\":\"96.73\"}'", 5, "edition 1 of the assessment"},
        {"UPDATE assessments SET approved_by = '赵'", 5, "is not what entry 5 recorded"},
        {"UPDATE assessments SET published_ms = published_ms + 86400000", 5, "is not what entry 5"},
        {"DELETE FROM assessments", 5, "is gone"},
    };
    for (const Case& one : cases) {
        const LogCheck check = after(one.sql);
        EXPECT_EQ(check.broken, one.broken) << one.sql << ": " << check.why;
        EXPECT_NE(check.why.find(one.why), std::string::npos) << one.sql << ": " << check.why;
    }
}

TEST_F(LedgerAssessments, MarksAndEntriesOfRoundsKeepBasisAndFiles) {
    make_round("r", day_one);
    const std::vector<KeptFile> files{{"录音.mp3", std::string(64, 'd'), 5}};
    const std::vector<Mark> marks{{"a", "3.01a", "1", "看过", "王", "2026-01-02", "巡查表", files},
                                  {"b", "3.01a", "2", "看过", "王", "2026-01-02"}};
    ASSERT_TRUE(ledger_->add_marks("r", marks, day_one));
    Entry call;
    call.unit = "a";
    call.item = "3.02";
    call.basis = "电话抽查";
    call.attachments = files;
    const std::vector<Entry> entries{call};
    ASSERT_TRUE(ledger_->add_entries("r", entries, day_one));
    reopen();
    EXPECT_EQ(ledger_->marks("r")->at(0).basis, "巡查表");
    EXPECT_EQ(ledger_->marks("r")->at(0).attachments, files);
    EXPECT_TRUE(ledger_->marks("r")->at(1).attachments.empty());
    EXPECT_EQ(ledger_->entries("r")->at(0), call);
    EXPECT_EQ(ledger_->verify()->why, "");
    EXPECT_EQ(after("UPDATE marks SET attachments = '' WHERE unit = 'a'").broken, 2);
    EXPECT_EQ(after("UPDATE marks SET basis = 'x' WHERE unit = 'b'").broken, 3);
    EXPECT_EQ(after("UPDATE entries SET attachments = ''").broken, 4);
}

// Entries had neither basis nor files; what the log recorded of them then still fits.
TEST_F(LedgerAssessments, ALedgerOfTheThirdVersionOpensAndVerifies) {
    make_round("r", day_one);
    Entry fact;
    fact.unit = "a";
    fact.item = "has_counter";
    fact.value = "yes";
    fact.reason = "有窗口";
    const std::vector<Entry> entries{fact};
    ASSERT_TRUE(ledger_->add_entries("r", entries, day_one));
    const std::vector<Mark> marks{{"a", "3.01a", "1/3", "看过", "王", "2026-01-02"}};
    ASSERT_TRUE(ledger_->add_marks("r", marks, day_one));
    const std::string before = ledger_->log()->at(1).body;
    EXPECT_EQ(before.find("basis"), std::string::npos) << before;
    EXPECT_EQ(before.find("attachments"), std::string::npos) << before;
    go_back({"0001_initial.sql", "0002_host_backoff.sql", "0003_entries.sql"},
            copy("rounds", "*") + copy("round_units", "*") + copy("log", "*") +
                copy("entries",
                     "round, seq, kind, unit, item, finding, object, value, scale, details, "
                     "reason, entered_by, entered_at") +
                copy("marks", "round, unit, indicator, points, reason, entered_by, entered_at"));
    EXPECT_EQ(ledger_->entries("r").value(), entries);
    EXPECT_EQ(ledger_->verify()->why, "");
    EXPECT_EQ(ledger_->add_entries("r", entries, later(1)).value(), 0u);  // known, word for word
    EXPECT_EQ(ledger_->add_assessment_entries("p", four_entries(), later(1)).value(), 4u);
    EXPECT_EQ(ledger_->verify()->why, "");
}

}  // namespace
}  // namespace duwang::storage
