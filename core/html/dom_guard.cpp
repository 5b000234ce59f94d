#include "core/html/dom_guard.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

#include "core/html/tokenizer.h"

namespace duwang::html {
namespace {

template <std::size_t N>
bool is_one_of(std::string_view name, const std::array<std::string_view, N>& names) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

constexpr std::array<std::string_view, 16> voids = {
    "area", "base", "br",    "col", "embed",  "hr",    "img",   "input",
    "link", "meta", "param", "wbr", "source", "track", "frame", "keygen"};
// Closed by what follows them: they cannot nest without another element between.
constexpr std::array<std::string_view, 19> self_ending = {
    "p",  "li",    "dt",    "dd", "option", "optgroup", "tr",   "td",     "th",   "tbody",
    "rp", "thead", "tfoot", "rt", "html",   "head",     "body", "script", "style"};
constexpr std::array<std::string_view, 14> formatting = {
    "a",    "b", "big",   "code",   "em",     "font", "i",
    "nobr", "s", "small", "strike", "strong", "tt",   "u"};
// An end tag does not reach beyond these (HTML standard, "has an element in scope").
constexpr std::array<std::string_view, 8> scopes = {"table",   "object",   "marquee", "applet",
                                                    "caption", "template", "svg",     "math"};
constexpr std::array<std::string_view, 3> foreign = {"svg", "math", "template"};

class Guard : public Handler {
  public:
    explicit Guard(const DomLimits& limits) : limits_(limits) {}

    void start_tag(const StartTag& tag) override {
        if (!hit.empty()) return;
        if (tag.attributes.size() > limits_.attributes_max)
            hit = fmt::format("dom: more than {} attributes in a tag", limits_.attributes_max);
        const std::string_view name = tag.name;
        if (is_one_of(name, formatting)) return open_formatting(name);
        if (is_one_of(name, voids) || is_one_of(name, self_ending)) return;
        if (is_one_of(name, foreign) && ++foreign_depth_ > limits_.foreign_max)
            hit =
                fmt::format("dom: more than {} nested svg, math or template", limits_.foreign_max);
        if (foreign_depth_ > 0 && tag.self_closing) {
            foreign_depth_ -= is_one_of(name, foreign) ? 1 : 0;
            return;
        }
        open_.push_back(hash(name));
        if (open_.size() > limits_.depth_max)
            hit = fmt::format("dom: deeper than {} elements", limits_.depth_max);
    }

    void end_tag(std::string_view name, std::size_t) override {
        if (!hit.empty()) return;
        if (const auto at = std::find(formatting.begin(), formatting.end(), name);
            at != formatting.end()) {
            std::size_t& count = formatting_[static_cast<std::size_t>(at - formatting.begin())];
            if (count > 0) --count, --formatting_open_;
            return;
        }
        close(hash(name));
    }

    std::string hit;

  private:
    static std::uint64_t hash(std::string_view name) {
        std::uint64_t h = 0xcbf29ce484222325u;
        for (char c : name) h = (h ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
        return h;
    }

    void open_formatting(std::string_view name) {
        std::size_t& count = formatting_[static_cast<std::size_t>(
            std::find(formatting.begin(), formatting.end(), name) - formatting.begin())];
        if (name == "a" && count > 0) return;  // a new link closes the open one
        ++count;
        if (++formatting_open_ > limits_.formatting_max)
            hit = fmt::format("dom: more than {} open formatting elements", limits_.formatting_max);
    }

    void close(std::uint64_t wanted) {
        for (std::size_t i = open_.size(); i > 0; --i) {
            const std::uint64_t name = open_[i - 1];
            if (name == wanted) {
                for (std::size_t k = i - 1; k < open_.size(); ++k)
                    if (foreign_depth_ > 0 && is_scope(open_[k], foreign)) --foreign_depth_;
                open_.resize(i - 1);
                return;
            }
            if (is_scope(name, scopes)) return;
        }
    }

    template <std::size_t N>
    static bool is_scope(std::uint64_t name, const std::array<std::string_view, N>& names) {
        return std::any_of(names.begin(), names.end(),
                           [&](std::string_view scope) { return hash(scope) == name; });
    }

    const DomLimits limits_;
    std::vector<std::uint64_t> open_;
    std::array<std::size_t, formatting.size()> formatting_{};
    std::size_t formatting_open_ = 0;
    std::size_t foreign_depth_ = 0;
};

}  // namespace

std::string dom_limit_hit(std::string_view document, const DomLimits& limits) {
    if (document.size() > limits.bytes_max)
        return fmt::format("dom: larger than {} bytes", limits.bytes_max);
    Guard guard(limits);
    const TokenizerReport report =
        tokenize(document, guard, {.attributes_max = limits.attributes_max + 1});
    // Gumbo would read on to the end of the document for such a quote; what it makes of the rest
    // is not what the page means.
    if (guard.hit.empty() && report.unclosed_quote) return "dom: a quote in a tag never ends";
    return guard.hit;
}

}  // namespace duwang::html
