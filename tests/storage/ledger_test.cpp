#include "storage/ledger/ledger.h"

#include "tests/storage/ledger_support.h"

namespace duwang::storage {
namespace {

Inventory sample_inventory() {
    Inventory inventory;
    inventory.units = {{"z", "最后一个:名", {"别名", "a;b"}, "county", "", "city", {"县区"}, "0"},
                       {"a", "第二个", {}, "department", "z", "", {}, ""}};
    inventory.sites = {{"s",
                        "门户",
                        "http://www.x.cn/",
                        {"www.x.cn", "x.cn:81"},
                        "6501000001",
                        "z",
                        true,
                        "书面授权〔2026〕1号",
                        parse_blackout("周一-周五 08:30-11:30;22:00-02:00").value(),
                        parse_filed("2026-12-01 至 2026-12-03 系统升级").value()}};
    inventory.columns = {{"a", "s", "guide", "http://www.x.cn/g?a=1&b='2'"}};
    return inventory;
}

TEST_F(LedgerTest, InventoryComesBackAsStoredAndIsReplacedWhole) {
    ASSERT_TRUE(ledger_->replace_inventory(sample_inventory(), day_one));
    reopen();
    const auto back = ledger_->inventory();
    ASSERT_TRUE(back);
    ASSERT_EQ(back->units.size(), 2u);
    EXPECT_EQ(back->units[0].id, "z");  // the order of the file, not of the alphabet
    EXPECT_EQ(back->units[0].name, "最后一个:名");
    EXPECT_EQ(back->units[0].aliases, (std::vector<std::string>{"别名", "a;b"}));
    EXPECT_EQ(back->units[0].groups, std::vector<std::string>{"县区"});
    EXPECT_EQ(back->units[1].parent, "z");
    ASSERT_EQ(back->sites.size(), 1u);
    EXPECT_EQ(back->sites[0].hosts, (std::vector<std::string>{"www.x.cn", "x.cn:81"}));
    EXPECT_TRUE(back->sites[0].internal);
    EXPECT_EQ(back->sites[0].authority, "书面授权〔2026〕1号");
    EXPECT_EQ(blackout_text(back->sites[0].blackout), "周一-周五 08:30-11:30;22:00-02:00");
    EXPECT_EQ(filed_text(back->sites[0].filed), "2026-12-01T00:00/2026-12-04T00:00 系统升级");
    ASSERT_EQ(back->columns.size(), 1u);
    EXPECT_EQ(back->columns[0].address, "http://www.x.cn/g?a=1&b='2'");

    ASSERT_TRUE(ledger_->replace_inventory({}, day_one));
    EXPECT_TRUE(ledger_->inventory()->units.empty());
    // Written authority is a decision and stays readable in the log.
    EXPECT_NE(ledger_->log()->at(0).body.find("书面授权〔2026〕1号"), std::string::npos);
}

TEST_F(LedgerTest, HostsInBackOffComeBackAndAreForgottenWithAnEntry) {
    HostBackOff host{"www.x.cn:81", 3, day_one, later(1), 7, later(-1), "http_503"};
    HostBackOff mere{"busy.cn", 0, day_one, later(1), 0, {}, "rate_limited, Retry-After"};
    ASSERT_TRUE(ledger_->remember_hosts(std::vector{host, mere}));
    host.level = 4;
    ASSERT_TRUE(ledger_->remember_hosts(std::vector{host}));
    reopen();
    auto back = ledger_->recall_hosts();
    ASSERT_TRUE(back);
    ASSERT_EQ(back->size(), 2u);
    EXPECT_EQ(back->at(0).host, "busy.cn");
    EXPECT_FALSE(back->at(0).last_good.is_set());
    EXPECT_EQ(back->at(1).level, 4);
    EXPECT_EQ(back->at(1).since, day_one);
    EXPECT_EQ(back->at(1).until, later(1));
    EXPECT_EQ(back->at(1).failures, 7);
    EXPECT_EQ(back->at(1).last_good, later(-1));
    EXPECT_EQ(back->at(1).reason, "http_503");

    HostBackOff well{"busy.cn", 0, {}, {}, 0, {}, ""};  // it answers again
    ASSERT_TRUE(ledger_->remember_hosts(std::vector{well}));
    EXPECT_EQ(ledger_->recall_hosts()->size(), 1u);
    EXPECT_TRUE(ledger_->log()->empty());  // what the program decides is no decision of a person

    ASSERT_TRUE(ledger_->forget_host("www.x.cn:81", "张三", later(2)));
    EXPECT_TRUE(ledger_->recall_hosts()->empty());
    auto log = ledger_->log();
    ASSERT_EQ(log->size(), 1u);
    EXPECT_EQ(log->at(0).kind, "host.forgotten");
    EXPECT_EQ(log->at(0).at, later(2));
    EXPECT_NE(log->at(0).body.find("张三"), std::string::npos);
    EXPECT_TRUE(ledger_->verify()->intact());
    EXPECT_EQ(ledger_->forget_host("www.x.cn:81", "张三", later(2)).error().code, Errc::usage);
}

TEST_F(LedgerTest, OfTheFirstVersionIsTakenOver) {
    ASSERT_TRUE(ledger_->replace_inventory(sample_inventory(), day_one));
    go_back({"0001_initial.sql"},
            copy("units", "*") + copy("log", "*") +
                copy("sites", "seq, id, name, home, hosts, code, owner, internal, authority"));
    auto inventory = ledger_->inventory();
    ASSERT_TRUE(inventory) << inventory.error().what;
    EXPECT_EQ(inventory->sites.at(0).name, "门户");
    EXPECT_TRUE(inventory->sites.at(0).blackout.empty());
    EXPECT_TRUE(inventory->sites.at(0).filed.empty());
    EXPECT_TRUE(ledger_->recall_hosts()->empty());
}

TEST_F(LedgerTest, RoundsKeepTheirOrderAndUnits) {
    make_round("2026-q2", later(90));
    make_round("2026-q1", later(0));
    const auto rounds = ledger_->rounds();
    ASSERT_TRUE(rounds);
    ASSERT_EQ(rounds->size(), 2u);
    EXPECT_EQ(rounds->at(0).id, "2026-q2");
    const auto round = ledger_->round("2026-q1");
    ASSERT_TRUE(round);
    EXPECT_EQ(round->as_of, later(0));
    EXPECT_EQ(round->seed, 7);
    EXPECT_EQ(round->units, (std::vector<std::string>{"a", "b"}));
}

TEST_F(LedgerTest, UnknownAndDoubledRoundsAreRefusedWithAdvice) {
    make_round("2026-q1", day_one);
    const auto missing = ledger_->results("2026-q9");
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().code, Errc::not_found);
    EXPECT_NE(missing.error().what.find("2026-q1"), std::string::npos);
    Round again;
    again.id = "2026-q1";
    EXPECT_EQ(ledger_->create_round(again).error().code, Errc::usage);
    EXPECT_EQ(ledger_->log()->size(), 1u);  // what was refused left nothing behind
}

TEST_F(LedgerTest, SealedCaptureMustNotChange) {
    make_round("r", day_one);
    AttachedCapture capture{"s", "cap-1", "captures/cap-1", std::string(64, 'a'), day_one};
    ASSERT_TRUE(ledger_->attach_capture("r", capture));
    ASSERT_TRUE(ledger_->attach_capture("r", capture));  // attaching again is no news
    EXPECT_EQ(ledger_->log()->size(), 2u);
    capture.manifest_sha256 = std::string(64, 'b');
    const auto changed = ledger_->attach_capture("r", capture);
    ASSERT_FALSE(changed);
    EXPECT_EQ(changed.error().code, Errc::damaged);
    ASSERT_EQ(ledger_->captures("r")->size(), 1u);
    EXPECT_EQ(ledger_->captures("r")->at(0).manifest_sha256, std::string(64, 'a'));
}

TEST_F(LedgerTest, ResultsComeBackWithTheirEvidence) {
    make_round("r", day_one);
    const std::vector<CheckResult> results{result_of(Outcome::fail), result_of(Outcome::pass, "o")};
    ASSERT_TRUE(ledger_->replace_results("r", results, day_one));
    const auto back = ledger_->results("r");
    ASSERT_TRUE(back);
    ASSERT_EQ(back->size(), 2u);
    EXPECT_EQ(to_json(back->at(0)).dump(), to_json(results[0]).dump());
    EXPECT_EQ(back->at(1).outcome, Outcome::pass);
    ASSERT_TRUE(ledger_->replace_results("r", {}, day_one));
    EXPECT_TRUE(ledger_->results("r")->empty());
}

TEST_F(LedgerTest, AbsenceNeverClosesAFinding) {
    make_round("r1", later(0));
    make_round("r2", later(30));
    make_round("r3", later(60));
    const std::vector<CheckResult> fail{result_of(Outcome::fail)};
    ASSERT_TRUE(ledger_->replace_results("r1", fail, later(0)));
    const std::vector<CheckResult> nothing{result_of(Outcome::not_determined)};
    ASSERT_TRUE(ledger_->replace_results("r2", nothing, later(30)));
    auto findings = ledger_->findings();
    ASSERT_EQ(findings->size(), 1u);
    EXPECT_TRUE(findings->at(0).open);
    EXPECT_EQ(findings->at(0).last_round, "r1");

    ASSERT_TRUE(ledger_->replace_results("r3", fail, later(60)));
    findings = ledger_->findings();
    ASSERT_EQ(findings->size(), 1u);
    EXPECT_EQ(findings->at(0).first_round, "r1");
    EXPECT_EQ(findings->at(0).last_round, "r3");
}

TEST_F(LedgerTest, APassClosesAndALaterFailReopens) {
    make_round("r1", later(0));
    make_round("r2", later(30));
    make_round("r3", later(60));
    const std::vector<CheckResult> fail{result_of(Outcome::fail)};
    const std::vector<CheckResult> pass{result_of(Outcome::pass)};
    ASSERT_TRUE(ledger_->replace_results("r1", fail, later(0)));
    ASSERT_TRUE(ledger_->replace_results("r2", pass, later(30)));
    EXPECT_FALSE(ledger_->findings()->at(0).open);
    EXPECT_EQ(ledger_->findings()->at(0).closed_round, "r2");
    // Judging the old round again does not undo what the newer one has seen.
    ASSERT_TRUE(ledger_->replace_results("r1", fail, later(31)));
    EXPECT_FALSE(ledger_->findings()->at(0).open);
    ASSERT_TRUE(ledger_->replace_results("r3", fail, later(60)));
    EXPECT_TRUE(ledger_->findings()->at(0).open);
    EXPECT_EQ(ledger_->findings()->size(), 1u);
    // Nor does an old pass close what fails now.
    ASSERT_TRUE(ledger_->replace_results("r2", pass, later(61)));
    EXPECT_TRUE(ledger_->findings()->at(0).open);
}

TEST_F(LedgerTest, APassOfAnotherObjectClosesNothing) {
    make_round("r1", later(0));
    const std::vector<CheckResult> fail{result_of(Outcome::doubtful)};
    ASSERT_TRUE(ledger_->replace_results("r1", fail, later(0)));
    const std::vector<CheckResult> other{result_of(Outcome::pass, "www.y.cn#icp")};
    ASSERT_TRUE(ledger_->replace_results("r1", other, later(0)));
    EXPECT_TRUE(ledger_->findings()->at(0).open);
}

TEST_F(LedgerTest, ALaterMarkReplacesAndBothStayInTheLog) {
    make_round("r", day_one);
    const std::vector<Mark> first{{"a", "3.01a", "1/3", "看过", "王", "2026-01-02"}};
    const std::vector<Mark> second{{"a", "3.01a", "0.5", "复核", "李", "2026-01-03"},
                                   {"b", "3.01a", "0", "无", "李", "2026-01-03"}};
    ASSERT_TRUE(ledger_->add_marks("r", first, day_one));
    ASSERT_TRUE(ledger_->add_marks("r", second, later(1)));
    const auto marks = ledger_->marks("r");
    ASSERT_EQ(marks->size(), 2u);
    EXPECT_EQ(marks->at(0).points, "0.5");
    EXPECT_EQ(marks->at(0).by, "李");
    const auto log = ledger_->log();
    ASSERT_EQ(log->size(), 4u);
    EXPECT_NE(log->at(1).body.find("1/3"), std::string::npos);
    EXPECT_NE(log->at(2).body.find("0.5"), std::string::npos);
}

TEST_F(LedgerTest, EveryPublicationIsAnEditionAndItsNumbersAreLogged) {
    make_round("r", day_one);
    const std::vector<PublishedSheet> sheets{{"a", R"({"earned":"71.50","provisional":true})"}};
    const std::vector<PublishedSheet> better{{"a", R"({"earned":"72.00","provisional":false})"}};
    ASSERT_TRUE(ledger_->publish_scores("r", sheets, "h1", day_one));
    ASSERT_TRUE(ledger_->publish_scores("r", better, "h2", later(1)));
    const auto scores = ledger_->scores("r");
    ASSERT_EQ(scores->size(), 1u);
    EXPECT_EQ(scores->at(0).edition, 2);
    EXPECT_EQ(scores->at(0).scheme_hash, "h2");
    EXPECT_EQ(scores->at(0).published, later(1));
    EXPECT_NE(ledger_->log()->at(1).body.find("71.50"), std::string::npos);
    // Sheets that are none leave nothing behind, not even the good ones before them.
    const std::vector<PublishedSheet> bad{{"b", "{}"}, {"c", "no json"}};
    EXPECT_FALSE(ledger_->publish_scores("r", bad, "h3", later(2)));
    EXPECT_EQ(ledger_->scores("r")->size(), 1u);
    EXPECT_EQ(ledger_->log()->size(), 3u);
}

TEST_F(LedgerTest, ALedgerOfANewerProgramIsRefused) {
    ledger_.reset();
    tamper("INSERT INTO ledger_version (version) VALUES (99)");
    const auto opened = Ledger::open(path_);
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().code, Errc::database);
    EXPECT_NE(opened.error().what.find("99"), std::string::npos);
    EXPECT_NE(opened.error().what.find("newer program"), std::string::npos);
}

