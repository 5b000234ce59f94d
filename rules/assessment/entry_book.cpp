#include "rules/assessment/entry_book.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/hash.h"

namespace duwang::rules {
namespace {

using Kind = AssessmentEntryKind;

constexpr std::size_t date_bytes = 10;  // of an ISO date, or of the day of a moment

std::string_view day_of(const AssessmentEntry& entry) {
    return std::string_view(entry.at).substr(0, date_bytes);
}

bool names_points(Kind kind) { return kind != Kind::exempt && kind != Kind::rectify; }

// Decided later: of one day what came last, whatever times of day say (they may be of any zone).
bool holds_over(const Stated& one, const Stated& other) {
    const std::string_view day = day_of(*one.entry), earlier = day_of(*other.entry);
    return day != earlier ? day > earlier : one.order >= other.order;
}

void add_field(std::string& text, std::string_view field) {
    text += fmt::format("{}:{}\n", field.size(), field);
}

}  // namespace

EntryBook::EntryBook(std::span<const AssessmentEntry> entries, std::string_view as_of) {
    for (const AssessmentEntry& entry : entries) {
        if (day_of(entry) > as_of) continue;
        Stated stated{&entry, {}, {}, static_cast<std::size_t>(&entry - entries.data())};
        if (names_points(entry.kind)) {
            auto points = Decimal::parse(entry.value);
            auto scale = Decimal::parse(entry.scale.empty() ? "0" : entry.scale);
            if (!points || !scale) continue;  // was refused when it was imported
            stated.points = *points;
            stated.scale = *scale;
        }
        places_[{entry.unit, entry.item}].push_back(stated);
    }
    for (auto& [place, all] : places_)
        std::ranges::sort(
            all, [](const Stated& one, const Stated& other) { return !holds_over(one, other); });
}

const std::vector<Stated>& EntryBook::at(std::string_view unit, std::string_view item) const {
    static const std::vector<Stated> none;
    auto found = places_.find(Place(unit, item));
    return found == places_.end() ? none : found->second;
}

Stated EntryBook::score(std::string_view unit, std::string_view item) const {
    Stated last;
    for (const Stated& one : at(unit, item))
        if (one.entry->kind == Kind::mark || one.entry->kind == Kind::import) last = one;
    return last;
}

const AssessmentEntry* EntryBook::exemption(std::string_view unit, std::string_view item) const {
    Stated last;
    for (std::string_view whom : {std::string_view("*"), unit})
        for (const Stated& one : at(whom, item))
            if (one.entry->kind == Kind::exempt && (!last || holds_over(one, last))) last = one;
    return last && last.entry->value != decision_withdrawn ? last.entry : nullptr;
}

std::vector<Stated> EntryBook::ratings(std::string_view unit, std::string_view item,
                                       std::string_view until) const {
    std::map<std::string_view, Stated> last;
    for (const Stated& one : at(unit, item))
        if (one.entry->kind == Kind::rating && (until.empty() || day_of(*one.entry) <= until))
            last[one.entry->rater] = one;
    std::vector<Stated> ratings;
    for (const auto& [rater, one] : last) ratings.push_back(one);
    return ratings;
}

std::vector<Stated> EntryBook::daily(std::string_view unit, std::string_view item) const {
    std::vector<Stated> records;
    for (const Stated& one : at(unit, item)) {
        if (one.entry->kind != Kind::daily) continue;
        const auto same = [&](const Stated& other) {
            return !one.entry->object.empty() && other.entry->object == one.entry->object;
        };
        std::erase_if(records, same);  // a record that was put right
        records.push_back(one);
    }
    return records;
}

std::vector<const AssessmentEntry*> EntryBook::notices(std::string_view unit,
                                                       std::string_view item) const {
    std::map<std::string_view, const AssessmentEntry*> last;
    for (const Stated& one : at(unit, item)) {
        if (one.entry->kind != Kind::rectify) continue;
        // "There was none" and notices take each other back.
        if (one.entry->value == nothing_to_rectify)
            last.clear();
        else
            last.erase(std::string_view());
        last[one.entry->object] = one.entry;
        if (one.entry->value == decision_withdrawn) last.erase(one.entry->object);
    }
    std::vector<const AssessmentEntry*> notices;
    for (const auto& [object, entry] : last) notices.push_back(entry);
    return notices;
}

std::string EntryBook::hash() const {
    std::string all;
    for (const auto& [place, entries] : places_)
        for (const Stated& one : entries) {
            const AssessmentEntry& entry = *one.entry;
            add_field(all, assessment_entry_word(entry.kind));
            for (const std::string* field :
                 {&entry.unit, &entry.item, &entry.rater, &entry.object, &entry.value, &entry.scale,
                  &entry.basis, &entry.reason, &entry.by, &entry.at})
                add_field(all, *field);
            for (const KeptFile& file : entry.attachments) add_field(all, file.sha256);
        }
    return sha256_hex(all);
}

}  // namespace duwang::rules
