// Office files of old (OLE2), and RTF, whose text has no end.
#include "crawler/attachment/ole.h"
#include "tests/crawler/attachment/hostile_files.h"
#include "tests/crawler/attachment/sample_files.h"
#include "tests/support/ole.h"

namespace duwang::crawler {
namespace {

using test::append_number;
using test::number_of;
using test::set_number;

std::string stream_of(const std::string& file, std::string_view name) {
    const std::string bytes = sample(file);
    const auto ole = OleFile::open(bytes);
    return ole ? ole->stream(name, bytes.size()) : std::string();
}

// [MS-DOC] 2.9.177 PlcPcd: `pieces` that are all the same text, of `chars` letters.
std::string doc_of_pieces(std::size_t pieces, std::size_t chars) {
    constexpr std::size_t text_length = 0x4C, clx_place = 0x1A2;
    constexpr unsigned long one_byte_letters = 0x40000000;
    std::string document = stream_of("report.doc", "WordDocument");
    std::string tables = stream_of("report.doc", "1Table");
    document.resize((document.size() + 511) / 512 * 512, '\0');
    const unsigned long text_at = document.size();
    while (document.size() < text_at + chars) document += "清河县 text of a piece\r";
    document.resize(text_at + chars);
    const std::size_t clx_at = tables.size();
    tables += '\x02';
    append_number(tables, (pieces + 1) * 4 + pieces * 8, 4);
    for (std::size_t i = 0; i <= pieces; ++i) append_number(tables, i * chars, 4);
    for (std::size_t i = 0; i < pieces; ++i) {
        append_number(tables, 0, 2);
        append_number(tables, text_at * 2 | one_byte_letters, 4);
        append_number(tables, 0, 2);
    }
    set_number(document, text_length, pieces * chars, 4);
    set_number(document, clx_place, clx_at, 4);
    set_number(document, clx_place + 4, tables.size() - clx_at, 4);
    return test::ole_of({{"WordDocument", document}, {"1Table", tables}});
}

// [MS-XLS] 2.4: records of a workbook.
class Workbook {
  public:
    void record(unsigned type, const std::string& content) {
        append_number(bytes_, type, 2);
        append_number(bytes_, content.size(), 2);
        bytes_ += content;
    }
    void numbers(unsigned type, std::initializer_list<std::pair<unsigned long, int>> parts) {
        std::string content;
        for (const auto& [value, bytes] : parts) append_number(content, value, bytes);
        record(type, content);
    }
    void begin(unsigned long kind) {  // BOF of BIFF8
        numbers(0x0809, {{0x0600, 2}, {kind, 2}, {0x0DBB, 2}, {0x07CC, 2}, {0, 4}, {6, 4}});
    }
    void end() { numbers(0x000A, {}); }
    // BOUNDSHEET: where the sheet begins is seen here by nobody.
    void sheet_name() {
        record(0x0085, std::string(6, '\0') + std::string("\x01\x00"
                                                          "a",
                                                          3));
    }
    // SST: one text, `said` of them promised.
    void texts(unsigned long said, std::size_t chars) {
        std::string content;
        append_number(content, said, 4);
        append_number(content, said, 4);
        append_number(content, chars, 2);
        content += '\0';
        record(0x00FC, content + std::string(chars, 'a'));
    }
    void cell(unsigned long row, unsigned long column) {  // LABELSST, of the first text
        numbers(0x00FD, {{row, 2}, {column, 2}, {0, 2}, {0, 4}});
    }
    std::string file() const { return test::ole_of({{"Workbook", bytes_}}); }