TEST_F(LedgerTest, OpeningTwiceMigratesOnce) {
    ASSERT_TRUE(ledger_->replace_inventory(sample_inventory(), day_one));
    reopen();
    reopen();
    EXPECT_EQ(ledger_->inventory()->units.size(), 2u);
    auto second = Ledger::open(path_, Ledger::Mode::existing);  // beside the first
    ASSERT_TRUE(second);
    ASSERT_TRUE((*second)->append("note", Json::object(), day_one));
    ASSERT_TRUE(ledger_->append("note", Json::object(), day_one));
    EXPECT_EQ(ledger_->head()->number, 3);
    EXPECT_TRUE(ledger_->verify()->intact());
}

TEST_F(LedgerTest, RoundsWithLinksToAskAgainAreThoseThatCanStillBeJudged) {
    for (const char* id : {"ahead", "due", "later", "over", "settled"}) {
        Round round{id, "测评", "scheduled", "turpan-2022", day_one, 7, day_one, {"a"}};
        if (round.id == "over") round.window_until = later(3);
        ASSERT_TRUE(ledger_->create_round(round));
        LinkCheck check;
        check.site = "a";
        check.url = "http://a.gov.cn/x";
        check.last_failure = round.id == "ahead" ? later(30) : later(1);
        check.due = round.id == "ahead"     ? later(31)
                    : round.id == "later"   ? later(9)
                    : round.id == "settled" ? Timestamp()
                                            : later(2);
        const std::vector<LinkCheck> checks{check};
        ASSERT_TRUE(ledger_->replace_link_checks(id, "a", checks));
    }
    using Ids = std::vector<std::string>;
    EXPECT_EQ(ledger_->rounds_with_links_due(later(4)).value(), (Ids{"ahead", "due"}));
    EXPECT_EQ(ledger_->rounds_with_links_due(later(4), LinksDue::later_too).value(),
              (Ids{"ahead", "due", "later"}));
    EXPECT_EQ(ledger_->rounds_with_links_due(later(2)).value(), (Ids{"ahead", "due", "over"}));
}

