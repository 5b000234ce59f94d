#include "crawler/article/metadata.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/text/ascii.h"
#include "core/text/closest.h"
#include "core/text/normalise.h"

namespace duwang::crawler {
namespace {

constexpr std::array<std::string_view, 16> standard_names{
    "SiteName",          "SiteDomain",     "SiteIDCode", "ColumnName",
    "ColumnDescription", "ColumnKeywords", "ColumnType", "ArticleTitle",
    "PubDate",           "ContentSource",  "Keywords",   "Author",
    "Description",       "Image",          "Url",        "Maketime"};

std::vector<std::string> lower_names() {
    std::vector<std::string> names;
    for (std::string_view name : standard_names) names.push_back(lower_ascii(name));
    return names;
}

// Names that are right as they are, however near to one of ours.
bool is_other_name(std::string_view name) {
    constexpr std::array<std::string_view, 10> others{
        "viewport", "robots", "generator",        "renderer",    "copyright",
        "referrer", "images", "application-name", "theme-color", "format-detection"};
    return std::ranges::find(others, name) != others.end() || name.find(':') != name.npos;
}

// Is it one of ours with a slip or two?
bool is_slip(std::string_view written, std::string_view name) {
    constexpr std::size_t slips_max = 2;
    if (written[0] != name[0] || written.size() > name.size() + slips_max ||
        name.size() > written.size() + slips_max)
        return false;
    return changes_between(written, name) <= slips_max;
}

void take(MetaValue& one, const Meta& meta) {
    const std::string value(trim_blanks(meta.content));
    if (one.written.empty()) one.written = meta.name;
    if (value.empty() || value == one.value) return;
    if (one.value.empty())
        one.value = value;
    else if (std::ranges::find(one.notes, "doubled_differently") == one.notes.end())
        one.notes.emplace_back("doubled_differently");
}

}  // namespace

std::vector<MetaValue> read_metadata(const std::vector<Meta>& metas) {
    static const std::vector<std::string> names = lower_names();
    static const std::vector<std::string_view> known(names.begin(), names.end());
    std::vector<MetaValue> all(standard_names.size());
    std::vector<std::pair<std::size_t, const Meta*>> misspelt;
    for (const Meta& meta : metas) {
        const auto right = std::ranges::find(known, meta.name);
        if (right != known.end()) {
            take(all[static_cast<std::size_t>(right - known.begin())], meta);
            continue;
        }
        if (meta.name.size() < 5 || meta.name.size() > 20 || is_other_name(meta.name)) continue;
        const auto near = std::ranges::find_if(
            known, [&](std::string_view name) { return is_slip(meta.name, name); });
        if (near != known.end())
            misspelt.emplace_back(static_cast<std::size_t>(near - known.begin()), &meta);
    }
    for (const auto& [at, meta] : misspelt) {
        if (!all[at].value.empty()) continue;
        all[at].written.clear();
        take(all[at], *meta);
        all[at].notes.emplace_back("misspelt");
    }
    std::vector<MetaValue> found;
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (all[i].written.empty()) continue;
        all[i].name = standard_names[i];
        if (all[i].value.empty()) all[i].notes.emplace_back("empty");
        found.push_back(std::move(all[i]));
    }
    return found;
}

std::string meta_value(const std::vector<MetaValue>& values, std::string_view name) {
    const auto found = std::ranges::find(values, name, &MetaValue::name);
    return found == values.end() ? std::string() : found->value;
}

}  // namespace duwang::crawler
