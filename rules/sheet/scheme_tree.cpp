#include "rules/sheet/scheme_tree.h"

#include <algorithm>
#include <set>

#include "core/text/utf8.h"
#include "core/yaml_text.h"

namespace duwang::rules {
namespace {

constexpr std::size_t name_bytes_max = 100;

// A name for the file of an indicator: letters, digits, 汉字, "-", "_" and "." as they are.
std::string file_stem(std::string_view id) {
    std::string stem;
    for (std::size_t at = 0; at < id.size() && stem.size() < name_bytes_max;) {
        const std::size_t from = at;
        const char32_t c = next_code_point(id, at);
        const bool good = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
                          (c >= 'A' && c <= 'Z') || c == '-' || c == '_' || c == '.' || is_cjk(c);
        stem += good && !(stem.empty() && c == '.') ? id.substr(from, at - from) : "_";
    }
    return stem.empty() ? "_" : stem;
}

}  // namespace

SchemeTreeLoad parse_scheme_tree(const std::vector<SchemeFile>& files, const std::string& shown) {
    SchemeTreeLoad load;
    SchemeTree tree;
    for (const SchemeFile& file : files) {
        Result<Yaml> yaml = Yaml::parse(file.content, shown + file.name);
        if (!yaml)
            load.errors.push_back(yaml.error());
        else if (file.name == "scheme.yaml")
            tree.head = *yaml;
        else
            tree.indicators.push_back(*yaml);
    }
    if (load.errors.empty()) load.tree = std::move(tree);
    return load;
}

std::vector<SchemeFile> scheme_files(const SchemeTree& tree) {
    std::vector<SchemeFile> files{{"scheme.yaml", yaml_text(tree.head)}};
    std::set<std::string> used;
    for (const Yaml& indicator : tree.indicators) {
        std::string stem = file_stem(indicator["id"].text());
        while (!used.insert(stem).second) stem += "_";
        files.push_back({"indicators/" + stem + ".yaml", yaml_text(indicator)});
    }
    return files;
}

SchemeLoad read_scheme(const SchemeTree& tree, const Settings& settings) {
    return read_scheme_trees(tree.head, tree.indicators, scheme_hash(scheme_files(tree), settings),
                             settings);
}

}  // namespace duwang::rules