TEST_F(LedgerTest, ProbesAreOnlyEverAdded) {
    AvailabilityProbe good, bad;
    good.site = "x";
    good.address = "http://www.x.gov.cn/";
    good.status = "ok";
    good.http_status = 200;
    good.ip = "192.0.2.1";
    good.at = day_one;
    good.ms = 120;
    good.own = OwnNetwork::works;
    bad = good;
    bad.at = later(1);
    bad.status = "connect_timeout";
    bad.http_status = 0;
    bad.wall = "WAF";
    bad.own = OwnNetwork::fails;
    ASSERT_TRUE(ledger_->add_probes(std::array{bad, good}));
    reopen();
    EXPECT_EQ(ledger_->probes({}, later(9)).value(), (std::vector{good, bad}));
    EXPECT_EQ(ledger_->probes(later(1), later(9)).value(), std::vector{bad});
    EXPECT_TRUE(ledger_->probes(later(2), later(9))->empty());
    EXPECT_EQ(ledger_->probes({}, later(0)).value(), std::vector{good});
    AvailabilityProbe other = good;
    other.status = "http_502";
    other.at = later(3);
    const auto again = ledger_->add_probes(std::array{other, good});
    ASSERT_FALSE(again);  // and nothing of it was stored
    EXPECT_EQ(ledger_->probes({}, later(9)).value(), (std::vector{good, bad}));
}

