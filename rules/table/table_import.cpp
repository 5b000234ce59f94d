#include "rules/table/table_import.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <set>

#include "core/text/normalise.h"
#include "rules/table/cells.h"
#include "rules/table/deduct_text.h"
#include "rules/table/drafts.h"
#include "rules/table/names.h"

namespace duwang::rules {
namespace {

constexpr std::size_t suggestions_max = 3;

using Members = std::vector<std::pair<Yaml, Yaml>>;

class MapMaker {
  public:
    explicit MapMaker(std::string place) : place_(std::move(place)) {}
    void text(std::string_view key, std::string value, const std::string& place) {
        if (!value.empty()) node(key, Yaml::scalar(std::move(value), place));
    }
    void texts(std::string_view key, const std::vector<std::string>& values,
               const std::string& place) {
        std::vector<Yaml> items;
        for (const std::string& value : values) items.push_back(Yaml::scalar(value, place));
        if (!items.empty()) node(key, Yaml::list(items, place));
    }
    void node(std::string_view key, Yaml value) {
        members_.emplace_back(Yaml::scalar(std::string(key), place_), std::move(value));
    }
    Yaml take() const { return Yaml::map(members_, place_); }

  private:
    std::string place_;
    Members members_;
};

class TableImporter {
  public:
    TableImporter(const Workbook& book, const TableOrder& order)
        : book_(book), order_(order), objects_(order.words, order.units) {}

    TableImport run() {
        const std::vector<TableFound> tables = choose_tables();
        Drafts drafts;
        for (const TableFound& table : tables) {
            const TableRows rows = read_rows(table, order_.words, out_.notes, out_.errors);
            add_drafts(table, rows, order_.words, drafts, out_.notes, out_.errors);
        }
        if (!tables.empty() && drafts.indicators.empty())
            fail(tables.front().sheet->place(tables.front().head, 0),
                 "a head but no indicator below it");
        check_marks(drafts);
        if (!tables.empty()) write_head(tables, drafts);
        for (const Draft& draft : drafts.indicators) write_indicator(draft);
        tell_unknown();
        return std::move(out_);
    }

  private:
    const Workbook& book_;
    const TableOrder& order_;
    ObjectIndex objects_;
    TableImport out_;
    std::string title_;
    bool weighted_ = false;
    std::map<std::string, std::vector<std::string>> unknown_;  // name → ids of indicators
    std::set<std::string> dates_told_;

    void fail(const std::string& place, std::string_view what) {
        out_.errors.push_back({Errc::config, fmt::format("{}: {}", place, what)});
    }
    void note(NoteKind kind, const std::string& place, std::string text) {
        out_.notes.push_back({kind, place, std::move(text)});
    }

    std::vector<TableFound> choose_tables() {
        std::vector<TableFound> tables;
        std::vector<std::string> sheets;
        for (const Sheet& sheet : book_.sheets) {
            if (!order_.sheet.empty() && sheet.name != order_.sheet) continue;
            std::vector<TableFound> found =
                find_tables(sheet, order_.words, out_.notes, out_.errors);
            const bool base =
                std::ranges::any_of(found, [](const TableFound& table) { return !table.bonus; });
            if (base) sheets.push_back(sheet.name);
            std::ranges::move(found, std::back_inserter(tables));
        }
        if (sheets.size() > 1) {
            fail(book_.file, fmt::format("tables on several sheets ({}); each is a scheme of its "
                                         "own, import them one by one with --sheet NAME",
                                         fmt::join(sheets, ", ")));
            return {};
        }
        if (tables.empty())
            fail(book_.file,
                 fmt::format("no indicator table found{}; its head must stand in the first 20 rows "
                             "and name columns such as 三级指标, 分值, 评价内容, 评价对象",
                             order_.sheet.empty() ? "" : " on sheet " + order_.sheet));
        return tables;
    }

    // Marks everywhere, or nowhere: an unweighted list (无分值).
    void check_marks(const Drafts& drafts) {
        weighted_ = std::ranges::any_of(drafts.indicators,
                                        [](const Draft& draft) { return !draft.points.empty(); });
        if (!weighted_) {
            if (!drafts.indicators.empty())
                note(NoteKind::layout, drafts.indicators.front().id_place,
                     "没有分值：可以列出任务，填写 settings 之后才能计分");
            return;
        }
        for (const Draft& draft : drafts.indicators) {
            const std::string cell = draft.row.text("points");
            if (draft.points.empty() && (cell.empty() || draft.row.spread("points")))
                fail(draft.points_place, fmt::format("indicator {} has no points although others "
                                                     "have; write them",
                                                     draft.number));
        }
    }

