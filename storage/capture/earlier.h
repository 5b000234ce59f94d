// The newest sealed capture of a site, for the next crawl of it (复采).
#pragma once

#include <memory>
#include <string>

#include "core/ports/earlier_capture.h"

namespace duwang::storage {

// Which one: kept in the new capture from its first moment on, so that a continued crawl asks by
// the same.
struct EarlierName {
    std::string capture;          // id; empty: none
    std::string folder;           // within the workspace
    std::string manifest_sha256;  // as the ledger has it
};
std::string to_text(const EarlierName& name);
EarlierName earlier_name(const std::string& text);

// Every file is compared with its recorded hash first, so that single records need not be: what was
// damaged is not to be copied. A supplement is opened with the captures it stands on.
Result<std::unique_ptr<EarlierCapture>> open_earlier(const std::string& folder,
                                                     const std::string& manifest_sha256);

}  // namespace duwang::storage
