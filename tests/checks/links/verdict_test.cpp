// One row per row of the decision table that is decided within one session.
#include "checks/links/verdict.h"

namespace duwang::checks::links {
namespace {

struct Control {
    std::string kind, status;
};

struct Row {
    std::string name;
    int row;
    LinkClass expected;
    Cause cause;
    std::vector<std::string> attempts;
    std::vector<Control> controls;
    std::string suspect, skipped, text;
    std::string url = "http://www.lake.gov.cn/a/b.html";
};

FetchStatus status_in(const std::string& word, int& http_status) {
    http_status = word == "ok" ? 200 : 0;
    return status_of(word, http_status);
}

LinkTarget target_of(const Row& row) {
    LinkTarget target;
    target.url = row.url;
    target.suspect = row.suspect;
    target.skipped = row.skipped;
    target.internal_host = true;
    target.places.emplace_back().text = row.text;
    for (const std::string& word : row.attempts) {
        ExchangeFacts& attempt = target.attempts.emplace_back();
        attempt.status = status_in(word, attempt.http_status);
    }
    for (const Control& known : row.controls) {
        ControlFacts& control = target.controls.emplace_back();
        control.kind = known.kind;
        control.scope = "www.lake.gov.cn/a/*.html";
        control.status = status_in(known.status, control.http_status);
    }
    return target;
}

class Verdict : public testing::TestWithParam<Row> {};

TEST_P(Verdict, FollowsTheTable) {
    const Row& row = GetParam();
    const LinkVerdict verdict = judge_link(target_of(row));
    EXPECT_EQ(class_word(verdict.link_class), class_word(row.expected)) << verdict.reason;
    EXPECT_EQ(verdict.row, row.row) << verdict.reason;
    EXPECT_EQ(cause_word(verdict.cause), cause_word(row.cause)) << verdict.reason;
    EXPECT_FALSE(verdict.reason.empty());
    EXPECT_EQ(verdict.by_inspection, row.row == 38 && !row.skipped.empty());
}

using enum LinkClass;
const Control good{"known_good", "ok"};
const Control bad{"known_good", "connect_timeout"};
const Control random_404{"random_path", "http_404"};
const Control random_403{"random_path", "http_403"};
const Control random_200{"random_path", "ok"};
const std::vector<std::string> twice_404{"http_404", "http_404"};

INSTANTIATE_TEST_SUITE_P(
    Certain, Verdict,
    testing::Values(
        Row{"fine", 1, ok, Cause::none, {"ok"}, {}, "", "", ""},
        Row{"fine_again", 1, ok, Cause::none, {"http_404", "ok"}, {good}, "", "", ""},
        Row{"gone_404", 3, broken, Cause::none, twice_404, {good, random_404}, "", "", ""},
        Row{"gone_404_unprobed", 3, transient, Cause::unconfirmed, twice_404, {good}, "", "", ""},
        Row{"once_404", 3, transient, Cause::unconfirmed, {"http_404"}, {good}, "", "", ""},
        Row{"changing",
            3,
            transient,
            Cause::unconfirmed,
            {"http_410", "http_404"},
            {good},
            "",
            "",
            ""},
        Row{"uncontrolled_404", 3, transient, Cause::unconfirmed, twice_404, {}, "", "", ""},
        Row{"random_is_200", 3, suspect, Cause::none, twice_404, {good, random_200}, "", "", ""},
        Row{"gone_410", 4, broken, Cause::none, {"http_410", "http_410"}, {good}, "", "", ""},
        Row{"host_404",
            5,
            undetermined,
            Cause::control_failed,
            twice_404,
            {{"known_good", "http_404"}},
            "",
            "",
            ""},
        Row{"refused_403",
            7,
            suspect,
            Cause::http_refused,
            {"http_403", "http_403"},
            {good, random_404},
            "",
            "",
            ""},
        Row{"uncontrolled_403", 7, transient, Cause::unconfirmed, {"http_403"}, {}, "", "", ""},
        Row{"host_says_403",
            8,
            suspect,
            Cause::http_refused,
            {"http_403", "http_403"},
            {good, random_403},
            "",
            "",
            ""},
        Row{"walled_403",
            9,
            blocked,
            Cause::wall,
            {"http_403"},
            {{"known_good", "http_403"}},
            "",
            "",
            ""},
        Row{"down_403", 5, undetermined, Cause::control_failed, {"http_403"}, {bad}, "", "", ""},
        Row{"login", 10, restricted, Cause::none, {"http_401"}, {good}, "", "", ""},
        Row{"method_405", 11, blocked, Cause::wall, {"http_405"}, {good}, "", "", ""},
        Row{"wall", 11, blocked, Cause::wall, {"blocked"}, {good}, "", "", ""},
        Row{"rate", 13, blocked, Cause::rate_limited, {"rate_limited"}, {good}, "", "", ""},
        Row{"busy_503", 14, transient, Cause::unconfirmed, {"http_503"}, {good}, "", "", ""},
        Row{"error_500",
            15,
            transient,
            Cause::unconfirmed,
            {"http_500", "http_500"},
            {good},
            "",
            "",
            ""},
        Row{"host_500", 16, undetermined, Cause::control_failed, {"http_500"}, {bad}, "", "", ""},
        Row{"host_reset",
            16,
            undetermined,
            Cause::control_failed,
            {"connection_reset"},
            {bad},
            "",
            "",
            ""}),
    [](const auto& param) { return param.param.name; });

INSTANTIATE_TEST_SUITE_P(
    Looks, Verdict,
    testing::Values(
        Row{"like_random", 17, soft_404, Cause::none, {"ok"}, {}, "like_random_path", "", ""},
        Row{"to_home", 18, soft_404, Cause::none, {"ok"}, {}, "home_redirect", "", "部门文件"},
        Row{"called_home", 18, ok, Cause::none, {"ok"}, {}, "home_redirect", "", "返回首页"},
        Row{"phrase", 20, soft_404, Cause::none, {"ok"}, {}, "error_phrase", "", ""},
        Row{"refresh_away", 20, soft_404, Cause::none, {"ok"}, {}, "deleted_refresh", "", ""},
        Row{"hijack_words", 43, hijack, Cause::none, {"ok"}, {}, "hijack_words", "", ""},
        Row{"loop", 23, transient, Cause::unconfirmed, {"redirect_loop"}, {}, "", "", ""},
        Row{"hops", 23, transient, Cause::unconfirmed, {"too_many_redirects"}, {}, "", "", ""},
        Row{"no_location", 23, transient, Cause::unconfirmed, {"bad_redirect"}, {}, "", "", ""},
        Row{"nxdomain", 25, transient, Cause::unconfirmed, {"dns_nxdomain"}, {}, "", "", ""},
        Row{"servfail", 26, undetermined, Cause::dns_failed, {"dns_error"}, {}, "", "", ""},
        Row{"dns_timeout", 26, undetermined, Cause::dns_failed, {"dns_timeout"}, {}, "", "", ""},
        Row{"refused", 29, transient, Cause::unconfirmed, {"connect_refused"}, {}, "", "", ""},
        Row{"connect", 30, transient, Cause::unconfirmed, {"connect_timeout"}, {}, "", "", ""},
        Row{"stall", 31, transient, Cause::unconfirmed, {"timeout"}, {}, "", "", ""},
        Row{"body_stall", 32, ok_note, Cause::none, {"too_slow"}, {}, "", "", ""},
        Row{"truncated_body", 32, ok_note, Cause::none, {"truncated"}, {}, "", "", ""},
        Row{"bad_gzip", 32, ok_note, Cause::none, {"decode_error"}, {}, "", "", ""},
        Row{"reset", 33, transient, Cause::unconfirmed, {"connection_reset"}, {good}, "", "", ""},
        Row{"empty_reply", 33, transient, Cause::unconfirmed, {"empty_response"}, {}, "", "", ""},
        Row{"expired", 34, ok_note, Cause::none, {"tls_expired"}, {}, "", "", ""},
        Row{"other_name", 34, ok_note, Cause::none, {"tls_name_mismatch"}, {}, "", "", ""},
        Row{"chain", 35, ok_note, Cause::none, {"tls_incomplete_chain"}, {}, "", "", ""},
        Row{"old_tls", 36, suspect, Cause::none, {"tls_handshake"}, {}, "", "", ""},
        Row{"robots", 37, undetermined, Cause::robots_denied, {"robots_denied"}, {}, "", "", ""},
        Row{"private_link", 38, broken, Cause::none, {}, {}, "", "private_address", ""},
        Row{"resolves_inside", 38, suspect, Cause::none, {"blocked_target"}, {}, "", "", ""},
        Row{"never_asked", 45, undetermined, Cause::not_captured, {}, {}, "", "", ""},
        Row{"ours", 45, undetermined, Cause::internal, {"internal"}, {}, "", "", ""}),
    [](const auto& param) { return param.param.name; });

// Two attempts agree, and the host's own pages were fine – but when? Exchanges are numbered in order.
TEST(Controls, OneFromBeforeBothAttemptsSaysNothing) {
    struct Case {
        std::int64_t control;
        LinkClass expected;
    };
    for (Case one : {Case{25, broken}, Case{15, broken}, Case{5, transient}}) {
        LinkTarget target = target_of({"", 3, broken, Cause::none, twice_404, {good, random_404}, "", "", ""});
        target.attempts[0].id = 10;
        target.attempts[1].id = 20;
        target.controls[0].exchange = one.control;
        target.controls[1].exchange = 12;
        EXPECT_EQ(class_word(judge_link(target).link_class), class_word(one.expected)) << one.control;
    }
}

// What came from behind a wall is nothing, whatever it said.
TEST(Controls, VoidedAttemptsAreNoVerdict) {
    LinkTarget target = target_of({"", 3, broken, Cause::none, twice_404, {good, random_404}, "voided", "", ""});
    LinkVerdict verdict = judge_link(target);
    EXPECT_EQ(class_word(verdict.link_class), class_word(blocked));
    EXPECT_EQ(verdict.cause, Cause::wall);
}

}  // namespace
}  // namespace duwang::checks::links
