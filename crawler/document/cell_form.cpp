#include "crawler/document/cell_form.h"

#include <algorithm>

#include "core/text/normalise.h"
#include "crawler/document/values.h"

namespace duwang::crawler {
namespace {

constexpr std::size_t choices_max = 40;

bool begins_with(std::string_view text, const std::vector<std::string>& words) {
    return std::ranges::any_of(words,
                               [&](const std::string& word) { return text.starts_with(word); });
}

std::string mark_said(std::string_view text, const TabularFormat& format) {
    const std::string plain = match_form(text);
    if (begins_with(plain, format.no)) return "no";
    return begins_with(plain, format.yes) ? "yes" : "";
}

// The length of a mark at the beginning, of one list or the other; 0: none.
std::size_t mark_at(std::string_view text, const std::vector<std::string>& words) {
    for (const std::string& word : words)
        // 是 and V begin ordinary words too.
        if (word.size() > 1 && word != "是" && word != "否" && text.starts_with(word))
            return word.size();
    return 0;
}

std::string choices_said(std::string_view text, const TabularFormat& format) {
    std::string all, one;
    bool taken = false;
    std::size_t count = 0;
    const auto close = [&] {
        const std::string plain = collapse_blanks(one);
        if (taken && !plain.empty() && count++ < choices_max)
            all += (all.empty() ? "" : "、") + plain;
        one.clear();
    };
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t yes = mark_at(text.substr(at), format.yes);
        const std::size_t no = yes > 0 ? 0 : mark_at(text.substr(at), format.no);
        if (yes + no > 0) {
            close();
            taken = yes > 0;
            at += yes + no;
            continue;
        }
        const std::size_t from = at;
        next_code_point(text, at);
        one.append(text.substr(from, at - from));
    }
    close();
    return all;
}

std::string limit_said(std::string_view text, const TabularFormat& format) {
    DocumentElement element;
    element.text = text;
    read_value(element, ValueForm::days, {}, {}, {});
    if (!element.value.empty()) return element.value;
    const std::string plain = match_form(text);
    for (const std::string& word : format.limits)
        if (plain.find(word) != plain.npos) return word;
    return {};
}

}  // namespace

std::string cell_says(std::string_view text, CellForm form, const TabularFormat& format) {
    switch (form) {
        case CellForm::mark:
            return mark_said(text, format);
        case CellForm::choices:
            return choices_said(text, format);
        case CellForm::limit:
            return limit_said(text, format);
        case CellForm::words:
        case CellForm::amount:
            break;
    }
    return {};
}

}  // namespace duwang::crawler
