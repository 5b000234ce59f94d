// A document that a person names, a page or a file of any kind, as a flow.
#pragma once

#include <cstddef>
#include <string>

#include "core/flow.h"
#include "core/json.h"
#include "core/result.h"
#include "crawler/document/document.h"

namespace duwang::app {

struct DocumentInput {
    Flow flow;
    crawler::DocumentContext context;
    std::string text;  // the decoded page, for places; empty: it is no page
};

// The main text of a page (正文), with all its tables; <body> where none can be told. `name`: the
// file's, for its ending and its title. Errc::usage: it cannot be read, and why.
Result<DocumentInput> flow_of_file(std::string_view bytes, const std::string& name,
                                   const std::string& content_type);

// The document of a question: bytes in `KEY_b64` or a file in `KEY_file` or `path`.
Result<DocumentInput> asked_document(const Json& question, const std::string& key,
                                     const std::string& path);

}  // namespace duwang::app
