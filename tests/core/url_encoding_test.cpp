// Addresses in the other character set.
#include "core/url_encoding.h"

#include <gtest/gtest.h>

namespace duwang {
namespace {

TEST(UrlEncoding, TellsTheSameAddressInTheOtherCharacterSet) {
    struct Case {
        const char *one, *other;
    };
    for (const Case& known : {Case{"http://x.gov.cn/%E4%BF%A1%E6%81%AF.html",
                                   "http://x.gov.cn/%D0%C5%CF%A2.html"},
                              Case{"http://x.gov.cn/a%20b/%E4%BF%A1?q=%E6%81%AF&n=1",
                                   "http://x.gov.cn/a%20b/%D0%C5?q=%CF%A2&n=1"}}) {
        EXPECT_EQ(in_other_encoding(known.one), known.other);
        EXPECT_EQ(in_other_encoding(known.other), known.one);
    }
}

TEST(UrlEncoding, HasNoOtherForAsciiAndForBytesOfNeither) {
    for (const char* url : {"http://x.gov.cn/a%20b.html", "http://x.gov.cn", "http://x.gov.cn/",
                            "http://x.gov.cn/%FF%FF.html", "http://x.gov.cn/%F0%9F%98%80.html",
                            "http://x.gov.cn/100%", "no address"})
        EXPECT_EQ(in_other_encoding(url), std::nullopt) << url;
}

}  // namespace
}  // namespace duwang
