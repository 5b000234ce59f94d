// Pages of annual reports, made of values and a way of writing them, so that a case needs to say
// only what is special about it. Everything in them is invented.
#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/yaml.h"

namespace duwang::test {

struct ReportPage {
    std::string format = "2021";
    int year = 2023;
    std::string organ = "清河县财政局";
    std::map<std::string, std::string> cells;     // "t3.new.natural" → as written; else as usual
    std::map<std::string, std::string> sections;  // "5" → its paragraph; else as usual
    // broken_spans, overlong_spans, repeated_heads, split, cut_head, cut_labels, word, full_width,
    // no_marks, other_text
    std::set<std::string> writing;
    // Parts of the page that are written otherwise, each once.
    std::vector<std::pair<std::string, std::string>> replace;
};

// Keys format, year, set (cells), text (sections), writing and replace (from, to); `year`: where it
// says none.
ReportPage report_page_of(const Yaml& node, int year);
std::string report_html(const ReportPage& page);

}  // namespace duwang::test
