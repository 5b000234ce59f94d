#include <gtest/gtest.h>

#include "crawler/document/labels.h"

namespace duwang::crawler {
namespace {

TEST(Labels, AreComparedWithoutNumberingBlanksAndSigns) {
    for (auto [written, form] :
         {std::pair{"（一）予以公开", "予以公开"}, std::pair{"(一)予以\n公开", "予以公开"},
          std::pair{"1.属于国家秘密", "属于国家秘密"}, std::pair{"1．属于国家秘密", "属于国家秘密"},
          std::pair{"３、属于 国家 秘密", "属于国家秘密"}, std::pair{"①规章", "规章"},
          std::pair{"其中：1.规章", "规章"}, std::pair{"一、本年新收", "本年新收"},
          std::pair{"危及“三安全一稳定”", "危及三安全一稳定"},
          std::pair{"三安全一稳定", "三安全一稳定"}, std::pair{"本年增/减", "本年增减"},
          std::pair{"（七）总计", "总计"}, std::pair{"社会\u00a0公益\u3000组织", "社会公益组织"},
          std::pair{"2023年", "2023年"}, std::pair{"1.5", "15"}})
        EXPECT_EQ(label_form(written), form) << written;
}

}  // namespace
}  // namespace duwang::crawler
