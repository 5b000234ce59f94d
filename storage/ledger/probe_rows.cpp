#include "storage/ledger/probe_rows.h"

#include "storage/ledger/session.h"

namespace duwang::storage {

std::vector<AvailabilityProbe> read_probes(soci::session& sql, Timestamp from, Timestamp until) {
    std::vector<AvailabilityProbe> probes;
    AvailabilityProbe one;
    std::string own;
    SqlInt at = 0, took = 0;
    const SqlInt begin = from.unix_ms, end = until.unix_ms;
    soci::statement rows =
        (sql.prepare
             << "SELECT site_id, at_ms, address, status, http_status, ip, wall, took_ms, "
                "own FROM probes WHERE at_ms >= :from AND at_ms <= :until ORDER BY at_ms, site_id",
         soci::use(begin), soci::use(end), soci::into(one.site), soci::into(at),
         soci::into(one.address), soci::into(one.status), soci::into(one.http_status),
         soci::into(one.ip), soci::into(one.wall), soci::into(took), soci::into(own));
    rows.execute();
    while (rows.fetch()) {
        one.at = {at};
        one.ms = took;
        one.own = own_network_of(own);
        probes.push_back(one);
    }
    return probes;
}

void write_probe(soci::session& sql, const AvailabilityProbe& probe) {
    const SqlInt at = probe.at.unix_ms, took = probe.ms;
    const std::string own(own_network_word(probe.own));
    sql << "INSERT INTO probes (site_id, at_ms, address, status, http_status, ip, wall, took_ms, "
           "own) VALUES (:site, :at, :address, :status, :http, :ip, :wall, :took, :own)",
        soci::use(probe.site), soci::use(at), soci::use(probe.address), soci::use(probe.status),
        soci::use(probe.http_status), soci::use(probe.ip), soci::use(probe.wall), soci::use(took),
        soci::use(own);
}

}  // namespace duwang::storage
