// The writing side of a capture (采集包): WARC, facts.sqlite, manifest.
// Runs on: the writer strand, one thread at a time.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/json.h"
#include "core/ports/capture_sink.h"
#include "storage/capture/earlier.h"

namespace duwang::storage {

struct CaptureInfo {
    std::string id;  // "<round>.<site>"; of a supplement "<round>.<site>+1"
    std::string round;
    std::string site;
    std::string software;  // "DuWang 0.1.0"
    Timestamp as_of;
    Timestamp started;
    Json options;        // what the crawl was told
    std::string parent;  // of a supplement: the capture it takes up
    std::string parent_manifest_sha256;
    EarlierName earlier;  // 复采: what unchanged pages are taken from; only of a new capture
};

struct SealedCapture {
    std::string manifest_sha256;
    std::int64_t pages = 0, exchanges = 0, urls = 0;
};

class CaptureStore : public CaptureSink, public CaptureLookback {
  public:
    // Creates the folder, or continues what was committed in it. A sealed capture is refused.
    static Result<std::unique_ptr<CaptureStore>> open(const std::string& folder,
                                                      const CaptureInfo& info);
    // Commits what was stored more than a second ago: a crawl may wait for hours before it stores
    // something again. From any thread; does nothing while another one is at work.
    virtual Result<void> settle() = 0;
    // Writes the manifest; the capture is immutable from then on.
    virtual Result<SealedCapture> seal(Timestamp now) = 0;
};

bool is_sealed(const std::string& folder);

}  // namespace duwang::storage
