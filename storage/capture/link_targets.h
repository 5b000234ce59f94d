// Link targets of a capture that did not always answer well, with all that was seen of them.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/link_facts.h"

namespace duwang::storage {

class Database;

// Which of the pages that carry a link count, and which hosts are the site's.
struct LinkTargetFilter {
    std::function<bool(const std::string& page_url)> is_ours;
    // A link that also stands on a page that is not ours belongs to the shared template, and is the
    // owner's of the site.
    bool owns_site = true;
    std::function<bool(const std::string& url)> on_site;
    Filed filed{};  // for the site
};

// In the order in which the targets were found; those that stand on no page of ours are left out.
std::vector<LinkTarget> read_link_targets(Database& database, const LinkTargetFilter& filter);

}  // namespace duwang::storage
