#include "crawler/document/row_matcher.h"

#include <algorithm>

#include "crawler/document/labels.h"

namespace duwang::crawler {
namespace {

// A label that was cut, or has more words, still names its row when it is so long (four 汉字).
constexpr std::size_t part_bytes_min = 12;

bool one_of(const std::vector<std::string>& list, std::string_view form) {
    return std::ranges::find(list, form) != list.end();
}

// A part from the beginning, or most of it: "其他情形" at the end of a long label is not that row.
bool names_part(std::string_view shorter, std::string_view longer) {
    if (shorter.size() < part_bytes_min) return false;
    if (longer.starts_with(shorter)) return true;
    return shorter.size() * 3 >= longer.size() * 2 && longer.find(shorter) != longer.npos;
}

bool part_of_one(const std::vector<std::string>& list, std::string_view form) {
    return std::ranges::any_of(list, [&](const std::string& one) {
        const std::string_view shorter = one.size() < form.size() ? std::string_view(one) : form;
        const std::string_view longer = one.size() < form.size() ? form : std::string_view(one);
        return names_part(shorter, longer);
    });
}

}  // namespace

RowMatcher::RowMatcher(const TableFormat& format)
    : format_(format), taken_(format.rows.size(), false) {
    for (const FormatLine& row : format.rows) {
        labels_.push_back(label_forms(row.labels));
        under_.push_back(label_forms(row.under));
    }
}

std::vector<std::size_t> RowMatcher::candidates(std::string_view form) const {
    std::vector<std::size_t> found;
    if (form.empty()) return found;
    for (std::size_t row = 0; row < labels_.size(); ++row)
        if (one_of(labels_[row], form)) found.push_back(row);
    if (!found.empty()) return found;
    for (std::size_t row = 0; row < labels_.size(); ++row)
        if (part_of_one(labels_[row], form)) found.push_back(row);
    return found;
}

bool RowMatcher::stands_under(std::size_t row, const std::vector<std::string>& forms) const {
    if (under_[row].empty()) return false;
    for (const std::string& form : forms)
        if (one_of(under_[row], form)) return true;
    return one_of(under_[row], group_);
}

RowMatcher::Match RowMatcher::match(const std::vector<std::string>& labels) const {
    if (labels.empty()) return {};
    std::vector<std::string> forms = label_forms(labels);
    const std::vector<std::size_t> found = candidates(forms.back());
    if (found.empty()) return {};
    forms.pop_back();
    std::vector<std::size_t> open;
    for (const std::size_t row : found)
        if (!taken_[row]) open.push_back(row);
    if (open.empty()) return {found.front(), true};
    for (const std::size_t row : open)
        if (stands_under(row, forms)) return {row, false};
    // Parents get lost with merged cells; the order of the form stays.
    for (const std::size_t row : open)
        if (row >= next_) return {row, false};
    return {open.front(), false};
}

void RowMatcher::take(std::size_t row, const std::vector<std::string>& labels) {
    taken_[row] = true;
    next_ = row + 1;
    group(labels);
}

void RowMatcher::group(const std::vector<std::string>& labels) {
    for (const std::string& label : labels) {
        const std::string form = label_form(label);
        if (std::ranges::any_of(under_, [&](const auto& list) { return one_of(list, form); }))
            group_ = form;
    }
}

std::optional<std::size_t> RowMatcher::unlabelled() const {
    if (format_.rows.size() != 1 || !format_.rows.front().labels.empty()) return std::nullopt;
    return 0;
}

}  // namespace duwang::crawler
