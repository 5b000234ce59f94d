#include "rules/table/names.h"

#include <algorithm>

#include "core/text/ascii.h"
#include "core/text/normalise.h"
#include "rules/table/cells.h"

namespace duwang::rules {
namespace {

constexpr std::size_t ending_bytes_min = 12;  // four 汉字: shorter endings mean too many units

bool ends_list_item(char32_t c) {
    return c == U'、' || c == U'，' || c == U',' || c == U'；' || c == U';' || c == U'\n' ||
           c == U'。';
}

// "1.", "2、", "（3）" in front of a name.
std::string_view without_number(std::string_view text) {
    std::string_view rest = trim_blanks(text);
    for (const std::string_view open : {"（", "("})
        if (rest.starts_with(open)) rest.remove_prefix(open.size());
    const std::size_t digits = std::min(rest.find_first_not_of("0123456789"), rest.size());
    if (digits == 0) return trim_blanks(text);
    rest.remove_prefix(digits);
    for (const std::string_view stop : {".", "．", "、", "）", ")"})
        if (rest.starts_with(stop)) return trim_blanks(rest.substr(stop.size()));
    return trim_blanks(text);
}

std::string bracketed(std::string_view word, bool wide) {
    return wide ? "（" + std::string(word) + "）" : "(" + std::string(word) + ")";
}

// Takes 等有关部门 and （牵头） off the end. Says whether it was a leading unit.
bool strip_endings(std::string_view& name, const TableWords& words) {
    bool lead = false;
    for (const std::string& word : words.lead)
        for (const bool wide : {true, false})
            if (const std::string mark = bracketed(word, wide); name.ends_with(mark)) {
                name = trim_blanks(name.substr(0, name.size() - mark.size()));
                lead = true;
            }
    for (const std::string& word : words.and_others)
        if (name.ends_with(word) && name.size() > word.size())
            name = trim_blanks(name.substr(0, name.size() - word.size()));
    return lead;
}

using GroupForms = std::set<std::string>;

GroupForms group_forms(const TableWords& words) {
    GroupForms forms;
    for (const auto& [selector, names] : words.groups)
        for (const std::string& name : names) forms.insert(match_form(name));
    return forms;
}

// 市审计局及各区县人民政府: what stands behind 及 must be a group, or 及 belongs to a name.
void split_at_and(std::string_view item, const TableWords& words, const GroupForms& groups,
                  std::vector<std::string>& out) {
    for (const std::string& word : words.and_words) {
        const std::size_t at = item.find(word);
        if (at == item.npos || at == 0) continue;
        const std::string_view rest = item.substr(at + word.size());
        if (!groups.contains(match_form(rest))) continue;
        out.emplace_back(trim_blanks(item.substr(0, at)));
        out.emplace_back(trim_blanks(rest));
        return;
    }
    out.emplace_back(item);
}

// Names with their endings still on.
std::vector<std::string> split_raw(std::string_view text, const TableWords& words) {
    std::vector<std::string> out;
    const GroupForms groups = group_forms(words);
    const auto add = [&](std::string_view raw) {
        const std::string_view item = without_number(raw);
        if (!item.empty()) split_at_and(item, words, groups, out);
    };
    std::size_t from = 0;
    int depth = 0;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t here = at;
        const char32_t c = next_code_point(text, at);
        if (c == U'（' || c == U'(') ++depth;
        if ((c == U'）' || c == U')') && depth > 0) --depth;
        const bool number = (c == U'.' || c == U'．') && here > 0 && is_ascii_digit(text[here - 1]);
        if (depth == 0 && ends_list_item(c)) {
            // "1、市财政局": the mark belongs to the number.
            const std::string_view item = trim_blanks(text.substr(from, here - from));
            if (c == U'、' && !item.empty() && item.find_first_not_of("0123456789") == item.npos) {
                from = at;
                continue;
            }
            add(text.substr(from, here - from));
            from = at;
        } else if (depth == 0 && number) {
            std::size_t digit = here;
            while (digit > from && is_ascii_digit(text[digit - 1])) --digit;
            add(text.substr(from, digit - from));
            from = at;
        }
    }
    add(text.substr(from));
    return out;
}

// "牵头：…": which label a segment begins with.
bool take_label(std::string_view& segment, const std::vector<std::string>& labels) {
    for (const std::string& label : labels)
        for (const std::string_view colon : {"：", ":"})
            if (const std::string mark = label + std::string(colon); segment.starts_with(mark)) {
                segment = trim_blanks(segment.substr(mark.size()));
                return true;
            }
    return false;
}

bool holds_in_order(std::string_view whole, std::string_view characters) {
    std::size_t at = 0, wanted = 0;
    while (wanted < characters.size()) {
        const char32_t c = next_code_point(characters, wanted);
        bool found = false;
        while (!found && at < whole.size()) found = next_code_point(whole, at) == c;
        if (!found) return false;
    }
    return true;
}

void add_unique(std::vector<std::string>& list, std::string name) {
    if (!name.empty() && std::ranges::find(list, name) == list.end())
        list.push_back(std::move(name));
}

}  // namespace

