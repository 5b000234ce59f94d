// The kind of a document, and what is read from it by its kind. Pure: the same flow gives the same
// facts, wherever it came from.
#pragma once

#include <string>
#include <string_view>

#include "core/document_facts.h"
#include "core/flow.h"
#include "core/time.h"
#include "crawler/document/rules.h"

namespace duwang::crawler {

struct DocumentContext {
    std::string title;  // of the page or file, as read; may be empty
    std::string name;   // of the file, or what the link to it said
    Date as_of;         // day of judgement; completes days without a year
};

// Cheap, and true rather too often: by the title, and by words of the text.
bool may_be_document(std::string_view title, std::string_view text, const DocumentRules& rules);

// `kind` empty: it is none of the kinds that the rules know.
DocumentFacts read_document(const Flow& flow, const DocumentContext& context,
                            const DocumentRules& rules);

}  // namespace duwang::crawler
