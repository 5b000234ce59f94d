// 部分: the sections of a report by their headings, and what stands below each.
#pragma once

#include <string>
#include <vector>

#include "core/document_facts.h"
#include "core/flow.h"
#include "crawler/document/rules.h"

namespace duwang::crawler {

struct SectionsRead {
    std::vector<DocumentSection> sections;
    std::vector<std::string>
        table_keys;  // of each table of the flow: the section it stands in; empty: none
    std::vector<std::string> notes;  // section_missing:KEY, section_title:KEY, section_twice:KEY
};

// `formats` empty: every line that begins with "一、", "二、" … in order is a heading.
SectionsRead read_sections(const Flow& flow, const std::vector<SectionFormat>& formats);

}  // namespace duwang::crawler
