#include "checks/annual_report/series.h"

#include <algorithm>
#include <set>

#include "core/text/normalise.h"

namespace duwang::checks {
namespace {

std::vector<std::string> names_of(const Unit& unit) {
    std::vector<std::string> names{match_form(unit.name)};
    for (const std::string& alias : unit.aliases) names.push_back(match_form(alias));
    return names;
}

// "清河县" and "清河县财政局" both stand in a title of the latter: the longest name counts.
std::size_t longest_in(const std::string& form, const std::vector<std::string>& names) {
    std::size_t longest = 0;
    for (const std::string& name : names)
        if (!name.empty() && form.find(name) != form.npos) longest = std::max(longest, name.size());
    return longest;
}

class SeriesReader {
  public:
    SeriesReader(const SeriesQuestion& question, const ReportTitles& titles)
        : question_(question), titles_(titles) {
        if (question.unit != nullptr) own_ = names_of(*question.unit);
        for (const std::string& name : question.other_units) others_.push_back(match_form(name));
    }

    // Why the entry is no report of the unit; empty: it is one.
    std::string reason(const ListItem& item) const {
        if (const std::string word = other_word(item.title, titles_); !word.empty())
            return "notice:" + word;
        if (!names_report(item.title, titles_)) return "no_report_title";
        const int year = year_in_title(item.title);
        if (year == 0) return "no_year";
        const std::string form = match_form(item.title);
        const std::size_t own = longest_in(form, own_), other = longest_in(form, others_);
        const std::string organ = organ_in_title(item.title, titles_);
        if (other > own || (own == 0 && !organ.empty() && !question_.any_organ))
            return "other_unit:" + organ;
        if (own == 0 && !question_.any_organ) return "other_unit:";
        return question_.last_year > 0 && year > question_.last_year ? "after_last" : "";
    }

  private:
    const SeriesQuestion& question_;
    const ReportTitles& titles_;
    std::vector<std::string> own_, others_;
};

void fill_gaps(const SeriesQuestion& question, ReportSeries& series) {
    std::set<int> years;
    for (std::size_t i = 0; i < series.reports.size(); ++i) {
        const SeriesReport& one = series.reports[i];
        if (i > 0 && series.reports[i - 1].year == one.year &&
            series.reports[i - 1].url != one.url &&
            (series.twice.empty() || series.twice.back() != one.year))
            series.twice.push_back(one.year);
        years.insert(one.year);
    }
    for (int year = question.first_year; question.first_year > 0 && year <= question.last_year;
         ++year)
        if (!years.contains(year)) series.missing.push_back(year);
}

}  // namespace

ReportSeries report_series(const std::vector<ListItem>& items, const SeriesQuestion& question,
                           const ReportTitles& titles) {
    const SeriesReader reader(question, titles);
    ReportSeries series;
    for (const ListItem& item : items) {
        if (std::string reason = reader.reason(item); !reason.empty())
            series.excluded.push_back({item.title, item.url, std::move(reason)});
        else
            series.reports.push_back({year_in_title(item.title), item.title, item.url, item.date});
    }
    std::ranges::stable_sort(series.reports, {}, &SeriesReport::year);
    fill_gaps(question, series);
    return series;
}

}  // namespace duwang::checks
