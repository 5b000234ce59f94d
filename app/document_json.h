// Facts of documents and their tables, as the probes tell them: every key is there.
#pragma once

#include "core/document_facts.h"
#include "core/html/place.h"
#include "core/json.h"

namespace duwang::app {

Json document_json(const DocumentFacts& facts, const html::PlaceFinder& places);
Json typed_table_json(const TypedTable& table);
Json typed_cell_json(const TypedCell& cell);  // state, text, value, unit

}  // namespace duwang::app
