// What can be read can be written, and reads back as it was.
#include "core/yaml.h"

#include "core/yaml_text.h"
#include "tests/fuzz/target.h"

namespace duwang::fuzz {

void yaml(std::string_view bytes) {
    const Result<Yaml> tree = Yaml::parse(bytes, "a.yaml");
    if (!tree) {
        require(tree.error().what.starts_with("a.yaml"), "errors name the file");
        return;
    }
    for (const std::string& text : {yaml_text(*tree), yaml_flow_text(*tree)}) {
        const Result<Yaml> again = Yaml::parse(text, "b.yaml");
        require(again.has_value(), "what is written can be read");
        require(same_tree(*tree, *again), "it reads back as it was");
    }
}

}  // namespace duwang::fuzz
