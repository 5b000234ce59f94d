// The inventory (单位台账): who is evaluated, on which sites, in which columns.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/blackout.h"
#include "core/filed.h"

namespace duwang {

// 被评单位: a body that is evaluated.
struct Unit {
    std::string id;                    // short, stable, chosen by the office: "gaochang"
    std::string name;                  // full name
    std::vector<std::string> aliases;  // other spellings found in documents and on pages
    std::string kind;                  // county, department, township, village, enterprise …
    std::string parent;                // id of the superior unit, or empty
    std::string level;                 // city, county, township …
    std::vector<std::string> groups;   // names that schemes may select by
    std::string contact;
};

// 站点: one portal. Many units can live on one site.
struct Site {
    std::string id;
    std::string name;                // the registered name of the website
    std::string home;                // address of the home page
    std::vector<std::string> hosts;  // every host that belongs to the site, "www.x.gov.cn[:port]"
    std::string code;                // 网站标识码 as registered, or empty when unknown
    std::string owner;               // id of the unit that answers for the whole site (主办单位)
    bool internal = false;           // may have a non-public address; politeness may be relaxed
    std::string authority;           // written authority to disregard robots.txt; empty: obey it
    Blackout blackout = {};          // when nothing may be sent to its hosts (禁访时段)
    Filed filed = {};                // maintenance and exemptions that were filed (报备)
};

// 栏目: a place on a site where a unit publishes one kind of information.
struct Column {
    std::string unit;     // unit id
    std::string site;     // site id
    std::string kind;     // "disclosure_platform", "guide", "annual_report" …
    std::string address;  // absolute address
};

struct Inventory {
    std::vector<Unit> units;
    std::vector<Site> sites;
    std::vector<Column> columns;

    const Unit* unit(const std::string& id) const {
        for (const Unit& u : units)
            if (u.id == id) return &u;
        return nullptr;
    }
    const Site* site(const std::string& id) const {
        for (const Site& s : sites)
            if (s.id == id) return &s;
        return nullptr;
    }
};

}  // namespace duwang
