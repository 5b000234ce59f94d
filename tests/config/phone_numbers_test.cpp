// Telephone numbers as guides (信息公开指南) write them; by the words that are installed.
#include "core/phone_numbers.h"

#include <gtest/gtest.h>

#include "config/call_words.h"

namespace duwang {
namespace {

PhoneRules installed() {
    const auto load = config::load_phone_rules(DUWANG_SOURCE_DIR "/config/vocabulary/calls.yaml");
    EXPECT_TRUE(load.errors.empty()) << load.errors.front().what;
    return load.rules;
}

std::string numbers_in(const std::string& text) {
    std::string all;
    for (const PhoneNumber& one : find_phone_numbers(text, installed()))
        all += (all.empty() ? "" : " | ") + one.number;
    return all;
}

TEST(PhoneNumbers, AreFoundAsPagesWriteThem) {
    struct Case {
        const char *text, *numbers;
    };
    for (const Case& one : {
             Case{"联系电话：0999-9900001", "0999-9900001"},
             Case{"联系电话：（0999）9900001", "0999-9900001"},
             Case{"０９９９—９９００００１", "0999-9900001"},
             Case{"电话 0999 9900001。", "0999-9900001"},
             Case{"010-59900001", "010-59900001"},
             Case{"咨询电话：9900001、9900002", "9900001 | 9900002"},
             Case{"办公电话 13999000001", "13999000001"},
             Case{"拨打12345热线", "12345"},
             Case{"电话：0999-9900001 传真：0999-9900002", "0999-9900001"},
             Case{"传真：0999-9900002 电话：0999-9900001", "0999-9900001"},
             Case{"电话：0999-9900001；再次：0999 9900001", "0999-9900001"},
             Case{"400-990-0001", "400-990-0001"},
             // None of these is a telephone number.
             Case{"邮政编码：839900", ""},
             Case{"9900001", ""},  // without a label it could be anything
             Case{"电话：2022-08-31 发布", ""},
             Case{"国办发〔2022〕12345号", ""},
             Case{"新ICP备99000002号", ""},
             Case{"电话 网站标识码：9902000020", ""},
             Case{"身份证号 650999199001011234", ""},
             Case{"电话：20999-9900001234", ""},
             Case{"版本 1.0999-9900001", ""},
             Case{"联系电话：", ""},
             Case{"", ""},
         })
        EXPECT_EQ(numbers_in(one.text), one.numbers) << one.text;
}

TEST(PhoneNumbers, AreQuotedWithTheWordsAroundThem) {
    const auto found = find_phone_numbers(
        "受理机构：云禾县人民政府办公室；办公时间：工作日；联系电话：0999—9900001；邮编略",
        installed());
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0].digits, "09999900001");
    EXPECT_NE(found[0].quote.find("联系电话:0999-9900001"), std::string::npos) << found[0].quote;
    EXPECT_LE(found[0].quote.size(), 110u);
}

// A page of nothing but digits and labels costs no more than its length.
TEST(PhoneNumbers, HostilePagesAreBounded) {
    std::string text;
    for (int i = 0; i < 200'000; ++i) text += "电话0-1 ";
    EXPECT_TRUE(find_phone_numbers(text, installed()).empty());
    text.clear();
    for (int i = 0; i < 2'000; ++i) text += "电话：0999-2" + std::to_string(100'000 + i) + "；";
    EXPECT_EQ(find_phone_numbers(text, installed()).size(), 200u);
}

TEST(CallWords, MistakesAreNamedWithTheirPlace) {
    const auto says = [](const std::string& yaml, std::string_view what) {
        const auto load = config::parse_phone_rules(yaml, "calls.yaml");
        std::string all;
        for (const Error& error : load.errors) all += error.what + "\n";
        EXPECT_NE(all.find(what), std::string::npos) << yaml << "\n" << all;
    };
    const std::string rest =
        "labels: [电话]\nnot_labels: [传真]\nlocal_patterns: [\"N######\"]\nguides: [指南]\n"
        "guide_columns: [guide]\nlink_columns: [disclosure_platform]\n";
    EXPECT_TRUE(
        config::parse_phone_rules(rest + "patterns: [\"0##-N#######\"]\n", "c").errors.empty());
    says(rest, "\"patterns\" is missing or empty");
    says(rest + "patterns: [\"0##x\"]\n", "calls.yaml:7:12");
    says(rest + "patterns: [\"####\"]\n", "at least 5 of them");
    says(rest + "pattern: [\"0##-N#######\"]\n", "did you mean \"patterns\"?");
}

}  // namespace
}  // namespace duwang
