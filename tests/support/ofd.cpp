#include "tests/support/ofd.h"

#include <fmt/format.h>

namespace duwang::test {
namespace {

constexpr std::string_view head = R"(<?xml version="1.0" encoding="UTF-8"?>)";
constexpr std::string_view space = R"(xmlns:ofd="http://www.ofdspec.org/2016")";

std::string content_of(const OfdPage& page) {
    std::string out = fmt::format("{}<ofd:Page {}><ofd:Content><ofd:Layer ID=\"1\">", head, space);
    for (const OfdLine& line : page.lines)
        out += fmt::format(
            "<ofd:PathObject Boundary=\"{} {} {} {}\" LineWidth=\"0.2\"><ofd:"
            "AbbreviatedData>M 0 0 L {} {}</ofd:AbbreviatedData></ofd:PathObject>",
            line.x1, line.y1, line.x2 - line.x1, line.y2 - line.y1, line.x2 - line.x1,
            line.y2 - line.y1);
    for (const OfdText& text : page.texts)
        out += fmt::format(
            "<ofd:TextObject Boundary=\"{} {} 100 5\" Size=\"4\"><ofd:TextCode X=\"0\" "
            "Y=\"3.5\">{}</ofd:TextCode></ofd:TextObject>",
            text.x, text.y - 3.5, text.text);
    if (page.image) out += R"(<ofd:ImageObject Boundary="0 0 210 297" ResourceID="9"/>)";
    if (!page.link.empty())
        out += fmt::format(
            "<ofd:PathObject Boundary=\"0 0 1 1\"><ofd:Actions><ofd:Action "
            "Event=\"CLICK\"><ofd:URI URI=\"{}\"/></ofd:Action></ofd:Actions>"
            "</ofd:PathObject>",
            page.link);
    return out + "</ofd:Layer></ofd:Content></ofd:Page>";
}

}  // namespace

ZipFiles ofd_files(std::string_view title, const std::vector<OfdPage>& pages) {
    ZipFiles files;
    files.emplace_back(
        "OFD.xml",
        fmt::format("{}<ofd:OFD {} Version=\"1.0\" DocType=\"OFD\"><ofd:DocBody>"
                    "<ofd:DocInfo><ofd:Title>{}</ofd:Title></ofd:DocInfo>"
                    "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
                    head, space, title));
    std::string list;
    for (std::size_t i = 0; i < pages.size(); ++i) {
        list +=
            fmt::format("<ofd:Page ID=\"{}\" BaseLoc=\"Pages/Page_{}/Content.xml\"/>", i + 2, i);
        files.emplace_back(fmt::format("Doc_0/Pages/Page_{}/Content.xml", i), content_of(pages[i]));
    }
    files.emplace_back(
        "Doc_0/Document.xml",
        fmt::format("{}<ofd:Document {}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297"
                    "</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData><ofd:Pages>{}</ofd:Pages>"
                    "</ofd:Document>",
                    head, space, list));
    return files;
}

std::string ofd_of(std::string_view title, const std::vector<OfdPage>& pages) {
    return zip_of(ofd_files(title, pages));
}

}  // namespace duwang::test
