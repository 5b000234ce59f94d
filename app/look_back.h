// 复采: which earlier capture of a site a new one looks back to.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "app/workspace.h"
#include "storage/capture/capture_store.h"

namespace duwang::app {

// The newest sealed captures of other rounds, by site.
class LookBack {
  public:
    LookBack(Workspace& workspace, std::string round)
        : workspace_(workspace), round_(std::move(round)) {}
    // The newest one that is still there and has pages; a supplement stands for what it took up.
    // Its name is empty when there is none.
    Result<storage::EarlierName> newest(const std::string& site);

  private:
    Result<void> read();

    Workspace& workspace_;
    std::string round_;
    bool read_ = false;
    std::map<std::string, std::vector<storage::AttachedCapture>> by_site_;  // newest first
};

// Opens what the new capture was begun with. Where that is gone or damaged every page is asked for
// anew; standard error and the capture (`earlier_lost`) say so.
std::function<std::unique_ptr<EarlierCapture>(storage::CaptureStore&)> opener_of_earlier(
    const std::string& workspace_folder, const std::string& capture);

}  // namespace duwang::app
