// Documents that say what they are about behind labels: service guides (办事指南), disclosure
// guides (公开指南), organisation pages (机构职能), consultations (意见征集). Data of
// config/documents/labelled.yaml.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/phone_rules.h"

namespace duwang::crawler {

// What a value has to hold, and what it is normalised to.
enum class ValueForm {
    words,     // as written, without blanks at its ends
    phones,    // numbers, "0999-9900001、12345"; no_phone where there is none
    email,     // lower case; no_email
    postcode,  // six digits; no_postcode
    days,      // a limit: "20 工作日", "5 日", "即办"; no_limit
    day,       // the first date, ISO 8601; no_date
    period,    // two dates as an ISO interval "2026-08-01/2026-08-31"; "/2026-08-31": only its end,
               // "2026-08-01/": only its beginning
};

struct ElementFormat {
    std::string key;
    std::vector<std::string> labels;
    ValueForm form = ValueForm::words;
    std::vector<std::string> prose;  // words of a sentence that says it without a label: 截止
};

struct LabelledFormat {
    std::string kind;   // service_guide, disclosure_guide, organisation, consultation
    std::string title;  // for people
    std::vector<std::string>
        titles;  // one of these in the title makes a document one of this kind …
    std::vector<std::string> not_titles;  // … unless one of these is there too
    std::size_t elements_min = 0;         // so many different elements make it one too; 0: never
    std::vector<std::string> hints;       // elements are counted only where one of these stands
    std::vector<ElementFormat> elements;
    std::vector<std::string> vague;  // 含糊表述: words that leave open what is meant

    const ElementFormat* element(std::string_view key) const;
};

// 领导信息
struct LeaderRules {
    std::vector<std::string> name_heads, post_heads, duty_heads;  // labels and heads of columns
    std::vector<std::string> posts;      // words that a post ends with: 局长
    std::vector<std::string> not_names;  // words that stand where a name could: 待定, 热线
};

struct LabelledRules {
    std::vector<LabelledFormat> formats;
    LeaderRules leaders;
    PhoneRules phones;                  // of vocabulary/calls.yaml
    std::size_t value_chars_max = 500;  // of one value; what is more is cut
};

}  // namespace duwang::crawler
