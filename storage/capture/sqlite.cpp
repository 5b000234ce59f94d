#include "storage/capture/sqlite.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <utility>

namespace duwang::storage {
namespace {

bool is_refused_write(int extended_code) {
    switch (extended_code) {
        case SQLITE_IOERR_WRITE:
        case SQLITE_IOERR_TRUNCATE:
        case SQLITE_IOERR_FSYNC:
        case SQLITE_IOERR_SHMSIZE: return true;
        default: return false;
    }
}

}  // namespace

Database::Database(const std::string& path, Mode mode) : path_(path) {
    int flags = mode == Mode::read_only ? SQLITE_OPEN_READONLY
                                        : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    if (sqlite3_open_v2(path.c_str(), &handle_, flags | SQLITE_OPEN_NOMUTEX, nullptr) != SQLITE_OK) {
        std::string words = handle_ ? sqlite3_errmsg(handle_) : "out of memory";
        sqlite3_close(handle_);
        handle_ = nullptr;
        throw DatabaseFailure(Errc::io, fmt::format("{}: cannot be opened: {}", path, words));
    }
    sqlite3_busy_timeout(handle_, 10'000);
}

Database::~Database() { sqlite3_close_v2(handle_); }

Database::Database(Database&& other) noexcept { *this = std::move(other); }

Database& Database::operator=(Database&& other) noexcept {
    std::swap(handle_, other.handle_);
    std::swap(path_, other.path_);
    return *this;
}

void Database::fail(std::string_view doing) const {
    int code = sqlite3_errcode(handle_);
    if (code == SQLITE_FULL || is_refused_write(sqlite3_extended_errcode(handle_)))
        throw DatabaseFailure(Errc::disk_full,
                              fmt::format("{}: no space left on the disk, or it refuses to be written; "
                                          "free some and run the same command again, it will continue",
                                          path_));
    bool damaged = code == SQLITE_CORRUPT || code == SQLITE_NOTADB;
    throw DatabaseFailure(damaged ? Errc::damaged : Errc::database,
                          fmt::format("{}: {}: {}", path_, doing, sqlite3_errmsg(handle_)));
}

void Database::execute(const char* sql) {
    if (sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr) != SQLITE_OK) fail("execute");
}

Statement Database::prepare(std::string_view sql) {
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v3(handle_, sql.data(), static_cast<int>(sql.size()),
                           SQLITE_PREPARE_PERSISTENT, &statement, nullptr) != SQLITE_OK)
        fail("prepare");
    return Statement(*this, statement);
}

Statement::~Statement() { sqlite3_finalize(statement_); }

Statement::Statement(Statement&& other) noexcept { *this = std::move(other); }

Statement& Statement::operator=(Statement&& other) noexcept {
    std::swap(database_, other.database_);
    std::swap(statement_, other.statement_);
    std::swap(fresh_, other.fresh_);
    return *this;
}

void Statement::reset() {
    if (!fresh_) sqlite3_reset(statement_);
    fresh_ = false;
}

void Statement::bind_one(int index, std::int64_t value) {
    if (sqlite3_bind_int64(statement_, index, value) != SQLITE_OK) database_->fail("bind");
}

void Statement::bind_one(int index, std::string_view value) {
    // Transient: a statement may be stepped after the bound text is gone.
    if (sqlite3_bind_text64(statement_, index, value.data() ? value.data() : "", value.size(),
                            SQLITE_TRANSIENT, SQLITE_UTF8) != SQLITE_OK)
        database_->fail("bind");
}

void Statement::bind_one(int index, Blob value) {
    if (sqlite3_bind_blob64(statement_, index, value.bytes.data() ? value.bytes.data() : "",
                            value.bytes.size(), SQLITE_TRANSIENT) != SQLITE_OK)
        database_->fail("bind");
}

bool Statement::step() {
    fresh_ = false;
    int code = sqlite3_step(statement_);
    if (code == SQLITE_ROW) return true;
    if (code != SQLITE_DONE) {
        sqlite3_reset(statement_);
        database_->fail("step");
    }
    sqlite3_reset(statement_);
    return false;
}

std::int64_t Statement::number(int column) const { return sqlite3_column_int64(statement_, column); }

std::string Statement::text(int column) const {
    const void* data = sqlite3_column_blob(statement_, column);
    auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_, column));
    return data ? std::string(static_cast<const char*>(data), size) : std::string();
}

bool Statement::is_null(int column) const {
    return sqlite3_column_type(statement_, column) == SQLITE_NULL;
}

}  // namespace duwang::storage
