#include "crawler/plan/resweep.h"

#include <gtest/gtest.h>

#include "core/hash.h"

namespace duwang::crawler {
namespace {

EarlierPage stored_page() {
    EarlierPage page;
    page.bytes.url = "http://x.cn/a.html";
    page.bytes.said = {"W/\"5-6\"", "Mon, 02 Nov 2026 08:00:00 GMT", "text/html", "gzip"};
    page.bytes.payload_sha256 = sha256_hex("body");
    return page;
}

struct Answer {
    const char* what;
    int status;
    const char* head;
    const char* body;
    const char* url;
    FetchStatus how;
    bool asked;
    const char* unchanged;
};

constexpr const char* as_before = "Content-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n";
constexpr const char* here = "http://x.cn/a.html";

const Answer answers[] = {
    {"304, as asked", 304, "\r\n", "", here, FetchStatus::ok, true, "not_modified"},
    {"304 that was not asked for", 304, "\r\n", "", here, FetchStatus::ok, false, ""},
    {"304 of another address", 304, "\r\n", "", "http://x.cn/b.html", FetchStatus::ok, true, ""},
    {"the same body", 200, as_before, "body", here, FetchStatus::ok, true, "same_payload"},
    {"the same body, not asked", 200, as_before, "body", here, FetchStatus::ok, false,
     "same_payload"},
    {"another body", 200, as_before, "other", here, FetchStatus::ok, true, ""},
    {"another type", 200, "Content-Type: text/plain\r\nContent-Encoding: gzip\r\n\r\n", "body",
     here, FetchStatus::ok, true, ""},
    {"another coding", 200, "Content-Type: text/html\r\n\r\n", "body", here, FetchStatus::ok, true,
     ""},
    {"moved", 200, as_before, "body", "http://x.cn/b.html", FetchStatus::ok, true, ""},
    {"cut off", 200, as_before, "body", here, FetchStatus::truncated, true, ""},
    {"gone", 404, as_before, "body", here, FetchStatus::http_error, true, ""},
};

TEST(Resweep, OnlyWhatTheServerConfirmedIsUnchanged) {
    EarlierPage page = stored_page();
    for (const Answer& answer : answers) {
        FetchOutcome outcome;
        outcome.status = answer.how;
        outcome.http_status = answer.status;
        Exchange exchange;
        exchange.url = answer.url;
        exchange.response_head = std::string("HTTP/1.1 200 OK\r\n") + answer.head;
        exchange.body = answer.body;
        outcome.exchanges.push_back(exchange);
        Condition asked = answer.asked ? condition_of(page) : Condition{};
        EXPECT_EQ(unchanged_by(outcome, asked, page), answer.unchanged) << answer.what;
    }
}

TEST(Resweep, WhatTheServerSentIsSentBackUnlessItCouldBreakTheRequest) {
    EarlierPage page = stored_page();
    EXPECT_EQ(condition_of(page).url, here);
    EXPECT_EQ(condition_of(page).etag, "W/\"5-6\"");
    page.bytes.said.etag = "\"a\"\r\nX-Injected: yes";
    EXPECT_EQ(condition_of(page).etag, "");
    EXPECT_EQ(condition_of(page).modified, "Mon, 02 Nov 2026 08:00:00 GMT");
    page.bytes.said.modified = std::string(5000, 'x');
    EXPECT_EQ(condition_of(page).url, "");  // then it is asked for as ever
}

struct Facts {
    const char* what;
    bool stored_detail, detail;
    const char* reader;
    bool complete;
    const char* dates_by;
    Date as_of;
    std::int64_t chars;
    bool hold;
};

const Facts cases[] = {
    {"the same reader", false, false, "1-a", true, "", {2026, 9, 30}, 10, true},
    {"another reader", false, false, "1-b", true, "", {2026, 9, 30}, 10, false},
    {"more is stored than needed", true, false, "1-a", true, "", {2026, 9, 30}, 10, true},
    {"more is needed than stored", false, true, "1-a", true, "", {2026, 9, 30}, 10, false},
    {"links were dropped", false, false, "1-a", false, "", {2026, 9, 30}, 10, false},
    {"no text: the bytes decide", false, false, "1-a", true, "", {2026, 9, 30}, 0, false},
    {"dates that need no day", true, true, "1-a", true, "", {2026, 12, 31}, 10, true},
    {"dates read by the same day", true, true, "1-a", true, "2026-09-30", {2026, 9, 30}, 10, true},
    {"dates read by another day", true, true, "1-a", true, "2026-09-30", {2026, 12, 31}, 10, false},
    {"judged by an earlier day", true, true, "1-a", true, "", {2026, 1, 1}, 10, false},
};

TEST(Resweep, FactsAreTakenOverOnlyWhenReadingWouldYieldTheSame) {
    EarlierInfo info;
    info.reader = "1-a";
    info.as_of = {2026, 9, 30};
    for (const Facts& one : cases) {
        EarlierPage page = stored_page();
        page.detailed = one.stored_detail;
        info.links_complete = one.complete;
        EarlierFacts stored;
        stored.facts.text_chars = one.chars;
        stored.facts.dates_by = one.dates_by;
        ReadingOrder order{one.reader, one.as_of, one.detail};
        EXPECT_EQ(facts_may_hold(page, info, order) && facts_hold(stored, info, order), one.hold)
            << one.what;
    }
}

}  // namespace
}  // namespace duwang::crawler
