// Link targets that became something else since an earlier capture (易主).
#include "crawler/plan/changed_kind.h"

#include <gtest/gtest.h>

namespace duwang::crawler {
namespace {

TEST(ChangedKind, IsToldByTitlesThatHaveNothingInCommon) {
    struct Row {
        const char* then;
        const char* now;
        const char* opening;
        bool changed;
        const char* url = "http://www.other.cn/";
        std::int64_t chars = 800;
    };
    const char* article = "http://www.other.cn/news/7.html";
    for (const Row& row : {
             Row{"云禾县旅游局", "Best Online Slots 2026", "Play now", true},
             Row{"云禾县旅游局", "Best Online Slots 2026", "Play now", true, article},
             Row{"云禾县旅游局", "Home", "云禾县文化和旅游局", false},        // still Chinese
             Row{"云禾县旅游局", "真人棋牌官方平台", "注册送", true},
             Row{"云禾县旅游局", "云禾县文化和旅游局", "", false},             // renamed
             Row{"云禾县旅游局", "真人棋牌官方平台", "注册送", false, article},  // another article
             Row{"云禾县旅游局", "系统维护中请稍候", "", false, "http://www.other.cn/", 30},
             Row{"云禾县旅游局", "首页", "欢迎", false},
             Row{"首页", "真人棋牌官方平台", "注册送", false},  // too little was known
             Row{"Home", "真人棋牌官方平台", "注册送", false},
             Row{"云禾县旅游局", "", "Play now", false},
         }) {
        PageFacts now;
        now.url = row.url;
        now.title = row.now;
        now.opening = row.opening;
        now.text_chars = row.chars;
        EXPECT_EQ(changed_kind({row.then}, now), row.changed) << row.then << " → " << row.now;
    }
}

}  // namespace
}  // namespace duwang::crawler
