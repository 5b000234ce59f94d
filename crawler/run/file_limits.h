// What reading a file may cost, as it is configured.
#pragma once

#include "crawler/attachment/attachment.h"
#include "crawler/options.h"

namespace duwang::crawler {

inline AttachmentLimits limits_of(const DocumentOptions& options) {
    AttachmentLimits limits;
    limits.bytes_max = static_cast<std::size_t>(options.file_bytes_max);
    limits.inflated_max = static_cast<std::size_t>(options.inflated_bytes_max);
    limits.text_max = static_cast<std::size_t>(options.text_bytes_max);
    limits.time_max = std::chrono::milliseconds(options.time_max_ms);
    limits.memory_max = static_cast<std::size_t>(options.memory_bytes_max);
    limits.pages_max = options.pages_max;
    return limits;
}

}  // namespace duwang::crawler
