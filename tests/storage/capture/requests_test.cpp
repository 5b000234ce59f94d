// Requests told by earlier records: what is written, and that the bytes sent come back exactly.
#include <gtest/gtest.h>

#include "storage/capture/exchange_records.h"
#include "storage/capture/warc.h"

namespace duwang::storage {
namespace {

const std::string common = "Host: www.x.gov.cn\r\nUser-Agent: DuWang\r\nAccept: */*\r\n";

Exchange asked(const std::string& path, const std::string& more = "") {
    Exchange exchange;
    exchange.url = "http://www.x.gov.cn" + path;
    exchange.purpose = "page";
    exchange.status = FetchStatus::ok;
    exchange.http_status = 200;
    exchange.request_head = "GET " + path + " HTTP/1.1\r\n" + common + more + "\r\n";
    exchange.response_head = "HTTP/1.1 200 OK\r\n\r\n";
    exchange.body = "x";
    exchange.address = "203.0.113.5:80";
    return exchange;
}

struct Case {
    const char* name;
    Exchange first, second;
    bool told;  // the first one's record tells of the second
};

std::vector<Case> cases() {
    Exchange whole = asked("/a");
    whole.proxy = "http://192.0.2.1:3128";
    whole.request_head = "GET http://www.x.gov.cn/a HTTP/1.1\r\n" + common + "\r\n";
    Exchange whole_b = whole;
    whole_b.url = "http://www.x.gov.cn/b?c=1";
    whole_b.request_head = "GET http://www.x.gov.cn/b?c=1 HTTP/1.1\r\n" + common + "\r\n";
    Exchange head = asked("/b");
    head.request_head.replace(0, 3, "HEAD");
    Exchange elsewhere = asked("/b");
    elsewhere.request_head.replace(elsewhere.request_head.find("/b"), 2, "/c");
    Exchange other_host = asked("/b");
    other_host.url = "http://y.gov.cn/b";
    other_host.request_head =
        "GET /b HTTP/1.1\r\nHost: y.gov.cn\r\nUser-Agent: DuWang\r\nAccept: */*\r\n\r\n";
    Exchange broken = asked("/b", "Cookie: a=\n1\r\n");
    const std::string two = "Cookie: a=1\r\nCookie: b=1\r\n",
                      other_two = "Cookie: a=1\r\nCookie: b=2\r\n";
    return {
        {"only the target differs", asked("/a"), asked("/b?q=%E6%94%BF"), true},
        {"the same again", asked("/a"), asked("/a"), true},
        {"a condition of its own", asked("/a", "If-None-Match: \"1\"\r\n"),
         asked("/b", "If-None-Match: \"2\"\r\n"), true},
        {"cookies that changed", asked("/a", "Cookie: s=1\r\n"),
         asked("/b", "Cookie: s=22; t=3\r\n"), true},
        {"through a proxy", whole, whole_b, true},
        {"another header", asked("/a"), asked("/b", "Cookie: s=1\r\n"), false},
        {"another method", asked("/a"), head, false},
        {"the target is not the address", asked("/a"), elsewhere, false},
        {"another host", asked("/a"), other_host, false},
        {"through a proxy, and not", whole, asked("/b"), false},
        {"two of one name", asked("/a", two), asked("/b", other_two), false},
        {"a line break in a value", asked("/a", "Cookie: a=1\r\n"), broken, false},
    };
}

TEST(ToldRequests, ComeBackAsTheyWereSent) {
    for (const Case& c : cases()) {
        SCOPED_TRACE(c.name);
        const RecordIds ids("r1.x");
        ToldBefore told;
        WarcRecords first = make_records(c.first, ids, 1, &told);
        WarcRecords second = make_records(c.second, ids, 2, &told);
        auto teller = parse_record(first.request);
        auto answer = parse_record(second.response);
        ASSERT_TRUE(teller);
        ASSERT_TRUE(answer);
        EXPECT_EQ(teller->block, c.first.request_head);
        EXPECT_EQ(second.request.empty(), c.told);
        if (!c.told) {
            EXPECT_EQ(told_request_id(*answer), "");
            EXPECT_EQ(parse_record(second.request)->block, c.second.request_head);
            continue;
        }
        EXPECT_EQ(told_request_id(*answer), teller->field("WARC-Record-ID"));
        EXPECT_EQ(exchange_of_record_id(told_request_id(*answer)), 1);
        EXPECT_EQ(rebuild_request(*teller, *answer), c.second.request_head);
    }
}

TEST(ToldRequests, WithoutAnAnswerARequestHasItsOwnRecord) {
    const RecordIds ids("r1.x");
    ToldBefore told;
    (void)make_records(asked("/a"), ids, 1, &told);
    Exchange silent = asked("/b");
    silent.response_head.clear();
    silent.body = {};
    silent.status = FetchStatus::timeout;
    WarcRecords records = make_records(silent, ids, 2, &told);
    EXPECT_TRUE(records.response.empty());
    ASSERT_TRUE(parse_record(records.request));
    EXPECT_EQ(parse_record(records.request)->block, silent.request_head);
    EXPECT_EQ(parse_record(records.request)->field("WARC-Concurrent-To"), "");
}

TEST(RecordIds, AreUuidsAndTellTheirExchange) {
    const RecordIds ids("r1.x");
    const std::string id = ids.of(RecordIds::Kind::response, 1'000'000'007);
    EXPECT_EQ(id.size(),
              std::string_view("<urn:uuid:6ba7b810-9dad-81d1-80b4-00c04fd430c8>").size());
    EXPECT_EQ(id[24], '8');  // RFC 9562: version
    EXPECT_EQ(id[29], '8');  // and variant
    EXPECT_EQ(exchange_of_record_id(id), 1'000'000'007);
    EXPECT_NE(id, ids.of(RecordIds::Kind::request, 1'000'000'007));
    EXPECT_NE(id, RecordIds("r2.x").of(RecordIds::Kind::response, 1'000'000'007));
    for (std::string_view other :
         {"", "<urn:uuid:>", "<urn:uuid:6ba7b810-9dad-11d1-80b4-00c04fd4zzzz>"})
        EXPECT_EQ(exchange_of_record_id(other), 0) << other;
}

}  // namespace
}  // namespace duwang::storage
