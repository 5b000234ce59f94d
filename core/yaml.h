// A read-only YAML document that remembers where everything stood, for error messages.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/result.h"

namespace YAML {
class Node;
}

namespace duwang {

// A node of a document: a map, a list, a scalar, or nothing. Cheap to copy.
class Yaml {
  public:
    Yaml() = default;  // nothing
    static Result<Yaml> load(const std::string& path);
    static Result<Yaml> parse(std::string_view text, std::string name);  // name: for messages

    explicit operator bool() const { return node_ != nullptr; }  // is there anything?
    bool is_map() const;
    bool is_list() const;
    bool is_scalar() const;

    Yaml operator[](std::string_view key) const;         // nothing when absent
    std::vector<Yaml> items() const;                     // of a list
    std::vector<std::pair<Yaml, Yaml>> members() const;  // of a map, in file order
    std::string text() const;                            // of a scalar; "" otherwise
    std::string text_or(std::string_view otherwise) const;

    std::string place() const;  // "schemes/x/scheme.yaml:12:3", the column in characters
    // An Errc::config error that begins with the place.
    Error error(std::string_view what) const;

  private:
    std::shared_ptr<const YAML::Node> node_;
    struct Source {
        std::string name, text;
    };
    std::shared_ptr<const Source> source_;
    Yaml wrap(const YAML::Node& node) const;
};

}  // namespace duwang
