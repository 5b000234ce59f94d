#include "rules/scoring/marks.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>

#include "core/text/closest.h"
#include "core/time.h"
#include "rules/reading/yaml_form.h"

namespace duwang::rules {
namespace {

constexpr std::array<std::string_view, 6> columns{"unit",   "indicator", "points",
                                                  "reason", "by",        "at"};
constexpr std::size_t shown_bytes_max = 40;
constexpr std::size_t points_bytes_max = 12;
constexpr std::size_t rows_max = 200'000;

using Row = std::vector<std::string>;
using Places = std::array<std::optional<std::size_t>, columns.size()>;

std::string_view trim(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n";
    std::size_t first = text.find_first_not_of(blanks);
    if (first == text.npos) return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

bool is_blank(const Row& row) {
    return std::ranges::all_of(row, [](const std::string& cell) { return trim(cell).empty(); });
}

class Reader {
  public:
    Reader(std::string name, MarksLoad& load) : name_(std::move(name)), load_(load) {}

    void header(const Row& row) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            std::string_view title = trim(row[i]);
            if (title.starts_with("\xEF\xBB\xBF")) title.remove_prefix(3);
            auto known = std::ranges::find(columns, title);
            if (known == columns.end()) {
                if (!title.empty())
                    error(1, i,
                          fmt::format("unknown column \"{}\"; {}", title.substr(0, shown_bytes_max),
                                      word_advice(title, columns)));
                continue;
            }
            auto& place = places_[static_cast<std::size_t>(known - columns.begin())];
            if (place) error(1, i, fmt::format("column \"{}\" stands twice; keep one", title));
            place = i;
        }
        for (std::size_t i = 0; i < columns.size(); ++i)
            if (!places_[i])
                error(1, row.size(),
                      fmt::format("column \"{}\" is missing; the header is \"{}\"", columns[i],
                                  fmt::join(columns, ",")));
    }

    void row(std::size_t line, const Row& row) {
        std::size_t before = load_.errors.size();
        EnteredMark mark;
        mark.unit = cell(line, row, 0);
        mark.indicator = cell(line, row, 1);
        std::string points = cell(line, row, 2);
        mark.reason = cell(line, row, 3);
        mark.by = cell(line, row, 4);
        mark.at = cell(line, row, 5);
        Result<Decimal> value = Decimal::parse(points);
        if (value) mark.points = *value;
        if (!points.empty() && (!value || points.size() > points_bytes_max))
            error(line, *places_[2],
                  fmt::format("\"{}\" is not a number of points; write for "
                              "example 0.5",
                              points.substr(0, shown_bytes_max)));
        if (!mark.at.empty() && !parse_timestamp(mark.at))
            error(line, *places_[5],
                  fmt::format("\"{}\" is no date; write for example "
                              "2022-10-31",
                              mark.at.substr(0, shown_bytes_max)));
        if (load_.errors.size() == before) load_.marks.push_back(std::move(mark));
    }

    void error(std::size_t line, std::size_t column, std::string_view what) {
        load_.errors.push_back(
            {Errc::config, fmt::format("{}:{}:{}: {}", name_, line, column + 1, what)});
    }

  private:
    std::string name_;
    MarksLoad& load_;
    Places places_{};

    std::string cell(std::size_t line, const Row& row, std::size_t which) {
        std::size_t place = *places_[which];
        std::string text = place < row.size() ? std::string(trim(row[place])) : std::string();
        if (text.empty())
            error(line, place,
                  fmt::format("\"{}\" is empty; every mark needs {}", columns[which],
                              fmt::join(columns, ", ")));
        return text;
    }
};

const Indicator* indicator_of(const Scheme& scheme, const std::string& id) {
    auto found = std::ranges::find(scheme.indicators, id, &Indicator::id);
    return found == scheme.indicators.end() ? nullptr : &*found;
}

}  // namespace

MarksLoad parse_marks(std::span<const Row> rows, const std::string& name) {
    MarksLoad load;
    Reader reader(name, load);
    if (rows.empty()) {
        reader.error(1, 0,
                     fmt::format("the file is empty; begin with the header \"{}\"",
                                 fmt::join(columns, ",")));
        return load;
    }
    reader.header(rows.front());
    if (!load.errors.empty()) return load;
    if (rows.size() > rows_max) {
        reader.error(rows_max, 0, fmt::format("more than {} rows; split the file", rows_max));
        return load;
    }
    for (std::size_t i = 1; i < rows.size(); ++i)
        if (!is_blank(rows[i])) reader.row(i + 1, rows[i]);
    return load;
}

