// A capture on disk: what is stored can be read back by offset, cut back to what was committed, and
// never changes once sealed.
#include <filesystem>
#include <fstream>

#include "core/hash.h"
#include "storage/capture/append_file.h"
#include "storage/capture/capture_reader.h"
#include "storage/capture/capture_store.h"
#include "storage/capture/gzip.h"
#include "storage/capture/manifest.h"
#include "storage/capture/mark_sets.h"
#include "storage/capture/record_log.h"
#include "storage/capture/sqlite.h"
#include "storage/capture/varint.h"
#include "storage/capture/warc.h"
#include "tests/support/kept_captures.h"

namespace duwang::storage {
namespace {

class CaptureTest : public testing::Test {
  protected:
    void SetUp() override {
        std::string name =
            (std::filesystem::temp_directory_path() / "duwang-capture-XXXXXX").string();
        root_ = ::mkdtemp(name.data());
        folder_ = root_ + "/r1.site";
        site_.id = "site";
        site_.home = "http://www.x.gov.cn/";
        site_.hosts = {"www.x.gov.cn"};
        site_.owner = "unit";
        unit_.id = "unit";
    }
    void TearDown() override {
        test::keep_captures(root_);
        std::filesystem::remove_all(root_);
    }

    std::unique_ptr<CaptureStore> open() {
        CaptureInfo info;
        info.id = "r1.site";
        info.software = "test";
        info.started = {1'790'000'000'000};
        return CaptureStore::open(folder_, info).value();
    }

    static KnownUrl known(std::int64_t id, const std::string& url) {
        KnownUrl result;
        result.id = id;
        result.url = url;
        result.key = hash64(parse_url_key(url));
        result.role = UrlRole::page;
        result.depth = id == 1 ? 0 : 1;
        result.reason = id == 1 ? "home" : "on_site";
        return result;
    }
    static std::string parse_url_key(const std::string& url) {
        return url.substr(url.find("//") + 2);
    }

    static Exchange exchange(const std::string& url, int status, std::string body) {
        Exchange result;
        result.url = url;
        result.purpose = "page";
        result.status = status == 200 ? FetchStatus::ok : FetchStatus::http_error;
        result.http_status = status;
        result.request_head = "GET / HTTP/1.1\r\nHost: www.x.gov.cn\r\n\r\n";
        result.response_head =
            "HTTP/1.1 " + std::to_string(status) +
            " x\r\nTransfer-Encoding: chunked\r\nContent-Type: text/html\r\n\r\n";
        result.body = std::move(body);
        result.address = "203.0.113.5:80";
        result.started = {1'790'000'000'000};
        return result;
    }

    static Visit visit(std::int64_t id, const std::string& url, int status,
                       const std::string& body) {
        Visit result;
        result.url = id;
        result.status = status == 200 ? FetchStatus::ok : FetchStatus::http_error;
        result.http_status = status;
        result.final_url = url;
        result.exchanges.push_back(exchange(url, status, body));
        if (status == 200) {
            result.facts.emplace();
            result.facts->title = "标题" + std::to_string(id);
            result.facts->marks.push_back({"icp", "新ICP备1号", "新ICP备1号", "text", 7});
        }
        return result;
    }

    // The home page, which leads to one other page.
    static Visit home_visit(const std::string& body) {
        Visit result = visit(1, "http://www.x.gov.cn/", 200, body);
        result.discovered = {known(1, "http://www.x.gov.cn/"), known(2, "http://www.x.gov.cn/a")};
        return result;
    }

