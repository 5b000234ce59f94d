#include "rules/table/drafts.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/text/normalise.h"
#include "rules/sheet/scheme_tree.h"
#include "rules/table/cells.h"

namespace duwang::rules {
namespace {

constexpr std::size_t title_code_points = 40;
constexpr std::size_t digits_min = 2;  // of numbers in ids: 01 … 45

bool all_digits(std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789") == text.npos;
}

// The first clause, as a title for a content that has none.
std::string first_clause(std::string_view content) {
    std::string text = collapse_blanks(
        content_points(content).empty() ? std::string(content) : content_points(content).front());
    for (const std::string_view mark : {"1.", "1、", "（1）", "(1)"})
        if (text.starts_with(mark)) text.erase(0, mark.size());
    std::size_t end = text.size();
    for (const std::string_view stop : {"。", "；", "，", "："})
        end = std::min(end, text.find(stop));
    return std::string(
        truncate_code_points(std::string_view(text).substr(0, end), title_code_points));
}

class DraftMaker {
  public:
    DraftMaker(const TableFound& table, const TableWords& words, Drafts& drafts,
               std::vector<TableNote>& notes, std::vector<Error>& errors)
        : table_(table),
          words_(words),
          drafts_(drafts),
          notes_(notes),
          errors_(errors),
          first_(drafts.indicators.size()) {}

    void run(const TableRows& rows) {
        digits_ = digits_min;
        for (const TableRow& row : rows.rows)
            if (const std::string number = number_of(row); all_digits(number))
                digits_ = std::max(digits_, number.size());
        std::vector<std::size_t> after;  // how many drafts there are behind each row
        for (const TableRow& row : rows.rows) {
            if (continues(row))
                add_line(row);
            else
                add_indicator(row);
            if (drafts_.indicators.size() > scheme_indicators_max)
                return fail(row.place, fmt::format("more than {} indicators; split the table",
                                                   scheme_indicators_max));
            after.push_back(drafts_.indicators.size());
        }
        for (std::size_t i = first_; i < drafts_.indicators.size(); ++i)
            settle(drafts_.indicators[i]);
        check_sums(rows, after);
    }

  private:
    const TableFound& table_;
    const TableWords& words_;
    Drafts& drafts_;
    std::vector<TableNote>& notes_;
    std::vector<Error>& errors_;
    std::size_t first_, digits_ = digits_min;

    void fail(const std::string& place, std::string_view what) {
        errors_.push_back({Errc::config, fmt::format("{}: {}", place, what)});
    }

    static std::string number_of(const TableRow& row) {
        std::string number = strip_blanks(fold_width(row.text("number")));
        while (number.ends_with('.')) number.pop_back();
        return number;
    }

    // A further row of the indicator above: its title is merged, or only its content goes on.
    bool continues(const TableRow& row) const {
        if (drafts_.indicators.size() == first_) return false;
        const bool own_number = row.cells.contains("number") && !row.spread("number");
        if (own_number) return false;
        if (row.cells.contains("title")) return row.spread("title");
        if (row.spread("number")) return true;
        if (table_.columns.contains("number") || table_.columns.contains("title")) {
            const bool own_level = (row.cells.contains("level1") && !row.spread("level1")) ||
                                   (row.cells.contains("level2") && !row.spread("level2"));
            return !own_level && row.cells.contains("content");
        }
        return false;
    }

    DraftPart part_of(const TableRow& row) {
        DraftPart part{row.text("content"), row.place_of("content"), {}, row.place_of("points")};
        if (!row.cells.contains("points") || row.spread("points")) return part;
        const PointsCell cell = read_points(row.text("points"));
        if (cell.points)
            part.points = cell.points->exact();
        else
            fail(part.points_place, cell.why_not);
        return part;
    }

    void add_line(const TableRow& row) {
        Draft& draft = drafts_.indicators.back();
        draft.parts.push_back(part_of(row));
        if (const std::string more = row.text("deduct"); !row.spread("deduct") && !more.empty())
            draft.deduct += "\n" + more;
    }

    // A level's own points (49分) are remembered once.
    std::string level(const TableRow& row, std::string_view id, std::vector<std::string>& path,
                      std::string& marks) {
        const MarkedName name = split_marks(row.text(id));
        if (name.name.empty()) return {};
        const std::string text = collapse_blanks(name.name);
        if (!path.empty() && path.back() == text) return text;  // merged over both columns
        path.push_back(text);
        marks = name.points;
        if (marks.empty()) return text;
        const bool known = std::ranges::any_of(
            drafts_.levels, [&path](const LevelMark& mark) { return mark.path == path; });
        if (!known) drafts_.levels.push_back({path, marks, row.place_of(id)});
        return text;
    }