std::string mark_problem(const EnteredMark& mark, const Scheme& scheme) {
    const Part* part = part_of(scheme, mark.indicator);
    if (!part) {
        const Indicator* indicator = indicator_of(scheme, mark.indicator);
        if (!indicator)
            return fmt::format("indicator \"{}\" is not in scheme {}",
                               mark.indicator.substr(0, shown_bytes_max), scheme.id);
        std::vector<std::string> ids;
        for (const Part& one : indicator->parts) ids.push_back(one.id);
        return fmt::format("indicator {} has several parts; mark each: {}", indicator->id,
                           fmt::join(ids, ", "));
    }
    if (mark.points.is_negative() || mark.points > part->points)
        return fmt::format("{} points for {} {}: write a number from 0 to {}", mark.points.exact(),
                           part->id, part->title, part->points.exact());
    return {};
}

namespace {

// The part is not asked of the unit: "" or why, with whom it is asked of.
std::string not_asked(const EnteredMark& mark, const Scheme& scheme, const MarkedUnit& unit) {
    const Part* part = part_of(scheme, mark.indicator);
    const Indicator* indicator = nullptr;
    for (const Indicator& one : scheme.indicators)
        for (const Part& its : one.parts)
            if (&its == part) indicator = &one;
    if (!indicator) return {};
    for (const Objects* objects : {&indicator->objects, &part->objects}) {
        if (objects->any_of.empty() || applies_to(*objects, *unit.unit, unit.owns_site)) continue;
        const std::string except =
            objects->except.empty() ? ""
                                    : fmt::format(" except {}", fmt::join(objects->except, ", "));
        return fmt::format(
            "{} is not asked of this unit, only of {}{}; take the mark out, or correct the unit",
            part->id, fmt::join(objects->any_of, ", "), except);
    }
    return {};
}

}  // namespace

// Of several schemes one has to accept the mark; what the first that has the part says is told.
std::string mark_problem(const EnteredMark& mark, const MarkedUnit& unit) {
    std::string problem = "no scheme of the round is for this unit";
    bool told = false;
    for (const Scheme* scheme : unit.schemes) {
        std::string one = rules::mark_problem(mark, *scheme);
        if (one.empty()) one = not_asked(mark, *scheme, unit);
        if (one.empty()) return {};
        const bool has = indicator_of(*scheme, mark.indicator) || part_of(*scheme, mark.indicator);
        if ((has && !told) || scheme == unit.schemes.front()) problem = std::move(one);
        told = told || has;
    }
    return problem;
}

namespace {

// One error for each mark that has a problem, or that stands twice.
template <typename Problem>
std::vector<Error> problems_of(std::span<const EnteredMark> marks, const std::string& name,
                               Problem problem_of) {
    std::vector<Error> errors;
    std::set<std::pair<std::string, std::string>> seen;
    for (const EnteredMark& mark : marks) {
        std::string problem = problem_of(mark);
        if (problem.empty() && !seen.emplace(mark.unit, mark.indicator).second)
            problem = fmt::format("a second mark for {}; keep the valid one", mark.indicator);
        if (!problem.empty())
            errors.push_back(
                {Errc::config, fmt::format("{}: unit {}: {}", name, mark.unit, problem)});
    }
    return errors;
}

}  // namespace

std::vector<Error> validate_marks(std::span<const EnteredMark> marks, const Scheme& scheme,
                                  const std::string& name) {
    return problems_of(marks, name,
                       [&](const EnteredMark& mark) { return rules::mark_problem(mark, scheme); });
}

std::vector<Error> validate_marks(std::span<const EnteredMark> marks,
                                  std::span<const MarkedUnit> units, const std::string& name) {
    std::map<std::string_view, const MarkedUnit*> by_id;
    std::vector<std::string_view> ids;
    for (const MarkedUnit& unit : units) {
        by_id.emplace(unit.unit->id, &unit);
        ids.push_back(unit.unit->id);
    }
    return problems_of(marks, name, [&](const EnteredMark& mark) {
        auto unit = by_id.find(mark.unit);
        if (unit == by_id.end())
            return fmt::format("not a unit of this round; {}", word_advice(mark.unit, ids));
        return mark_problem(mark, *unit->second);
    });
}

}  // namespace duwang::rules