    std::string root_, folder_;
    Site site_;
    Unit unit_;
};

// By first words empty pages and error pages are told; of long ones they tell nothing.
TEST_F(CaptureTest, FirstWordsAreKeptOfShortAndOfJudgedPages) {
    auto store = open();
    ASSERT_TRUE(store->store(home_visit("x")));
    struct Row {
        std::int64_t chars;
        bool judged;
        const char* kept;
    };
    std::int64_t id = 2;
    const std::vector<Row> rows{
        {1'999, false, "栏目正在建设中"}, {2'000, false, ""}, {2'000, true, "栏目正在建设中"}};
    for (const Row& row : rows) {
        Visit page = visit(id, "http://www.x.gov.cn/a", 200, "x");
        page.facts->opening = "栏目正在建设中";
        page.facts->text_chars = row.chars;
        page.facts->detailed = row.judged;
        ++id;
        ASSERT_TRUE(store->store(std::move(page)));
    }
    ASSERT_TRUE(store->seal({1'790'000'001'000}));
    Database facts(folder_ + "/facts.sqlite", Database::Mode::read_only);
    Statement openings =
        facts.prepare("SELECT opening FROM pages WHERE url_id > 1 ORDER BY url_id");
    openings.bind();
    for (const Row& row : rows) {
        ASSERT_TRUE(openings.step());
        EXPECT_EQ(openings.text(0), row.kept) << row.chars << " " << row.judged;
    }
}

TEST_F(CaptureTest, ARecordIsReadBackByItsOffset) {
    auto store = open();
    Visit first = home_visit("<p>正文</p>");
    ASSERT_TRUE(store->store(std::move(first)));
    ASSERT_TRUE(store->store(visit(2, "http://www.x.gov.cn/a", 404, "no")));
    ASSERT_TRUE(store->seal({1'790'000'001'000}));
    auto reader = CaptureReader::open(folder_).value();
    ExchangeFacts facts = reader->exchange(1).value();
    WarcRecord record = reader->record(facts.record).value();
    EXPECT_EQ(record.type, "response");
    EXPECT_EQ(record.url, "http://www.x.gov.cn/");
    EXPECT_EQ(record.http_body(), "<p>正文</p>");
    EXPECT_EQ(sha256_hex(record.http_body()), facts.record.payload_sha256);
    // The transfer-coding was removed, so its header must not claim it.
    EXPECT_EQ(record.http_head().find("\r\nTransfer-Encoding"), std::string::npos);
    EXPECT_EQ(reader->exchange(2).value().http_status, 404);
    EXPECT_FALSE(reader->exchange(3));
}

TEST_F(CaptureTest, RequestsComeBackAsTheyWereSent) {
    auto store = open();
    Visit first = home_visit("x");
    ASSERT_TRUE(store->store(std::move(first)));
    Visit second = visit(2, "http://www.x.gov.cn/a", 200, "y");
    second.exchanges[0].request_head = "GET /a HTTP/1.1\r\nHost: www.x.gov.cn\r\n\r\n";
    ASSERT_TRUE(store->store(std::move(second)));
    Visit third = visit(0, "http://www.x.gov.cn/dns", 200, "");
    third.exchanges[0].request_head.clear();
    third.exchanges[0].response_head.clear();
    third.facts.reset();
    ASSERT_TRUE(store->store(std::move(third)));
    ASSERT_TRUE(store->seal({1'790'000'001'000}));
    auto reader = CaptureReader::open(folder_).value();
    EXPECT_EQ(reader->request(1).value(), "GET / HTTP/1.1\r\nHost: www.x.gov.cn\r\n\r\n");
    EXPECT_EQ(reader->request(2).value(), "GET /a HTTP/1.1\r\nHost: www.x.gov.cn\r\n\r\n");
    EXPECT_EQ(reader->request(3).error().code, Errc::not_found);
    // Under another name its records would be another capture's, as those of earlier versions are.
    std::filesystem::rename(folder_, root_ + "/r2.site");
    EXPECT_EQ(CaptureReader::open(root_ + "/r2.site").value()->request(1).error().code,
              Errc::not_found);
    std::filesystem::rename(root_ + "/r2.site", folder_);
}

TEST_F(CaptureTest, EveryGzipMemberIsAWarcRecordOfItsOwn) {
    auto store = open();
    Visit first = visit(1, "http://www.x.gov.cn/", 200, "x");
    first.discovered = {known(1, "http://www.x.gov.cn/")};
    ASSERT_TRUE(store->store(std::move(first)));
    ASSERT_TRUE(store->seal({1'790'000'001'000}));
    std::string command = "zcat " + folder_ + "/exchanges-0001.warc.gz";
    FILE* pipe = ::popen(command.c_str(), "r");
    std::string all(1 << 16, '\0');
    all.resize(std::fread(all.data(), 1, all.size(), pipe));
    EXPECT_EQ(::pclose(pipe), 0);  // a third party's reader agrees
    std::vector<std::string> types;
    for (auto at = all.find("WARC-Type: "); at != all.npos; at = all.find("WARC-Type: ", at + 1))
        types.push_back(all.substr(at + 11, all.find('\r', at) - at - 11));
    EXPECT_EQ(types, (std::vector<std::string>{"warcinfo", "response", "request", "metadata"}));
}

TEST_F(CaptureTest, AConnectionIsRecordedOnceAndNamedAfterwards) {
    Exchange asked;
    asked.url = "http://www.x.gov.cn/";
    asked.purpose = "page";
    asked.status = FetchStatus::ok;
    asked.http_status = 200;
    asked.request_head = "GET / HTTP/1.1\r\n\r\n";
    asked.response_head = "HTTP/1.1 200 OK\r\n\r\n";
    asked.body = "x";
    asked.address = "203.0.113.5:80";
    asked.timings.total_ms = 34;
    const RecordIds ids("r.x");
    ToldBefore told;
    WarcRecords first = make_records(asked, ids, 1, &told);
    WarcRecords second = make_records(asked, ids, 2, &told);
    const std::string id = ids.of(RecordIds::Kind::metadata, 1);
    EXPECT_NE(first.metadata.find("WARC-Record-ID: " + id), std::string::npos);
    EXPECT_TRUE(second.metadata.empty());
    EXPECT_NE(second.response.find("\r\nDuWang-Connection: " + id + "\r\n"), std::string::npos);
    EXPECT_NE(second.response.find("\r\nDuWang-Exchange: total=34\r\n"), std::string::npos);
    // Another address, or something to be said, makes a record of its own again.
    asked.warnings = {"two_lengths"};
    EXPECT_FALSE(make_records(asked, ids, 3, &told).metadata.empty());
    asked.warnings.clear();
    asked.address = "203.0.113.6:80";
    EXPECT_FALSE(make_records(asked, ids, 4, &told).metadata.empty());
}

TEST_F(CaptureTest, MarksOfATemplateAreStoredOnceWithTheirPlacesOnEachPage) {
    PageFacts facts;
    facts.marks = {{"icp", "京ICP备05070218号", "京ICP备05070218号", "text", 900},
                   {"find_error", "", "jiucuo", "link", 120}};
    facts.late = {{"script_file", "/js/foot.js", true, 7'000'000}};
    PageFacts other = facts;
    other.marks[0].offset = 5;
    EXPECT_EQ(marks_text(facts), marks_text(other));
    EXPECT_NE(marks_places(facts), marks_places(other));
    PageFacts read;
    read_marks(marks_text(facts), marks_places(facts), read);
    ASSERT_EQ(read.marks.size(), 2u);
    ASSERT_EQ(read.late.size(), 1u);
    EXPECT_EQ(read.marks[0].offset, 900);
    EXPECT_EQ(read.marks[1].offset, 120);
    EXPECT_EQ(read.marks[0].value, "京ICP备05070218号");
    EXPECT_EQ(read.late[0].offset, 7'000'000);
    EXPECT_TRUE(read.late[0].footer_like);
}

TEST_F(CaptureTest, ACaptureBegunBeforeMarksHadPlacesGoesOn) {
    {
        auto store = open();
        Visit first = home_visit("x");
        ASSERT_TRUE(store->store(std::move(first)));
        ASSERT_TRUE(store->commit());
    }
    Database(folder_ + "/facts.sqlite", Database::Mode::read_write)
        .execute(
            "CREATE TABLE before AS SELECT url_id, exchange, title, charset, text_chars, "
            "fingerprint, opening, marks, links, detail FROM pages;"
            "DROP TABLE pages; ALTER TABLE before RENAME TO pages;");
    auto store = open();
    Visit second = visit(2, "http://www.x.gov.cn/a", 200, "y");
    second.facts = PageFacts{};
    second.facts->marks = {{"icp", "京ICP备05070218号", "", "text", 77}};
    ASSERT_TRUE(store->store(std::move(second)));
    ASSERT_TRUE(store->seal({1'790'000'001'000}));
    EXPECT_TRUE(CaptureReader::open(folder_));
}

TEST_F(CaptureTest, NumbersInAnyOrderComeBack) {
    const std::vector<std::int64_t> numbers{0, -1, 1, 7'000'000, -7'000'000, 5, 5};
    EXPECT_EQ(unpack_numbers(pack_numbers(numbers)), numbers);
    EXPECT_EQ(pack_numbers({0, -1}), std::string("\0\x01", 2));
}

TEST_F(CaptureTest, WhatWasNotCommittedIsCutOff) {
    {
        auto store = open();
        Visit first = home_visit("kept");
        ASSERT_TRUE(store->store(std::move(first)));
        ASSERT_TRUE(store->commit());
    }
    std::string warc = folder_ + "/exchanges-0001.warc.gz";
    auto committed = std::filesystem::file_size(warc);
    std::ofstream(warc, std::ios::app) << "half a record";
    auto store = open();
    EXPECT_EQ(std::filesystem::file_size(warc), committed);
    std::vector<KnownUrl> all;
    ASSERT_TRUE(store->known([&](const KnownUrl& one) { all.push_back(one); }));
    ASSERT_EQ(all.size(), 2u);
    EXPECT_TRUE(all[0].visited);
    EXPECT_FALSE(all[1].visited);
    EXPECT_EQ(all[1].key, known(2, "http://www.x.gov.cn/a").key);
}

TEST_F(CaptureTest, AWarcShorterThanCommittedIsDamage) {
    {
        auto store = open();
        Visit first = visit(1, "http://www.x.gov.cn/", 200, "kept");
        first.discovered = {known(1, "http://www.x.gov.cn/")};
        ASSERT_TRUE(store->store(std::move(first)));
        ASSERT_TRUE(store->commit());
    }
    std::filesystem::resize_file(folder_ + "/exchanges-0001.warc.gz", 10);
    CaptureInfo info;
    info.id = "r1.site";
    auto again = CaptureStore::open(folder_, info);
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().code, Errc::damaged);
}

TEST_F(CaptureTest, ASealedCaptureIsNotOpenedForWritingAndTellsOfChanges) {
    auto store = open();
    ASSERT_TRUE(store->seal({1'790'000'001'000}));
    store.reset();
    EXPECT_TRUE(verify_manifest(folder_));
    CaptureInfo info;
    info.id = "r1.site";
    EXPECT_FALSE(CaptureStore::open(folder_, info));
    std::ofstream(folder_ + "/facts.sqlite", std::ios::app) << "x";
    auto changed = verify_manifest(folder_);
    ASSERT_FALSE(changed);
    EXPECT_NE(changed.error().what.find("facts.sqlite"), std::string::npos);
    EXPECT_FALSE(std::filesystem::exists(folder_ + "/facts.sqlite-wal"));
}

TEST_F(CaptureTest, MarksOfOneTemplateAreStoredOnce) {
    auto store = open();
    Visit first = home_visit("a");
    ASSERT_TRUE(store->store(std::move(first)));
    ASSERT_TRUE(store->store(visit(2, "http://www.x.gov.cn/a", 200, "b")));
    ASSERT_TRUE(store->seal({1'790'000'001'000}));
    auto reader = CaptureReader::open(folder_).value();
    auto view = reader->view(unit_, site_, {}, {1'790'000'000'000}, {});
    auto inner = view->inner_pages(5);
    ASSERT_EQ(inner.size(), 1u);
    EXPECT_EQ(inner[0]->title, "标题2");
    ASSERT_EQ(inner[0]->marks.size(), 1u);
    EXPECT_EQ(inner[0]->marks[0].value, "新ICP备1号");
}

// Small ones, one that shrinks to nothing, one that does not shrink at all.
TEST(Gzip, WhateverIsWrittenIsReadAgain) {
    std::string noise;
    for (int i = 0; i < 20'000; ++i) noise += bytes_of_hex(sha256_hex(std::to_string(i)));
    std::string file = "before";
    for (const std::string& plain :
         {std::string(), std::string("a"), std::string(3 << 20, 'x'), noise}) {
        const std::size_t begin = file.size();
        const std::size_t length = append_gzip_member(plain, file);
        ASSERT_EQ(begin + length, file.size());
        const auto member = first_gzip_member(std::string_view(file).substr(begin), 8 << 20);
        ASSERT_TRUE(member);
        EXPECT_TRUE(member->plain == plain);
        EXPECT_EQ(member->length, length);
        EXPECT_EQ(begin_of_member(std::string_view(file).substr(begin), 100), plain.substr(0, 100));
    }
}

TEST(Gzip, DamageAndBombsAreRefused) {
    std::string member;
    append_gzip_member(std::string(1 << 20, 'x'), member);
    EXPECT_EQ(read_gzip_member(member, 2 << 20).value().size(), std::size_t{1} << 20);
    EXPECT_FALSE(read_gzip_member(member, 1 << 16));
    member[member.size() / 2] = static_cast<char>(member[member.size() / 2] ^ 0x55);
    EXPECT_FALSE(read_gzip_member(member, 2 << 20));
    EXPECT_FALSE(read_gzip_member("", 1000));
}

TEST(Varint, IdsSurviveAndHostileBlobsEnd) {
    std::vector<std::int64_t> ids{5, 1, 1'000'000, 5, 128, 127};
    EXPECT_EQ(unpack_ids(pack_ids(ids)), (std::vector<std::int64_t>{1, 5, 127, 128, 1'000'000}));
    EXPECT_TRUE(unpack_ids("").empty());
    EXPECT_TRUE(unpack_ids(std::string(100, '\xff')).empty());
}

TEST(Record, NamesOutsideTheFolderAreRefused) {
    EXPECT_FALSE(read_record("/tmp", {"../etc/passwd", 0, 10, ""}));
    EXPECT_FALSE(read_record("/tmp", {"", 0, 10, ""}));
}

}  // namespace
}  // namespace duwang::storage
