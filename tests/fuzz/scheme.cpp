// scheme.yaml, a line "====", and an indicator.
#include "rules/reading/scheme_loader.h"
#include "tests/fuzz/target.h"

namespace duwang::fuzz {

void scheme(std::string_view bytes) {
    constexpr std::string_view border = "\n====\n";
    const std::size_t at = bytes.find(border);
    std::vector<rules::SchemeFile> files{{"scheme.yaml", std::string(bytes.substr(0, at))}};
    if (at != std::string_view::npos)
        files.push_back({"indicators/1.yaml", std::string(bytes.substr(at + border.size()))});
    const rules::SchemeLoad load = rules::read_scheme(files);
    require(load.scheme.has_value() == load.errors.empty(), "either a scheme or errors");
}

}  // namespace duwang::fuzz
