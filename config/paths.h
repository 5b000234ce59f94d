// Where installed data stands: one folder with schemes/ and vocabulary/ in it.
#pragma once

#include <string>

namespace duwang::config {

struct DataPaths {
    std::string folder;
    std::string schemes() const { return folder + "/schemes"; }
    std::string scheme(const std::string& id) const { return schemes() + "/" + id; }
    std::string sections() const { return folder + "/vocabulary/sections.yaml"; }
    std::string marks() const { return folder + "/vocabulary/marks.yaml"; }
};

// The first that is not empty: what the command line says, what the environment says, where the
// program was installed. Read by the caller; nothing is looked up here.
inline DataPaths data_paths(const std::string& argument, const std::string& environment,
                            const std::string& installed) {
    if (!argument.empty()) return {argument};
    return {environment.empty() ? installed : environment};
}

}  // namespace duwang::config
