#include "tests/support/kept_captures.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>

#include "storage/capture/capture_store.h"
#include "storage/capture/manifest.h"

namespace duwang::test {
namespace fs = std::filesystem;

void keep_captures(const std::string& folder) {
    static int kept = 0;
    const char* into = std::getenv("DUWANG_KEEP_CAPTURES");
    std::error_code error;
    if (!into || !fs::is_directory(folder, error)) return;
    for (const auto& entry : fs::recursive_directory_iterator(folder, error)) {
        std::string capture = entry.path().parent_path().string();
        bool is_warc = entry.path().string().ends_with(".warc.gz");
        if (!is_warc) continue;
        // What a test damaged on purpose is for that test to judge. `fetch --warc` makes no capture.
        bool alone = !fs::exists(capture + "/facts.sqlite", error);
        bool whole = storage::is_sealed(capture) && storage::verify_manifest(capture);
        if (!alone && !whole) continue;
        fs::path target = fmt::format("{}/{}-{}", into, ::getpid(), ++kept);
        fs::create_directories(target, error);
        fs::copy_file(entry.path(), target / entry.path().filename(), error);
    }
}

}  // namespace duwang::test
