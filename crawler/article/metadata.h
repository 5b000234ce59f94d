// 网页标签: the <meta> names that government sites agree on (政府网站发展指引, 国办发〔2017〕47号),
// judged as far as names and values go. Quirks M01 to M06.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/fact.h"

namespace duwang::crawler {

struct MetaValue {
    std::string name;     // as the standard spells it: "ArticleTitle"
    std::string written;  // as found, in lower case
    std::string value;    // the first that is not empty, without blanks at its ends
    // misspelt (M01), doubled_differently (M05), empty, bare_year …
    std::vector<std::string> notes;
};

// Those of the standard, in its order; a misspelt name counts where the right one is missing.
std::vector<MetaValue> read_metadata(const std::vector<Meta>& metas);

// Value by its standard name; empty when there is none.
std::string meta_value(const std::vector<MetaValue>& values, std::string_view name);

}  // namespace duwang::crawler
