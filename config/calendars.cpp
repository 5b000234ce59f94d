#include "config/calendars.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <set>

#include "config/date_value.h"
#include "config/option_value.h"

namespace duwang::config {
namespace {

namespace fs = std::filesystem;

constexpr int holiday_days_max = 31;
constexpr std::size_t holidays_max = 100;

// What one file says.
class YearReader {
  public:
    YearReader(int year, std::vector<Error>& errors) : year_(year), reader_(errors) {}

    void read(const Yaml& document) {
        static constexpr std::array<std::string_view, 2> keys{"year", "holidays"};
        if (!reader_.map(document, "the calendar of a year", keys)) return;
        const std::string year = reader_.word(document, "year", "the calendar of a year");
        if (!year.empty() && year != std::to_string(year_))
            reader_.fail(document["year"],
                         fmt::format("found {} in the file of {}; one file holds one year",
                                     shown(year), year_));
        const Yaml holidays = document["holidays"];
        const std::vector<Yaml> items = holidays.items();
        if (items.empty() || items.size() > holidays_max)
            return reader_.fail(
                holidays ? holidays : document,
                fmt::format("the holidays of {} are missing; write \"holidays:\" "
                            "and 1 to {} lines \"- {{name: …, from: …, until: …}}\"",
                            year_, holidays_max));
        for (const Yaml& item : items) read_holiday(item ? item : holidays);
    }

    std::vector<Date> off, work;

  private:
    void read_holiday(const Yaml& node) {
        static constexpr std::array<std::string_view, 4> keys{"name", "from", "until", "work"};
        if (!reader_.map(node, "a holiday", keys)) return;
        reader_.word(node, "name", "a holiday");
        const std::optional<Date> from = read_day_of(node, "from"),
                                  until = read_day_of(node, "until");
        if (from && until) read_span(node["until"], *from, *until);
        const Yaml days = node["work"];
        if (days && !days.is_list())
            reader_.fail(days, "\"work\" is no list; write for example [\"2022-01-29\"]");
        for (const Yaml& item : days.items())
            if (const auto day =
                    this_year(item ? item : days, read_day(reader_, item ? item : days)))
                add(item, *day, work);
    }

    std::optional<Date> read_day_of(const Yaml& node, std::string_view key) {
        const Yaml day = node[key];
        if (day) return this_year(day, read_day(reader_, day));
        reader_.fail(node, fmt::format("a holiday has no \"{}\"; write \"{}: \\\"{}-10-01\\\"\"",
                                       key, key, year_));
        return std::nullopt;
    }

    std::optional<Date> this_year(const Yaml& node, std::optional<Date> day) {
        if (!day || day->year == year_) return day;
        reader_.fail(node, fmt::format("{} is not in {}; write it into {}.yaml", day->iso(), year_,
                                       day->year));
        return std::nullopt;
    }

    void read_span(const Yaml& node, const Date& from, const Date& until) {
        const int days = days_between(from, until).value_or(-1) + 1;
        if (days < 1 || days > holiday_days_max)
            return reader_.fail(node, fmt::format("the holiday from {} until {} has {} days; write "
                                                  "1 to {} days",
                                                  from.iso(), until.iso(), days, holiday_days_max));
        for (int i = 0; i < days; ++i)
            if (const auto day = add_days(from, i)) add(node, *day, off);
    }

    void add(const Yaml& node, const Date& day, std::vector<Date>& list) {
        if (!seen_.insert(day).second)
            return reader_.fail(node, fmt::format("{} stands twice; a day is either off or a "
                                                  "working day, and of one holiday",
                                                  day.iso()));
        list.push_back(day);
    }

    int year_;
    WordReader reader_;
    std::set<Date> seen_;
};

std::optional<int> year_of(const std::string& name) {
    const std::string stem = fs::path(name).stem().string();
    if (stem.size() != 4 || !parse_date(stem + "-01-01")) return std::nullopt;
    return std::stoi(stem);
}

void read_file(const Result<Yaml>& document, const std::string& name, CalendarLoad& load) {
    if (!document) return load.errors.push_back(document.error());
    const std::optional<int> year = year_of(name);
    if (!year)
        return load.errors.push_back({Errc::config, fmt::format("{}: a calendar is named after its "
                                                                "year, for example 2022.yaml",
                                                                name)});
    std::vector<Error> errors;
    YearReader reader(*year, errors);
    reader.read(*document);
    if (errors.empty()) load.calendar.add_year(*year, reader.off, reader.work);
    load.errors.insert(load.errors.end(), errors.begin(), errors.end());
}

}  // namespace

CalendarLoad load_calendars(const std::string& folder) {
    CalendarLoad load;
    std::error_code problem;
    std::vector<std::string> names;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder, problem))
        if (entry.path().extension() == ".yaml") names.push_back(entry.path().string());
    std::ranges::sort(names);
    if (names.empty())
        load.errors.push_back({Errc::config, fmt::format("{}: no calendar found; it should hold "
                                                         "one <year>.yaml a year",
                                                         folder)});
    for (const std::string& name : names) read_file(Yaml::load(name), name, load);
    return load;
}

CalendarLoad parse_calendar(std::string_view yaml, const std::string& name) {
    CalendarLoad load;
    read_file(Yaml::parse(yaml, name), name, load);
    return load;
}

}  // namespace duwang::config
