#include "core/yaml.h"

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "core/text/utf8.h"

namespace duwang {
namespace {

constexpr std::size_t document_bytes_max = 8u << 20;

// The library counts bytes; editors show characters.
int column_of(std::string_view text, const YAML::Mark& mark) {
    for (int line = 0; line < mark.line; ++line) {
        const std::size_t end = text.find('\n');
        if (end == std::string_view::npos) return mark.column + 1;
        text.remove_prefix(end + 1);
    }
    text = text.substr(0, std::min(text.find('\n'), static_cast<std::size_t>(mark.column)));
    return static_cast<int>(count_code_points(text)) + 1;
}

}  // namespace

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
    try {
        Yaml document;
        auto source = std::make_shared<const Source>(Source{name, std::string(text)});
        YAML::Node root = YAML::Load(source->text);
        document.source_ = std::move(source);
        if (root.IsDefined() && !root.IsNull())
            document.node_ = std::make_shared<const YAML::Node>(root);
        return document;
    } catch (const YAML::ParserException& e) {
        return failure(Errc::config, fmt::format("{}:{}:{}: {}", name, e.mark.line + 1,
                                                 column_of(text, e.mark), e.msg));
    } catch (const YAML::Exception& e) {
        return failure(Errc::config, fmt::format("{}: {}", name, e.what()));
    }
}

Yaml Yaml::wrap(const YAML::Node& node) const {
    Yaml result;
    result.source_ = source_;
    if (node.IsDefined() && !node.IsNull()) result.node_ = std::make_shared<const YAML::Node>(node);
    return result;
}

bool Yaml::is_map() const { return node_ && node_->IsMap(); }
bool Yaml::is_list() const { return node_ && node_->IsSequence(); }
bool Yaml::is_scalar() const { return node_ && node_->IsScalar(); }

Yaml Yaml::operator[](std::string_view key) const {
    if (!is_map()) return wrap(YAML::Node(YAML::NodeType::Null));
    return wrap((*node_)[std::string(key)]);
}

std::vector<Yaml> Yaml::items() const {
    std::vector<Yaml> result;
    if (is_list())
        for (const YAML::Node& item : *node_) result.push_back(wrap(item));
    return result;
}

std::vector<std::pair<Yaml, Yaml>> Yaml::members() const {
    std::vector<std::pair<Yaml, Yaml>> result;
    if (is_map())
        for (const auto& member : *node_) {
            Yaml value = wrap(member.second);
            result.emplace_back(wrap(member.first), std::move(value));
        }
    return result;
}

std::string Yaml::text() const { return is_scalar() ? node_->Scalar() : std::string(); }

std::string Yaml::text_or(std::string_view otherwise) const {
    return is_scalar() ? node_->Scalar() : std::string(otherwise);
}

std::string Yaml::place() const {
    std::string name = source_ ? source_->name : "yaml";
    if (!node_) return name;
    YAML::Mark mark = node_->Mark();
    return fmt::format("{}:{}:{}", name, mark.line + 1, column_of(source_->text, mark));
}

Error Yaml::error(std::string_view what) const {
    return {Errc::config, fmt::format("{}: {}", place(), what)};
}

}  // namespace duwang