  private:
    std::string bytes_;
};

std::string xls_of(unsigned long texts_said, std::size_t chars, unsigned long rows,
                   std::initializer_list<unsigned long> columns) {
    Workbook book;
    book.begin(0x0005);
    book.sheet_name();
    book.texts(texts_said, chars);
    book.end();
    book.begin(0x0010);
    book.numbers(0x0200, {{0, 4}, {65'536, 4}, {0, 2}, {256, 2}, {0, 2}});  // DIMENSIONS
    for (unsigned long row = 0; row < rows; ++row)
        for (const unsigned long column : columns) book.cell(row, column);
    book.end();
    return book.file();
}

std::string ppt_record(unsigned head, unsigned type, const std::string& content) {
    std::string out;
    append_number(out, head, 2);
    append_number(out, type, 2);
    append_number(out, content.size(), 4);
    return out + content;
}

// [MS-PPT]: a document, a slide, and `more`.
std::string ppt_of(const std::string& more) {
    return test::ole_of(
        {{"Current User", stream_of("slides.ppt", "Current User")},
         {"PowerPoint Document", stream_of("slides.ppt", "PowerPoint Document") + more}});
}

// The sector chain of the last stream runs in a circle, and the file says that it is long.
std::string circle(std::string file, std::string_view stream) {
    std::string name;
    for (const char c : stream) name += {c, '\0'};
    const std::size_t entry = file.find(name);
    const unsigned long first = number_of(file, entry + 116, 4);
    const unsigned long fat = number_of(file, 76, 4);
    file.resize(24u << 20, '\0');
    set_number(file, (fat + 1) * 512 + (first + 6) * 4, first, 4);
    set_number(file, entry + 120, file.size() - 1, 4);
    return file;
}

// Lists of the allocation table's sectors that lead to each other and hold none.
std::string empty_circle() {
    std::string file = test::ole_of({{"WordDocument", std::string(8'192, 'x')}});
    const unsigned long at = file.size() / 512 - 1;
    for (const unsigned long next : {at + 1, at}) {
        file.append(508, '\xFF');
        append_number(file, next, 4);
    }
    set_number(file, 68, at, 4);
    set_number(file, 72, 2, 4);
    return file;
}

std::vector<Hostile> ole_bombs() {
    return {
        {"OleCircle",
         [] {
             std::string file = sample("report.doc");
             for (std::size_t at = 512; at + 4 < file.size(); at += 4)
                 if (file.compare(at, 4, "\xFE\xFF\xFF\xFF") == 0)
                     file.replace(at, 4, "\x01\x00\x00\x00", 4);
             return file;
         },
         "a.doc", "doc not_determined/|unknown not_determined/"},
        {"OleEmptyCircle", empty_circle, "a.doc", "doc not_determined/|unknown not_determined/"},
        {"DocManyPieces", [] { return doc_of_pieces(20'000, 100'000); }, "a.doc",
         "doc not_determined/too_"},
        {"DocManySmallPieces", [] { return doc_of_pieces(1'000'000, 1'000); }, "a.doc",
         "doc not_determined/too_"},
        {"DocCircle", [] { return circle(doc_of_pieces(1, 100'000), "WordDocument"); }, "a.doc",
         "doc not_determined/"},
        {"XlsTextsSaid", [] { return xls_of(4'000'000'000, 8, 2, {0}); }, "a.xls",
         "xls not_determined/"},
        {"XlsManyTextsSaid", [] { return xls_of(100'000'000, 8, 2, {0}); }, "a.xls",
         "xls not_determined/"},
        {"XlsAllPlaces", [] { return xls_of(1, 8, 65'536, {255}); }, "a.xls",
         "xls not_determined/too_"},
        {"XlsOneTextInAllCells",
         [] {
             return xls_of(1, 8'000, 65'536,
                           {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19});
         },
         "a.xls", "xls not_determined/too_|xls not_determined/damaged"},
        {"XlsCircle", [] { return circle(xls_of(1, 8, 9, {0}), "Workbook"); }, "a.xls",
         "xls not_determined/"},
        {"PptEndlessText",
         [] { return ppt_of(ppt_record(0, 4008, repeated("text of a slide\r", 1'400'000))); },
         "a.ppt", "ppt not_determined/too_large"},
        {"PptManyTexts", [] { return ppt_of(repeated(ppt_record(0, 4008, "text"), 2'000'000)); },
         "a.ppt", "ppt not_determined/too_large"},
        {"PptCircle", [] { return circle(ppt_of({}), "PowerPoint Document"); }, "a.ppt",
         "ppt not_determined/"},
    };
}

std::vector<Hostile> rtf_bombs() {
    return {
        {"RtfNestedGroups",
         [] {
             return "{\\rtf1 " + repeated("{\\b ", 5'000'000) + "x" + std::string(5'000'000, '}') +
                    "}";
         },
         "a.rtf", "rtf not_determined/too_deep"},
        {"RtfBinWithoutEnd",
         [] { return "{\\rtf1 a{\\bin2000000000 " + std::string(1'000'000, 'x') + "}}"; }, "a.rtf",
         "rtf not_determined/damaged"},
        {"RtfEndlessText",
         [] { return "{\\rtf1 " + repeated("text of a line\\par ", 1'300'000) + "}"; }, "a.rtf",
         "rtf not_determined/too_"},
    };
}

}  // namespace

std::vector<Hostile> hostile_old_files() {
    std::vector<Hostile> all = ole_bombs();
    const std::vector<Hostile> more = rtf_bombs();
    all.insert(all.end(), more.begin(), more.end());
    return all;
}

}  // namespace duwang::crawler
