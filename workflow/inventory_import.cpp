#include "workflow/inventory_import.h"

#include "workflow/import_sites.h"
#include "workflow/import_units.h"

namespace duwang::workflow {

InventoryImport import_inventory(const InventoryFiles& files) {
    InventoryImport import;
    const UnitIndex units = import_units(files.units, import);
    const SiteIndex sites = import_sites(files.sites, units, import);
    import_columns(files.columns, units, sites, import);
    return import;
}

}  // namespace duwang::workflow
