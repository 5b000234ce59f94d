#include "tests/rules/coverage_given.h"

#include <gtest/gtest.h>

#include <map>
#include <set>

#include "core/time.h"

namespace duwang::rules {
namespace {

constexpr const char* unit_id = "u";

Entry entry_of(EntryKind kind, std::string item) {
    Entry entry;
    entry.kind = kind;
    entry.unit = unit_id;
    entry.item = std::move(item);
    entry.reason = "查看材料";
    entry.by = "甲";
    entry.at = "2022-10-31";
    return entry;
}

// "department+group:finance+site_owner"
void read_unit(const std::string& text, Given& given) {
    given.unit.id = unit_id;
    given.unit.name = "某单位";
    for (std::size_t at = 0; at <= text.size();) {
        const std::size_t end = std::min(text.find('+', at), text.size());
        const std::string word = text.substr(at, end - at);
        if (word == "site_owner")
            given.owns_site = true;
        else if (word.starts_with("group:"))
            given.unit.groups.push_back(word.substr(6));
        else
            given.unit.kind = word;
        at = end + 1;
    }
}

class Reader {
  public:
    Reader(const Yaml& node, const Scheme& scheme, const Yaml& facts, Given& given)
        : node_(node), facts_(facts), scheme_(scheme), given_(given), item_(node["item"].text()) {}

    void read() {
        read_results();
        read_vetoes();
        read_cases();
        read_facts();
        for (const Yaml& round : node_["before"].items()) read_earlier(round);
        for (const auto& [part, points] : node_["marks"].members())
            mark(part.text(), points.text());
        for (const auto& [part, score] : node_["imports"].members())
            import(part.text(), score.text());
        for (const auto& [part, points] : node_["daily"].members()) {
            Entry entry = entry_of(EntryKind::daily, part.text());
            entry.value = points.text();
            given_.entries.push_back(entry);
        }
        for (const Yaml& item : node_["exempt"].items()) {
            given_.entries.push_back(entry_of(EntryKind::exempt, item.text()));
            settled_.insert(item.text());
        }
        if (node_["rest"].text() == "full") fill_rest();
    }

  private:
    const Yaml& node_;
    const Yaml& facts_;
    const Scheme& scheme_;
    Given& given_;
    std::string item_;
    std::set<std::string> settled_;  // parts that something is given about

    const Part& part() const {
        const Part* part = find_part(scheme_, item_);
        if (!part) ADD_FAILURE() << node_.place() << ": no part " << item_;
        static const Part none;
        return part ? *part : none;
    }

    void answer(const std::string& object, Outcome outcome, const std::string& kind) {
        CheckResult result;
        result.check = part().check;
        result.variant = part().variant;
        result.unit = unit_id;
        result.object = result.label = object;
        result.outcome = outcome;
        result.kind = kind;
        if (outcome == Outcome::not_determined) result.cause = Cause::wall;
        Evidence evidence;
        evidence.capture = "c1";
        evidence.exchange = 1;
        if (auto at = parse_timestamp(node_["on"].text_or(given_.as_of))) evidence.at = *at;
        if (outcome != Outcome::not_determined) result.evidence.push_back(evidence);
        given_.results.push_back(std::move(result));
        settled_.insert(part().id);
    }

    void read_results() {
        for (const auto& [kind, objects] : node_["fails"].members())
            for (const Yaml& object : objects.items())
                answer(object.text(), Outcome::fail, kind.text());
        for (const Yaml& object : node_["passes"].items()) answer(object.text(), Outcome::pass, {});
        for (const Yaml& object : node_["blind"].items())
            answer(object.text(), Outcome::not_determined, {});
    }

    // What the checks of vetoes say, where everything else is in order.
    void read_vetoes() {
        const Yaml wanted = node_["vetoed_by"];
        if (node_["rest"].text() != "full" && !wanted) return;
        for (const Veto& veto : scheme_.vetoes) {
            const Condition& when = veto.when;
            if (when.kind != Condition::Kind::findings) continue;
            const bool fails = wanted.text() == veto.id;
            CheckResult result;
            result.check = when.check;
            result.variant = when.variant;
            result.unit = unit_id;
            result.object = result.label = veto.id;
            result.outcome = fails ? Outcome::fail : Outcome::pass;
            if (fails) result.kind = when.findings.front();
            result.evidence.emplace_back().url = "http://www.x.gov.cn/";
            given_.results.push_back(std::move(result));
        }
    }

    void read_earlier(const Yaml& node) {
        EarlierRound round;
        round.round = "r" + std::to_string(given_.earlier.size());
        for (const Yaml& object : node["deducted"].items())
            for (const auto& [kind, objects] : node_["fails"].members())
                round.deducted[unit_id].insert(
                    {scheme_.id, item_, object.text(), kind.text()});
        for (const Yaml& object : node["passed"].items())
            round.passed[unit_id].insert({scheme_.id, item_, object.text(), {}});
        given_.earlier.push_back(std::move(round));
    }

    void read_facts() {
        std::map<std::string, std::string> values;
        for (const Yaml& facts : {facts_, node_["facts"]})
            for (const auto& [name, value] : facts.members()) values[name.text()] = value.text();
        for (const auto& [name, value] : values) {
            Entry entry = entry_of(EntryKind::fact, name);
            entry.value = value;
            given_.entries.push_back(entry);
        }
    }

    void read_cases() {
        const Yaml cases = node_["cases"];
        if (!cases) return;
        settled_.insert(item_);
        Entry none = entry_of(EntryKind::event, item_);
        none.finding = "none";
        if (cases.items().empty()) given_.entries.push_back(none);
        for (const Yaml& item : cases.items()) {
            Entry entry = entry_of(EntryKind::event, item["item"].text_or(item_));
            settled_.insert(entry.item);
            for (const auto& [key, value] : item.members()) {
                if (key.text() == "kind")
                    entry.finding = value.text();
                else if (key.text() == "object")
                    entry.object = value.text();
                else if (key.text() != "item")
                    entry.details.emplace_back(key.text(), value.text());
            }
            given_.entries.push_back(entry);
        }
    }

    void mark(const std::string& part, const std::string& points) {
        auto value = Decimal::parse(points);
        if (!value) ADD_FAILURE() << node_.place() << ": " << points << " are no points";
        given_.marks.push_back(
            {unit_id, part, value.value_or(Decimal()), "查看材料", "甲", "2022-10-31"});
        settled_.insert(part);
    }

    void import(const std::string& part, const std::string& score) {
        const std::size_t slash = score.find('/');
        Entry entry = entry_of(EntryKind::import, part);
        entry.value = score.substr(0, slash);
        entry.scale = score.substr(slash + 1);
        given_.entries.push_back(entry);
        settled_.insert(part);
    }

    // Bonus stays out: it is given by naming it.
    void fill_rest() {
        for (const Indicator& indicator : scheme_.indicators)
            for (const Part& part : indicator.parts)
                if (!settled_.contains(part.id) && !settled_.contains(indicator.id))
                    mark(part.id, indicator.bonus ? "0" : part.points.exact());
    }
};

}  // namespace

const Part* find_part(const Scheme& scheme, const std::string& id) {
    for (const Indicator& indicator : scheme.indicators)
        for (const Part& part : indicator.parts)
            if (part.id == id) return &part;
    return nullptr;
}

Given read_given(const Yaml& node, const Scheme& scheme, const std::string& as_of,
                 const Yaml& facts) {
    Given given;
    given.as_of = node["as_of"].text_or(as_of);
    read_unit(node["unit"].text(), given);
    Reader(node, scheme, facts, given).read();
    return given;
}

}  // namespace duwang::rules
