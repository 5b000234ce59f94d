// Bombs in containers of the ZIP kind.
#include "tests/crawler/attachment/hostile_files.h"
#include "tests/support/ofd.h"
#include "tests/support/ole.h"

namespace duwang::crawler {
namespace {

using test::packed_file;
using test::PackedFile;
using test::ZipFiles;

std::string docx_with(const PackedFile& document) {
    return test::zip_of_packed({packed_file("[Content_Types].xml", "<Types/>"), document});
}
std::string docx_of(const std::string& xml) {
    return docx_with(packed_file("word/document.xml", xml));
}

const std::string laughs = [] {
    std::string dtd = "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a0 \"ha\">";
    for (int i = 1; i < 12; ++i)
        dtd += "<!ENTITY a" + std::to_string(i) + " \"" +
               repeated("&a" + std::to_string(i - 1) + ";", 10) + "\">";
    return dtd +
           "]><w:document><w:body><w:p><w:r><w:t>&a11;</w:t></w:r></w:p></w:body></w:document>";
}();
const std::string outside =
    "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><w:document><w:p><w:r><w:t>&e;</w:t>"
    "</w:r></w:p></w:document>";

std::vector<PackedFile> packed(const ZipFiles& files, const PackedFile& instead) {
    std::vector<PackedFile> out;
    for (const auto& [name, content] : files)
        if (name != instead.name) out.push_back(packed_file(name, content));
    out.push_back(instead);
    return out;
}

// Rows of a sheet, a megabyte of them. `spread`: less alike, so that they pack 20 to 1.
std::string rows(bool spread) {
    std::string out;
    unsigned number = 12'345;
    while (out.size() < 1u << 20) {
        out += "<row><c><v>1</v></c><c t=\"inlineStr\"><is><t>aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
        if (spread) {
            number = number * 1'103'515'245 + 12'345;
            out += std::to_string(number >> 8);
        }
        out += "</t></is></c></row>";
    }
    return out;
}

std::string sheet_bomb(bool spread, unsigned megabytes) {
    return test::zip_of_packed(
        packed(test::workbook_files(""),
               packed_file("xl/worksheets/sheet1.xml", "<worksheet><sheetData>", rows(spread),
                           megabytes, "</sheetData></worksheet>")));
}

// Letters that pack 2 to 1 at most, a megabyte of them.
std::string spread_text() {
    std::string out;
    unsigned number = 12'345;
    while (out.size() < 1u << 20) {
        number = number * 1'103'515'245 + 12'345;
        out += static_cast<char>('a' + (number >> 16) % 20);
    }
    return out;
}

std::string slide_of(const std::string& head, const std::string& part, unsigned times,
                     const std::string& tail,
                     const std::string& list = "<p:sldId id=\"256\" r:id=\"s1\"/>") {
    return test::zip_of_packed(
        {packed_file("[Content_Types].xml", "<Types/>"),
         packed_file("ppt/presentation.xml",
                     "<p:presentation><p:sldIdLst>" + list + "</p:sldIdLst></p:presentation>"),
         packed_file("ppt/_rels/presentation.xml.rels",
                     "<Relationships><Relationship Id=\"s1\" Type=\"x/slide\" "
                     "Target=\"slides/slide1.xml\"/></Relationships>"),
         packed_file("ppt/slides/slide1.xml", head, part, times, tail)});
}

// Its type stands first, and unpacked.
std::string odf_of(const std::string& type, const PackedFile& content) {
    const std::string mime = "application/vnd.oasis.opendocument." + type;
    return test::zip_of_packed({test::stored_file("mimetype", mime), content});
}
std::string odf_bomb(const std::string& type, const std::string& part) {
    return odf_of(type, packed_file("content.xml", "<office:body>", repeated(part, 30'000), 1'000,
                                    "</office:body>"));
}

// Of an archive of one file: its line in the directory so many times.
std::string with_directory_repeated(const std::string& zip, unsigned times) {
    const std::size_t at = zip.rfind("PK\x01\x02"), end = zip.rfind("PK\x05\x06");
    const std::string line = zip.substr(at, end - at);
    std::string out = zip.substr(0, at) + repeated(line, times) + zip.substr(end);
    const std::size_t behind = out.size() - (zip.size() - end);
    test::set_number(out, behind + 8, times, 2);
    test::set_number(out, behind + 10, times, 2);
    test::set_number(out, behind + 12, line.size() * times, 4);
    return out;
}

}  // namespace

std::vector<Hostile> hostile_containers() {
    return {
        {"FlatZipBomb",
         [] {
             return test::zip_of_packed(
                 {packed_file("a", "", std::string(1u << 20, '\0'), 2'000, "")});
         },
         "a.zip", "zip not_determined/ratio"},
        {"NestedZipBomb",
         [] {
             std::string zip = test::zip_of_packed(
                 {packed_file("a", "", std::string(1u << 20, '\0'), 1'000, "")});
             for (int i = 0; i < 5; ++i) {
                 ZipFiles inner;
                 for (int k = 0; k < 10; ++k) inner.emplace_back(std::to_string(k) + ".zip", zip);
                 zip = test::zip_of(inner);
             }
             return zip;
         },
         "a.zip", "zip not_determined/too_deep"},
        {"SaysManyEntries",
         [] {
             ZipFiles many;
             for (int i = 0; i < 60'000; ++i) many.emplace_back(std::to_string(i), "");
             return test::zip_of(many);
         },
         "a.zip", "zip not_determined/too_large"},
        {"DocxBomb",
         [] {
             return docx_with(
                 packed_file("word/document.xml", "<w:document><w:body>",
                             repeated("<w:p><w:r><w:t>aaaaaaaa</w:t></w:r></w:p>", 30'000), 1'000,
                             "</w:body></w:document>"));
         },
         "a.docx", "docx not_determined/ratio|docx not_determined/too_large"},
        {"DocxLaughs", [] { return docx_of(laughs); }, "a.docx",
         "docx not_determined/rejected_dtd"},
        {"DocxEntity", [] { return docx_of(outside); }, "a.docx",
         "docx not_determined/rejected_dtd"},
        {"DocxNestedTables",
         [] {
             return docx_of("<w:document><w:body>" + repeated("<w:tbl><w:tr><w:tc>", 100'000) +
                            repeated("</w:tc></w:tr></w:tbl>", 100'000) + "</w:body></w:document>");
         },
         "a.docx", "docx not_determined/too_deep"},
        {"DocxWideCells",
         [] {
             return docx_of("<w:document><w:body>" +
                            repeated("<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"4000000000\"/>"
                                     "</w:tcPr></w:tc><w:tc/></w:tr></w:tbl>",
                                     30'000) +
                            "</w:body></w:document>");
         },
         "a.docx", "docx not_determined/too_large"},
        {"DocxManyAttributes",
         [] {
             std::string xml = "<w:document ";
             for (int i = 0; i < 200'000; ++i) xml += "a" + std::to_string(i) + "='' ";
             return docx_of(xml + "/>");
         },
         "a.docx", "docx not_determined/too_deep"},
        {"XlsxGigabyte", [] { return sheet_bomb(false, 1'024); }, "a.xlsx",
         "xlsx not_determined/ratio|xlsx not_determined/too_large"},
        {"XlsxManyRows", [] { return sheet_bomb(true, 200); }, "a.xlsx",
         "xlsx not_determined/too_large|xlsx not_determined/ratio"},
        {"XlsxLargeSheet", [] { return sheet_bomb(true, 30); }, "a.xlsx",
         "xlsx not_determined/too_large"},
        {"XlsxLaughs",
         [] {
             return test::zip_of_packed(
                 packed(test::workbook_files(""), packed_file("xl/sharedStrings.xml", laughs)));
         },
         "a.xlsx", "xlsx not_determined/rejected_dtd"},
        {"XlsxOneTextInAllCells",
         [] {
             std::string cells;
             for (int i = 0; i < 60'000; ++i) cells += "<row><c t=\"s\"><v>0</v></c></row>";
             return test::zip_of_packed(
                 packed(test::workbook_files("<sheetData>" + cells + "</sheetData>"),
                        packed_file("xl/sharedStrings.xml", "<sst><si><t>",
                                    std::string(1u << 20, 'a'), 3, "</t></si></sst>")));
         },
         "a.xlsx", "xlsx not_determined/too_large"},
        {"PptxBomb",
         [] {
             return slide_of("<p:sld>",
                             repeated("<a:p><a:r><a:t>aaaaaaaa</a:t></a:r></a:p>", 30'000), 1'000,
                             "</p:sld>");
         },
         "a.pptx", "pptx not_determined/ratio|pptx not_determined/too_large"},
        {"PptxMuchText",
         [] {
             return slide_of("<p:sld><a:p><a:r><a:t>", spread_text(), 20,
                             "</a:t></a:r></a:p></p:sld>");
         },
         "a.pptx", "pptx not_determined/"},
        {"PptxManySlides",
         [] {
             std::string list;
             for (int i = 0; i < 100'000; ++i) list += "<p:sldId id=\"256\" r:id=\"s1\"/>";
             return slide_of("<p:sld><a:p><a:r><a:t>", "a", 1, "</a:t></a:r></a:p></p:sld>", list);
         },
         "a.pptx", "pptx not_determined/too_large"},
        {"OdtBomb", [] { return odf_bomb("text", "<text:p>aaaaaaaa</text:p>"); }, "a.odt",
         "odt not_determined/ratio|odt not_determined/too_large"},
        {"OdtLaughs", [] { return odf_of("text", packed_file("content.xml", laughs)); }, "a.odt",
         "odt not_determined/rejected_dtd"},
        {"OdsBomb",
         [] {
             return odf_bomb("spreadsheet",
                             "<table:table-row><table:table-cell><text:p>a</text:p>"
                             "</table:table-cell></table:table-row>");
         },
         "a.ods", "ods not_determined/ratio|ods not_determined/too_large"},
        {"OdsOneTextInAllCells",
         [] {
             return odf_of(
                 "spreadsheet",
                 packed_file("content.xml",
                             "<office:body><table:table><table:table-row>"
                             "<table:table-cell table:number-columns-repeated=\"16384\"><text:p>",
                             std::string(1u << 20, 'a'), 3,
                             "</text:p></table:table-cell></table:table-row></table:table>"
                             "</office:body>"));
         },
         "a.ods", "ods not_determined/too_large"},
        {"OdsRepeatedWithoutEnd",
         [] {
             return odf_of(
                 "spreadsheet",
                 packed_file("content.xml", "<office:body><table:table>",
                             "<table:table-row table:number-rows-repeated=\"4000000000\">"
                             "<table:table-cell table:number-columns-repeated=\"4000000000\">"
                             "<text:p>a</text:p></table:table-cell></table:table-row>",
                             20'000, "</table:table></office:body>"));
         },
         "a.ods", "ods not_determined/too_large"},
        {"OdpBomb",
         [] {
             return odf_bomb("presentation", "<draw:page><text:p>aaaaaaaa</text:p></draw:page>");
         },
         "a.odp", "odp not_determined/ratio|odp not_determined/too_large"},
        {"ZipOverlap",
         [] {
             // Fifield's bomb: many files that are the same packed bytes.
             std::string zip =
                 test::zip_of_packed({packed_file("a", "", std::string(1u << 20, '\0'), 20, "")});
             return with_directory_repeated(zip, 2'000);
         },
         "a.zip", "zip not_determined/ratio"},
        {"ZipOverlapOfFiles",
         [] {
             return with_directory_repeated(test::zip_of({{"a.pdf", spread_text()}}), 2'000);
         },
         "a.zip", "zip not_determined/ratio"},
        {"OfdLaughs",
         [] {
             return test::zip_of(ZipFiles{{"OFD.xml", laughs}});
         },
         "a.ofd", "ofd not_determined/rejected_dtd"},
        {"OfdBomb",
         [] {
             return test::zip_of_packed(packed(
                 test::ofd_files("x", {{}}),
                 packed_file("Doc_0/Pages/Page_0/Content.xml", "<Page>",
                             repeated("<TextObject Boundary='0 0 9 9'><TextCode X='0' Y='0'>aaaa"
                                      "</TextCode></TextObject>",
                                      10'000),
                             1'000, "</Page>")));
         },
         "a.ofd", "ofd not_determined/ratio|ofd not_determined/too_large"},
        {"OfdPagesWithoutEnd",
         [] {
             std::string list;
             for (int i = 0; i < 90'000; ++i) list += "<Page BaseLoc='Pages/Page_0/Content.xml'/>";
             return test::zip_of_packed(
                 packed(test::ofd_files("x", {{{{10, 10, "甲"}}, {}, "", false}}),
                        packed_file("Doc_0/Document.xml",
                                    "<Document><Pages>" + list + "</Pages></Document>")));
         },
         "a.ofd", "ofd not_determined/too_large"},
    };
}

}  // namespace duwang::crawler