    void write_head(const std::vector<TableFound>& tables, const Drafts& drafts) {
        const TableFound& first = tables.front();
        const std::string place = first.sheet->place(first.head, 0);
        title_ = order_.title.empty() ? collapse_blanks(first.caption) : order_.title;
        if (title_.empty()) title_ = order_.id;
        MapMaker head(place);
        head.text("id", order_.id, place);
        head.text("title", title_, place);
        head.text("version", "1", place);
        head.text("source", book_.file, place);
        Decimal full, bonus;
        for (const Draft& draft : drafts.indicators)
            (draft.bonus ? bonus : full) += Decimal::parse(draft.points).value_or(Decimal());
        if (weighted_) {
            head.text("full", full.exact(), place);
            if (!bonus.is_zero()) head.text("bonus_full", bonus.exact(), place);
            write_levels(drafts, head);
        } else {
            write_settings(head, place);
        }
        out_.tree.head = head.take();
    }

    static void write_levels(const Drafts& drafts, MapMaker& head) {
        std::vector<Yaml> levels;
        for (const LevelMark& mark : drafts.levels) {
            MapMaker level(mark.place);
            level.texts("path", mark.path, mark.place);
            level.text("points", mark.points, mark.place);
            levels.push_back(level.take());
        }
        if (!levels.empty()) head.node("levels", Yaml::list(levels, levels.front().place()));
    }

    static void write_settings(MapMaker& head, const std::string& place) {
        head.text("unweighted", "true", place);
        MapMaker full(place), total(place);
        full.text("setting", "total", place);
        head.node("full", full.take());
        total.text("name", "total", place);
        total.text("title", "满分", place);
        total.text("why", "文件没有写", place);
        total.text("low", "1", place);
        head.node("settings", Yaml::list({total.take()}, place));
    }

    void write_indicator(const Draft& draft) {
        const TableRow& row = draft.row;
        MapMaker map(draft.id_place);
        map.text("id", draft.id, draft.id_place);
        map.text("title", draft.title, draft.title_place);
        map.texts("levels", draft.levels, row.place_of("level1"));
        if (weighted_) map.text("full", draft.points, draft.points_place);
        if (draft.bonus) map.text("bonus", "true", draft.points_place);
        map.text("basis", basis_of(draft), row.place_of("basis"));
        map.text("content", content_of(draft), row.place_of("content"));
        write_objects(draft, map);
        write_due(row, map);
        map.text("channel", row.text("channel"), row.place_of("channel"));
        write_parts(draft, map);
        out_.tree.indicators.push_back(map.take());
        tell_points(draft);
        tell_proposals(draft);
        tell_checks(draft);
    }

    std::string basis_of(const Draft& draft) const {
        if (std::string basis = draft.row.text("basis"); !basis.empty()) return basis;
        return fmt::format("{}{}第{}条", title_, draft.bonus ? "加分项" : "", draft.number);
    }

    // The scoring text stays with the content: it is the document's, and rules are made by people.
    static std::string content_of(const Draft& draft) {
        std::string content;
        for (const DraftPart& part : draft.parts)
            if (!part.content.empty()) (content += content.empty() ? "" : "\n") += part.content;
        if (!draft.deduct.empty())
            content += fmt::format("{}扣分标准：{}", content.empty() ? "" : "\n", draft.deduct);
        return content;
    }

    void write_objects(const Draft& draft, MapMaker& map) {
        const TableRow& row = draft.row;
        Duties duties = read_duties(row.text("responsible"), order_.words);
        for (const std::string& name : split_names(row.text("lead"), order_.words))
            if (std::ranges::find(duties.lead, name) == duties.lead.end())
                duties.lead.push_back(name);
        const bool own = row.places.contains("objects");
        std::vector<std::string> names = split_names(row.text("objects"), order_.words);
        if (!own) {
            names = duties.lead;
            names.insert(names.end(), duties.responsible.begin(), duties.responsible.end());
        }
        std::vector<std::string> selectors;
        for (const std::string& name : names) {
            const auto selector = objects_.selector(name);
            if (!selector)
                unknown_[name].push_back(draft.id);
            else if (std::ranges::find(selectors, *selector) == selectors.end())
                selectors.push_back(*selector);
        }
        const std::string place = row.place_of(own ? "objects" : "responsible");
        if (names.empty())
            fail(place,
                 fmt::format("indicator {} has no objects; write 评价对象, or 同上", draft.number));
        else if (selectors.empty())
            fail(place,
                 fmt::format("none of the objects of indicator {} ({}) is in the inventory; "
                             "add the unit or its alias there, or a group to "
                             "vocabulary/scheme_table.yaml",
                             draft.number, brief(row.text(own ? "objects" : "responsible"))));
        map.texts("objects", selectors, place);
        map.texts("lead", duties.lead, row.place_of("lead"));
        map.texts("responsible", duties.responsible, row.place_of("responsible"));
    }

