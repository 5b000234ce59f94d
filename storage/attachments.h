// 附件: photographs, recordings and papers that people give beside what they enter, kept as copies
// under their SHA-256: "ab/abcd….pdf".
#pragma once

#include <cstdint>
#include <string>

#include "core/kept_file.h"
#include "core/result.h"
#include "storage/options.h"

namespace duwang::storage {

class Attachments {
  public:
    // `folder`: of the workspace, "attachments"; made when the first file is kept.
    Attachments(std::string folder, const AttachmentOptions& options)
        : folder_(std::move(folder)), options_(options) {}

    // Whether it could be kept: a plain file, no folder and no link, not too large. The error says
    // what to do.
    Result<void> examine(const std::string& path) const;
    // Copies the file beside its place, syncs, renames and syncs the folder. The same bytes are
    // kept once.
    Result<KeptFile> keep(const std::string& path) const;

    // Where a kept file lies. The ending is that of its name, of letters and digits only.
    std::string place_of(const KeptFile& file) const;
    // Errc::not_found when it is gone, Errc::damaged when its bytes are others than were kept.
    Result<void> verify(const KeptFile& file) const;

  private:
    std::string folder_;
    AttachmentOptions options_;
};

}  // namespace duwang::storage
