// What an office may set about storage.
#pragma once

#include <cstdint>

namespace duwang::storage {

// 附件: files that people give beside what they enter.
struct AttachmentOptions {
    std::int64_t file_bytes_max = 256 << 20;  // a recording, a scanned page
    int files_max = 20;                       // of one entry
};

}  // namespace duwang::storage
