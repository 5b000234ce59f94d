#include "config/editions.h"

#include <gtest/gtest.h>

namespace duwang::config {
namespace {

TEST(Editions, InstalledOnesSayWhatEachMayShow) {
    const EditionsLoad load = load_editions(DUWANG_SOURCE_DIR "/config/editions.yaml");
    ASSERT_TRUE(load.errors.empty()) << load.errors[0].what;
    const Edition internal = edition_of(load.editions, "internal").value();
    EXPECT_EQ(internal, full_edition()) << "the internal edition shows everything";
    const Edition unit = edition_of(load.editions, "unit").value();
    EXPECT_TRUE(unit.own_unit);
    EXPECT_FALSE(unit.shows(Shown::ratings));
    EXPECT_FALSE(unit.shows(Shown::people));
    EXPECT_TRUE(unit.shows(Shown::reasons));
    const Edition open = edition_of(load.editions, "public").value();
    EXPECT_FALSE(open.own_unit);
    EXPECT_EQ(open.shown, (std::set{Shown::grade, Shown::rank}));
}

TEST(Editions, EveryWordCanBeReadAgain) {
    for (Shown what : full_edition().shown) EXPECT_EQ(shown_of(shown_word(what)), what);
    EXPECT_EQ(shown_of("everything"), std::nullopt);
}

TEST(Editions, UnknownOnesNameThoseThereAre) {
    const EditionsLoad load = load_editions(DUWANG_SOURCE_DIR "/config/editions.yaml");
    const auto edition = edition_of(load.editions, "pubic");
    ASSERT_FALSE(edition);
    EXPECT_EQ(edition.error().code, Errc::usage);
    EXPECT_NE(edition.error().what.find("did you mean \"public\"?"), std::string::npos);
}

TEST(Editions, MistakesAreToldWithPlaceAndWhatToWrite) {
    struct Row {
        const char *yaml, *place, *message;
    };
    const std::string head = "editions:\n  - id: a\n    title: 甲\n    units: all\n    shows: ";
    for (const Row& row : {
             Row{"[grade, ranks]", "e.yaml:5:12: ", "did you mean \"rank\"?"},
             Row{"[people]", "e.yaml:5:12: ", "\"people\" stands inside of \"sources\""},
             Row{"[bounds]", "e.yaml:5:12: ", "\"bounds\" stands inside of \"open_results\""},
             Row{"[]", "e.yaml:5:12: ", "shows is empty"},
             Row{"all", "e.yaml:5:12: ", "write a list"},
             Row{"[grade]\n    hides: [rank]", "e.yaml:6:5: ", "unknown key \"hides\""},
             Row{"[grade]\n  - id: a\n    title: 乙\n    units: own\n    shows: [rank]",
                 "e.yaml:6:5: ", "stands twice"},
             Row{"[grade]\n  - id: A b\n    title: 乙\n    units: some\n    shows: [rank]",
                 "e.yaml:6:9: ", "small letters"},
             Row{"[grade]\n  - id: b\n    title: 乙\n    units: some\n    shows: [rank]",
                 "e.yaml:8:12: ", "write all"},
             Row{"[grade]\n  - id: b\n    title: 乙\n    units: all",
                 "e.yaml:6:5: ", "no \"shows\""},
         }) {
        const EditionsLoad load = parse_editions(head + row.yaml + "\n", "e.yaml");
        std::string all;
        for (const Error& error : load.errors) all += error.what + "\n";
        EXPECT_NE(all.find(row.place), std::string::npos) << row.yaml << "\n" << all;
        EXPECT_NE(all.find(row.message), std::string::npos) << row.yaml << "\n" << all;
    }
    for (const char* text : {"", "[]", "editions:", "editions: []", "editions: [a, b]", "x: 1"})
        EXPECT_FALSE(parse_editions(text, "e.yaml").errors.empty()) << text;
    EXPECT_FALSE(load_editions("/nonexistent").errors.empty());
}

}  // namespace
}  // namespace duwang::config
