// The demo's portals on a server of this test, and workspaces that evaluate them with the program.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "app/demo/server.h"
#include "tests/support/program.h"

namespace duwang::test {

class PortalWorkspace {
  public:
    // Every answer takes that long, so that a crawl lasts long enough to be disturbed.
    explicit PortalWorkspace(int answer_ms = 0);

    // Creates a workspace in the temporary folder and imports the demo's inventory.
    std::string make(const std::string& name);
    // Arguments of a sweep of that workspace.
    std::vector<std::string> sweep(const std::string& workspace) const;
    // Host names that lead nowhere: the server does not answer for them.
    void take_down(const std::string& host) { down_.push_back(host); }
    void bring_up(const std::string& host) { std::erase(down_, host); }

  private:
    TempFolder folder_;
    std::unique_ptr<demo::DemoServer> server_;
    std::vector<std::string> down_;
};

// What must not depend on how often a crawl was disturbed: facts, results and scores.
std::string facts_of(const std::string& workspace, const std::string& site);
// scores.csv without its last column, the head of the chained log.
std::string scores_of(const std::string& workspace, const std::string& round);
std::string outcomes_of(const std::string& workspace, const std::string& round);

}  // namespace duwang::test
