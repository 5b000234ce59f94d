// The words of MarkRules made ready for searching. Built once, used for every page.
#pragma once

#include "core/text/word_finder.h"
#include "crawler/page/mark_rules.h"

namespace duwang::crawler {

struct MarkWords {
    explicit MarkWords(MarkRules mark_rules);

    MarkRules rules;
    // Where a mark in the text may be: 码, 备, 主办, then the labels of telephones and of mail.
    WordFinder anchors;
    // What is rare in each of rules.accessibility, and how many bytes stand before it there.
    WordFinder entries;
    std::vector<std::size_t> before_entry;
    WordFinder said;  // texts of links that are marks: 网站地图, 联系我们, 我要找错 …
    WordBeginnings in_text;  // of anchors, entries, said and garbled_signs
    WordFinder addresses;    // parts of addresses that are marks: conac.cn, beian.gov.cn …
    // May a script write or load anything? A cheap question asked of every script.
    WordFinder writes;
};

}  // namespace duwang::crawler
