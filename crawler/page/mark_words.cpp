#include "crawler/page/mark_words.h"

#include "core/text/garble.h"

namespace duwang::crawler {
namespace {

using Words = std::vector<std::string>;

Words joined(Words first, std::initializer_list<const Words*> more) {
    for (const Words* words : more) first.insert(first.end(), words->begin(), words->end());
    return first;
}

// A place is noted for every character that one of the words begins with. 长, 关 and the like stand
// in half of all headlines; so such words are looked for by what follows.
std::size_t before_rare_part(std::string_view word) {
    constexpr std::string_view frequent = "无长关大老年人网进智能障中";
    constexpr std::size_t character = 3;  // bytes
    std::size_t at = 0;
    while (at + 2 * character <= word.size() &&
           frequent.find(word.substr(at, character)) != std::string_view::npos)
        at += character;
    return at;
}

Words rare_parts(const Words& words) {
    Words parts;
    for (const std::string& word : words) parts.push_back(word.substr(before_rare_part(word)));
    return parts;
}

std::vector<std::size_t> all_before(const Words& words) {
    std::vector<std::size_t> all;
    for (const std::string& word : words) all.push_back(before_rare_part(word));
    return all;
}

}  // namespace

MarkWords::MarkWords(MarkRules mark_rules)
    : rules(std::move(mark_rules)),
      anchors(joined({"码", "备", "主办"}, {&rules.phone_labels, &rules.mail_labels})),
      entries(rare_parts(rules.accessibility)),
      before_entry(all_before(rules.accessibility)),
      said(joined(rules.site_map, {&rules.contact_links, &rules.find_error})),
      in_text(joined({std::begin(garbled_signs), std::end(garbled_signs)},
                     {&anchors.words(), &entries.words(), &said.words()})),
      addresses(joined({"conac.cn", "beian.gov.cn", "beian.mps.gov.cn", "mailto:", "tel:"},
                       {&rules.find_error_files, &rules.accessibility_files}),
                LetterCase::any),
      writes({"document.write", ".load", "$.", "fetch", "jQuery.", "axios", "XMLHttpRequest",
              "HTML", ".html(", ".append(", ".prepend(", ".after(", ".before(", ".replaceWith(",
              "createElement", "appendChild", "insertBefore"}) {}

}  // namespace duwang::crawler
