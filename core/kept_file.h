// 附件: a photograph, a recording, a scanned page that was kept with its hash.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace duwang {

struct KeptFile {
    std::string name;    // as the person called it
    std::string sha256;  // of its bytes, which lie in the workspace's attachments/
    std::int64_t bytes = 0;

    bool operator==(const KeptFile&) const = default;
};

// 依据: what a decision of a person rests on.
struct Grounds {
    std::string basis;  // a document, an address, a file number
    std::vector<KeptFile> attachments = {};

    bool operator==(const Grounds&) const = default;
};

}  // namespace duwang
