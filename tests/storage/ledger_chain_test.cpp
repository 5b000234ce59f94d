#include "core/hash.h"
#include "tests/storage/ledger_support.h"

namespace duwang::storage {
namespace {

class LedgerChainTest : public LedgerTest {
  protected:
    void SetUp() override {
        LedgerTest::SetUp();
        for (int i = 1; i <= 5; ++i)
            ASSERT_TRUE(ledger_->append("decision", Json::object().set("n", i), later(i)));
        printed_ = ledger_->head()->hash;
    }
    std::string printed_;
};

TEST_F(LedgerTest, AnEmptyChainIsIntact) {
    EXPECT_EQ(ledger_->head()->number, 0);
    EXPECT_EQ(ledger_->head()->hash, std::string(64, '0'));
    EXPECT_TRUE(ledger_->verify()->intact());
}

TEST_F(LedgerChainTest, AnUntouchedChainIsIntact) {
    reopen();
    const auto check = ledger_->verify(printed_);
    ASSERT_TRUE(check);
    EXPECT_TRUE(check->intact()) << check->why;
    EXPECT_EQ(check->head.number, 5);
    EXPECT_EQ(check->head.hash, printed_);
}

// The rule of the hash, so that the chain can be checked without the program.
TEST_F(LedgerChainTest, TheHashCanBeComputedByHand) {
    const LogEntry entry = ledger_->log()->at(1);
    EXPECT_EQ(entry.hash, sha256_hex("duwang-log-1\n2\n" + std::to_string(later(2).unix_ms) +
                                     "\ndecision\n" + entry.previous + "\n{\"n\":2}"));
}

TEST_F(LedgerChainTest, TheFirstBrokenEntryIsFound) {
    struct Case {
        const char* sql;
        std::int64_t broken;
        std::string_view why;
    };
    const std::string other(64, '1');
    const std::string rehash = "UPDATE log SET previous = '" + other + "' WHERE seq = 4";
    const Case cases[] = {
        {"UPDATE log SET body = '{\"n\":9}' WHERE seq = 3", 3, "changed"},
        {"UPDATE log SET at_ms = at_ms + 1 WHERE seq = 2", 2, "changed"},
        {"UPDATE log SET kind = 'other' WHERE seq = 1", 1, "changed"},
        {rehash.c_str(), 4, "hash of the entry before"},
        {"DELETE FROM log WHERE seq = 1", 1, "missing"},
        {"DELETE FROM log WHERE seq = 3", 3, "missing"},
        {"DELETE FROM log WHERE seq = 5", 5, "cut off"},
        {"UPDATE log SET seq = 6 WHERE seq = 5", 5, "missing"},
        {"DELETE FROM log", 1, "cut off"},
    };
    ledger_.reset();
    std::filesystem::copy_file(path_, path_ + ".good");
    for (const Case& one : cases) {
        std::filesystem::remove(path_ + "-wal");
        std::filesystem::copy_file(path_ + ".good", path_,
                                   std::filesystem::copy_options::overwrite_existing);
        tamper(one.sql);
        reopen();
        const auto check = ledger_->verify(printed_);
        ASSERT_TRUE(check);
        EXPECT_EQ(check->broken, one.broken) << one.sql << ": " << check->why;
        EXPECT_NE(check->why.find(one.why), std::string::npos) << one.sql << ": " << check->why;
        ledger_.reset();
    }
}

// The log alone being intact is not enough: the tables are what people read.
TEST_F(LedgerTest, RowsThatDifferFromTheLogAreFound) {
    make_round("r", day_one);
    ASSERT_TRUE(ledger_->attach_capture(
        "r", {"s", "cap-1", "captures/cap-1", std::string(64, 'a'), day_one}));
    const std::vector<Mark> first{{"a", "3.01a", "1", "看过", "王", "2026-01-02"}};
    const std::vector<Mark> second{{"a", "3.01a", "0.5", "复核", "李", "2026-01-03"}};
    ASSERT_TRUE(ledger_->add_marks("r", first, day_one));
    ASSERT_TRUE(ledger_->add_marks("r", second, day_one));
    const std::vector<PublishedSheet> sheets{{"a", R"({"earned":"71.50","note":"x"})"}};
    ASSERT_TRUE(ledger_->publish_scores("r", sheets, "h1", day_one));
    ASSERT_TRUE(ledger_->publish_scores("r", sheets, "h2", later(1)));
    EXPECT_EQ(ledger_->verify()->why, "");
    struct Case {
        const char* sql;
        std::int64_t broken;
        std::string_view why;
    };
    const Case cases[] = {
        {"UPDATE marks SET points = '1'", 4, "is not what entry 4 recorded"},
        {"DELETE FROM marks", 4, "is gone"},
        {"UPDATE scores SET body = replace(body, '\"x\"', '\"y\"') WHERE edition = 1", 5,
         "edition 1 is not what"},
        {"UPDATE scores SET body = 'no json' WHERE edition = 2", 6, "edition 2 is not what"},
        {"DELETE FROM scores WHERE edition = 2", 6, "is gone"},
        {"UPDATE captures SET folder = 'elsewhere'", 2, "the capture \"cap-1\" is not what"},
        {"INSERT INTO marks VALUES ('r', 'b', '3.01a', '9', '', '', '', '', '')", 0, "without an entry"},
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
        ASSERT_TRUE(check);
        EXPECT_EQ(check->broken, one.broken) << one.sql << ": " << check->why;
        EXPECT_NE(check->why.find(one.why), std::string::npos) << one.sql << ": " << check->why;
        ledger_.reset();
    }
}

TEST_F(LedgerChainTest, AKindThatCouldForgeTheHashedTextIsRefused) {
    for (const char* kind : {"", "two\nlines", "Capital", "with space", "中"})
        EXPECT_FALSE(ledger_->append(kind, Json::object(), day_one)) << kind;
    EXPECT_EQ(ledger_->head()->number, 5);
}

TEST_F(LedgerChainTest, TextsThatLookLikeSqlAreOnlyTexts) {
    const std::string text = "'); DELETE FROM log; -- :at \" 引号\xF0\x9F\x98\x80";
    ASSERT_TRUE(ledger_->append("note", Json::object().set("text", text), day_one));
    EXPECT_EQ(ledger_->log()->size(), 6u);
    EXPECT_EQ(Json::parse(ledger_->log()->at(5).body).value()["text"].text(), text);
    EXPECT_TRUE(ledger_->verify(printed_)->intact());
}

}  // namespace
}  // namespace duwang::storage
