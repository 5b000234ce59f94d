// What scoring costs beside reading pages: 5,000 units × 70 indicators × 50,000 findings, and 1,000
// parses of a page of 50 KB with Gumbo. Prints CPU seconds of both, and their ratio.
#include <fmt/format.h>

#include <cstdlib>
#include <random>
#include <string>
#include <vector>

#include "rules/reading/scheme_loader.h"
#include "rules/scoring/rank.h"
#include "rules/scoring/score.h"
#include "tests/bench/parses.h"

namespace {

using namespace duwang;

constexpr int units = 5'000, indicators = 70, findings = 50'000;

// Every second indicator is crawled, with alternatives, a sub-cap and a rule that falls due once.
rules::Scheme scheme() {
    std::vector<rules::SchemeFile> files{
        {"scheme.yaml", "id: bench\ntitle: 七十条\nversion: \"1\"\nfull: \"100\"\n"}};
    for (int i = 0; i < indicators; ++i) {
        std::string text = fmt::format(
            "id: \"{0}\"\ntitle: 指标 {0}\nfull: \"10/7\"\nbasis: 细则 第{0}条\n"
            "levels: [一级 {1}, 二级 {2}]\nobjects: [county, department]\n",
            i + 1, i / 20, i / 5);
        if (i % 2 == 0)
            text += fmt::format(
                "caps: {{c: \"1\"}}\nmethod: crawl\ncheck: check-{}\ndeduct:\n"
                "  - {{finding: missing, points: \"0.1\", text: 缺一项, alternative: a, cap: c}}\n"
                "  - {{finding: empty, points: \"0.05\", text: 空白, alternative: a, cap: c}}\n"
                "  - {{finding: none, points: \"0.5\", per: whole, text: 没有}}\n",
                i);
        else
            text += "method: entered\n";
        files.push_back({fmt::format("indicators/{:03}.yaml", i), text});
    }
    auto load = rules::read_scheme(std::move(files));
    if (load.scheme) return std::move(*load.scheme);
    fmt::print(stderr, "{}\n", load.errors.front().what);
    std::exit(2);
}

struct Round {
    std::vector<Unit> units;
    std::vector<CheckResult> results;
    std::vector<rules::EnteredMark> marks;
};

Round round() {
    Round round;
    for (int i = 0; i < units; ++i) {
        Unit unit;
        unit.id = fmt::format("unit-{}", i);
        unit.name = fmt::format("第{}号单位", i);
        unit.kind = i % 10 == 0 ? "county" : "department";
        round.units.push_back(std::move(unit));
    }
    std::mt19937 random(7);
    constexpr const char* kinds[] = {"missing", "empty", "none"};
    for (int i = 0; i < findings; ++i) {
        CheckResult result;
        result.check = fmt::format("check-{}", random() % indicators / 2 * 2);
        result.unit = round.units[random() % units].id;
        result.object = fmt::format("object-{}", random() % 20);
        result.outcome = random() % 8 == 0 ? Outcome::doubtful : Outcome::fail;
        result.kind = kinds[random() % std::size(kinds)];
        result.message = "首页缺少这一项";
        Evidence evidence;
        evidence.capture = "bench";
        evidence.exchange = i + 1;
        evidence.url = fmt::format("http://www.x.gov.cn/art/{}.html", i);
        result.evidence.push_back(std::move(evidence));
        round.results.push_back(std::move(result));
    }
    for (const Unit& unit : round.units)
        for (int i = 1; i < indicators; i += 2)
            round.marks.push_back(
                {unit.id, fmt::format("{}", i + 1), Decimal(1), "见材料", "甲", "2022-10-31"});
    return round;
}

void score(const rules::Scheme& scheme, const Round& round, std::vector<ScoreSheet>& sheets) {
    const rules::Answers answers(round.results, round.marks, {});
    rules::ScoreContext context;
    context.round = "bench";
    context.as_of = "2022-10-31";
    sheets.reserve(round.units.size());
    for (const Unit& unit : round.units)
        sheets.push_back(rules::score_unit(scheme, unit, false, answers, context));
    rules::rank(sheets);
}

}  // namespace

int main() {
    const rules::Scheme table = scheme();
    const Round all = round();
    std::vector<ScoreSheet> sheets;
    const double scoring = bench::measured([&] { score(table, all, sheets); });
    const double parsing = bench::measured(bench::parse_pages);
    Decimal sum;
    for (const ScoreSheet& sheet : sheets)
        for (const IndicatorScore& line : sheet.indicators)
            if (line.id == "1") sum += line.deducted;
    fmt::print(
        "{{\"units\": {}, \"scoring\": {:.3f}, \"gumbo\": {:.3f}, \"ratio\": {:.3f}, "
        "\"deducted\": \"{}\"}}\n",
        sheets.size(), scoring, parsing, scoring / parsing, sum.exact());
    return 0;
}
