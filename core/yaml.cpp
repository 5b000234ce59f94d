#include "core/yaml.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "core/text/utf8.h"
#include "core/yaml_node.h"

namespace duwang {
namespace {

constexpr std::size_t document_bytes_max = 8u << 20;

using Member = std::pair<YamlNodePtr, YamlNodePtr>;

bool same(const YamlNodePtr& one, const YamlNodePtr& other);

std::string_view key_of(const Member& member) {
    return member.first ? std::string_view(member.first->text) : std::string_view();
}

std::vector<Member> by_key(const Yaml::Node& map) {
    std::vector<Member> sorted = map.members;
    std::ranges::stable_sort(sorted, {}, key_of);
    return sorted;
}

bool same_members(const Yaml::Node& one, const Yaml::Node& other) {
    const std::vector<Member> left = by_key(one), right = by_key(other);
    return std::ranges::equal(left, right, [](const Member& a, const Member& b) {
        return same(a.first, b.first) && same(a.second, b.second);
    });
}

bool same(const YamlNodePtr& one, const YamlNodePtr& other) {
    if (!one || !other) return one == other;
    if (one->kind != other->kind) return false;
    if (one->kind == YamlKind::scalar) return one->text == other->text;
    if (one->kind == YamlKind::list) return std::ranges::equal(one->items, other->items, same);
    return same_members(*one, *other);
}

void count(Yaml::Node& node, const YamlNodePtr& child) {
    if (!child) return;
    node.nodes += child->nodes;
    node.height = std::max(node.height, child->height + 1);
}

}  // namespace

Yaml::Yaml(std::shared_ptr<const Node> node, std::shared_ptr<const Source> source)
    : node_(std::move(node)), source_(std::move(source)) {}

Result<Yaml> Yaml::load(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return failure(Errc::config, fmt::format("{}: cannot be read", path));
    std::ostringstream content;
    content << file.rdbuf();
    return parse(content.str(), path);
}

Result<Yaml> Yaml::parse(std::string_view text, std::string name) {
    if (text.size() > document_bytes_max)
        return failure(Errc::config, fmt::format("{}: larger than 8 MiB", name));
    Source read{std::move(name), std::string(text), {0}};
    for (std::size_t at = 0; (at = read.text.find('\n', at)) != read.text.npos;)
        read.lines.push_back(++at);
    auto source = std::make_shared<const Source>(std::move(read));
    Result<YamlNodePtr> root = parse_yaml_tree(source);
    if (!root) return tl::unexpected(root.error());
    return Yaml(std::move(*root), std::move(source));
}

Yaml Yaml::scalar(std::string text, std::string place) {
    auto node = std::make_shared<Node>();
    node->text = std::move(text);
    node->source = std::make_shared<const Source>(Source{std::move(place), {}, {0}});
    auto source = node->source;
    return {std::move(node), std::move(source)};
}

Yaml Yaml::list(const std::vector<Yaml>& items, std::string place) {
    auto node = std::make_shared<Node>();
    node->kind = YamlKind::list;
    node->source = std::make_shared<const Source>(Source{std::move(place), {}, {0}});
    for (const Yaml& item : items) {
        count(*node, item.node_);
        node->items.push_back(item.node_);
    }
    auto source = node->source;
    return {std::move(node), std::move(source)};
}

Yaml Yaml::map(const std::vector<std::pair<Yaml, Yaml>>& members, std::string place) {
    auto node = std::make_shared<Node>();
    node->kind = YamlKind::map;
    node->source = std::make_shared<const Source>(Source{std::move(place), {}, {0}});
    for (const auto& [key, value] : members) {
        count(*node, key.node_);
        count(*node, value.node_);
        node->members.emplace_back(key.node_, value.node_);
    }
    auto source = node->source;
    return {std::move(node), std::move(source)};
}

Yaml Yaml::wrap(std::shared_ptr<const Node> node) const {
    auto source = node ? node->source : source_;
    return {std::move(node), std::move(source)};
}

bool Yaml::is_map() const { return node_ && node_->kind == YamlKind::map; }
bool Yaml::is_list() const { return node_ && node_->kind == YamlKind::list; }
bool Yaml::is_scalar() const { return node_ && node_->kind == YamlKind::scalar; }

Yaml Yaml::operator[](std::string_view key) const {
    if (is_map())
        for (const auto& [name, value] : node_->members)
            if (name && name->kind == YamlKind::scalar && name->text == key) return wrap(value);
    return wrap(nullptr);
}

std::vector<Yaml> Yaml::items() const {
    std::vector<Yaml> result;
    if (is_list())
        for (const YamlNodePtr& item : node_->items) result.push_back(wrap(item));
    return result;
}

std::vector<std::pair<Yaml, Yaml>> Yaml::members() const {
    std::vector<std::pair<Yaml, Yaml>> result;
    if (is_map())
        for (const auto& [key, value] : node_->members) result.emplace_back(wrap(key), wrap(value));
    return result;
}

std::string Yaml::text() const { return is_scalar() ? node_->text : std::string(); }

std::string Yaml::text_or(std::string_view otherwise) const {
    return is_scalar() ? node_->text : std::string(otherwise);
}

std::string Yaml::place() const {
    if (!source_) return "yaml";
    if (!node_ || node_->line < 0) return source_->name;
    return yaml_place(*source_, node_->line, node_->column);
}

Error Yaml::error(std::string_view what) const {
    return {Errc::config, fmt::format("{}: {}", place(), what)};
}

bool same_tree(const Yaml& one, const Yaml& other) { return same(one.node_, other.node_); }

// The library counts bytes; editors show characters.
std::string yaml_place(const Yaml::Source& source, int line, int column) {
    const auto row = static_cast<std::size_t>(std::max(line, 0));
    auto before = static_cast<std::size_t>(std::max(column, 0));
    std::size_t shown = before;
    if (row < source.lines.size()) {
        std::string_view text = std::string_view(source.text).substr(source.lines[row]);
        shown = count_code_points(text.substr(0, std::min(text.find('\n'), before)));
    }
    return fmt::format("{}:{}:{}", source.name, line + 1, shown + 1);
}

}  // namespace duwang
