// PDFs that go on for ever.
#include "tests/crawler/attachment/hostile_files.h"
#include "tests/support/deflated.h"

namespace duwang::crawler {
namespace {

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

}  // namespace

std::vector<Hostile> hostile_pdfs() {
    return {
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
    };
}

}  // namespace duwang::crawler
