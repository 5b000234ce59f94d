#include "config/editions.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "config/option_value.h"
#include "config/word_lists.h"
#include "core/text/closest.h"

namespace duwang::config {
namespace {

constexpr std::size_t editions_max = 50;
constexpr std::size_t id_bytes_max = 40;

// What stands inside of something else is of no use without it.
struct Need {
    Shown what, needed;
};
constexpr std::array needs{
    Need{Shown::composition, Shown::base},    Need{Shown::sources, Shown::composition},
    Need{Shown::people, Shown::sources},      Need{Shown::reasons, Shown::sources},
    Need{Shown::attachments, Shown::sources}, Need{Shown::ratings, Shown::sources},
    Need{Shown::indicators, Shown::sources},  Need{Shown::bounds, Shown::open_results},
};

const std::vector<std::string_view>& words_of_shows() {
    static const std::vector<std::string_view> words = [] {
        std::vector<std::string_view> all;
        for (Shown what : full_edition().shown) all.push_back(shown_word(what));
        return all;
    }();
    return words;
}

bool is_id(std::string_view text) {
    return !text.empty() && text.size() <= id_bytes_max && std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    });
}

class EditionsReader {
  public:
    explicit EditionsReader(std::vector<Error>& errors) : reader_(errors) {}

    std::vector<Edition> read(const Yaml& document) {
        static constexpr std::array<std::string_view, 1> keys{"editions"};
        std::vector<Edition> editions;
        if (!reader_.map(document, "the editions", keys)) return editions;
        const Yaml list = document["editions"];
        const std::vector<Yaml> items = list.items();
        if (items.empty() || items.size() > editions_max)
            reader_.fail(list ? list : document,
                         fmt::format("found {} editions; write \"editions:\" and 1 to {} of them, "
                                     "each \"- id: …\"",
                                     items.size(), editions_max));
        for (std::size_t i = 0; i < std::min(items.size(), editions_max); ++i) {
            const Yaml node = items[i] ? items[i] : list;
            Edition edition = read_edition(node);
            if (std::ranges::find(editions, edition.id, &Edition::id) != editions.end())
                reader_.fail(node, fmt::format("the edition {} stands twice; choose another id",
                                               shown(edition.id)));
            editions.push_back(std::move(edition));
        }
        return editions;
    }

  private:
    Edition read_edition(const Yaml& node) {
        static constexpr std::array<std::string_view, 4> keys{"id", "title", "units", "shows"};
        Edition edition;
        if (!reader_.map(node, "an edition", keys)) return edition;
        edition.id = reader_.word(node, "id", "an edition");
        edition.title = reader_.word(node, "title", "an edition");
        if (!edition.id.empty() && !is_id(edition.id))
            reader_.fail(node["id"], fmt::format("{} is no id; write small letters, digits and "
                                                 "\"-\", at most {}",
                                                 shown(edition.id), id_bytes_max));
        if (const std::string units = reader_.word(node, "units", "an edition"); units == "own")
            edition.own_unit = true;
        else if (!units.empty() && units != "all")
            reader_.fail(node["units"], fmt::format("{} is no choice; write all (全部单位) or own "
                                                    "(only the unit it is made for)",
                                                    shown(units)));
        read_shows(node, edition);
        return edition;
    }

    void read_shows(const Yaml& node, Edition& edition) {
        const Yaml list = node["shows"];
        if (!list) {
            reader_.fail(node,
                         "an edition has no \"shows\"; write for example \"shows: [grade, "
                         "rank]\"");
            return;
        }
        for (const std::string& word : reader_.words(list, "shows")) {
            if (const std::optional<Shown> what = shown_of(word))
                edition.shown.insert(*what);
            else
                reader_.fail(list, fmt::format("{} is nothing that can be shown; {}", shown(word),
                                               word_advice(word, words_of_shows())));
        }
        for (const Need& need : needs)
            if (edition.shows(need.what) && !edition.shows(need.needed))
                reader_.fail(list, fmt::format("\"{}\" stands inside of \"{}\"; write both or "
                                               "neither",
                                               shown_word(need.what), shown_word(need.needed)));
    }

    WordReader reader_;
};

EditionsLoad editions_of(const Result<Yaml>& document) {
    EditionsLoad load;
    if (!document)
        load.errors.push_back(document.error());
    else
        load.editions = EditionsReader(load.errors).read(*document);
    return load;
}

}  // namespace

EditionsLoad load_editions(const std::string& path) { return editions_of(Yaml::load(path)); }

EditionsLoad parse_editions(std::string_view yaml, const std::string& name) {
    return editions_of(Yaml::parse(yaml, name));
}

Result<Edition> edition_of(const std::vector<Edition>& editions, std::string_view id) {
    std::vector<std::string_view> known;
    for (const Edition& edition : editions) {
        if (edition.id == id) return edition;
        known.push_back(edition.id);
    }
    return failure(Errc::usage,
                   fmt::format("there is no edition {}; {}", shown(id), word_advice(id, known)));
}

}  // namespace duwang::config
