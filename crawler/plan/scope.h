// What is to become of an address that was found: fetch and read it, only ask it, or leave it.
// Pure; every decision names its rule: "on_site", "column_subtree", "file", "external", "depth",
// "private_address", "external_not_checked", or the trap (url_traps.h).
#pragma once

#include <set>
#include <string>
#include <vector>

#include "core/ports/capture_sink.h"
#include "core/time.h"
#include "core/unit.h"
#include "core/url.h"
#include "crawler/options.h"

namespace duwang::crawler {

struct ScopeDecision {
    UrlRole role = UrlRole::skip;
    std::string rule;
};

class Scope {
  public:
    // `columns`: those judged on the site; what lies below them is visited first. `as_of`: to tell
    // a calendar that has run ahead of its time.
    Scope(const Site& site, const Options& options, const std::vector<Column>& columns = {},
          Date as_of = {});

    ScopeDecision decide(const Url& url, int depth) const;
    bool on_site(const Url& url) const;

  private:
    ScopeDecision decide_on_site(const Url& url, int depth) const;
    bool is_file(const Url& url) const;
    bool is_hidden(const Url& url) const;
    bool in_column(const Url& url) const;

    std::set<std::string, std::less<>> hosts_;  // lower case host[:port]
    std::vector<std::string> columns_;          // host and directory
    LimitOptions limits_;
    TrapOptions traps_;
    bool check_external_;
    std::vector<std::string> internal_names_;
    Date as_of_;
};

}  // namespace duwang::crawler
