// A read-only tree of maps, lists and texts that remembers where everything stood, for error
// messages. It comes from YAML text or is built, as from the cells of a spreadsheet.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/result.h"

namespace duwang {

// A node of a document: a map, a list, a scalar, or nothing. Cheap to copy.
class Yaml {
  public:
    struct Node;    // core/yaml_node.h
    struct Source;  // where it was read

    Yaml() = default;  // nothing
    static Result<Yaml> load(const std::string& path);
    // `name`: for messages. One document of at most 8 MiB, 100 levels and a million nodes, aliases
    // counted as often as they are used.
    static Result<Yaml> parse(std::string_view text, std::string name);

    // Built by hand: `place` is what place() answers, "指标表.xlsx:指标!C12".
    static Yaml scalar(std::string text, std::string place);
    static Yaml list(const std::vector<Yaml>& items, std::string place);
    static Yaml map(const std::vector<std::pair<Yaml, Yaml>>& members, std::string place);

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

    // The same tree, wherever it was read; the order of a map's keys does not matter.
    friend bool same_tree(const Yaml& one, const Yaml& other);

  private:
    std::shared_ptr<const Node> node_;
    std::shared_ptr<const Source> source_;
    Yaml wrap(std::shared_ptr<const Node> node) const;
    Yaml(std::shared_ptr<const Node> node, std::shared_ptr<const Source> source);
};

bool same_tree(const Yaml& one, const Yaml& other);

}  // namespace duwang
