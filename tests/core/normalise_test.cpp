// Text made comparable: what looks alike to a reader is the same for matching.
#include "core/text/normalise.h"

#include <gtest/gtest.h>

namespace duwang {
namespace {

struct Row {
    std::string name, written, matched;
};
class MatchForm : public testing::TestWithParam<Row> {};
TEST_P(MatchForm, IsWhatAReaderSees) {
    const std::string original = GetParam().written;
    EXPECT_EQ(match_form(original), GetParam().matched);
    EXPECT_EQ(match_form(match_form(original)), GetParam().matched);
}
INSTANTIATE_TEST_SUITE_P(
    Normalise, MatchForm,
    testing::Values(Row{"M11_spaces_between", "索\u2002引\u2003号\u00A0：", "索引号:"},
                    Row{"M11_ideographic", "标\u3000\u3000题:", "标题:"},
                    Row{"zero_width", "发\u200B文\uFEFF字\u2060号", "发文字号"},
                    Row{"soft_hyphen", "网\u00AD站", "网站"},
                    Row{"full_width", "ＡＢＣ１２３（４）", "abc123(4)"},
                    Row{"colons", "文号﹕甲∶乙", "文号:甲:乙"},
                    Row{"dashes", "2026‐08–25—1−2－3─4", "2026-08-25-1-2-3-4"},
                    Row{"E05_icon_font", "\uE612发布\uF0A1日期", "发布日期"},
                    Row{"chinese_punctuation_stays", "《办法》、公告。", "《办法》、公告。"},
                    Row{"numeral_one_is_no_dash", "第一条", "第一条"},
                    Row{"brackets_stay", "甲政发〔2026〕7号", "甲政发〔2026〕7号"},
                    Row{"empty", "", ""}),
    [](const auto& param) { return param.param.name; });

class NumberForm : public testing::TestWithParam<std::string> {};
TEST_P(NumberForm, M15BracketsAndBlanksDoNotMatter) {
    EXPECT_EQ(number_form(GetParam()), "甲政发〔2026〕7号");
}
INSTANTIATE_TEST_SUITE_P(Normalise, NumberForm,
                         testing::Values("甲政发〔2026〕7号", "甲政发[2026]7号",
                                         "甲政发【2026】7号", "甲政发（2026）7号",
                                         "甲政发(2026) 7 号", "甲政发［２０２６］７号",
                                         "甲政发 ﹝2026﹞\u30007号", "甲政发〖2026〗7号"));

TEST(Normalise, TheOriginalIsNotTouchedForPrinting) {
    EXPECT_EQ(printable("索\u3000引（１）"), "索\u3000引（１）");
    EXPECT_EQ(trim_blanks("\u3000 9901000001\u200B\n"), "9901000001");
}

}  // namespace
}  // namespace duwang
