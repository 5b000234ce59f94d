#include "storage/ledger/migrate.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <string_view>

#include "embedded/ledger_migrations.h"
#include "storage/ledger/session.h"

namespace duwang::storage {
namespace {

// "ledger/migrations/0001_initial.sql" → 1
int number_of(std::string_view path) {
    const std::string_view name = path.substr(path.rfind('/') + 1);
    int number = 0;
    std::from_chars(name.data(), name.data() + name.size(), number);
    return number;
}

// Without comment lines: SOCI would read a colon in them as a parameter.
std::string without_comments(std::string_view file) {
    std::string text;
    while (!file.empty()) {
        const std::size_t end = std::min(file.find('\n'), file.size());
        const std::string_view line = file.substr(0, end);
        if (!line.starts_with("--")) text.append(line).append("\n");
        file.remove_prefix(std::min(end + 1, file.size()));
    }
    return text;
}

void run(soci::session& sql, std::string_view file) {
    const std::string text = without_comments(file);
    std::size_t from = 0;
    for (std::size_t end; (end = text.find(";\n", from)) != std::string::npos; from = end + 2)
        sql << text.substr(from, end - from);
}

}  // namespace

void migrate(soci::session& sql) {
    soci::transaction transaction(sql);
    sql << "CREATE TABLE IF NOT EXISTS ledger_version (version INTEGER NOT NULL)";
    int version = 0;
    sql << "SELECT COALESCE(MAX(version), 0) FROM ledger_version", soci::into(version);
    const auto files = embedded::ledger_migrations();
    const int known = number_of(files.back().path);
    if (version > known)
        throw Refusal(Errc::database,
                      fmt::format("the ledger has version {}, this program knows up to {}; use the "
                                  "newer program that wrote it",
                                  version, known));
    for (const auto& file : files) {
        const int number = number_of(file.path);
        if (number <= version) continue;
        run(sql, file.content);
        sql << "INSERT INTO ledger_version (version) VALUES (:number)", soci::use(number);
    }
    transaction.commit();
}

}  // namespace duwang::storage
