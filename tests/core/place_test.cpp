// Line and selector of what was read, as a person would look it up in a browser.
#include "core/html/place.h"

#include <gtest/gtest.h>

namespace duwang::html {
namespace {

TEST(Place, SaysLineAndSelector) {
    const std::string text =
        "<!DOCTYPE html>\n<body>\n<div id=\"main\"><ul class=\"list w1\">\n"
        "<li>one</li>\n<li><a href=x>two</a> 2026-08-25</li></ul></div><p>end";
    const PlaceFinder finder(text);
    const Place link = finder.at(text.find("<a "));
    EXPECT_EQ(link.line, 5);
    EXPECT_EQ(link.selector, "div#main > ul.list > li:nth-of-type(2) > a");
    EXPECT_EQ(finder.at(text.find("2026")).selector, "div#main > ul.list > li:nth-of-type(2)");
    EXPECT_EQ(finder.at(text.find("one")).selector, "div#main > ul.list > li:nth-of-type(1)");
    EXPECT_EQ(finder.at(text.find("end")).selector, "p");
}

TEST(Place, OfWhatIsOutsideOfTheTreeIsTheLine) {
    EXPECT_EQ(PlaceFinder("").at(0).line, 1);
    EXPECT_EQ(PlaceFinder("a\nb").at(100).line, 2);
}

TEST(Place, NamesThatNeedEscapingAreLeftOut) {
    const std::string text = "<body><div id='1\"x' class='a:b c'><b>x</b></div>";
    EXPECT_EQ(PlaceFinder(text).at(text.find("<b>")).selector, "div > b");
}

}  // namespace
}  // namespace duwang::html
