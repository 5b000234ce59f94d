// What the cases of labelled.yaml, finance.yaml, catalogues.yaml and lists.yaml have in common.
#pragma once

#include <string>
#include <vector>

#include "config/document_rules.h"
#include "core/html/document.h"
#include "core/yaml.h"
#include "crawler/document/document.h"
#include "crawler/document/html_flow.h"

namespace duwang::test {

using Lines = std::vector<std::string>;

inline Lines lines_of(const Yaml& list) {
    Lines lines;
    for (const Yaml& item : list.items()) lines.push_back(item.text());
    return lines;
}

// The document that a page of that title and body is.
inline DocumentFacts document_of(const std::string& title, const std::string& html) {
    const html::Document page("<body>" + html + "</body>");
    crawler::DocumentContext context;
    context.title = title;
    context.as_of = {2026, 9, 30};
    return crawler::read_document(crawler::html_flow(page.body()), context,
                                  config::default_document_rules());
}

}  // namespace duwang::test
