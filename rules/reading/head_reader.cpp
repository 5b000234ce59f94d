#include <fmt/format.h>

#include "rules/reading/common_rows.h"
#include "rules/reading/condition_reader.h"
#include "rules/reading/scheme_reader.h"
#include "rules/reading/settings.h"

namespace duwang::rules {
namespace {

using Words = std::string_view;

constexpr Words head_keys[] = {
    "id",          "title",  "version",    "source",   "valid_from",    "places",
    "valid_until", "full",   "bonus_full", "levels",   "settings",      "unweighted",
    "unverified",  "grades", "vetoes",     "ceilings", "total_at_most", "bonus_opens",
    "scales",      "facts",  "defaults"};
constexpr Words level_keys[] = {"path", "points", "weight", "deduct_at_most"};
constexpr Words veto_keys[] = {"id", "title", "text", "when", "score", "grade"};
constexpr Words ceiling_keys[] = {"id", "title", "text", "when", "at_most"};
constexpr Words scale_keys[] = {"when", "factor", "text"};
constexpr Words fact_keys[] = {"name", "title", "values", "number"};
constexpr Words default_keys[] = {"not_applicable", "recurrence", "before_due", "alternatives",
                                  "rounding"};
constexpr Words opens_keys[] = {"above", "at_least"};

void read_levels(YamlForm& form, Scheme& scheme) {
    each_row(form, "levels", "a level", level_keys, [&](YamlForm& row) {
        Level level;
        level.place = row.place();
        level.path = row.texts("path");
        level.points = row.points("points");
        level.weight = row.optional_amount("weight", Amount::number).value_or(Decimal(1));
        level.deduct_at_most = row.optional_amount("deduct_at_most", Amount::points);
        scheme.levels.push_back(std::move(level));
    });
}

// What vetoes and ceilings have in common.
Veto read_veto(YamlForm& row) {
    Veto veto;
    veto.place = row.place();
    veto.id = row.required("id");
    veto.title = row.required("title");
    veto.text = row.optional("text");
    if (!row.has("when")) row.required("when");
    veto.when = read_condition(row.at("when"), row.reading());
    return veto;
}

void read_results(YamlForm& form, Scheme& scheme) {
    scheme.grades = read_grades(form);
    each_row(form, "vetoes", "a veto", veto_keys, [&](YamlForm& row) {
        scheme.vetoes.push_back(read_veto(row));
        scheme.vetoes.back().at_most =
            row.optional_amount("score", Amount::points).value_or(Decimal());
        scheme.vetoes.back().grade = row.optional("grade");
    });
    each_row(form, "ceilings", "a ceiling", ceiling_keys, [&](YamlForm& row) {
        scheme.vetoes.push_back(read_veto(row));
        scheme.vetoes.back().at_most = row.points("at_most");
        scheme.vetoes.back().ceiling = true;
    });
    each_row(form, "scales", "a scale", scale_keys, [&](YamlForm& row) {
        scheme.scales.push_back({read_condition(row.at("when"), row.reading()),
                                 row.amount("factor", Amount::number), row.optional("text")});
    });
}

void read_words(YamlForm& form, Scheme& scheme) {
    scheme.settings = read_settings(form);
    each_row(form, "facts", "a fact", fact_keys, [&](YamlForm& row) {
        scheme.facts.push_back(
            {row.required("name"), row.required("title"), row.texts("values"), row.flag("number")});
    });
}

bool second_word(YamlForm& form, Words key, Words usual, Words other) {
    const Words words[] = {usual, other};
    return form.one_of(key, words, usual) == other;
}

void read_open_points(YamlForm& form, Scheme& scheme) {
    OpenPoints& open = scheme.open_points;
    open.total_at_most = form.optional_amount("total_at_most", Amount::points);
    if (form.has("bonus_opens")) {
        YamlForm opens(form.at("bonus_opens"), "\"bonus_opens\"", opens_keys, form.reading());
        if (opens.usable()) scheme.bonus_opens = read_test(opens);
    }
    if (!form.has("defaults")) return;
    YamlForm words(form.at("defaults"), "\"defaults\"", default_keys, form.reading());
    if (!words.usable()) return;
    open.award_not_applicable = second_word(words, "not_applicable", "renormalise", "award_full");
    open.recurrence_every_round = second_word(words, "recurrence", "once", "every_round");
    open.count_before_due = second_word(words, "before_due", "remind", "count");
    open.each_alternative = second_word(words, "alternatives", "graver", "each");
    open.round_down = second_word(words, "rounding", "half_up", "down");
}

}  // namespace

void read_scheme_head(const Yaml& document, Scheme& scheme, Reading& reading) {
    YamlForm form(document, "the scheme", head_keys, reading);
    scheme.place = form.place();
    if (!form.usable()) return;
    scheme.id = form.required("id");
    scheme.title = form.required("title");
    scheme.version = form.required("version");
    scheme.source = form.optional("source");
    scheme.valid_from = form.date("valid_from");
    scheme.valid_until = form.date("valid_until");
    scheme.places = read_places(form);
    scheme.full = form.points("full");
    if (form.has("bonus_full")) scheme.bonus_full = form.points("bonus_full");
    scheme.unweighted = form.flag("unweighted");
    scheme.unverified = form.flag("unverified");
    read_levels(form, scheme);
    read_results(form, scheme);
    read_words(form, scheme);
    read_open_points(form, scheme);
}

}  // namespace duwang::rules
