// manifest.json: what the capture is, and the SHA-256 of each of its files.
#pragma once

#include <string>

#include "core/json.h"
#include "storage/capture/capture_store.h"

namespace duwang::storage {

// Hashes the files, writes the manifest, returns the manifest's own SHA-256.
Result<std::string> write_manifest(const std::string& folder, const CaptureInfo& info,
                                   const SealedCapture& counts, Timestamp sealed);
Result<Json> read_manifest(const std::string& folder);

// Compares every file with its recorded hash; the answer names what differs.
Result<void> verify_manifest(const std::string& folder);

}  // namespace duwang::storage