TEST_F(LedgerTest, WhatCannotBeOpenedSaysWhy) {
    struct Case {
        std::string connection;
        Errc code;
        std::string_view says;
    };
    std::filesystem::create_directory(folder_ + "/dir");
    FILE* file = fopen((folder_ + "/text").c_str(), "w");
    fputs("this is no database, however long the text may be; not even nearly one\n", file);
    fclose(file);
    const Case cases[] = {
        {"", Errc::usage, "no usable path"},
        {"sqlite3://", Errc::usage, "no usable path"},
        {"a\"b", Errc::usage, "no usable path"},
        {"postgresql://db/x", Errc::usage, "not built in"},
        {folder_ + "/none/ledger.sqlite", Errc::not_found, "duwang init"},
        {folder_ + "/dir", Errc::database, "opening the ledger"},
        {folder_ + "/text", Errc::damaged, "no ledger"},
    };
    for (const Case& one : cases) {
        const auto opened = Ledger::open(one.connection, Ledger::Mode::existing);
        ASSERT_FALSE(opened) << one.connection;
        EXPECT_EQ(opened.error().code, one.code) << opened.error().what;
        EXPECT_NE(opened.error().what.find(one.says), std::string::npos) << opened.error().what;
    }
}

}  // namespace
}  // namespace duwang::storage
