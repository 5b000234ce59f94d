// Attachments made to hurt. Each is read in a process of its own: at most 10 s, and at most 300 MB
// by that process and its largest tool together.
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cstdio>
#include <functional>

#include "tests/crawler/attachment/sample_files.h"
#include "tests/support/deflated.h"
#include "tests/support/measured_child.h"
#include "tests/support/ofd.h"

namespace duwang::crawler {
namespace {

using test::packed_file;
using test::PackedFile;
using test::ZipFiles;

std::string repeated(std::string_view part, std::size_t times) {
    std::string out;
    out.reserve(part.size() * times);
    for (std::size_t i = 0; i < times; ++i) out += part;
    return out;
}

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

std::string object(int number, const std::string& body) {
    return std::to_string(number) + " 0 obj\n" + body + "\nendobj\n";
}
std::string stream(const std::string& packed_bytes, const std::string& more = "") {
    return "<< /Length " + std::to_string(packed_bytes.size()) + " /Filter /FlateDecode " + more +
           " >>\nstream\n" + packed_bytes + "\nendstream";
}
// Without a table of objects: poppler looks for them itself.
std::string pdf_of(const std::vector<std::string>& objects) {
    std::string out = "%PDF-1.5\n";
    for (std::size_t i = 0; i < objects.size(); ++i)
        out += object(static_cast<int>(i) + 1, objects[i]);
    return out + "trailer\n<< /Root 1 0 R /Size " + std::to_string(objects.size() + 1) +
           " >>\n%%EOF\n";
}
const std::string catalog = "<< /Type /Catalog /Pages 2 0 R >>";
const std::string font =
    "/Resources << /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>";

std::string page_with(const std::string& content) {
    return pdf_of(
        {catalog, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
         "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R " + font + " >>",
         content});
}

// Deflated: `part` so many times.
std::string packed_stream(const std::string& head, const std::string& part, unsigned times) {
    std::string out = "\x78\x9C" + test::deflated_block(head);
    const std::string block = test::deflated_block(part);
    for (unsigned i = 0; i < times; ++i) out += block;
    return out + test::deflated("", -15);
}

struct Hostile {
    const char* name;
    std::function<std::string()> make;
    const char* file;
    std::string ends;  // what is told; beginnings of which one fits, apart by '|'
};

const std::vector<Hostile>& files() {
    static const std::vector<Hostile> all{
        {"FlatZipBomb",
         [] {
             return test::zip_of_packed(
                 {packed_file("a", "", std::string(1u << 20, '\0'), 2'000, "")});
         },
         "a.zip", "zip listed"},
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
         "a.zip", "zip listed"},
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
         "a.docx", "docx read"},
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
        {"XlsxLargeSheet", [] { return sheet_bomb(true, 30); }, "a.xlsx", "xlsx read"},
        {"XlsxLaughs",
         [] {
             return test::zip_of_packed(
                 packed(test::workbook_files(""), packed_file("xl/sharedStrings.xml", laughs)));
         },
         "a.xlsx", "xlsx not_determined/rejected_dtd"},
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
         "a.ofd", "ofd read"},
        {"PdfCyclicPages",
         [] {
             return pdf_of({catalog, "<< /Type /Pages /Kids [3 0 R] /Count 2 >>",
                            "<< /Type /Pages /Kids [2 0 R 3 0 R] /Parent 2 0 R /Count 2 >>"});
         },
         "a.pdf", "pdf not_determined/no_text"},
        {"PdfHugeCount",
         [] {
             return pdf_of({catalog, "<< /Type /Pages /Kids [3 0 R] /Count 2000000000 >>",
                            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"});
         },
         "a.pdf", "pdf not_determined/|pdf read"},
        {"PdfDeflateBomb",
         [] {
             return page_with(stream(
                 packed_stream("BT /F 12 Tf ", repeated("(aaaa) Tj 1 0 Td ", 60'000), 2'000)));
         },
         "a.pdf",
         "pdf not_determined/too_slow|pdf not_determined/too_much_text|pdf "
         "not_determined/too_much_memory"},
        {"PdfDeepObjects",
         [] {
             return pdf_of({catalog, repeated("[", 1'000'000) + repeated("]", 1'000'000)});
         },
         "a.pdf", "pdf not_determined/damaged|pdf not_determined/too_much_memory"},
        {"PdfObjectStream",
         [] {
             return pdf_of({catalog, "<< /Type /Pages /Kids [] /Count 0 >>",
                            stream(packed_stream("1 0 ", std::string(1u << 20, ' '), 2'000),
                                   "/Type /ObjStm /N 100000 /First 1000000")});
         },
         "a.pdf", "pdf not_determined/damaged"},
        {"OleCircle",
         [] {
             std::string file = sample("report.doc");
             for (std::size_t at = 512; at + 4 < file.size(); at += 4)
                 if (file.compare(at, 4, "\xFE\xFF\xFF\xFF") == 0)
                     file.replace(at, 4, "\x01\x00\x00\x00", 4);
             return file;
         },
         "a.doc", "doc |unknown "},
    };
    return all;
}

bool fits(const std::string& end, std::string_view wanted) {
    while (!wanted.empty()) {
        const std::size_t bar = std::min(wanted.find('|'), wanted.size());
        if (end.starts_with(wanted.substr(0, bar))) return true;
        wanted.remove_prefix(std::min(bar + 1, wanted.size()));
    }
    return false;
}

double mebibytes(int who) {
    rusage used{};
    ::getrusage(static_cast<__rusage_who_t>(who), &used);
    return static_cast<double>(used.ru_maxrss) / 1024;
}

void PrintTo(const Hostile& one, std::ostream* out) { *out << one.name; }

class HostileFile : public testing::TestWithParam<Hostile> {};

TEST_P(HostileFile, CostsLittleAndSaysWhy) {
    const Hostile& one = GetParam();
    const std::string bytes = one.make();
    ASSERT_LE(bytes.size(), AttachmentLimits{}.bytes_max);
    const test::Spent spent = test::run_in_child(
        [&] {
            const AttachmentReading reading = read_attachment(bytes, one.file);
            const double all = mebibytes(RUSAGE_SELF) + mebibytes(RUSAGE_CHILDREN);
            if (!fits(ended(reading), one.ends)) {
                std::fprintf(stderr, "ends as \"%s\" (%s)\n", ended(reading).c_str(),
                             reading.facts.note.c_str());
                ::_exit(2);
            }
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
            if (all > 300) {
                std::fprintf(stderr, "%.0f MB\n", all);
                ::_exit(3);
            }
#endif
            if (::getenv("DUWANG_SHOW") != nullptr)
                std::fprintf(stderr, "%s: %.0f MB\n", ended(reading).c_str(), all);
        },
        20);
    EXPECT_TRUE(spent.ended);
    EXPECT_LE(spent.seconds, 15) << "a slow machine is allowed some more than 10";
}

INSTANTIATE_TEST_SUITE_P(Files, HostileFile, testing::ValuesIn(files()),
                         [](const auto& param) { return std::string(param.param.name); });

}  // namespace
}  // namespace duwang::crawler
