// Tables of earlier versions: their rows are still there, under the names that are documented.
#include "storage/capture/old_schema.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "storage/capture/sqlite.h"

namespace duwang::storage {
namespace {

constexpr const char* written_before =
    "CREATE TABLE urls (id INTEGER PRIMARY KEY, url TEXT NOT NULL, key INTEGER NOT NULL, depth "
    "INTEGER NOT NULL, found_on INTEGER NOT NULL, role TEXT NOT NULL, reason TEXT NOT NULL, focus "
    "INTEGER NOT NULL, status TEXT NOT NULL DEFAULT '', http_status INTEGER NOT NULL DEFAULT 0, "
    "final_url TEXT NOT NULL DEFAULT '', suspect TEXT NOT NULL DEFAULT '', not_visited TEXT NOT "
    "NULL "
    "DEFAULT ''); CREATE INDEX urls_by_key ON urls (key);"
    "CREATE TABLE exchanges (id INTEGER PRIMARY KEY, url_id INTEGER NOT NULL, attempt INTEGER NOT "
    "NULL, hop INTEGER NOT NULL, url TEXT NOT NULL, purpose TEXT NOT NULL, status TEXT NOT NULL, "
    "http_status INTEGER NOT NULL, location TEXT NOT NULL, started_ms INTEGER NOT NULL, "
    "duration_ms "
    "INTEGER NOT NULL, address TEXT NOT NULL, file TEXT NOT NULL, offset INTEGER NOT NULL, length "
    "INTEGER NOT NULL, sha256 TEXT NOT NULL, protocol TEXT NOT NULL, tls INTEGER NOT NULL);"
    "CREATE INDEX exchanges_by_url ON exchanges (url_id);"
    "CREATE TABLE pages (url_id INTEGER PRIMARY KEY, exchange INTEGER NOT NULL, title TEXT NOT "
    "NULL, "
    "charset TEXT NOT NULL, text_chars INTEGER NOT NULL, fingerprint INTEGER NOT NULL, opening "
    "TEXT "
    "NOT NULL, marks INTEGER NOT NULL, links BLOB NOT NULL, detail TEXT NOT NULL);"
    "INSERT INTO urls VALUES (1, 'http://x.cn/', 5, 0, 0, 'page', 'home', 1, 'ok', 200, "
    "'http://x.cn/', '', ''), (2, 'http://x.cn/a', 6, 1, 1, 'page', 'on_site', 0, '', 0, '', '', "
    "'');"
    "INSERT INTO exchanges VALUES (1, 1, 1, 1, 'http://x.cn/', 'page', 'ok', 200, '', 17, 3, "
    "'203.0.113.5:80', 'exchanges-0001.warc.gz', 270, 1865, 'fb8b', 'HTTP/1.1', 0),"
    "(2, 0, 1, 1, 'http://x.cn/robots.txt', 'robots', 'timeout', 0, '', 18, 4, '', '', 0, 0, '', "
    "'', "
    "0);"
    "INSERT INTO pages VALUES (1, 1, 't', 'utf-8', 9, 8, 'o', 1, x'0102', '');";

std::string rows_of(Database& database, std::string_view sql, int columns) {
    std::string all;
    Statement rows = database.prepare(sql);
    for (rows.bind(); rows.step(); all += '\n')
        for (int i = 0; i < columns; ++i) all += rows.text(i) + '|';
    return all;
}

class OldSchema : public testing::Test {
  protected:
    void SetUp() override {
        std::string name =
            (std::filesystem::temp_directory_path() / "duwang-schema-XXXXXX").string();
        folder_ = ::mkdtemp(name.data());
        database_ =
            std::make_unique<Database>(folder_ + "/facts.sqlite", Database::Mode::read_write);
    }
    void TearDown() override {
        database_.reset();
        std::filesystem::remove_all(folder_);
    }
    std::string all_rows() {
        return rows_of(*database_, "SELECT * FROM urls ORDER BY id", 13) +
               rows_of(*database_, "SELECT * FROM exchanges ORDER BY id", 18);
    }
    std::string folder_;
    std::unique_ptr<Database> database_;
};

TEST_F(OldSchema, RowsMoveIntoTodaysTables) {
    database_->execute(written_before);
    const std::string before = all_rows();
    apply_schema(*database_);
    EXPECT_EQ(all_rows(), before);
    apply_schema(*database_);  // once more, as with every continued crawl
    EXPECT_EQ(all_rows(), before);
    EXPECT_EQ(rows_of(*database_, "SELECT places FROM pages", 1), "|\n");
    // And new rows stand beside them.
    database_->execute(
        "UPDATE url_rows SET final_url = 0 WHERE id = 2; INSERT INTO exchange_rows SELECT 3, 2, 1, "
        "1, "
        "0, purpose, status, http_status, location, 20, 5, 9, 8, x'FB8B', route FROM exchange_rows "
        "WHERE id = 1;");
    EXPECT_EQ(rows_of(*database_, "SELECT final_url FROM urls WHERE id = 2", 1),
              "http://x.cn/a|\n");
    EXPECT_EQ(rows_of(*database_, "SELECT url, sha256, address FROM exchanges WHERE id = 3", 3),
              "http://x.cn/a|fb8b|203.0.113.5:80|\n");
}

TEST_F(OldSchema, ReadingChangesNothing) {
    database_->execute(written_before);
    const std::string before = all_rows();
    complete_schema(*database_);
    EXPECT_EQ(all_rows(), before);
    EXPECT_EQ(
        rows_of(*database_, "SELECT name FROM main.sqlite_master WHERE name LIKE '%_rows'", 1), "");
}

}  // namespace
}  // namespace duwang::storage
