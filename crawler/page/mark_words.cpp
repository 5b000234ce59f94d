#include "crawler/page/mark_words.h"

namespace duwang::crawler {
namespace {

using Words = std::vector<std::string>;

Words joined(Words first, std::initializer_list<const Words*> more) {
    for (const Words* words : more) first.insert(first.end(), words->begin(), words->end());
    return first;
}

}  // namespace

MarkWords::MarkWords(MarkRules mark_rules)
    : rules(std::move(mark_rules)),
      anchors(joined({"码", "备", "主办"}, {&rules.phone_labels, &rules.mail_labels})),
      said(joined(rules.site_map, {&rules.contact_links, &rules.find_error})),
      in_text(joined(anchors.words(), {&said.words()})),
      addresses(joined({"conac.cn", "beian.gov.cn", "beian.mps.gov.cn", "mailto:", "tel:"},
                       {&rules.find_error_files}),
                LetterCase::any) {}

}  // namespace duwang::crawler
