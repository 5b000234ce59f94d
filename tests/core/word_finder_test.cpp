#include "core/text/word_finder.h"

#include <gtest/gtest.h>

namespace duwang {
namespace {

// "place:word place:word …", in the order in which they were found.
std::string found(const WordFinder& finder, std::string_view text) {
    std::vector<WordFinder::Hit> hits;
    finder.find_all(text, hits);
    std::string out;
    for (const auto& [at, word] : hits)
        out += (out.empty() ? "" : " ") + std::to_string(at) + ":" + finder.word(word);
    return out;
}

struct Row {
    std::string name;
    std::vector<std::string> words;
    LetterCase letters;
    std::string text, expected;
};
class Words : public testing::TestWithParam<Row> {};
TEST_P(Words, AreFoundWhereTheyStand) {
    const Row& row = GetParam();
    WordFinder finder(row.words, row.letters);
    EXPECT_EQ(found(finder, row.text), row.expected);
    EXPECT_EQ(finder.in(row.text), !row.expected.empty());
}
constexpr LetterCase plain = LetterCase::as_written, any = LetterCase::any;
INSTANTIATE_TEST_SUITE_P(
    Finder, Words,
    testing::Values(
        Row{"nothing", {"备"}, plain, "标识码：9901", ""},
        Row{"in_the_order_of_the_text", {"码", "备"}, plain, "备案 码 备", "0:备 7:码 11:备"},
        Row{"words_that_overlap", {"电话", "联系电话"}, plain, "联系电话", "0:联系电话 6:电话"},
        Row{"at_the_very_end", {"主办"}, plain, "x主办", "1:主办"},
        Row{"cut_at_the_end", {"主办单位"}, plain, "x主办", ""},
        Row{"letters_as_written", {"E-mail"}, plain, "e-mail E-mail", "7:E-mail"},
        Row{"letters_in_any_case", {"conac.cn"}, any, "//bszs.CONAC.cn/", "7:conac.cn"},
        Row{"signs_are_not_letters", {"a@b"}, any, "a`b A@B", "4:a@b"},
        Row{"one_letter", {"x"}, plain, "axbx", "1:x 3:x"},
        Row{"one_letter_at_the_end", {"x"}, any, "X", "0:x"},
        Row{"two_bytes", {"é"}, plain, "cafés", "3:é"},
        Row{"beside_wide_signs", {"备"}, plain, "😀备", "4:备"},
        Row{"empty_words_are_never_found", {"", "码"}, plain, "码", "0:码"},
        Row{"no_words", {}, plain, "码", ""}),
    [](const auto& row) { return row.param.name; });

// What is noted as a beginning on the way leads to the words that a search would find.
TEST(WordBeginnings, AreThoseOfTheWordsFound) {
    const std::vector<std::string> words = {"码", "联系电话", "电话", "E-mail", "é", "①x"};
    const WordFinder finder(words);
    const WordBeginnings beginnings(words);
    const std::string text = "标识码：联系电话 1，E-mail é ①x ①y 完";
    std::vector<WordFinder::Hit> all, noted;
    finder.find_all(text, all);
    for (std::size_t at = 0; at < text.size(); ++at)
        if (beginnings.may_be_led_by(static_cast<unsigned char>(text[at])) &&
            beginnings.may_be_at(text, at))
            finder.find_at(text, at, noted);
    ASSERT_EQ(noted.size(), 6u);
    ASSERT_EQ(all.size(), noted.size());
    for (std::size_t i = 0; i < all.size(); ++i) {
        EXPECT_EQ(noted[i].at, all[i].at);
        EXPECT_EQ(noted[i].word, all[i].word);
    }
    EXPECT_FALSE(beginnings.may_be_led_by('x'));
}

}  // namespace
}  // namespace duwang