    void add_indicator(const TableRow& row) {
        Draft draft;
        draft.row = row;
        std::string marks1, marks2;
        const std::string level1 = level(row, "level1", draft.levels, marks1);
        const std::string level2 = level(row, "level2", draft.levels, marks2);
        const MarkedName title = split_marks(row.text("title"));
        draft.title = collapse_blanks(title.name);
        draft.title_place = row.place_of("title");
        draft.points = title.points;
        draft.points_place = row.place_of("points");
        if (draft.title.empty() && !table_.columns.contains("title") &&
            row.cells.contains("content")) {
            draft.title = first_clause(row.text("content"));
            draft.title_place = row.place_of("content");
            notes_.push_back({NoteKind::layout, draft.title_place,
                              fmt::format("没有三级指标，名称取自内容：{}", draft.title)});
        } else if (draft.title.empty()) {
            draft.title = level2.empty() ? level1 : level2;
            if (draft.points.empty()) draft.points = level2.empty() ? marks1 : marks2;
            // A level without points of its own would only repeat the title.
            if (marks2.empty() && !level2.empty() && draft.levels.size() > 1)
                draft.levels.pop_back();
        }
        if (draft.title.empty())
            fail(row.place,
                 "an indicator without a title; write its 三级指标, or merge the cell "
                 "with the one above if the row belongs to it");
        name_levels(draft, level1);
        draft.parts.push_back(part_of(row));
        draft.deduct = row.text("deduct");
        number(draft);
        drafts_.indicators.push_back(std::move(draft));
    }

    void name_levels(Draft& draft, const std::string& level1) {
        const PointsCell cell = read_points(draft.row.text("points"));
        const std::string form = match_form(level1);
        draft.bonus = table_.bonus || (cell.points && cell.plus) ||
                      std::ranges::any_of(words_.bonus, [&form](const std::string& word) {
                          return form.find(match_form(word)) != form.npos;
                      });
        if (draft.levels.empty() && draft.bonus) draft.levels.push_back("加分项");
    }

    void number(Draft& draft) {
        draft.number = number_of(draft.row);
        draft.id_place = draft.row.place_of("number");
        if (draft.number.empty())
            draft.number = fmt::format("{}", drafts_.indicators.size() - first_ + 1);
        draft.id = draft.number;
        if (table_.bonus && all_digits(draft.number))
            draft.id = "B" + draft.number;
        else if (all_digits(draft.number) && draft.number.size() < digits_)
            draft.id.insert(0, digits_ - draft.number.size(), '0');
        const auto twin = std::ranges::find(drafts_.indicators, draft.id, &Draft::id);
        if (twin != drafts_.indicators.end())
            fail(draft.id_place, fmt::format("number {} stands at {} already; number the rows "
                                             "without repeating",
                                             draft.number, twin->id_place));
    }

    // Marks of single rows become parts; marks of the first row alone are the indicator's.
    void settle(Draft& draft) {
        Decimal sum;
        std::size_t with = 0;
        for (const DraftPart& part : draft.parts)
            if (!part.points.empty()) {
                sum += Decimal::parse(part.points).value_or(Decimal());
                ++with;
            }
        if (with == 0) {
            if (!draft.points.empty() || !draft.row.spread("points")) return;
            return fail(draft.points_place,
                        "the points are merged over several indicators; write those of each");
        }
        if (with == 1 && !draft.parts.front().points.empty()) {
            const std::string own = std::exchange(draft.parts.front().points, {});
            if (!draft.points.empty() && draft.points != own)
                fail(draft.points_place, fmt::format("{} here, but {} behind the title; correct "
                                                     "one of them",
                                                     own, draft.points));
            draft.points = own;
            return;
        }
        if (with != draft.parts.size())
            fail(draft.points_place,
                 "some rows of this indicator have points and others have none; "
                 "write all of them, or one number for the indicator");
        if (!draft.points.empty() && draft.points != sum.exact())
            fail(draft.points_place,
                 fmt::format("the rows make {} but {} stands behind the title (difference {}); "
                             "correct one of them",
                             sum.exact(), draft.points,
                             (sum - Decimal::parse(draft.points).value_or(Decimal())).exact()));
        draft.points = sum.exact();
    }

    void check_sums(const TableRows& rows, const std::vector<std::size_t>& after) {
        std::size_t since = first_;
        for (const WrittenSum& sum : rows.sums) {
            const std::size_t upto = sum.rows == 0 ? first_ : after[sum.rows - 1];
            const std::size_t from = sum.subtotal ? since : first_;
            if (sum.subtotal) since = upto;
            if (sum.points.text.empty()) continue;
            const PointsCell written = read_points(sum.points.text);
            if (!written.points) {
                fail(sum.points.place, written.why_not);
                continue;
            }
            Decimal made;
            for (std::size_t i = from; i < upto; ++i)
                made += Decimal::parse(drafts_.indicators[i].points).value_or(Decimal());
            if (made != *written.points)
                fail(sum.points.place,
                     fmt::format("the {} rows above make {} but {} is written (difference {}); "
                                 "correct one of them",
                                 upto - from, made.exact(), written.points->exact(),
                                 (made - *written.points).exact()));
        }
    }
};

}  // namespace

void add_drafts(const TableFound& table, const TableRows& rows, const TableWords& words,
                Drafts& drafts, std::vector<TableNote>& notes, std::vector<Error>& errors) {
    DraftMaker(table, words, drafts, notes, errors).run(rows);
}

}  // namespace duwang::rules
