// SQLite handles: one class each, errors as Result or, where a promise broke, as DatabaseFailure.
#pragma once

#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

#include "core/result.h"

struct sqlite3;
struct sqlite3_stmt;

namespace duwang::storage {

// Thrown inside storage only; every public function turns it into an Error.
class DatabaseFailure : public std::runtime_error {
  public:
    DatabaseFailure(Errc kind, const std::string& what) : std::runtime_error(what), code(kind) {}
    Errc code;
};

class Statement;

class Database {
  public:
    enum class Mode { read_write, read_only };
    explicit Database(const std::string& path, Mode mode);
    ~Database();
    Database(Database&& other) noexcept;
    Database& operator=(Database&& other) noexcept;

    void execute(const char* sql);
    Statement prepare(std::string_view sql);
    [[noreturn]] void fail(std::string_view doing) const;
    sqlite3* handle() const { return handle_; }

  private:
    sqlite3* handle_ = nullptr;
    std::string path_;
};

// Bytes that are no text.
struct Blob {
    std::string_view bytes;
};

// Text of which the row has most likely a copy already: where the two are the same, 0 is stored.
struct UnlessSame {
    std::string_view text, copy;
};

// Bytes that may be missing: then it is an empty text, which `<> ''` can be asked of.
struct BlobOrNothing {
    std::string_view bytes;
};

// A prepared statement. bind(…) all values, then step() until false; reset happens by itself.
class Statement {
  public:
    Statement() = default;
    Statement(Database& database, sqlite3_stmt* statement)
        : database_(&database), statement_(statement) {}
    ~Statement();
    Statement(Statement&& other) noexcept;
    Statement& operator=(Statement&& other) noexcept;

    template <class... Values>
    Statement& bind(const Values&... values) {
        reset();
        int index = 0;
        (bind_one(++index, values), ...);
        return *this;
    }
    bool step();  // true: a row is there
    void run() {
        while (step()) {
        }
    }

    std::int64_t number(int column) const;
    std::string text(int column) const;  // also for blobs
    bool is_null(int column) const;

  private:
    void reset();
    void bind_one(int index, std::int64_t value);
    void bind_one(int index, int value) { bind_one(index, std::int64_t{value}); }
    void bind_one(int index, bool value) { bind_one(index, std::int64_t{value}); }
    void bind_one(int index, std::string_view value);
    void bind_one(int index, Blob value);
    void bind_one(int index, BlobOrNothing value) {
        value.bytes.empty() ? bind_one(index, value.bytes) : bind_one(index, Blob{value.bytes});
    }
    void bind_one(int index, UnlessSame value) {
        const bool same = !value.copy.empty() && value.text == value.copy;
        same ? bind_one(index, std::int64_t{0}) : bind_one(index, value.text);
    }
    void bind_one(int index, const std::string& value) { bind_one(index, std::string_view(value)); }
    void bind_one(int index, const char* value) { bind_one(index, std::string_view(value)); }

    Database* database_ = nullptr;
    sqlite3_stmt* statement_ = nullptr;
    bool fresh_ = true;
};

// Runs `work`, turning a DatabaseFailure into an Error.
template <class F>
auto guarded(F work) -> decltype(work()) {
    try {
        return work();
    } catch (const DatabaseFailure& e) {
        return failure(e.code, e.what());
    }
}

}  // namespace duwang::storage
