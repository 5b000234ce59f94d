#include "config/norms_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "config/date_value.h"
#include "config/option_value.h"

namespace duwang::config {
namespace {

constexpr std::size_t norms_max = 1000;
constexpr std::size_t versions_max = 50;
constexpr std::size_t number_bytes_max = 12;

bool fits(NormUnit unit, const std::string& value) {
    if (unit == NormUnit::text) return true;
    if (unit == NormUnit::month_day)
        return value.size() == 5 && parse_date("2020-" + value).has_value();
    const Result<Decimal> number = Decimal::parse(value);
    return value.size() <= number_bytes_max && number && !number->is_negative();
}

std::string_view example_of(NormUnit unit) {
    return unit == NormUnit::month_day ? "\"01-31\"" : "a number such as \"20\"";
}

class NormsReader {
  public:
    explicit NormsReader(std::vector<Error>& errors) : reader_(errors) {}

    Norms read(const Yaml& document) {
        static constexpr std::array<std::string_view, 1> keys{"norms"};
        Norms norms;
        if (!reader_.map(document, "the norms", keys)) return norms;
        const Yaml list = document["norms"];
        const std::vector<Yaml> items = list.items();
        if (items.empty() || items.size() > norms_max)
            reader_.fail(list ? list : document,
                         fmt::format("found {} norms; write \"norms:\" and 1 to {} of them, each "
                                     "\"- id: …\"",
                                     items.size(), norms_max));
        for (std::size_t i = 0; i < std::min(items.size(), norms_max); ++i) {
            Norm norm = read_norm(items[i] ? items[i] : list);
            if (norms.find(norm.id))
                reader_.fail(items[i], fmt::format("the norm {} stands twice; choose another id",
                                                   shown(norm.id)));
            norms.all.push_back(std::move(norm));
        }
        return norms;
    }

  private:
    Norm read_norm(const Yaml& node) {
        static constexpr std::array<std::string_view, 5> keys{"id", "title", "unit", "stricter",
                                                              "versions"};
        Norm norm;
        if (!reader_.map(node, "a norm", keys)) return norm;
        norm.place = node.place();
        norm.id = reader_.word(node, "id", "a norm");
        norm.title = reader_.word(node, "title", "a norm");
        read_unit(node, norm);
        const Yaml versions = node["versions"];
        const std::vector<Yaml> items = versions.items();
        if (items.empty() || items.size() > versions_max)
            reader_.fail(versions ? versions : node,
                         fmt::format("the norm {} has {} versions; write \"versions:\" and 1 to {} "
                                     "lines \"- {{from: …, value: …}}\"",
                                     shown(norm.id), items.size(), versions_max));
        for (std::size_t i = 0; i < std::min(items.size(), versions_max); ++i)
            read_version(items[i] ? items[i] : versions, norm);
        return norm;
    }

    void read_unit(const Yaml& node, Norm& norm) {
        if (const std::string word = reader_.word(node, "unit", "a norm"); !word.empty()) {
            if (const std::optional<NormUnit> unit = unit_of(word))
                norm.unit = *unit;
            else
                reader_.fail(node["unit"],
                             fmt::format("{} is no unit; write working_days, days, hours, months, "
                                         "times, month_day or text",
                                         shown(word)));
        }
        const Yaml stricter = node["stricter"];
        if (!stricter) return;
        if (stricter.text() == "lower")
            norm.stricter = Stricter::lower;
        else if (stricter.text() == "higher")
            norm.stricter = Stricter::higher;
        else
            reader_.fail(stricter,
                         "\"stricter\" says which value asks more; write lower or higher");
        if (norm.unit == NormUnit::text)
            reader_.fail(stricter, "words cannot be stricter than others; leave \"stricter\" out");
    }

    void read_version(const Yaml& node, Norm& norm) {
        static constexpr std::array<std::string_view, 5> keys{"from", "until", "value", "source",
                                                              "trust"};
        if (!reader_.map(node, "a version of a norm", keys)) return;
        NormVersion version;
        version.place = node.place();
        if (node["from"]) version.from = read_day(reader_, node["from"]);
        if (node["until"]) version.until = read_day(reader_, node["until"]);
        version.value = reader_.word(node, "value", "a version of a norm");
        version.source = reader_.word(node, "source", "a version of a norm");
        version.trust = reader_.word(node, "trust", "a version of a norm");
        if (!version.value.empty() && !fits(norm.unit, version.value))
            reader_.fail(node["value"],
                         fmt::format("{} is no value in {}; write {}", shown(version.value),
                                     unit_word(norm.unit), example_of(norm.unit)));
        if (!version.trust.empty() && version.trust != "A" && version.trust != "B" &&
            version.trust != "C")
            reader_.fail(node["trust"],
                         fmt::format("{} is no trust; write A (read), B (one source) or C (not "
                                     "verified)",
                                     shown(version.trust)));
        check_order(node, norm, version);
        norm.versions.push_back(std::move(version));
    }

    // Versions follow each other: on no day may two be in force.
    void check_order(const Yaml& node, const Norm& norm, const NormVersion& version) {
        if (version.from && version.until && *version.until < *version.from)
            reader_.fail(node, fmt::format("in force from {} until {}; the end lies before the "
                                           "beginning",
                                           version.from->iso(), version.until->iso()));
        if (norm.versions.empty()) return;
        const NormVersion& before = norm.versions.back();
        if (!before.until || !version.from || *version.from <= *before.until)
            reader_.fail(node,
                         "it overlaps the version before it; write oldest first, the \"until\" of "
                         "one before the \"from\" of the next");
    }

    WordReader reader_;
};

NormsLoad norms_of(const Result<Yaml>& document) {
    NormsLoad load;
    if (!document)
        load.errors.push_back(document.error());
    else
        load.norms = NormsReader(load.errors).read(*document);
    return load;
}

}  // namespace

NormsLoad load_norms(const std::string& path) { return norms_of(Yaml::load(path)); }

NormsLoad parse_norms(std::string_view yaml, const std::string& name) {
    return norms_of(Yaml::parse(yaml, name));
}

}  // namespace duwang::config
