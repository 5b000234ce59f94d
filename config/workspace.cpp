#include "config/workspace.h"

#include <array>
#include <vector>

#include "embedded/config_files.h"

namespace duwang::config {
namespace {

constexpr std::string_view folder = "workspace/";
constexpr std::size_t count = 6;

std::string_view content_of(std::string_view name) {
    for (const auto& file : embedded::config_files())
        if (file.path.starts_with(folder) && file.path.substr(folder.size()) == name)
            return file.content;
    return {};
}

}  // namespace

std::span<const WorkspaceFile> workspace_files() {
    static const std::array<WorkspaceFile, count> files{{
        {"duwang.yaml", content_of("duwang.yaml")},
        {"units.csv", content_of("units.csv")},
        {"sites.csv", content_of("sites.csv")},
        {"columns.csv", content_of("columns.csv")},
        {"marks.csv", content_of("marks.csv")},
        {"entries.csv", content_of("entries.csv")},
    }};
    return files;
}

}  // namespace duwang::config
