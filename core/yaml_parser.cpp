// The one door of the YAML library: its events become our tree, within bounds.
#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <map>
#include <optional>
#include <sstream>

#include "core/yaml_node.h"

namespace duwang {
namespace {

// Thrown through the library and caught below: it has no other way to be told to stop.
struct Refusal {
    YAML::Mark mark;
    std::string what;
};

class Builder final : public YAML::EventHandler {
  public:
    explicit Builder(std::shared_ptr<const Yaml::Source> source) : source_(std::move(source)) {}

    void OnDocumentStart(const YAML::Mark&) override {}
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
        if (anchor != YAML::NullAnchor) anchors_[anchor] = nullptr;
        add(nullptr, mark);
    }
    void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
        const auto found = anchors_.find(anchor);
        if (found == anchors_.end())
            throw Refusal{mark, "an alias inside what it stands for; write it out"};
        add(found->second, mark);
    }
    void OnScalar(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                  const std::string& value) override {
        auto node = made(mark, YamlKind::scalar);
        node->text = value;
        if (anchor != YAML::NullAnchor) anchors_[anchor] = node;
        add(node, mark);
    }
    void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value) override {
        open(mark, anchor, YamlKind::list);
    }
    void OnSequenceEnd() override { close(); }
    void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value) override {
        open(mark, anchor, YamlKind::map);
    }
    void OnMapEnd() override { close(); }

    YamlNodePtr root() const { return root_; }

  private:
    struct Open {
        std::shared_ptr<Yaml::Node> node;
        YAML::anchor_t anchor;
        YAML::Mark mark;
        std::optional<YamlNodePtr> key;
    };
    std::shared_ptr<const Yaml::Source> source_;
    std::vector<Open> open_;
    std::map<YAML::anchor_t, YamlNodePtr> anchors_;
    YamlNodePtr root_;

    std::shared_ptr<Yaml::Node> made(const YAML::Mark& mark, YamlKind kind) const {
        auto node = std::make_shared<Yaml::Node>();
        node->kind = kind;
        node->source = source_;
        node->line = mark.line;
        node->column = mark.column;
        return node;
    }

    void open(const YAML::Mark& mark, YAML::anchor_t anchor, YamlKind kind) {
        if (open_.size() >= static_cast<std::size_t>(yaml_depth_max)) too_deep(mark);
        open_.push_back({made(mark, kind), anchor, mark, {}});
    }

    void close() {
        Open done = std::move(open_.back());
        open_.pop_back();
        if (done.anchor != YAML::NullAnchor) anchors_[done.anchor] = done.node;
        add(done.node, done.mark);
    }

    // Aliases count as often as they are used: readers walk through them as often.
    void add(YamlNodePtr node, const YAML::Mark& mark) {
        const std::size_t nodes = node ? node->nodes : 1;
        const int height = node ? node->height : 1;
        if (open_.empty()) {
            root_ = std::move(node);
            return;
        }
        Open& in = open_.back();
        in.node->nodes += nodes;
        in.node->height = std::max(in.node->height, height + 1);
        if (in.node->nodes > yaml_nodes_max)
            throw Refusal{mark, fmt::format("more than {} values; split the file", yaml_nodes_max)};
        if (static_cast<int>(open_.size()) + height > yaml_depth_max + 1) too_deep(mark);
        if (in.node->kind == YamlKind::list)
            in.node->items.push_back(std::move(node));
        else if (!in.key)
            in.key = checked_key(std::move(node), mark);
        else {
            in.node->members.emplace_back(std::move(*in.key), std::move(node));
            in.key.reset();
        }
    }

    // How long a text can become when it is written in quotes, escapes included.
    static std::size_t written_bytes(std::string_view text) {
        std::size_t bytes = 2;
        for (const char c : text) {
            const auto byte = static_cast<unsigned char>(c);
            bytes += byte < 0x20 || byte == 0x7F ? 6 : byte >= 0x80 ? 3 : 2;
        }
        return bytes;
    }

    // What could not be written again as a key on one line: the library ends keys at 1,024 bytes.
    static YamlNodePtr checked_key(YamlNodePtr key, const YAML::Mark& mark) {
        if (key && written_bytes(key->text) > yaml_key_bytes_max)
            throw Refusal{mark, "a key that is too long; write a shorter one"};
        if (key && key->nodes > 1 && key->kind != YamlKind::scalar)
            throw Refusal{mark, "a list or a map as a key; write a text"};
        return key;
    }

    [[noreturn]] static void too_deep(const YAML::Mark& mark) {
        throw Refusal{mark,
                      fmt::format("nested deeper than {} levels; make it flatter", yaml_depth_max)};
    }
};

// A second document would silently not be read.
class NoMore final : public YAML::EventHandler {
  public:
    void OnDocumentStart(const YAML::Mark& mark) override {
        throw Refusal{mark, "more behind the end of the document; keep one document"};
    }
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark&, YAML::anchor_t) override {}
    void OnAlias(const YAML::Mark&, YAML::anchor_t) override {}
    void OnScalar(const YAML::Mark&, const std::string&, YAML::anchor_t,
                  const std::string&) override {}
    void OnSequenceStart(const YAML::Mark&, const std::string&, YAML::anchor_t,
                         YAML::EmitterStyle::value) override {}
    void OnSequenceEnd() override {}
    void OnMapStart(const YAML::Mark&, const std::string&, YAML::anchor_t,
                    YAML::EmitterStyle::value) override {}
    void OnMapEnd() override {}
};

}  // namespace

Result<YamlNodePtr> parse_yaml_tree(const std::shared_ptr<const Yaml::Source>& source) {
    const auto refused = [&](const YAML::Mark& mark, const std::string& what) {
        return failure(Errc::config,
                       fmt::format("{}: {}", yaml_place(*source, mark.line, mark.column), what));
    };
    try {
        std::istringstream stream(source->text);
        YAML::Parser parser(stream);
        Builder builder(source);
        NoMore no_more;
        if (parser.HandleNextDocument(builder)) parser.HandleNextDocument(no_more);
        return builder.root();
    } catch (const Refusal& e) {
        return refused(e.mark, e.what);
    } catch (const YAML::ParserException& e) {
        return refused(e.mark, e.msg);
    } catch (const YAML::Exception& e) {
        return failure(Errc::config, fmt::format("{}: {}", source->name, e.what()));
    }
}

}  // namespace duwang
