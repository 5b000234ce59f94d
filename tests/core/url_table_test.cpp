// Every row of tests/golden/url: resolving a reference gives what a browser would ask for.
#include <fmt/format.h>

#include "core/text/charset.h"
#include "core/url.h"
#include "core/url_plain.h"
#include "tests/support/table.h"

namespace duwang {
namespace {

TEST(UrlTable, EveryRowResolvesAsTheStandardSays) {
    const std::vector<test::TableRow> rows = test::read_tables("url", 5);
    EXPECT_GE(rows.size(), 300u);
    for (const test::TableRow& row : rows) {
        const std::string &ref = row.cells[0], &base_text = row.cells[1], &charset = row.cells[2];
        Url base;
        if (!base_text.empty()) {
            const std::optional<Url> parsed = parse_url(base_text);
            ASSERT_TRUE(parsed) << row.place;
            base = *parsed;
        }
        const std::optional<Url> url =
            resolve_url(ref, base, charset.empty() ? "utf-8" : charset_of_label(charset));
        EXPECT_EQ(url ? std::string(url->href()) : "failure", row.cells[3])
            << row.place << " \"" << ref << "\"";
        if (!url || row.cells[4].empty()) continue;
        EXPECT_EQ(url->key(), row.cells[4]) << row.place;
    }
}

// What was resolved once resolves to itself: stored addresses stay what they are.
TEST(UrlTable, ResultsAreFixedPoints) {
    for (const test::TableRow& row : test::read_tables("url", 5)) {
        if (row.cells[3] == "failure") continue;
        const std::optional<Url> url = parse_url(row.cells[3]);
        ASSERT_TRUE(url) << row.place;
        EXPECT_EQ(url->href(), row.cells[3]) << row.place;
    }
}

std::string parts_of(const Url& url) {
    return fmt::format("{} {}|{}|{}|{}|{}|{}|{}", url.href(), url.str(), url.scheme(), url.host(),
                       url.port(), url.path(), url.query(), url.fragment());
}

// The short way says what the long way says: of every row, and of each with any character changed.
TEST(UrlTable, TheShortWayAgreesWithTheLongOne) {
    int taken = 0, asked = 0;
    auto compare = [&](const std::string& text) {
        ++asked;
        const std::optional<Url> plain = plain_url(text);
        if (!plain) return;
        ++taken;
        const std::optional<Url> url = resolve_url(text, Url{});
        EXPECT_EQ(url ? parts_of(*url) : "failure", parts_of(*plain)) << text;
    };
    for (const test::TableRow& row : test::read_tables("url", 5)) {
        for (const std::string& text : {row.cells[0], row.cells[1], row.cells[3]}) {
            compare(text);
            for (std::size_t i = 0; i < text.size(); ++i)
                for (char c : std::string_view("./%2eE:?#@-\\ 0xaZ~'\"|[\x7f\xe6")) {
                    std::string changed = text;
                    changed[i] = c;
                    compare(changed);
                }
        }
    }
    EXPECT_GE(taken, 10'000) << "of " << asked;
}

}  // namespace
}  // namespace duwang