    void write_due(const TableRow& row, MapMaker& map) {
        const std::string text = row.text("due");
        const std::string place = row.place_of("due");
        const std::string date = due_date(text);
        if (date.empty()) return map.text("due", text, place);
        MapMaker due(place);
        due.text("text", text, place);
        due.text("date", date, place);
        map.node("due", due.take());
        if (text != date && dates_told_.insert(text).second)
            note(NoteKind::date, place, fmt::format("完成时限「{}」作 {}", brief(text), date));
    }

    void write_parts(const Draft& draft, MapMaker& map) {
        const bool parts = draft.parts.size() > 1 && !draft.parts.front().points.empty();
        if (!parts) return map.text("method", "entered", draft.id_place);
        std::vector<Yaml> list;
        for (std::size_t i = 0; i < draft.parts.size(); ++i) {
            const DraftPart& part = draft.parts[i];
            MapMaker one(part.place);
            one.text("id", part_id(i), part.place);
            const std::string title = brief(part.content, 40);
            one.text("title", title.empty() ? fmt::format("第{}点", i + 1) : title, part.place);
            one.text("points", part.points, part.points_place);
            one.text("method", "entered", part.place);
            list.push_back(one.take());
        }
        map.node("parts", Yaml::list(list, draft.parts.front().place));
    }

    static std::string part_id(std::size_t index) {
        constexpr std::size_t letters = 26;
        const char letter = static_cast<char>('a' + index % letters);
        return index < letters ? std::string(1, letter)
                               : fmt::format("{}{}", letter, index / letters);
    }

    static bool holds_any(const std::string& form, const std::vector<std::string>& words) {
        return std::ranges::any_of(words, [&form](const std::string& word) {
            return form.find(match_form(word)) != form.npos;
        });
    }

    void tell_points(const Draft& draft) {
        const std::string place = draft.row.place_of("content");
        std::size_t number = 0, gone = 0;
        for (const DraftPart& part : draft.parts)
            for (const std::string& point : content_points(part.content)) {
                ++number;
                const std::string form = match_form(point);
                if (holds_any(form, order_.words.not_here)) {
                    ++gone;
                    note(NoteKind::not_here, part.place,
                         fmt::format("{} 第{}点：{}", draft.id, number, brief(point)));
                }
                if (holds_any(form, order_.words.only_some))
                    note(NoteKind::only_some, part.place,
                         fmt::format("{} 第{}点只评价一部分对象，请把该点写成分点并写明对象：{}",
                                     draft.id, number, brief(point, 80)));
            }
        if (gone > 0 && gone == number)
            note(NoteKind::not_here, place,
                 fmt::format("{} 全部不涉及，没有可评内容：请删去该条，或写明适用条件", draft.id));
    }

    void tell_proposals(const Draft& draft) {
        for (const RuleProposal& proposal : propose_rules(draft.deduct))
            note(NoteKind::proposal, draft.row.place_of("deduct"),
                 fmt::format("{}「{}」可写成规则：{}", draft.id, brief(proposal.text, 60),
                             proposal.yaml));
    }

    void tell_checks(const Draft& draft) {
        std::size_t told = 0;
        const std::string form = match_form(draft.title + "\n" + content_of(draft));
        for (const CheckWords& check : order_.checks) {
            if (told >= suggestions_max || !holds_any(form, check.words)) continue;
            ++told;
            note(NoteKind::suggestion, draft.title_place,
                 fmt::format("{} {}：{} {}（{}）", draft.id, brief(draft.title), check.code,
                             check.check.empty() ? "（检查尚未提供）" : check.check, check.title));
        }
    }

    void tell_unknown() {
        for (const auto& [name, ids] : unknown_) {
            const auto near = objects_.near(name);
            note(NoteKind::object, book_.file,
                 fmt::format("台账中没有「{}」（{}），未列为评价对象{}", brief(name),
                             fmt::join(ids, "、"),
                             near ? fmt::format("；如指「{}」，请在台账中写为别名", *near) : ""));
        }
    }
};

}  // namespace

TableImport import_table(const Workbook& book, const TableOrder& order) {
    return TableImporter(book, order).run();
}

}  // namespace duwang::rules
