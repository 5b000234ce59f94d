#include "rules/validation/head_validator.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

#include "core/text/normalise.h"

namespace duwang::rules {
namespace {

constexpr std::size_t shown_bytes_max = 40;

// Ids stand in tables, commands, file names and lists; these would break them apart.
bool breaks_apart(std::string_view id) {
    return strip_blanks(id) != id || std::ranges::any_of(id, [](char c) {
               const auto byte = static_cast<unsigned char>(c);
               return byte <= 0x20 || byte == 0x7F ||
                      std::string_view(";,@/\"'").find(c) != std::string_view::npos;
           });
}

class HeadValidator {
  public:
    HeadValidator(const Scheme& scheme, std::vector<Error>& errors)
        : scheme_(scheme), errors_(errors) {}

    void check() {
        check_ids();
        check_names();
        check_levels();
        if (scheme_.missing_settings.empty()) check_points();
    }

  private:
    const Scheme& scheme_;
    std::vector<Error>& errors_;

    void refuse(const std::string& place, std::string_view what) {
        errors_.push_back({Errc::config, fmt::format("{}: {}", place, what)});
    }

    void check_id(const std::string& place, std::string_view what, const std::string& id) {
        if (breaks_apart(id))
            refuse(place, fmt::format("the id \"{}\" of {} has a blank, a control character or one "
                                      "of ; , @ / \" '; write letters, digits, \"-\", \"_\" and "
                                      "\".\" only",
                                      id.substr(0, shown_bytes_max), what));
    }

    void check_ids() {
        check_id(scheme_.place, "the scheme", scheme_.id);
        for (const FactName& fact : scheme_.facts) check_id(scheme_.place, "a fact", fact.name);
        for (const Setting& setting : scheme_.settings)
            check_id(scheme_.place, "a setting", setting.name);
        for (const Veto& veto : scheme_.vetoes)
            check_id(veto.place, veto.ceiling ? "a ceiling" : "a veto", veto.id);
        for (const Indicator& indicator : scheme_.indicators) {
            check_id(indicator.place, "an indicator", indicator.id);
            for (const Part& part : indicator.parts)
                if (part.id != indicator.id) check_id(part.place, "a part", part.id);
        }
    }

    void check_names() {
        std::set<std::string> grades;
        for (const Grade& grade : scheme_.grades)
            if (!grades.insert(grade.name).second)
                refuse(scheme_.place,
                       fmt::format("grade \"{}\" stands twice; keep one", grade.name));
    }

    void check_levels() {
        std::set<std::vector<std::string>> paths;
        for (const Level& level : scheme_.levels) {
            const std::string path = fmt::format("{}", fmt::join(level.path, "／"));
            if (!paths.insert(level.path).second)
                refuse(level.place, fmt::format("level {} stands twice; keep one", path));
            const bool used = std::ranges::any_of(
                scheme_.indicators,
                [&](const Indicator& indicator) { return level.holds(indicator.levels); });
            if (!used)
                refuse(level.place, fmt::format("no indicator lies in level {}; correct the path, "
                                                "or the \"levels\" of its indicators",
                                                path));
        }
    }

    void check_points() {
        if (scheme_.full.is_zero())
            refuse(scheme_.place, "the full mark is 0; write for example \"full: \"100\"\"");
        const auto& most = scheme_.open_points.total_at_most;
        if (most && most->is_zero())
            refuse(
                scheme_.place,
                "\"total_at_most\" is 0, so nobody would have points; write for example \"100\"");
        for (const Scale& scale : scheme_.scales)
            if (scale.factor.is_zero())
                refuse(scheme_.place,
                       "a scale has the factor 0, so its units would have no points; write for "
                       "example \"4/3\"");
        if (!scheme_.grades.empty() && !scheme_.grades.back().from.is_zero())
            refuse(scheme_.place,
                   fmt::format("the lowest grade \"{}\" begins at {}; write a "
                               "lowest grade with from: \"0\"",
                               scheme_.grades.back().name, scheme_.grades.back().from.exact()));
        const Decimal all = scheme_.full + scheme_.bonus_full;
        for (const Veto& veto : scheme_.vetoes)
            if (veto.at_most > all)
                refuse(veto.place, fmt::format("{} {} is above the {} points of the scheme; write "
                                               "at most {}",
                                               veto.ceiling ? "\"at_most\"" : "\"score\"",
                                               veto.at_most.exact(), all.exact(), all.exact()));
    }
};

}  // namespace

void check_head(const Scheme& scheme, std::vector<Error>& errors) {
    HeadValidator(scheme, errors).check();
}

}  // namespace duwang::rules
