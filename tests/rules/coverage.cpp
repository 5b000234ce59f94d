#include "tests/rules/coverage.h"

#include <gtest/gtest.h>

#include "checks/registry.h"
#include "config/calendars.h"
#include "config/norms_file.h"
#include "rules/reading/scheme_loader.h"
#include "rules/validation/scheme_validator.h"
#include "tests/rules/coverage_given.h"

namespace duwang::rules {
namespace {

const std::string root = DUWANG_SOURCE_DIR;

Yaml document_of(const std::string& name) {
    auto document = Yaml::load(root + "/tests/rules/coverage/" + name + ".yaml");
    if (!document) ADD_FAILURE() << document.error().what;
    return document.value_or(Yaml());
}

// The scheme with the settings of the file; `setting` fills whatever is still missing.
Scheme load(const std::string& name, const Yaml& document) {
    const std::string folder = root + "/config/schemes/" + name;
    Settings settings;
    for (const auto& [key, value] : document["settings"].members())
        settings[key.text()] = {value.text(), value.place()};
    SchemeLoad first = load_scheme(folder, settings);
    if (first.scheme)
        for (const std::string& missing : first.scheme->missing_settings)
            settings.try_emplace(
                missing, SettingValue{document["setting"].text(), document["setting"].place()});
    SchemeLoad load = load_scheme(folder, settings);
    for (const Error& error : load.errors) ADD_FAILURE() << error.what;
    if (!load.scheme) return {};
    EXPECT_TRUE(load.scheme->missing_settings.empty()) << missing_text(*load.scheme);
    return *load.scheme;
}

std::vector<CheckDescriptor> descriptors() {
    std::vector<CheckDescriptor> all;
    for (const checks::CheckInfo* check : checks::all_checks()) {
        CheckDescriptor descriptor;
        descriptor.id = check->id;
        for (const checks::FindingKind& kind : check->findings)
            descriptor.finding_kinds.emplace_back(kind.id);
        for (std::string_view param : check->params) descriptor.params.emplace_back(param);
        all.push_back(std::move(descriptor));
    }
    return all;
}

void same_points(const Yaml& node, const char* key, const Decimal& found, const std::string& why) {
    if (!node[key]) return;
    const auto wanted = Decimal::parse(node[key].text());
    ASSERT_TRUE(wanted) << node.place() << ": " << key;
    EXPECT_EQ(found.exact(), wanted->exact()) << why << ": " << key;
}

void same_text(const Yaml& node, const char* key, std::string_view found, const std::string& why) {
    if (!node[key]) return;
    EXPECT_EQ(found, node[key].text()) << why << ": " << key;
}

const Dates& due_of(const Scheme& scheme, const std::string& item) {
    static const Dates none;
    for (const Indicator& indicator : scheme.indicators) {
        if (indicator.id == item) return indicator.due;
        for (const Part& part : indicator.parts)
            if (part.id == item) return part.due.entries.empty() ? indicator.due : part.due;
    }
    return none;
}

// An indicator or a part of the sheet.
template <typename Line>
void compare_line(const Yaml& node, const Line& line, const std::string& why) {
    same_points(node, "full", line.full, why);
    same_points(node, "taken", line.deducted, why);
    same_points(node, "open", line.open, why);
    same_points(node, "earned", line.earned, why);
    same_text(node, "state", line_state_word(line.state), why);
}

void compare_item(const Yaml& node, const ScoreSheet& sheet, const std::string& why) {
    const std::string item = node["item"].text();
    bool found = item.empty();
    for (const IndicatorScore& line : sheet.indicators) {
        if (line.id == item) compare_line(node, line, why);
        found = found || line.id == item;
        for (const PartScore& part : line.parts) {
            if (part.id != item) continue;
            found = true;
            if (part.id != line.id) compare_line(node, part, why);
            same_text(node, "reminders", std::to_string(part.reminders.size()), why);
        }
    }
    EXPECT_TRUE(found) << why << ": no line " << item;
}

void compare_sheet(const Yaml& node, const ScoreSheet& sheet, const std::string& why) {
    same_points(node, "applicable", sheet.applicable, why);
    if (node["asked"]) {
        Decimal asked;  // indicators that ask the unit at all
        for (const IndicatorScore& line : sheet.indicators)
            if (!line.bonus && line.state != LineState::not_applicable) asked += line.full;
        same_points(node, "asked", asked, why);
    }
    same_points(node, "base", sheet.low, why);
    same_points(node, "bonus", sheet.bonus, why);
    same_text(node, "total", sheet.published, why);
    same_text(node, "grade", sheet.grade, why);
    same_text(node, "provisional", sheet.provisional ? "true" : "false", why);
}

}  // namespace

Coverage::Coverage(const std::string& name) {
    document_ = document_of(name);
    as_of_ = document_["as_of"].text();
    scheme_ = load(name, document_);
    norms_ = config::load_norms(root + "/config/norms.yaml").norms;
    calendar_ = config::load_calendars(root + "/config/calendar").calendar;
}

std::set<std::string> Coverage::rows_of(const std::string& name) {
    std::set<std::string> rows;
    for (const Yaml& node : document_of(name)["expect"].items()) {
        rows.insert(node["row"].text());
        if (node["op"]) rows.insert(node["op"].text());
    }
    return rows;
}

void Coverage::run() {
    EXPECT_FALSE(document_["expect"].items().empty());
    for (const Error& error : validate_scheme(scheme_, descriptors())) ADD_FAILURE() << error.what;
    for (const Yaml& node : document_["expect"].items()) expect(node);
}

// A misspelt key would expect nothing.
void Coverage::check_keys(const Yaml& node) {
    static const std::set<std::string> given{
        "row",       "unit",  "item",    "fails", "passes", "blind",   "on",     "cases",
        "facts",     "marks", "imports", "op",    "before", "daily",   "exempt", "rest",
        "vetoed_by", "as_of", "norm",    "from",  "to",     "trigger", "days"};
    static const std::set<std::string> wanted{
        "full",  "taken",       "open",       "earned",       "state", "reminders",
        "due",   "asked",       "applicable", "base",         "bonus", "total",
        "grade", "provisional", "value",      "working_days", "last"};
    bool expects = false;
    for (const auto& [key, value] : node.members()) {
        EXPECT_TRUE(given.contains(key.text()) || wanted.contains(key.text()))
            << key.place() << ": " << key.text();
        expects = expects || wanted.contains(key.text());
    }
    EXPECT_TRUE(expects) << node.place() << ": nothing is expected";
}

void Coverage::expect(const Yaml& node) {
    check_keys(node);
    if (node["norm"])
        expect_norm(node);
    else if (node["working_days"] || node["last"])
        expect_days(node);
    else
        expect_score(node);
}

void Coverage::expect_norm(const Yaml& node) {
    const Norm* norm = norms_.find(node["norm"].text());
    const auto day = parse_date(node["on"].text());
    ASSERT_TRUE(norm && day) << node.place();
    const NormVersion* version = in_force(*norm, *day);
    ASSERT_TRUE(version) << node.place();
    EXPECT_EQ(version->value, node["value"].text()) << node["row"].text() << " " << node.place();
}

void Coverage::expect_days(const Yaml& node) {
    const std::string why = node["row"].text() + " " + node.place();
    if (node["working_days"]) {
        const auto from = parse_date(node["from"].text()), to = parse_date(node["to"].text());
        ASSERT_TRUE(from && to) << why;
        const auto days = calendar_.working_days_between(*from, *to);
        EXPECT_EQ(std::to_string(days.value_or(-1)), node["working_days"].text()) << why;
        return;
    }
    const auto trigger = parse_date(node["trigger"].text());
    ASSERT_TRUE(trigger) << why;
    const auto last = last_day_of(*trigger, std::stoi(node["days"].text()));
    EXPECT_EQ(last.value_or(Date{}).iso(), node["last"].text()) << why;
}

void Coverage::expect_score(const Yaml& node) {
    const std::string why = node["row"].text() + " " + node.place();
    const Given given = read_given(node, scheme_, as_of_, document_["facts"]);
    const Answers answers(given.results, given.marks, given.entries);
    ScoreContext context;
    context.round = "r";
    context.as_of = given.as_of;
    context.norms = &norms_;
    const History history(given.earlier);
    context.history = &history;
    const ScoreSheet sheet = score_unit(scheme_, given.unit, given.owns_site, answers, context);
    compare_item(node, sheet, why);
    compare_sheet(node, sheet, why);
    same_text(node, "due",
              due_of(scheme_, node["item"].text()).date_for(given.unit, given.owns_site), why);
}

}  // namespace duwang::rules
