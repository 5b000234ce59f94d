#include "app/probe.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "app/commands.h"
#include "app/exit_code.h"
#include "core/text/normalise.h"

namespace duwang::app {
namespace {

constexpr std::size_t line_bytes_max = 96u << 20;
constexpr int depth_max = 64;

// Reads lines of bounded length; what is longer is skipped and told.
class LineReader {
  public:
    explicit LineReader(std::FILE* in) : in_(in) {}

    // Nothing at the end of the input. `too_long`: the line was not kept.
    std::optional<std::string> next(bool& too_long) {
        std::string line;
        too_long = false;
        bool any = false;
        for (int c = std::getc(in_); c != EOF; c = std::getc(in_)) {
            any = true;
            if (c == '\n') break;
            if (line.size() < line_bytes_max)
                line.push_back(static_cast<char>(c));
            else
                too_long = true;
        }
        if (!any) return std::nullopt;
        return line;
    }

  private:
    std::FILE* in_;
};

Result<Json> ask(const Probe& probe, const Json& question) {
    try {
        return probe(question);
    } catch (const std::exception& e) {
        return failure(Errc::internal, fmt::format("internal error: {}", e.what()));
    }
}

Json refusal(const Json& id, const std::string& what) {
    return Json::object().set("id", id).set("error", what);
}

// A value that is no text would be read as a missing one.
std::string wrong_value(const Json& question) {
    for (const char* name :
         {"ref", "base", "charset", "label", "agent", "url", "text", "file", "content_type",
          "reference_date", "robots_b64", "robots_file", "page_b64", "sitemap_b64", "text_b64"})
        if (const Json& value = option(question, name); !value.is_null() && !value.is_text())
            return name;
    return {};
}

Json answer_line(const Probe& probe, const std::string& line, bool too_long) {
    if (too_long) return refusal({}, "this line is longer than 96 MB");
    if (is_nested_deeper(line, depth_max)) return refusal({}, "this line is nested too deeply");
    auto question = Json::parse(line);
    if (!question || !question->is_object()) return refusal({}, "this line is not a JSON object");
    const Json& id = (*question)["id"];
    if (std::string name = wrong_value(*question); !name.empty())
        return refusal(id, fmt::format("\"{}\" must be a text", name));
    auto answer = ask(probe, *question);
    if (!answer) return refusal(id, answer.error().what);
    Json result = Json::object();
    result.set("id", id);
    for (const auto& [key, value] : answer->members()) result.set(key, value);
    return result;
}

void append_text(const Json& value, std::size_t indent, std::string& out) {
    std::string blanks(indent, ' ');
    for (const auto& [key, inner] : value.members()) {
        bool nested = !inner.members().empty() || !inner.items().empty();
        out += fmt::format("{}{}:", blanks, key);
        if (nested)
            out += '\n', append_text(inner, indent + 2, out);
        else if (inner.is_array() || inner.is_null())
            out += " -\n";
        else
            out += fmt::format(" {}\n", inner.text(inner.dump()));
    }
    for (const Json& item : value.items()) {
        std::string inner;
        if (item.is_object() || item.is_array())
            append_text(item, indent + 2, inner);
        else
            inner = fmt::format("{}  {}\n", blanks, item.text(item.dump()));
        if (inner.size() > indent) inner[indent] = '-';
        out += inner;
    }
}

// Control characters of a page must not reach the terminal, nor what turns its lines around.
std::string printable_lines(std::string_view text) {
    std::string lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        lines += printable(text.substr(0, end));
        if (end < text.size()) lines += '\n';
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

}  // namespace

std::string probe_text(const Json& answer) {
    std::string text;
    append_text(answer, 0, text);
    return printable_lines(text);
}

int run_probe(const Probe& probe, const std::vector<Json>& questions, bool json, ProbeText text) {
    bool first = true;
    for (const Json& question : questions) {
        auto answer = probe(question);
        if (!answer) return report_error(answer.error());
        if (json) {
            fmt::print("{}\n", answer->dump());
        } else {
            fmt::print("{}{}", first ? "" : "\n", printable_lines(text(*answer)));
        }
        first = false;
    }
    return exit_done;
}

int run_batch(const Probe& probe, std::FILE* in) {
    LineReader lines(in);
    bool too_long = false;
    while (auto line = lines.next(too_long)) {
        if (line->find_first_not_of(" \t\r") == line->npos && !too_long) continue;
        fmt::print("{}\n", answer_line(probe, *line, too_long).dump_ascii());
        std::fflush(stdout);
    }
    return exit_done;
}

}  // namespace duwang::app
