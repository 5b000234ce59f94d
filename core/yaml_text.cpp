#include "core/yaml_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "core/text/utf8.h"

namespace duwang {
namespace {

constexpr std::size_t line_bytes_max = 120;   // of a list or map on one line
constexpr std::size_t block_bytes_min = 100;  // longer texts become blocks

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Would another reader take it for something else than a text?
bool looks_like_a_value(std::string_view text) {
    constexpr std::array words{"~",  "null", "Null", "NULL", "yes", "Yes", "YES", "no", "No", "NO",
                               "on", "On",   "ON",   "off",  "Off", "OFF", "y",   "Y",  "n",  "N"};
    if (std::ranges::find(words, text) != words.end()) return true;
    const std::size_t sign = text.starts_with('+') || text.starts_with('.') ? 1 : 0;
    return text.size() > sign && is_digit(text[sign]);
}

// Characters that no plain text may hold: controls, also those of Unicode, and the mark of order.
bool is_odd(char32_t c) {
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029 || c == 0xFEFF;
}

bool has_odd(std::string_view text, std::string_view allowed) {
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = next_code_point(text, at);
        if (is_odd(c) && (c >= 0x80 || allowed.find(static_cast<char>(c)) == allowed.npos))
            return true;
    }
    return false;
}

bool may_be_plain(std::string_view text) {
    if (text.empty() || text.front() == ' ' || text.back() == ' ') return false;
    if (std::string_view("-?<=.|>%@`!&*").find(text.front()) != std::string_view::npos)
        return false;
    if (text.find_first_of(":#,?[]{}\"'\\`") != text.npos) return false;
    return !looks_like_a_value(text) && !has_odd(text, {}) && is_valid_utf8(text);
}

std::string quoted(std::string_view text) {
    std::string out = "\"";
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t from = at;
        const char32_t c = next_code_point(text, at);
        if (c == '"' || c == '\\')
            (out += '\\') += static_cast<char>(c);
        else if (c == '\n')
            out += "\\n";
        else if (c == '\t')
            out += "\\t";
        else if (is_odd(c))
            out += fmt::format("\\u{:04X}", static_cast<unsigned>(c));
        else
            out += text.substr(from, at - from);
    }
    return out += '"';
}

std::string scalar_text(std::string_view text) {
    return may_be_plain(text) ? std::string(text) : quoted(text);
}

// May it stand as lines of their own under "|-"?
bool may_be_block(std::string_view text) {
    if (text.size() < block_bytes_min && text.find('\n') == text.npos) return false;
    if (text.empty() || text.front() == ' ' || text.front() == '\n' || text.back() == '\n')
        return false;
    return text.find(" \n") == text.npos && text.back() != ' ' && !has_odd(text, "\n") &&
           is_valid_utf8(text);
}

class Writer {
  public:
    std::string flow(const Yaml& node) const {
        if (node.is_scalar()) return scalar_text(node.text());
        std::string out;
        for (const Yaml& item : node.items()) out += (out.empty() ? "" : ", ") + flow(item);
        if (node.is_list()) return "[" + out + "]";
        for (const auto& [key, value] : node.members())
            out += (out.empty() ? "" : ", ") + flow(key) + ": " + flow(value);
        return node.is_map() ? "{" + out + "}" : "~";
    }

    // Lines of a map or list, the first without its indentation when `open` (behind "- ").
    void block(const Yaml& node, std::size_t indent, bool open) {
        const auto begin = [&] {
            if (!open) out_.append(indent, ' ');
            open = false;
        };
        for (const auto& [key, value] : node.members()) {
            begin();
            out_ += flow(key) + ":";
            behind(value, indent);
        }
        for (const Yaml& item : node.items()) {
            begin();
            out_ += "-";
            behind_dash(item, indent);
        }
    }

    std::string take() { return std::move(out_); }

  private:
    std::string out_;

    bool on_line(const std::string& text, std::size_t indent) {
        if (text.size() + indent > line_bytes_max) return false;
        out_ += " " + text + "\n";
        return true;
    }

    void behind(const Yaml& node, std::size_t indent) {
        if (node.is_scalar()) return behind_key(node.text(), indent);
        if (!holds_maps(node) && on_line(flow(node), indent + 10)) return;
        out_ += "\n";
        block(node, indent + 2, false);
    }

    void behind_dash(const Yaml& node, std::size_t indent) {
        if (node.is_scalar()) return behind_key(node.text(), indent);
        if (on_line(flow(node), indent + 2)) return;
        out_ += " ";
        block(node, indent + 2, true);
    }

    void behind_key(const std::string& text, std::size_t indent) {
        if (!may_be_block(text)) {
            out_ += " " + scalar_text(text) + "\n";
            return;
        }
        out_ += " |-\n";
        for (std::size_t from = 0; from <= text.size();) {
            const std::size_t end = std::min(text.find('\n', from), text.size());
            if (end > from) out_.append(indent + 2, ' ').append(text, from, end - from);
            out_ += "\n";
            from = end + 1;
        }
    }

    // A list of maps stands in lines of its own even when it is short.
    static bool holds_maps(const Yaml& node) {
        return std::ranges::any_of(node.items(), [](const Yaml& item) { return item.is_map(); });
    }
};

}  // namespace

std::string yaml_flow_text(const Yaml& tree) { return Writer().flow(tree); }

std::string yaml_text(const Yaml& tree) {
    if (tree.items().empty() && tree.members().empty()) return yaml_flow_text(tree) + "\n";
    Writer writer;
    writer.block(tree, 0, false);
    return writer.take();
}

}  // namespace duwang
