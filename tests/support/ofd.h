// An OFD file (GB/T 33190—2016) for tests. No program of Debian's writes any, so this is what the
// standard says and not what a real one saved.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tests/support/zip.h"

namespace duwang::test {

struct OfdText {
    double x = 0, y = 0;  // mm, of the first character's baseline
    std::string text;
};
struct OfdLine {
    double x1 = 0, y1 = 0, x2 = 0, y2 = 0;
};
struct OfdPage {
    std::vector<OfdText> texts;
    std::vector<OfdLine> lines;
    std::string link;  // an address
    bool image = false;
};

ZipFiles ofd_files(std::string_view title, const std::vector<OfdPage>& pages);
std::string ofd_of(std::string_view title, const std::vector<OfdPage>& pages);

}  // namespace duwang::test
