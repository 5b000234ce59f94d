#include "storage/ledger/chain.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "core/hash.h"
#include "storage/ledger/session.h"

namespace duwang::storage {
namespace {

std::string no_hash() { return std::string(64, '0'); }

void each_entry(soci::session& sql, const std::function<bool(const LogEntry&)>& visit) {
    LogEntry entry;
    SqlInt number = 0, at = 0;
    soci::statement rows =
        (sql.prepare << "SELECT seq, at_ms, kind, body, previous, hash FROM log ORDER BY seq",
         soci::into(number), soci::into(at), soci::into(entry.kind), soci::into(entry.body),
         soci::into(entry.previous), soci::into(entry.hash));
    rows.execute();
    while (rows.fetch()) {
        entry.number = number;
        entry.at = {at};
        if (!visit(entry)) return;
    }
}

// What does not fit when `entry` follows `head`, or empty.
std::string misfit(const LogEntry& entry, const LogHead& head) {
    if (entry.number != head.number + 1)
        return fmt::format("entry {} is missing from the log", head.number + 1);
    if (entry.previous != head.hash)
        return fmt::format("entry {} does not hold the hash of the entry before it", entry.number);
    if (entry.hash != entry_hash(entry))
        return fmt::format("entry {} ({}, {}) was changed after it was written", entry.number,
                           entry.kind, entry.at.iso());
    return {};
}

}  // namespace

std::string entry_hash(const LogEntry& entry) {
    return sha256_hex(fmt::format("duwang-log-1\n{}\n{}\n{}\n{}\n", entry.number, entry.at.unix_ms,
                                  entry.kind, entry.previous),
                      entry.body);
}

LogHead chain_head(soci::session& sql) {
    SqlInt number = 0;
    std::string hash = no_hash();
    sql << "SELECT seq, hash FROM log ORDER BY seq DESC LIMIT 1", soci::into(number),
        soci::into(hash);
    if (!sql.got_data()) return {0, no_hash()};
    return {number, hash};
}

LogHead chain_append(soci::session& sql, const std::string& kind, const Json& body, Timestamp at) {
    const bool named = !kind.empty() && std::ranges::all_of(kind, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
    });
    if (!named) throw Refusal(Errc::usage, fmt::format("\"{}\" is no kind of log entry", kind));
    const LogHead before = chain_head(sql);
    LogEntry entry{before.number + 1, at, kind, body.dump(), before.hash, {}};
    entry.hash = entry_hash(entry);
    const SqlInt number = entry.number, at_ms = at.unix_ms;
    sql << "INSERT INTO log (seq, at_ms, kind, body, previous, hash) VALUES "
           "(:number, :at, :kind, :body, :previous, :hash)",
        soci::use(number), soci::use(at_ms), soci::use(entry.kind), soci::use(entry.body),
        soci::use(entry.previous), soci::use(entry.hash);
    return {entry.number, entry.hash};
}

std::vector<LogEntry> chain_entries(soci::session& sql) {
    std::vector<LogEntry> entries;
    each_entry(sql, [&](const LogEntry& entry) {
        entries.push_back(entry);
        return true;
    });
    return entries;
}

LogCheck chain_verify(soci::session& sql, std::string_view printed_head) {
    LogCheck check;
    check.head = {0, no_hash()};
    bool seen = printed_head.empty() || printed_head == check.head.hash;
    each_entry(sql, [&](const LogEntry& entry) {
        check.why = misfit(entry, check.head);
        if (!check.intact()) {
            check.broken = check.head.number + 1;
            return false;
        }
        check.head = {entry.number, entry.hash};
        seen = seen || entry.hash == printed_head;
        return true;
    });
    if (check.intact() && !seen) {
        check.broken = check.head.number + 1;
        check.why = fmt::format(
            "the printed hash {} is not in the log: entries were cut off or the whole log was "
            "rewritten",
            printed_head.substr(0, 64));
    }
    return check;
}

}  // namespace duwang::storage
