#include <fmt/format.h>

#include <functional>

#include "rules/validation/scheme_validator.h"
#include "tests/rules/support.h"

namespace duwang::rules {
namespace {

const std::vector<CheckDescriptor> known_checks{
    {"site-marks", {"missing-mark", "malformed-mark", "no-site"}, {"only"}}};

std::string replaced(std::string text, std::string_view from, std::string_view to) {
    auto at = text.find(from);
    EXPECT_NE(at, text.npos) << from;
    return text.replace(at, from.size(), to);
}

std::string all(const std::vector<Error>& errors) {
    std::string text;
    for (const Error& error : errors) text += error.what + "\n";
    return text;
}

TEST(SchemeLoader, ReadsWhatStandsThere) {
    Scheme scheme = small_scheme();
    EXPECT_EQ(scheme.id, "small");
    ASSERT_EQ(scheme.indicators.size(), 3u);
    EXPECT_EQ(scheme.indicators[0].parts[0].id, "1");
    EXPECT_EQ(scheme.indicators[0].parts[0].deduct[2].per, Per::whole);
    EXPECT_EQ(scheme.indicators[1].parts[1].id, "2b");
    EXPECT_EQ(scheme.indicators[1].parts[1].objects.any_of[0], "group:trade");
    EXPECT_TRUE(scheme.indicators[2].bonus);
    EXPECT_EQ(scheme.hash.size(), 64u);
    EXPECT_TRUE(validate_scheme(scheme, known_checks).empty());
}

TEST(SchemeLoader, HashCoversNamesAndBytesButNotTheOrderOfFiles) {
    std::vector<SchemeFile> files = small_files();
    const std::string hash = scheme_hash(files);
    std::swap(files[0], files[2]);
    EXPECT_EQ(scheme_hash(files), hash);
    files[1].name += "x";
    EXPECT_NE(scheme_hash(files), hash);
}

TEST(SchemeLoader, SaysWhereWhatAndWhatToWrite) {
    struct Row {
        const char *from, *to, *place, *message;
    };
    for (const Row& row : {
             Row{"basis:", "basys:", "indicators/1.yaml:6:1: ", "did you mean \"basis\"?"},
             Row{"full: \"1\"", "full: ein", "indicators/1.yaml:5:7: ", "\"full: ein\" is not a "},
             Row{"full: \"1\"", "full: \"-1\"", ":5:7: ", "is negative"},
             Row{"full: \"1\"", "full: \"0.333333333333333\"", ":5:7: ", "a fraction as text, for"},
             Row{"full: \"1\"", "full: [1]", ":5:7: ", "is a list; write a text"},
             Row{"method: crawl", "method: magic",
                 ":8:9: ", "write crawl or confirm or entered or imported"},
             Row{"method: crawl\n", "", ":2:1: ", "\"method\" is missing"},
             Row{"per: whole", "per: twice", ":13:", "write object or once or whole"},
             Row{"check: site-marks\n", "", ":2:1: ", "has no \"check\""},
             Row{"title: 网站标识", "title: 网站标识\ntitle: 又", ":4:1: ", "stands twice"},
             Row{"objects: [county]", "objects: {a: b}", ":7:10: ", "write a list of texts"},
             Row{"deduct:\n", "deduct: no\nparts:\n", "", "beside \"parts\""},
             Row{"levels: [", "levels: [[", "indicators/1.yaml:", ""},
             Row{"points: \"0.1\"", "range: [\"1%\", \"3%\"]", ":11:", "no percentages"},
             Row{"points: \"0.1\"", "range: [\"1/\", \"3\"]", ":11:", "[\"1\", \"3\"]"},
             Row{"points: \"0.1\"", "range: [\"1/99999999999\", \"1\"]", ":11:", "[\"1\", \"3\"]"},
         }) {
        std::vector<SchemeFile> files = small_files();
        files[1].content = replaced(files[1].content, row.from, row.to);
        SchemeLoad load = read_scheme(files);
        EXPECT_FALSE(load.scheme) << row.to;
        EXPECT_NE(all(load.errors).find(row.place), std::string::npos) << all(load.errors);
        EXPECT_NE(all(load.errors).find(row.message), std::string::npos) << all(load.errors);
    }
}

TEST(SchemeLoader, ReportsAllErrorsAtOnce) {
    std::vector<SchemeFile> files = small_files();
    files[0].content = "id: x\nfull: y\n";
    files[1].content = "[]";
    files[2].content = "";
    EXPECT_GE(read_scheme(files).errors.size(), 5u);
    EXPECT_NE(all(read_scheme({}).errors).find("scheme.yaml: missing"), std::string::npos);
    EXPECT_FALSE(load_scheme("/nonexistent").errors.empty());
}

TEST(SchemeLoader, HostileFilesEndInErrors) {
    for (const std::string& content :
         {std::string(200'000, '['), std::string("a: &a [*a]"), std::string(1000, '\0'),
          std::string("\xff\xfe\x00", 3), std::string("id: {a: {b: {c: 1}}}"),
          "? " + std::string(5000, 'k') + "\n: 1"}) {
        std::vector<SchemeFile> files = small_files();
        files[1].content = content;
        EXPECT_FALSE(read_scheme(files).scheme);
    }
}

TEST(SchemeValidator, NamesWhatIsWrong) {
    struct Row {
        std::size_t file;
        const char *from, *to, *message;
    };
    for (const Row& row : {
             Row{0, "full: \"4\"", "full: \"5\"", "the indicators make 4 but 5 is written (differ"},
             Row{0, "bonus_full: \"1\"", "bonus_full: \"2\"", "the bonus indicators make 1"},
             Row{0, "id: small", "levels: [{path: [公开渠道], points: \"2\"}]\nid: small",
                 "the indicators of 公开渠道 make 1 but 2 is written"},
             Row{1, "basis: 附件3 第38条\n", "", "indicator 1 has no basis"},
             Row{1, "objects: [county]\n", "", "indicator 1 has no objects"},
             Row{1, "check: site-marks", "check: site-mark", "did you mean \"site-marks\"?"},
             Row{1, "finding: missing-mark", "finding: mising-mark", "mean \"missing-mark\"?"},
             Row{1, "deduct:", "params: {onli: x}\ndeduct:", "has no param \"onli\"; did you mean"},
             Row{1, "points: \"0.1\"", "points: \"1.1\"", "takes 1.1 but part 1 has only 1"},
             Row{1, "finding: malformed-mark", "finding: missing-mark", "a second rule for"},
             Row{1, "id: \"1\"", "id: \"2\"", "id \"2\" is used already at indicators/1.yaml"},
             Row{2, "points: \"2\"", "points: \"1.5\"", "the parts of 2 make 2.5 but its full"},
             Row{2, "id: b", "id: a", "id \"2a\" is used already"},
         }) {
        std::vector<SchemeFile> files = small_files();
        files[row.file].content = replaced(files[row.file].content, row.from, row.to);
        SchemeLoad load = read_scheme(files);
        ASSERT_TRUE(load.scheme) << all(load.errors);
        const std::string errors = all(validate_scheme(*load.scheme, known_checks));
        EXPECT_NE(errors.find(row.message), std::string::npos) << row.to << "\n" << errors;
    }
}

TEST(SchemeValidator, FractionsAddUpExactlyUntilTheyAreAbsurd) {
    for (int count : {2, 40, 200}) {
        std::vector<SchemeFile> files = small_files();
        files[1].content += "caps:\n";
        for (int i = 0; i < count; ++i)
            files[1].content += fmt::format("  c{}: \"1/{}\"\n", i, 9999999999 - 2 * i);
        SchemeLoad load = read_scheme(files);
        ASSERT_TRUE(load.scheme) << all(load.errors);
        const std::string errors = all(validate_scheme(*load.scheme, known_checks));
        EXPECT_EQ(errors.find("cannot be added exactly") != errors.npos, count == 200) << errors;
    }
}

TEST(SchemeValidator, CrawledPartNeedsRulesOrAnAssumption) {
    std::vector<SchemeFile> files = small_files();
    auto at = files[1].content.find("deduct:");
    files[1].content.resize(at);
    Scheme scheme = read_scheme(files).scheme.value();
    EXPECT_NE(all(validate_scheme(scheme, known_checks)).find("neither deduction rules"),
              std::string::npos);
    scheme.indicators[0].parts[0].assumed = true;
    EXPECT_TRUE(validate_scheme(scheme, known_checks).empty());
}

TEST(Objects, SelectorsAndExclusions) {
    Unit unit = county();
    unit.groups = {"trade"};
    struct Row {
        Objects objects;
        bool owner, expected;
    };
    for (const Row& row :
         {Row{{{"county"}, {}}, false, true}, Row{{{"department"}, {}}, true, false},
          Row{{{"group:trade"}, {}}, false, true}, Row{{{"unit:gaochang"}, {}}, false, true},
          Row{{{"site_owner"}, {}}, false, false}, Row{{{"site_owner"}, {}}, true, true},
          Row{{{"county"}, {"unit:gaochang"}}, true, false}, Row{{}, true, false}})
        EXPECT_EQ(applies_to(row.objects, unit, row.owner), row.expected);
}

// TP-3.01 … TP-3.45 and the bonus: the scheme that is delivered.
TEST(Turpan2022, IsCompleteAndAddsUp) {
    SchemeLoad load = load_scheme(DUWANG_SOURCE_DIR "/config/schemes/turpan-2022");
    ASSERT_TRUE(load.scheme) << all(load.errors);
    const std::vector<CheckDescriptor> checks{
        {"column-expected",
         {"missing-entry", "empty-entry", "broken-entry", "foreign-entry", "no-platform"},
         {"expected"}},
        {"links-dead",
         {"dead-link", "soft-404", "restricted-link", "hijacked-link"},
         {"in_session_deducts"}},
        {"identity-site-marks",
         {"missing-mark", "malformed-mark", "inconsistent-mark", "wrong-domain", "wrong-name"},
         {"marks"}},
        {"network-ipv6", {"no-aaaa", "aaaa-not-global", "ipv6-unreachable", "ipv6-http-error"}, {}}};
    EXPECT_EQ(all(validate_scheme(*load.scheme, checks)), "");
    EXPECT_EQ(load.scheme->indicators.size(), 47u);
    EXPECT_EQ(load.scheme->full.exact(), "100");
    EXPECT_EQ(load.scheme->bonus_full.exact(), "5");
    for (const Indicator& indicator : load.scheme->indicators) {
        EXPECT_FALSE(indicator.content.empty()) << indicator.id;
        EXPECT_FALSE(indicator.levels.empty()) << indicator.id;
    }
}

TEST(Turpan2022, WholeSiteIndicatorsAskTheSitesOwnerOnly) {
    Scheme scheme = load_scheme(DUWANG_SOURCE_DIR "/config/schemes/turpan-2022").scheme.value();
    Unit bureau = county();
    bureau.kind = "department";
    auto state = [&](bool owns, std::string_view id) {
        ScoreSheet sheet = score_unit(scheme, bureau, owns, {}, {}, "r");
        for (const IndicatorScore& line : sheet.indicators)
            if (line.id == id) return line.state;
        return LineState::decided;
    };
    for (const char* id : {"3.37", "3.38", "3.39"}) {
        EXPECT_EQ(state(false, id), LineState::not_applicable) << id;
        EXPECT_EQ(state(true, id), LineState::open) << id;
    }
    EXPECT_EQ(state(false, "3.36"), LineState::open);
}

}  // namespace
}  // namespace duwang::rules
