// 页脚要素: what the foot of every page of a government site must show (国办发〔2017〕47号
// 页面底部功能区) and whether this page shows it. Three-valued: what static bytes do not show
// (静态未见) is not missing. Quirks F01–F17.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/fact.h"

namespace duwang {

enum class ElementState : std::uint8_t { present, absent, not_visible };
std::string_view state_word(ElementState state);   // present, absent, not_visible
std::string_view state_label(ElementState state);  // 有, 无, 静态未见

struct FooterMark {
    const Mark* mark = nullptr;              // of the facts
    std::vector<std::string_view> oddities;  // words, see oddity_label
};

struct FooterElement {
    std::string_view kind;   // Mark::kind
    std::string_view label;  // 网站标识码 …
    ElementState state = ElementState::not_visible;
    std::vector<FooterMark> marks;           // all that were seen, also those that prove nothing
    std::vector<std::string> values;         // different ones, in the order of the page
    std::vector<std::string_view> oddities;  // of the marks taken together
    std::string why;                         // Chinese sentence; empty when present
};

// All elements, in the order in which 47号文 names them; 无障碍 entry last.
std::vector<FooterElement> footer_of(const PageFacts& page);

// Marks of a kind that show the element is there: an image of the 党政机关 mark without its link is
// none (F10 ③).
std::vector<const Mark*> proving_marks(const PageFacts& page, std::string_view kind);

// Hosts in a value of SiteDomain: with or without scheme and slash, several of them apart by commas
// and the like (M04).
std::vector<std::string> site_hosts(std::string_view value);
// Hosts that the page says it belongs to.
std::vector<std::string> domains_said(const PageFacts& page);

// 标识码 as it must be: ten digits, or bm and eight digits (F02).
bool is_site_code(std::string_view value);
// F05: "…号-14" and "…号-17" belong to one main record.
std::string main_record(std::string_view icp);
// The number of a 公安 record, which text and link write differently.
std::string digits_of(std::string_view psb);

// What an oddity means, in Chinese: "缺“号”字". Empty for a word that is none.
std::string_view oddity_label(std::string_view word);

}  // namespace duwang
