// Lists as JSON, whatever their fields are called (J04, J05).
#pragma once

#include "crawler/platform/platform.h"

namespace duwang::crawler::platform {

// Entries of an array of objects; false when they are none: without titles, or neither addresses
// nor dates.
bool read_list_of(const Json& array, const Answer& answer);

// The array inside of `json` that says most as a list; null: there is none.
const Json& find_list(const Json& json, const ListRules& rules);

// How many there are, by the fields of `json` and of the objects in it.
void note_totals(const Json& json, const Answer& answer);

// Further pages: the interface's own address with the number of its page raised, up to what the
// totals say.
void add_json_pages(const Answer& answer);

}  // namespace duwang::crawler::platform
