#include "rules/reading/common_rows.h"

#include <fmt/format.h>

#include "rules/reading/condition_reader.h"

namespace duwang::rules {
namespace {

using Words = std::string_view;

constexpr Words grade_keys[] = {"name", "from", "text"};
constexpr Words dates_keys[] = {"text", "date", "dates"};
constexpr Words date_keys[] = {"objects", "except", "date"};

}  // namespace

Dates read_dates(YamlForm& form, Words key, bool plain) {
    Dates dates;
    Yaml node = form.at(key);
    if (!node) return dates;
    if (!node.is_map()) {
        dates.text = plain ? form.date(key) : form.optional(key);
        if (plain && !dates.text.empty()) dates.entries.push_back({{}, dates.text});
        return dates;
    }
    YamlForm map(node, fmt::format("\"{}\"", key), dates_keys, form.reading());
    dates.text = map.optional("text");
    if (std::string date = map.date("date"); !date.empty()) dates.entries.push_back({{}, date});
    for (const Yaml& item : map.at("dates").items()) {
        YamlForm entry(item, "a date", date_keys, form.reading());
        if (entry.usable()) dates.entries.push_back({read_objects(entry), entry.date("date")});
    }
    return dates;
}

std::vector<Grade> read_grades(YamlForm& form) {
    std::vector<Grade> grades;
    each_row(form, "grades", "a grade", grade_keys, [&](YamlForm& row) {
        grades.push_back({row.required("name"), row.points("from"), row.optional("text")});
    });
    return grades;
}

int read_places(YamlForm& form) {
    constexpr Words words[] = {"0", "1", "2", "3", "4"};
    return form.one_of("places", words, "2").front() - '0';
}

}  // namespace duwang::rules