std::vector<std::string> split_names(std::string_view text, const TableWords& words) {
    std::vector<std::string> names;
    for (const std::string& raw : split_raw(text, words)) {
        std::string_view name = raw;
        strip_endings(name, words);
        add_unique(names, std::string(name));
    }
    return names;
}

Duties read_duties(std::string_view text, const TableWords& words) {
    Duties duties;
    for (std::size_t from = 0; from < text.size();) {
        std::size_t end = text.size(), next = text.size();
        for (const std::string_view stop : {"；", ";", "\n"})
            if (const std::size_t at = text.find(stop, from); at < end) {
                end = at;
                next = at + stop.size();
            }
        std::string_view segment = trim_blanks(text.substr(from, end - from));
        const bool leads = take_label(segment, words.lead);
        if (!leads) take_label(segment, words.responsible);
        for (const std::string& raw : split_raw(segment, words)) {
            std::string_view name = raw;
            const bool marked = strip_endings(name, words);
            add_unique(leads || marked ? duties.lead : duties.responsible, std::string(name));
        }
        from = next;
    }
    return duties;
}

ObjectIndex::ObjectIndex(const TableWords& words, std::span<const Unit> units) {
    for (const auto& [selector, names] : words.groups)
        for (const std::string& name : names) groups_[match_form(name)] = selector;
    for (const Unit& unit : units) {
        units_[match_form(unit.name)].insert(unit.id);
        for (const std::string& alias : unit.aliases) units_[match_form(alias)].insert(unit.id);
        names_.push_back(unit.name);
        kinds_.insert(unit.kind);
        group_names_.insert(unit.groups.begin(), unit.groups.end());
    }
}

std::optional<std::string> ObjectIndex::exact(const std::string& form) const {
    if (const auto group = groups_.find(form); group != groups_.end()) return group->second;
    if (const auto unit = units_.find(form); unit != units_.end() && unit->second.size() == 1)
        return "unit:" + *unit->second.begin();
    if (kinds_.contains(form)) return form;
    if (group_names_.contains(form)) return "group:" + form;
    return {};
}

std::optional<std::string> ObjectIndex::selector(std::string_view name) const {
    const std::string form = match_form(name);
    if (auto found = exact(form)) return found;
    if (const std::size_t open = form.rfind('('); open != form.npos && open > 0)
        if (auto found = exact(form.substr(0, open))) return found;
    // 市财政局 for 吐鲁番市财政局, when only one unit ends so.
    std::set<std::string> ids;
    if (form.size() >= ending_bytes_min)
        for (const auto& [known, owners] : units_)
            if (known.ends_with(form)) ids.insert(owners.begin(), owners.end());
    if (ids.size() == 1) return "unit:" + *ids.begin();
    return {};
}

std::optional<std::string> ObjectIndex::near(std::string_view name) const {
    std::optional<std::string> found;
    if (name.size() < ending_bytes_min) return found;
    for (const std::string& known : names_) {
        if (!holds_in_order(known, name)) continue;
        if (found) return {};
        found = known;
    }
    return found;
}

}  // namespace duwang::rules
