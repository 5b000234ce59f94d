// N-1: which numbers a text names.
#include "crawler/document/named_numbers.h"

#include <gtest/gtest.h>

#include "config/document_rules.h"

namespace duwang::crawler {
namespace {

// "new_requests=12 reviews=0", in the order of the rules.
std::string named(std::string_view text) {
    const ReportFormat* format = config::default_document_rules().annual_reports.format("2021");
    const NamedNumbers named = named_numbers(text, *format);
    std::string all;
    for (const NamedNumber& one : named.numbers)
        all += (all.empty() ? "" : " ") + one.key + "=" + one.value.exact();
    for (const std::string& note : named.notes) all += (all.empty() ? "" : " ") + note;
    return all;
}

TEST(NamedNumbers, AreThoseOfTheSentence) {
    for (auto [text, expected] :
         {std::pair{"全年新收政府信息公开申请12件，上年结转2件。",
                    "new_requests=12 carried_requests=2"},
          std::pair{"本年度收到政府信息公开申请 １４ 件", "received_requests=14"},
          std::pair{"新收到政府信息公开申请1,234件", "new_requests=1234"},
          std::pair{"未收到政府信息公开申请。", "received_requests=0"},
          std::pair{"因公开引起的行政复议3件、行政诉讼1起", "reviews=3 lawsuits=1"},
          std::pair{"未发生行政复议、行政诉讼。", "reviews=0 lawsuits=0"},
          std::pair{"行政复议、行政诉讼共3件", ""},
          std::pair{"行政复议案件。另收信函5件", ""},
          std::pair{"新收申请同比增长12%", ""},
          std::pair{"去年新收申请9件，本年新收申请7件", "new_requests=7"},
          std::pair{"收到申请14件，结转下年继续办理1件", "carried_on=1 received_requests=14"},
          std::pair{"其中1件因未收到申请人补正材料终止", ""},
          std::pair{"行政复议1件，没有行政复议被纠错的情况", "reviews=1"},
          std::pair{"没有行政复议被纠错的情况", ""},
          std::pair{"未收到申请人材料。本年未收到申请。", "received_requests=0"},
          std::pair{"被申请1件行政复议，被提起2件行政诉讼", ""},
          std::pair{"新收集意见建议35条", ""},
          std::pair{"新收意见建议35条", ""},
          std::pair{"行政复议1件。行政复议共1件。", "reviews=1"},
          std::pair{"行政复议1件。行政复议共2件。", "ambiguous:reviews"},
          std::pair{"共收到政府信息公开申请15件，其中新收14件，上年结转1件",
                    "new_requests=14 carried_requests=1 received_requests=15"},
          std::pair{"2023年印发文件3件", ""}})
        EXPECT_EQ(named(text), expected) << text;
}

TEST(NamedNumbers, OfALongTextAreFoundInLinearTime) {
    std::string text;
    while (text.size() < 900'000) text += "行政复议";
    EXPECT_EQ(named(text + "2件"), "reviews=2");
}

}  // namespace
}  // namespace duwang::crawler
