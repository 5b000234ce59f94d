// A ledger in a folder of its own, and rows to put into it.
#pragma once

#include <gtest/gtest.h>
#include <sqlite3.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "storage/ledger/ledger.h"

namespace duwang::storage {

inline constexpr Timestamp day_one{1'767'225'600'000};  // 2026-01-01T08:00:00+08:00
inline Timestamp later(int days) { return {day_one.unix_ms + days * std::int64_t{86'400'000}}; }

class LedgerTest : public testing::Test {
  protected:
    void SetUp() override {
        std::string pattern = (std::filesystem::temp_directory_path() / "ledger XXXXXX").string();
        ASSERT_NE(mkdtemp(pattern.data()), nullptr);
        folder_ = pattern;
        path_ = folder_ + "/ledger.sqlite";
        reopen();
    }
    void TearDown() override {
        ledger_.reset();
        std::filesystem::remove_all(folder_);
    }

    void reopen() {
        ledger_.reset();
        auto opened = Ledger::open("sqlite3://" + path_);
        ASSERT_TRUE(opened) << opened.error().what;
        ledger_ = std::move(*opened);
    }

    // What somebody with a database tool does behind the program's back.
    void tamper(const std::string& sql) {
        sqlite3* database = nullptr;
        ASSERT_EQ(sqlite3_open(path_.c_str(), &database), SQLITE_OK);
        char* message = nullptr;
        EXPECT_EQ(sqlite3_exec(database, sql.c_str(), nullptr, nullptr, &message), SQLITE_OK)
            << (message ? message : "");
        sqlite3_free(message);
        sqlite3_close(database);
    }

    void make_round(const std::string& id, Timestamp as_of) {
        const Round round{id, "测评", "scheduled", "turpan-2022", as_of, 7, as_of, {"a", "b"}};
        const auto made = ledger_->create_round(round);
        ASSERT_TRUE(made) << made.error().what;
    }

    // Puts a ledger of an earlier program in its place: only these migrations, and the statements
    // that copy rows out of the one that was, which is attached as "now".
    void go_back(const std::vector<std::string>& migrations, const std::string& copies) {
        ledger_.reset();
        std::filesystem::rename(path_, path_ + ".new");
        std::filesystem::remove(path_ + "-wal");
        std::filesystem::remove(path_ + "-shm");
        std::string sql = "CREATE TABLE ledger_version (version INTEGER NOT NULL);";
        for (const std::string& name : migrations) {
            std::ifstream file(DUWANG_SOURCE_DIR "/storage/ledger/migrations/" + name);
            EXPECT_TRUE(file) << name;
            sql += std::string(std::istreambuf_iterator<char>(file), {}) + "\n";
            sql += "INSERT INTO ledger_version VALUES (" + name.substr(0, 4) + ");";
        }
        tamper(sql + "ATTACH '" + path_ + ".new' AS now;" + copies);
        reopen();
    }
    static std::string copy(const std::string& table, const std::string& columns) {
        return "INSERT INTO " + table + " SELECT " + columns + " FROM now." + table + ";";
    }

    std::string folder_, path_;
    std::unique_ptr<Ledger> ledger_;
};

inline CheckResult result_of(Outcome outcome, const std::string& object = "www.x.cn#icp",
                             const std::string& kind = "missing-mark") {
    CheckResult result;
    result.check = "site-marks";
    result.unit = "a";
    result.object = object;
    result.label = "ICP备案编号";
    result.outcome = outcome;
    if (outcome == Outcome::fail || outcome == Outcome::doubtful) result.kind = kind;
    result.details = {{"mark", "ICP"}};
    result.message = "首页未见「ICP」'; DROP TABLE results; --";
    result.evidence.push_back({"cap-1",
                               3,
                               "http://www.x.cn/",
                               day_one,
                               "192.0.2.1",
                               "ok",
                               {"a.warc.gz", 1, 2, "f0"},
                               "",
                               {}});
    return result;
}

}  // namespace duwang::storage
