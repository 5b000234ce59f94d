#include "core/search_facts.h"

namespace duwang {

Json to_json(const SearchFacts& facts) {
    Json questions = Json::array();
    for (const SearchQuestion& one : facts.questions)
        questions.push_back(Json::object()
                                .set("kind", one.kind)
                                .set("words", one.words)
                                .set("expected", one.expected)
                                .set("url", one.url)
                                .set("status", one.status)
                                .set("found", one.found)
                                .set("results", one.results));
    return Json::object()
        .set("state", facts.state)
        .set("action", facts.action)
        .set("field", facts.field)
        .set("same_for_all", facts.same_for_all)
        .set("questions", questions);
}

SearchFacts search_facts_from_json(const Json& json) {
    SearchFacts facts;
    facts.state = json["state"].text();
    facts.action = json["action"].text();
    facts.field = json["field"].text();
    facts.same_for_all = json["same_for_all"].boolean();
    for (const Json& item : json["questions"].items()) {
        SearchQuestion& one = facts.questions.emplace_back();
        one.kind = item["kind"].text();
        one.words = item["words"].text();
        one.expected = item["expected"].text();
        one.url = item["url"].text();
        one.status = item["status"].text();
        one.found = item["found"].boolean();
        one.results = static_cast<int>(item["results"].number());
    }
    return facts;
}

}  // namespace duwang
