#include "reports/edition.h"

#include <algorithm>
#include <vector>

namespace duwang::reports {
namespace {

constexpr std::size_t telling_bytes = 2;  // shorter texts stand in everything
constexpr std::size_t ratings_min = 3;    // of fewer the mean gives single ones away
constexpr const char* left_out = "（略）";

bool is_digit(char c) { return (c >= '0' && c <= '9') || c == '.'; }

// Whether the secret stands in the text; a number not inside of a longer one.
bool stands_in(const std::string& secret, const std::string& text) {
    for (auto at = text.find(secret); at != text.npos; at = text.find(secret, at + 1)) {
        const auto end = at + secret.size();
        const bool before = is_digit(secret.front()) && at > 0 && is_digit(text[at - 1]);
        const bool behind = is_digit(secret.back()) && end < text.size() && is_digit(text[end]);
        if (!before && !behind) return true;
    }
    return false;
}

bool is_open(Standing standing) {
    return standing == Standing::provisional || standing == Standing::pending ||
           standing == Standing::blocked;
}

// Texts that must not stand anywhere in what is left.
class Secrets {
  public:
    explicit Secrets(const Edition& edition) : edition_(edition) {}

    void learn(const AssessmentLine& line) {
        const bool raters = line.kind == "raters" && !edition_.shows(Shown::ratings);
        if (raters) add(line.note);
        if (raters) add(line.arithmetic);
        for (const AssessmentSource& source : line.sources) learn(source);
        for (const AssessmentLine& below : line.lines) learn(below);
    }

    void clean(std::string& text) const {
        const auto told = [&](const std::string& secret) { return stands_in(secret, text); };
        if (std::ranges::any_of(texts_, told)) text = left_out;
    }

  private:
    const Edition& edition_;
    std::vector<std::string> texts_;

    void add(const std::string& text) {
        if (text.size() >= telling_bytes) texts_.push_back(text);
    }

    void learn(const AssessmentSource& source) {
        const bool none = !edition_.shows(Shown::sources);
        if (none) add(source.object);
        if (none || !edition_.shows(Shown::people)) add(source.by);
        if (none || !edition_.shows(Shown::reasons)) add(source.reason);
        if (none || !edition_.shows(Shown::bases)) add(source.basis);
        if (none || !edition_.shows(Shown::ratings)) add(source.rater);
        if (none || !edition_.shows(Shown::attachments))
            for (const KeptFile& file : source.attachments) add(file.name), add(file.sha256);
        if (none || !edition_.shows(Shown::indicators))
            for (const std::string& text : source.indicators) add(text);
    }
};

class Cutter {
  public:
    Cutter(const Edition& edition, const Secrets& secrets) : edition_(edition), secrets_(secrets) {}

    void cut(UnitAssessment& unit) const {
        if (!shows(Shown::standing)) unit.why.clear();
        if (unit.standing != Standing::final && !shows(Shown::open_results)) cut_points(unit);
        if (!shows(Shown::grade)) unit.grade = unit.grade_text = {};
        if (!shows(Shown::rank)) unit.rank = 0;
        if (!shows(Shown::rank) || !shows(Shown::bounds)) unit.rank_best = unit.rank_worst = 0;
        if (!shows(Shown::conversion)) unit.converted = unit.converted_exact = unit.conversion = {};
        if (is_open(unit.standing) && !shows(Shown::bounds)) unit.total_low = unit.total_high = 0;
        if (!shows(Shown::base)) {
            unit.base = {};
            unit.bonus.reset();
            unit.bonus_note.clear();
        }
        cut(unit.base);
        if (unit.bonus) cut(*unit.bonus);
        secrets_.clean(unit.why);
        secrets_.clean(unit.bonus_note);
        secrets_.clean(unit.conversion);
    }

  private:
    const Edition& edition_;
    const Secrets& secrets_;

    bool shows(Shown what) const { return edition_.shows(what); }

    static void cut_points(UnitAssessment& unit) {
        unit.base = {};
        unit.bonus.reset();
        unit.bonus_note = unit.published = unit.grade = unit.grade_text = {};
        unit.total_low = unit.total_high = 0;
        unit.rank = unit.rank_best = unit.rank_worst = 0;
        unit.converted = unit.converted_exact = unit.conversion = {};
    }

    static bool gives_away(const AssessmentLine& line) {
        return line.kind == "raters" && line.sources.size() < ratings_min;
    }

    void cut(AssessmentLine& line) const {
        // Of few raters the mean of a group, or what is left of it in the mean of the groups, would
        // tell who gave what.
        if (!shows(Shown::ratings) && std::ranges::any_of(line.lines, gives_away)) {
            line.lines.clear();
            line.arithmetic.clear();
        }
        const bool raters = line.kind == "raters" && !shows(Shown::ratings);
        const bool hidden = is_open(line.standing) && !shows(Shown::bounds);
        if (hidden) line.low = line.high = 0;
        if (hidden || raters || !shows(Shown::composition)) line.arithmetic.clear();
        if (raters || !shows(Shown::standing)) line.note.clear();
        if (!shows(Shown::bases)) line.basis.clear();
        if (raters || !shows(Shown::composition) || !shows(Shown::sources)) line.sources.clear();
        if (!shows(Shown::composition)) line.lines.clear();
        secrets_.clean(line.arithmetic);
        secrets_.clean(line.note);
        for (AssessmentSource& source : line.sources) cut(source);
        for (AssessmentLine& below : line.lines) cut(below);
    }

    void cut(AssessmentSource& source) const {
        if (!shows(Shown::ratings)) source.rater.clear();
        if (!shows(Shown::bases)) source.basis.clear();
        if (!shows(Shown::reasons)) source.reason.clear();
        if (!shows(Shown::people)) source.by.clear();
        if (!shows(Shown::attachments)) source.attachments.clear();
        if (!shows(Shown::indicators)) source.indicators.clear();
        // What people write may repeat what is hidden elsewhere.
        for (std::string* text : {&source.value, &source.object, &source.reason, &source.basis})
            secrets_.clean(*text);
    }
};

}  // namespace

Assessment for_edition(const Assessment& assessment, const Edition& edition,
                       const std::string& unit) {
    Assessment cut = assessment;
    if (!edition.shows(Shown::standing)) cut.missing_settings.clear();
    for (GroupAssessment& group : cut.groups) {
        if (edition.own_unit)
            std::erase_if(group.units, [&](const UnitAssessment& one) { return one.unit != unit; });
        for (UnitAssessment& one : group.units) {
            Secrets secrets(edition);
            secrets.learn(one.base);
            if (one.bonus) secrets.learn(*one.bonus);
            Cutter(edition, secrets).cut(one);
        }
    }
    if (edition.own_unit)
        std::erase_if(cut.groups, [](const GroupAssessment& one) { return one.units.empty(); });
    return cut;
}

}  // namespace duwang::reports
