// The DocBook that antiword writes of a .doc. Used by office_old.cpp.
#pragma once

#include <string_view>

#include "crawler/attachment/reading.h"

namespace duwang::crawler {

// Paragraphs and tables into the reading; false when it was given up.
bool read_docbook(Reading& reading, std::string_view xml);

}  // namespace duwang::crawler
