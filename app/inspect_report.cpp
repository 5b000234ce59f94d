// `duwang inspect report`: what is read of an annual report (年度报告), and whether its numbers are
// equal where they must be.
#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "app/document_input.h"
#include "app/document_json.h"
#include "app/inspect.h"
#include "app/probe.h"
#include "checks/annual_report/equations.h"
#include "config/document_rules.h"
#include "core/html/place.h"

namespace duwang::app {
namespace {

using checks::EquationResult;

Json cell_json(const checks::EquationCell& cell) {
    return Json::object()
        .set("from", cell.from.empty() ? "report" : cell.from)
        .set("table", text_or_null(cell.table))
        .set("row", text_or_null(cell.row))
        .set("column", text_or_null(cell.column))
        .set("row_key", text_or_null(cell.row_key))
        .set("column_key", text_or_null(cell.column_key))
        .set("state", cell_state_word(cell.state))
        .set("text", cell.text);
}

Json number_json(const std::optional<Decimal>& number) {
    return number ? Json(number->exact()) : Json();
}

Json result_json(const EquationResult& one) {
    Json cells = Json::array();
    for (const checks::EquationCell& cell : one.cells) cells.push_back(cell_json(cell));
    return Json::object()
        .set("id", one.id)
        .set("title", one.title)
        .set("source", text_or_null(one.source))
        .set("outcome", outcome_word(one.outcome))
        .set("reason", text_or_null(one.reason))
        .set("table", text_or_null(one.table))
        .set("row", text_or_null(one.row))
        .set("column", text_or_null(one.column))
        .set("left", number_json(one.left))
        .set("right", number_json(one.right))
        .set("difference", number_json(one.difference))
        .set("cells", cells)
        .set("message", one.message);
}

Json counts_json(const checks::EquationResults& results) {
    Json counts = Json::object();
    for (const Outcome outcome : {Outcome::pass, Outcome::fail, Outcome::doubtful,
                                  Outcome::not_determined, Outcome::not_applicable})
        counts.set(outcome_word(outcome), static_cast<std::int64_t>(std::ranges::count(
                                              results, outcome, &EquationResult::outcome)));
    return counts;
}

// The other document of the question; nothing when it is not given.
Result<std::optional<DocumentFacts>> asked_other(const Json& question, const std::string& key) {
    const bool given = !option(question, key).is_null() ||
                       !option(question, key + "_b64").is_null() ||
                       !option(question, key + "_file").is_null();
    if (!given) return std::optional<DocumentFacts>();
    auto input = asked_document(question, key, key);
    if (!input) return tl::unexpected(input.error());
    return std::optional(
        crawler::read_document(input->flow, input->context, config::default_document_rules()));
}

void append(checks::EquationResults& all, checks::EquationResults more) {
    std::ranges::move(more, std::back_inserter(all));
}

}  // namespace

Result<Json> inspect_report(const Json& question) {
    auto input = asked_document(question, "page", "file");
    if (!input) return tl::unexpected(input.error());
    auto last_year = asked_other(question, "against");
    if (!last_year) return tl::unexpected(last_year.error());
    auto attachment = asked_other(question, "attachment");
    if (!attachment) return tl::unexpected(attachment.error());
    const crawler::DocumentRules& rules = config::default_document_rules();
    const DocumentFacts facts = crawler::read_document(input->flow, input->context, rules);
    checks::EquationResults results;
    if (const auto* format = rules.annual_reports.format(facts.format)) {
        const EquationRules& asked = format->equations;
        results = checks::check_report(facts, asked);
        if (*last_year) {
            append(results, checks::check_years(facts, **last_year, asked));
            results.push_back(checks::check_similarity(facts, **last_year, "对照报告", asked));
        }
        if (*attachment) append(results, checks::compare_forms(facts, **attachment));
    }
    if (const auto* format = rules.tabular.format(facts.kind))
        results = checks::check_tables(facts, format->equations);
    Json equations = Json::array();
    for (const EquationResult& one : results) equations.push_back(result_json(one));
    const html::PlaceFinder places(input->text);
    Json answer = document_json(facts, places);
    const auto year_of = [](const std::optional<DocumentFacts>& one) {
        return one && one->year > 0 ? Json(one->year) : Json();
    };
    return std::move(answer.set("against_year", year_of(*last_year))
                         .set("attachment_year", year_of(*attachment))
                         .set("counts", counts_json(results))
                         .set("equations", equations));
}

}  // namespace duwang::app
