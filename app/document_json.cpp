#include "app/document_json.h"

#include "app/inspect_place.h"

namespace duwang::app {
namespace {

Json placed(Json json, std::int64_t offset, const html::PlaceFinder& places) {
    if (offset < 0) return std::move(json.set("line", Json()).set("selector", Json()));
    set_place(json, places, offset);
    return json;
}

}  // namespace

Json typed_cell_json(const TypedCell& cell) {
    return Json::object()
        .set("state", cell_state_word(cell.state))
        .set("text", cell.text)
        .set("value", cell.state == CellState::number ? Json(cell.value.exact()) : Json())
        .set("unit", text_or_null(cell.unit))
        .set("said", text_or_null(cell.said));
}

// Cells by the keys of their columns, or their labels where they have none, so that a reader need
// not count.
Json typed_table_json(const TypedTable& table) {
    Json columns = Json::array(), rows = Json::array();
    for (const TypedColumn& one : table.columns)
        columns.push_back(Json::object().set("key", one.key).set("label", one.label));
    for (const TypedRow& row : table.rows) {
        Json cells = Json::object();
        for (std::size_t i = 0; i < row.cells.size(); ++i)
            if (row.cells[i].state != CellState::absent)
                cells.set(
                    table.columns[i].key.empty() ? table.columns[i].label : table.columns[i].key,
                    typed_cell_json(row.cells[i]));
        rows.push_back(
            Json::object().set("key", row.key).set("label", row.label).set("cells", cells));
    }
    return Json::object()
        .set("key", table.key)
        .set("title", table.title)
        .set("origin", table.origin)
        .set("unit", text_or_null(table.unit))
        .set("statement", text_or_null(table.statement))
        .set("columns", columns)
        .set("rows", rows)
        .set("notes", list_of(table.notes));
}

namespace {

Json elements_json(const DocumentFacts& facts, const html::PlaceFinder& places) {
    Json elements = Json::array();
    for (const DocumentElement& one : facts.elements)
        elements.push_back(placed(Json::object()
                                      .set("key", one.key)
                                      .set("label", text_or_null(one.label))
                                      .set("value", text_or_null(one.value))
                                      .set("text", one.text)
                                      .set("source", one.source)
                                      .set("notes", list_of(one.notes)),
                                  one.offset, places));
    return elements;
}

Json leaders_json(const DocumentFacts& facts, const html::PlaceFinder& places) {
    Json leaders = Json::array();
    for (const DocumentLeader& one : facts.leaders)
        leaders.push_back(placed(Json::object()
                                     .set("name", one.name)
                                     .set("post", text_or_null(one.post))
                                     .set("duties", text_or_null(one.duties)),
                                 one.offset, places));
    return leaders;
}

}  // namespace

Json document_json(const DocumentFacts& facts, const html::PlaceFinder& places) {
    Json sections = Json::array(), tables = Json::array(), numbers = Json::array();
    for (const DocumentSection& one : facts.sections)
        sections.push_back(placed(Json::object()
                                      .set("key", text_or_null(one.key))
                                      .set("heading", one.heading)
                                      .set("chars", one.chars)
                                      .set("has_table", one.has_table),
                                  one.offset, places));
    for (const TypedTable& one : facts.tables) tables.push_back(typed_table_json(one));
    for (const NamedNumber& one : facts.numbers)
        numbers.push_back(placed(Json::object()
                                     .set("key", one.key)
                                     .set("value", one.value.exact())
                                     .set("text", one.text),
                                 one.offset, places));
    return Json::object()
        .set("kind", text_or_null(facts.kind))
        .set("format", text_or_null(facts.format))
        .set("title", text_or_null(facts.title))
        .set("year", facts.year > 0 ? Json(facts.year) : Json())
        .set("organ", text_or_null(facts.organ))
        .set("sections", sections)
        .set("tables", tables)
        .set("numbers", numbers)
        .set("elements", elements_json(facts, places))
        .set("leaders", leaders_json(facts, places))
        .set("notes", list_of(facts.notes));
}

}  // namespace duwang::app
