#include "rules/table/deduct_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "core/decimal.h"
#include "core/text/ascii.h"
#include "core/text/normalise.h"
#include "core/yaml_text.h"
#include "rules/table/cells.h"

namespace duwang::rules {
namespace {

constexpr std::size_t text_bytes_max = 100'000;

std::string_view number_at(std::string_view text) {
    return text.substr(0, std::min(text.find_first_not_of("0123456789."), text.size()));
}

// The points behind 扣, when 分 follows them: "扣0.5分".
std::optional<std::string> points_of(std::string_view clause) {
    constexpr std::string_view word = "扣";
    std::size_t at = clause.find(word);
    if (at == clause.npos || clause.find(word, at + word.size()) != clause.npos) return {};
    std::string_view rest = clause.substr(at + word.size());
    if (rest.starts_with("除")) rest.remove_prefix(std::string_view("除").size());
    const std::string_view number = number_at(rest);
    const Result<Decimal> points = Decimal::parse(number);
    if (!points || rest.substr(number.size()) != "分") return {};
    return points->exact();
}

// "少于12条": the number that is asked for.
std::optional<std::string> least_of(std::string_view clause) {
    for (const std::string_view word : {"少于", "不足", "不到"})
        if (const std::size_t at = clause.find(word); at != clause.npos) {
            const std::string_view number = number_at(clause.substr(at + word.size()));
            if (const Result<Decimal> least = Decimal::parse(number)) return least->exact();
        }
    return {};
}

bool holds(std::string_view clause, std::initializer_list<std::string_view> words) {
    return std::ranges::any_of(
        words, [clause](std::string_view word) { return clause.find(word) != clause.npos; });
}

std::string rule(std::string_view source, const std::string& points, std::string_view more,
                 std::string_view text) {
    return fmt::format("{{{}: …, {}points: \"{}\", text: {}}}", source, more, points,
                       yaml_flow_text(Yaml::scalar(std::string(text), {})));
}

std::optional<std::string> rule_of(std::string_view clause, const std::string& text) {
    const auto points = points_of(clause);
    if (!points || holds(clause, {"最多", "不超过", "扣完", "酌情"})) return {};
    if (holds(clause, {"每少", "每缺少"}) && least_of(clause))
        return rule("number", *points, fmt::format("shortfall_of: \"{}\", ", *least_of(clause)),
                    text);
    if (holds(clause, {"每件次", "每次", "每起", "每件"})) return rule("cases", *points, "", text);
    if (holds(clause, {"每缺", "每有一", "每发现", "每处", "每条", "每个", "每项", "每一"}))
        return rule("finding", *points, "", text);
    if (clause.starts_with("未") && clause.find("每") == clause.npos)
        return rule("finding", *points, "per: once, ", text);
    return {};
}

}  // namespace

std::vector<RuleProposal> propose_rules(std::string_view text) {
    std::vector<RuleProposal> proposals;
    if (text.size() > text_bytes_max) return proposals;
    for (std::size_t from = 0; from < text.size();) {
        std::size_t end = text.size(), next = text.size();
        for (const std::string_view stop : {"。", "；", ";", "\n"})
            if (const std::size_t at = text.find(stop, from); at < end) {
                end = at;
                next = at + stop.size();
            }
        const std::string_view raw = trim_blanks(text.substr(from, end - from));
        std::string clause = strip_blanks(fold_width(raw));
        constexpr std::string_view to_the_end = ",扣完为止";
        if (clause.ends_with(to_the_end)) clause.resize(clause.size() - to_the_end.size());
        std::string_view bare = clause;  // without "1."
        const std::string_view number = number_at(bare);
        if (!number.empty() && number.back() == '.') bare.remove_prefix(number.size());
        if (auto yaml = rule_of(bare, std::string(raw)))
            proposals.push_back({std::string(raw), std::move(*yaml)});
        from = next;
    }
    return proposals;
}

}  // namespace duwang::rules
