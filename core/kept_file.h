// 附件: a photograph, a recording, a scanned page that was kept with its hash.
#pragma once

#include <cstdint>
#include <string>

namespace duwang {

struct KeptFile {
    std::string name;    // as the person called it
    std::string sha256;  // of its bytes, which lie in the workspace's attachments/
    std::int64_t bytes = 0;

    bool operator==(const KeptFile&) const = default;
};

}  // namespace duwang
