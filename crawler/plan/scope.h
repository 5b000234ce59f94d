// What is to become of an address that was found: fetch and read it, only ask it, or leave it.
// Pure; every decision names its rule.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "core/ports/capture_sink.h"
#include "core/unit.h"
#include "core/url.h"
#include "crawler/options.h"

namespace duwang::crawler {

struct ScopeDecision {
    UrlRole role = UrlRole::skip;
    std::string rule;  // "on_site", "external", "depth", "search_page", "private_address" …
};

class Scope {
  public:
    Scope(const Site& site, const Options& options);

    // `as_resource`: an image, script or style sheet: never a page.
    ScopeDecision decide(const Url& url, int depth, bool as_resource) const;
    bool on_site(const Url& url) const;

  private:
    ScopeDecision decide_on_site(const Url& url, int depth) const;

    std::set<std::string> hosts_;  // lower case host[:port]
    LimitOptions limits_;
    bool check_external_;
};

}  // namespace duwang::crawler
