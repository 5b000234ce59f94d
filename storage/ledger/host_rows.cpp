#include "storage/ledger/host_rows.h"

#include <fmt/format.h>

#include <algorithm>

#include "storage/ledger/session.h"

namespace duwang::storage {

std::vector<HostBackOff> read_hosts(soci::session& sql) {
    std::vector<HostBackOff> hosts;
    HostBackOff host;
    SqlInt since = 0, until = 0, last_good = 0;
    soci::statement rows =
        (sql.prepare << "SELECT host, level, since_ms, until_ms, failures, last_good_ms, reason "
                        "FROM host_back_offs ORDER BY host",
         soci::into(host.host), soci::into(host.level), soci::into(since), soci::into(until),
         soci::into(host.failures), soci::into(last_good), soci::into(host.reason));
    rows.execute();
    while (rows.fetch()) {
        host.since = {since};
        host.until = {until};
        host.last_good = {last_good};
        hosts.push_back(host);
    }
    return hosts;
}

void write_host(soci::session& sql, const HostBackOff& host) {
    sql << "DELETE FROM host_back_offs WHERE host = :host", soci::use(host.host);
    if (host.level == 0 && !host.until.is_set()) return;
    const SqlInt since = host.since.unix_ms, until = host.until.unix_ms,
                 last_good = host.last_good.unix_ms;
    sql << "INSERT INTO host_back_offs (host, level, since_ms, until_ms, failures, last_good_ms, "
           "reason) VALUES (:host, :level, :since, :until, :failures, :good, :reason)",
        soci::use(host.host), soci::use(host.level), soci::use(since), soci::use(until),
        soci::use(host.failures), soci::use(last_good), soci::use(host.reason);
}

HostBackOff take_host(soci::session& sql, const std::string& host) {
    const std::vector<HostBackOff> all = read_hosts(sql);
    const auto found = std::ranges::find(all, host, &HostBackOff::host);
    if (found == all.end())
        throw Refusal(Errc::usage, fmt::format("{}: not in back-off; `duwang hosts` lists those "
                                               "that are",
                                               host));
    sql << "DELETE FROM host_back_offs WHERE host = :host", soci::use(host);
    return *found;
}

Json host_log(const HostBackOff& host, const std::string& by) {
    return Json::object()
        .set("host", host.host)
        .set("level", host.level)
        .set("until", host.until.iso())
        .set("reason", host.reason)
        .set("by", by);
}

}  // namespace duwang::storage
