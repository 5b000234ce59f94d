#include "tests/rules/assessment_example.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <sstream>

#include "rules/assessment/asked.h"
#include "rules/assessment/plan_reader.h"

namespace duwang::rules {
namespace {

const std::string root = DUWANG_SOURCE_DIR "/";
constexpr std::string_view to = "…";

using Words = std::vector<std::string>;

Words words_of(const std::string& text, std::string& date) {
    Words words;
    std::istringstream in(text);
    for (std::string word; in >> word;)
        if (word.front() == '@')
            date = word.substr(1);
        else
            words.push_back(word);
    return words;
}

Decimal number_of(const std::string& text, const Yaml& where) {
    const auto number = Decimal::parse(text);
    EXPECT_TRUE(number) << where.place() << ": " << text;
    return number.value_or(Decimal());
}

// What the example says, or the file.
Yaml said(const Yaml& example, const Yaml& file, std::string_view key) {
    const Yaml own = example[key];
    return own ? own : file[key];
}

struct Given {
    std::vector<AssessmentPlan> versions;
    Inventory inventory;
    std::vector<AssessmentEntry> entries;
    std::vector<RoundScore> scores;
};

void read_versions(const Yaml& example, const Yaml& file, Given& given) {
    Settings settings;
    for (const auto& [key, value] : said(example, file, "settings").members())
        settings[key.text()] = {value.text(), value.place()};
    for (const Yaml& path : said(example, file, "versions").items()) {
        std::ifstream in(root + path.text());
        const std::string bytes{std::istreambuf_iterator<char>(in), {}};
        PlanLoad load = read_plan(bytes, path.text(), settings);
        for (const Error& error : load.errors) ADD_FAILURE() << error.what;
        if (load.plan) given.versions.push_back(std::move(*load.plan));
    }
    for (const Error& error : order_versions(given.versions)) ADD_FAILURE() << error.what;
}

void read_units(const Yaml& list, Inventory& inventory) {
    for (const Yaml& item : list.items()) {
        std::string date;
        const Words words = words_of(item.text(), date);
        ASSERT_GE(words.size(), 3u) << item.place();
        Unit unit;
        unit.id = words[0];
        unit.name = words[1];
        unit.kind = words[2];
        if (words.size() > 3 && words[3] != "-") unit.parent = words[3];
        if (words.size() > 4) unit.groups.assign(words.begin() + 4, words.end());
        inventory.units.push_back(std::move(unit));
    }
}

// The words behind kind, unit and item, by kind.
void fill(AssessmentEntry& entry, const Words& words, const Yaml& item) {
    using Kind = AssessmentEntryKind;
    const bool named =
        entry.kind == Kind::rating || entry.kind == Kind::daily || entry.kind == Kind::rectify;
    const std::size_t due = entry.kind == Kind::exempt ? 3 : named ? 5 : 4;
    ASSERT_GE(words.size(), due) << item.place() << ": " << item.text();
    entry.value = words.back();
    if (entry.kind == Kind::rating) entry.rater = words[3];
    if (entry.kind == Kind::daily || entry.kind == Kind::rectify)
        entry.object = words[3] == "-" ? "" : words[3];
    if (entry.kind == Kind::exempt) {
        entry.value = {};
        entry.reason = words.size() > 3 ? words[3] : "认定";
    }
    if (entry.kind == Kind::import) {
        const auto slash = entry.value.find('/');
        ASSERT_NE(slash, entry.value.npos) << item.place() << ": an import without scale";
        entry.scale = entry.value.substr(slash + 1);
        entry.value.resize(slash);
    }
}

// Examples use what the program takes; what it refuses is marked, and must not count either.
void expect_accepted(const AssessmentEntry& entry, bool wanted, const Yaml& item,
                     const Given& given) {
    std::string problems;
    bool accepted = false;
    for (const AssessmentPlan& version : given.versions) {
        const std::string problem = AskedBook(version, given.inventory).problem(entry);
        accepted = accepted || problem.empty();
        problems += problem;
    }
    EXPECT_EQ(accepted, wanted) << item.place() << ": " << item.text() << ": " << problems;
}

void read_entries(const Yaml& example, const Yaml& file, Given& given) {
    for (const Yaml& item : example["entries"].items()) {
        AssessmentEntry entry;
        entry.at = file["at"].text();
        const Words words = words_of(item.text(), entry.at);
        ASSERT_GE(words.size(), 3u) << item.place();
        const bool refused = words[0].starts_with('!');
        const auto kind = assessment_entry_kind_of(words[0].substr(refused ? 1 : 0));
        ASSERT_TRUE(kind) << item.place() << ": " << words[0];
        entry.kind = *kind;
        entry.unit = words[1];
        entry.item = words[2];
        entry.by = "甲";
        entry.reason = "考评组评分";
        fill(entry, words, item);
        expect_accepted(entry, !refused, item, given);
        given.entries.push_back(std::move(entry));
    }
}

void read_sheets(const Yaml& example, const Yaml& file, Given& given) {
    for (const Yaml& item : example["sheets"].items()) {
        RoundScore score;
        score.as_of = file["at"].text();
        Words words = words_of(item.text(), score.as_of);
        ASSERT_GE(words.size(), 2u) << item.place();
        const Unit* unit = given.inventory.unit(words[0]);
        ASSERT_NE(unit, nullptr) << item.place() << ": " << words[0];
        score.unit = unit->id;
        const auto colon = words.back().find(':');
        const std::string kind = colon == std::string::npos ? "" : words.back().substr(colon + 1);
        if (colon != std::string::npos) words.pop_back();
        score.round = file["rounds"][kind.empty() ? "usual" : kind].text();
        const Yaml scheme = file["schemes"][kind];
        score.scheme = scheme ? scheme.text() : file["schemes"][unit->kind].text();
        ASSERT_FALSE(score.round.empty() || score.scheme.empty()) << item.place();
        score.edition = 1;
        std::string base = words[1];
        score.full = 100;
        if (auto slash = base.find('/'); slash != base.npos) {
            score.full = number_of(base.substr(slash + 1), item);
            base.resize(slash);
        }
        score.evaluated = base != "none";
        const auto split = base.find(to);
        score.base_low = score.evaluated ? number_of(base.substr(0, split), item) : 0;
        score.base_high =
            split == base.npos ? score.base_low : number_of(base.substr(split + to.size()), item);
        score.bonus_low = score.bonus_high = words.size() > 2 ? number_of(words[2], item) : 0;
        score.total_low = score.base_low + score.bonus_low;
        score.total_high = score.base_high + score.bonus_high;
        score.provisional = split != base.npos;
        given.scores.push_back(std::move(score));
    }
}

std::string points_of(const AssessmentLine& line) {
    const std::string word(standing_word(line.standing));
    if (line.standing == Standing::provisional)
        return fmt::format("{} {}{}{}", word, line.low.exact(), to, line.high.exact());
    if (line.standing != Standing::final) return word;
    EXPECT_EQ(line.low, line.high) << line.path;
    return line.low.exact();
}

void collect(const AssessmentLine& line, std::map<std::string, std::string>& lines) {
    lines[line.path] = points_of(line);
    for (const AssessmentLine& below : line.lines) collect(below, lines);
}

void expect_lines(const Yaml& wanted, const UnitAssessment& unit, const std::string& why) {
    std::map<std::string, std::string> found, expected;
    collect(unit.base, found);
    if (unit.bonus) collect(*unit.bonus, found);
    for (const auto& [path, points] : wanted.members()) expected[path.text()] = points.text();
    EXPECT_EQ(expected, found) << why;
}

void expect_unit(const Yaml& wanted, const UnitAssessment& unit, const std::string& why) {
    const std::map<std::string, std::string> fields{
        {"standing", std::string(standing_word(unit.standing))},
        {"total", unit.published},
        {"exact", unit.total_low == unit.total_high
                      ? unit.total_low.exact()
                      : unit.total_low.exact() + std::string(to) + unit.total_high.exact()},
        {"grade", unit.grade},
        {"rank", fmt::format("{}", unit.rank)},
        {"best", fmt::format("{}", unit.rank_best)},
        {"worst", fmt::format("{}", unit.rank_worst)},
        {"converted", unit.converted},
        {"converted_exact", unit.converted_exact},
    };
    for (const auto& [key, value] : wanted.members()) {
        const std::string name = key.text();
        if (auto field = fields.find(name); field != fields.end())
            EXPECT_EQ(field->second, value.text()) << why << ": " << name;
        else if (name == "why")
            EXPECT_NE(unit.why.find(value.text()), unit.why.npos) << why << ": " << unit.why;
        else if (name == "bonus_note")
            EXPECT_NE(unit.bonus_note.find(value.text()), unit.bonus_note.npos)
                << why << ": " << unit.bonus_note;
        else if (name == "lines")
            expect_lines(value, unit, why);
        else
            ADD_FAILURE() << key.place() << ": unknown key " << name;
    }
}

void expect_all(const Yaml& wanted, const Assessment& assessment, const std::string& why) {
    for (const auto& [id, values] : wanted.members()) {
        const UnitAssessment* found = nullptr;
        for (const GroupAssessment& group : assessment.groups)
            for (const UnitAssessment& unit : group.units)
                if (unit.unit == id.text()) found = &unit;
        ASSERT_NE(found, nullptr) << id.place() << ": " << id.text() << " is not evaluated";
        expect_unit(values, *found, fmt::format("{} {} {}", why, values.place(), id.text()));
    }
}

}  // namespace

ExampleFile::ExampleFile(const std::string& name) {
    auto document = Yaml::load(root + "tests/rules/assessment/" + name + ".yaml");
    if (!document) ADD_FAILURE() << document.error().what;
    document_ = document.value_or(Yaml());
}

void ExampleFile::run() const {
    EXPECT_GE(document_["examples"].items().size(), 3u) << document_.place();
    for (const Yaml& example : document_["examples"].items()) run(example);
}

void ExampleFile::run(const Yaml& example) const {
    const std::string name = example["name"].text();
    for (const char* key : {"name", "row", "as_of", "work", "expect"})
        EXPECT_TRUE(example[key]) << example.place() << ": no " << key;
    Given given;
    read_versions(example, document_, given);
    ASSERT_FALSE(given.versions.empty()) << name;
    read_units(said(example, document_, "units"), given.inventory);
    read_entries(example, document_, given);
    read_sheets(example, document_, given);
    const std::string as_of = example["as_of"].text();
    // What has not taken effect yet is no result (OP-23).
    std::erase_if(given.versions, [&](const auto& one) { return one.effective_from > as_of; });
    ASSERT_FALSE(given.versions.empty()) << name;
    for (const AssessmentPlan& version : given.versions) {
        const auto result = assess(version, {given.inventory, given.entries, given.scores}, as_of);
        ASSERT_TRUE(result) << name << ": " << result.error().what;
        const bool in_force = &version == &given.versions.back();
        expect_all(example[in_force ? "expect" : "earlier"], *result,
                   fmt::format("{}, version {}", name, version.version));
    }
}

std::map<std::string, std::set<std::string>> ExampleFile::cited() const {
    std::map<std::string, std::set<std::string>> cited;
    for (const Yaml& example : document_["examples"].items()) {
        const std::string name = example["name"].text();
        EXPECT_FALSE(cited.contains(name)) << name << " stands twice";
        std::set<std::string>& rows = cited[name];
        for (const char* key : {"row", "op"})
            for (const Yaml& id : example[key].items()) rows.insert(id.text());
    }
    return cited;
}

}  // namespace duwang::rules
