#include "storage/ledger/session.h"

#include <fmt/format.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include <filesystem>
#include <string_view>

namespace duwang::storage {
namespace {

constexpr std::string_view sqlite_prefix = "sqlite3://";
constexpr int busy_seconds = 10;

std::string path_of(const std::string& connection) {
    if (connection.starts_with(sqlite_prefix)) return connection.substr(sqlite_prefix.size());
    if (const std::size_t at = connection.find("://"); at != std::string::npos)
        throw Refusal(Errc::usage,
                      fmt::format("ledger \"{}\": the engine \"{}\" is not built in; write "
                                  "\"sqlite3://path\"",
                                  connection, connection.substr(0, at)));
    return connection;
}

}  // namespace

void open_session(soci::session& sql, const std::string& connection, bool create) {
    const std::string path = path_of(connection);
    // The path stands in quotes in SOCI's own parameter text.
    if (path.empty() || path.find_first_of("\"\n\r") != std::string::npos)
        throw Refusal(Errc::usage, fmt::format("ledger \"{}\": no usable path; write for example "
                                               "\"ledger.sqlite\"",
                                               connection));
    std::error_code ignored;
    if (!create && !std::filesystem::exists(path, ignored))
        throw Refusal(Errc::not_found,
                      fmt::format("{}: there is no ledger; create a workspace with "
                                  "\"duwang init\" or change into one",
                                  path));
    sql.open(*soci::factory_sqlite3(), fmt::format("dbname=\"{}\" timeout={}", path, busy_seconds));
    std::string mode;
    sql << "PRAGMA journal_mode = WAL", soci::into(mode);
    sql << "PRAGMA synchronous = FULL";
    sql << "PRAGMA foreign_keys = ON";
}

Error database_error(const std::string& doing, const std::string& message) {
    const std::string_view text(message);
    const auto says = [text](std::string_view words) {
        return text.find(words) != std::string_view::npos;
    };
    if (says("disk is full") || says("No space left") || says("could not extend file"))
        return {Errc::disk_full,
                fmt::format("{}: the disk is full; make room and repeat, what was committed is "
                            "safe ({})",
                            doing, message)};
    if (says("database is locked"))
        return {Errc::database,
                fmt::format("{}: another process is writing to the ledger; wait for it and repeat "
                            "({})",
                            doing, message)};
    if (says("not a database") || says("malformed"))
        return {Errc::damaged, fmt::format("{}: the file is no ledger or is damaged; restore it "
                                           "from a backup ({})",
                                           doing, message)};
    return {Errc::database, fmt::format("{}: {}", doing, message)};
}

std::string list_text(const std::vector<std::string>& list) {
    Json json = Json::array();
    for (const std::string& item : list) json.push_back(item);
    return json.dump();
}

std::vector<std::string> text_list(const std::string& json) {
    std::vector<std::string> list;
    if (const auto parsed = Json::parse(json))
        for (const Json& item : parsed->items()) list.push_back(item.text());
    return list;
}

}  // namespace duwang::storage
