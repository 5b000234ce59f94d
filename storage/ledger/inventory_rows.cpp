#include "storage/ledger/inventory_rows.h"

#include "core/hash.h"
#include "storage/ledger/session.h"

namespace duwang::storage {
namespace {

void write_units(soci::session& sql, const std::vector<Unit>& units) {
    int seq = 0;
    Unit unit;
    std::string aliases, groups;
    soci::statement row =
        (sql.prepare << "INSERT INTO units (seq, id, name, aliases, kind, parent, level, "
                        "unit_groups, contact) VALUES (:seq, :id, :name, :aliases, :kind, :parent, "
                        ":level, :groups, :contact)",
         soci::use(seq), soci::use(unit.id), soci::use(unit.name), soci::use(aliases),
         soci::use(unit.kind), soci::use(unit.parent), soci::use(unit.level), soci::use(groups),
         soci::use(unit.contact));
    for (const Unit& one : units) {
        ++seq;
        unit = one;
        aliases = list_text(one.aliases);
        groups = list_text(one.groups);
        row.execute(true);
    }
}

void write_sites(soci::session& sql, const std::vector<Site>& sites) {
    int seq = 0, internal = 0;
    Site site;
    std::string hosts, blackout, filed;
    soci::statement row =
        (sql.prepare
             << "INSERT INTO sites (seq, id, name, home, hosts, code, owner, internal, "
                "authority, blackout, filed) VALUES (:seq, :id, :name, :home, :hosts, :code, "
                ":owner, :internal, :authority, :blackout, :filed)",
         soci::use(seq), soci::use(site.id), soci::use(site.name), soci::use(site.home),
         soci::use(hosts), soci::use(site.code), soci::use(site.owner), soci::use(internal),
         soci::use(site.authority), soci::use(blackout), soci::use(filed));
    for (const Site& one : sites) {
        ++seq;
        site = one;
        hosts = list_text(one.hosts);
        internal = one.internal ? 1 : 0;
        blackout = blackout_text(one.blackout);
        filed = filed_text(one.filed);
        row.execute(true);
    }
}

void write_columns(soci::session& sql, const std::vector<Column>& columns) {
    int seq = 0;
    Column column;
    soci::statement row =
        (sql.prepare << "INSERT INTO site_columns (seq, unit, site, kind, address) VALUES "
                        "(:seq, :unit, :site, :kind, :address)",
         soci::use(seq), soci::use(column.unit), soci::use(column.site), soci::use(column.kind),
         soci::use(column.address));
    for (const Column& one : columns) {
        ++seq;
        column = one;
        row.execute(true);
    }
}

void read_units(soci::session& sql, std::vector<Unit>& units) {
    Unit unit;
    std::string aliases, groups;
    soci::statement rows =
        (sql.prepare << "SELECT id, name, aliases, kind, parent, level, unit_groups, contact FROM "
                        "units ORDER BY seq",
         soci::into(unit.id), soci::into(unit.name), soci::into(aliases), soci::into(unit.kind),
         soci::into(unit.parent), soci::into(unit.level), soci::into(groups),
         soci::into(unit.contact));
    rows.execute();
    while (rows.fetch()) {
        units.push_back(unit);
        units.back().aliases = text_list(aliases);
        units.back().groups = text_list(groups);
    }
}

void read_sites(soci::session& sql, std::vector<Site>& sites) {
    Site site;
    std::string hosts, blackout, filed;
    int internal = 0;
    soci::statement rows =
        (sql.prepare << "SELECT id, name, home, hosts, code, owner, internal, authority, "
                        "blackout, filed FROM sites ORDER BY seq",
         soci::into(site.id), soci::into(site.name), soci::into(site.home), soci::into(hosts),
         soci::into(site.code), soci::into(site.owner), soci::into(internal),
         soci::into(site.authority), soci::into(blackout), soci::into(filed));
    rows.execute();
    while (rows.fetch()) {
        sites.push_back(site);
        sites.back().hosts = text_list(hosts);
        sites.back().internal = internal != 0;
        // Stored as it was written by blackout_text and filed_text; what somebody else wrote must
        // not be ignored.
        const auto taken = [&site](auto read) {
            if (!read) throw Refusal(Errc::damaged, "site " + site.id + ": " + read.error().what);
            return std::move(*read);
        };
        sites.back().blackout = taken(parse_blackout(blackout));
        sites.back().filed = taken(parse_filed(filed));
    }
}

void read_columns(soci::session& sql, std::vector<Column>& columns) {
    Column column;
    soci::statement rows =
        (sql.prepare << "SELECT unit, site, kind, address FROM site_columns ORDER BY seq",
         soci::into(column.unit), soci::into(column.site), soci::into(column.kind),
         soci::into(column.address));
    rows.execute();
    while (rows.fetch()) columns.push_back(column);
}

// One line per row, in order: the bytes whose hash the log holds.
std::string canonical(const Inventory& inventory) {
    Json rows = Json::array();
    const auto add = [&rows](const std::vector<std::string>& cells) {
        Json row = Json::array();
        for (const std::string& cell : cells) row.push_back(cell);
        rows.push_back(row);
    };
    for (const Unit& u : inventory.units)
        add({"unit", u.id, u.name, list_text(u.aliases), u.kind, u.parent, u.level,
             list_text(u.groups), u.contact});
    for (const Site& s : inventory.sites) {
        std::vector<std::string> cells{"site",
                                       s.id,
                                       s.name,
                                       s.home,
                                       list_text(s.hosts),
                                       s.code,
                                       s.owner,
                                       s.internal ? "yes" : "no",
                                       s.authority};
        // Only where there are some: inventories without them keep their hash.
        if (!s.blackout.empty()) cells.push_back(blackout_text(s.blackout));
        if (!s.filed.empty()) cells.push_back("filed " + filed_text(s.filed));
        add(cells);
    }
    for (const Column& c : inventory.columns) add({"column", c.unit, c.site, c.kind, c.address});
    return rows.dump();
}

}  // namespace

void write_inventory(soci::session& sql, const Inventory& inventory) {
    sql << "DELETE FROM site_columns";
    sql << "DELETE FROM sites";
    sql << "DELETE FROM units";
    write_units(sql, inventory.units);
    write_sites(sql, inventory.sites);
    write_columns(sql, inventory.columns);
}

Inventory read_inventory(soci::session& sql) {
    Inventory inventory;
    read_units(sql, inventory.units);
    read_sites(sql, inventory.sites);
    read_columns(sql, inventory.columns);
    return inventory;
}

Json inventory_log(const Inventory& inventory) {
    Json authorities = Json::array();
    for (const Site& site : inventory.sites)
        if (!site.authority.empty())
            authorities.push_back(
                Json::object().set("site", site.id).set("authority", site.authority));
    return Json::object()
        .set("units", inventory.units.size())
        .set("sites", inventory.sites.size())
        .set("columns", inventory.columns.size())
        .set("sha256", sha256_hex(canonical(inventory)))
        .set("authorities", authorities);
}

}  // namespace duwang::storage
