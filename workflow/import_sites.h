// sites.csv (站点) and columns.csv (栏目).
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "core/url.h"
#include "workflow/import_units.h"
#include "workflow/inventory_import.h"

namespace duwang::workflow {

// How columns find sites: by id, name, or host of their address.
struct SiteIndex {
    std::map<std::string, std::string> ids_and_names;  // matching form → id
    std::map<std::string, std::string> hosts;          // "www.x.gov.cn[:port]" → id
    std::set<std::string> dropped;                     // ids and names with errors of their own
};

// An address as people write it: a missing protocol is http. With what is wrong in `problem`.
std::optional<Url> read_address(const std::string& text, std::string& problem);
// 网站标识码: ten digits, the first not 0, or "bm" and eight digits.
bool is_site_code(std::string_view code);

SiteIndex import_sites(const TableFile& file, const UnitIndex& units, InventoryImport& import);
void import_columns(const TableFile& file, const UnitIndex& units, const SiteIndex& sites,
                    InventoryImport& import);

}  // namespace duwang::workflow
