#include "tests/support/zip.h"

#include <cstdint>

#include "core/sheet.h"
#include "tests/support/deflated.h"

namespace duwang::test {
namespace {

void little(std::string& out, std::uint64_t value, int bytes) {
    for (; bytes > 0; --bytes, value >>= 8) out += static_cast<char>(value & 0xFF);
}

constexpr std::string_view types =
    R"(<?xml version="1.0" encoding="UTF-8"?>)"
    R"(<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>)";
constexpr std::string_view relations_head =
    R"(<?xml version="1.0" encoding="UTF-8"?>)"
    R"(<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">)";
constexpr std::string_view office =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";

std::string relation(std::string_view id, std::string_view type, std::string_view target) {
    return "<Relationship Id=\"" + std::string(id) + "\" Type=\"" + std::string(office) +
           std::string(type) + "\" Target=\"" + std::string(target) + "\"/>";
}

std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '<')
            out += "&lt;";
        else if (c == '&')
            out += "&amp;";
        else
            out += c;
    }
    return out;
}

}  // namespace

PackedFile packed_file(std::string name, const std::string& content) {
    return packed_file(std::move(name), content, {}, 0, {});
}

PackedFile stored_file(std::string name, const std::string& content) {
    PackedFile file = packed_file(std::move(name), content);
    file.packed = content;
    file.stored = true;
    return file;
}

PackedFile packed_file(std::string name, const std::string& head, const std::string& part,
                       unsigned times, const std::string& tail) {
    const auto checksum = [](const std::string& text) {
        return crc32(0, reinterpret_cast<const Bytef*>(text.data()),
                     static_cast<uInt>(text.size()));
    };
    PackedFile file{std::move(name), {}, checksum(head), head.size()};
    if (times > 0) {
        // Blocks that refer to nothing before them can be repeated as they stand.
        file.packed = deflated_block(head);
        const std::string block = deflated_block(part);
        const unsigned long of_part = checksum(part);
        for (unsigned i = 0; i < times; ++i) {
            file.packed += block;
            file.checksum =
                crc32_combine(file.checksum, of_part, static_cast<z_off_t>(part.size()));
        }
        file.checksum =
            crc32_combine(file.checksum, checksum(tail), static_cast<z_off_t>(tail.size()));
        file.bytes += part.size() * times + tail.size();
        file.packed += deflated(tail, -15);
    } else {
        file.packed = deflated(head, -15);
    }
    return file;
}

std::string zip_of_packed(const std::vector<PackedFile>& files) {
    std::string out, directory;
    for (const PackedFile& file : files) {
        std::string about;
        little(about, 20, 2);
        little(about, file.locked ? 1 : 0, 2);
        little(about, file.stored ? 0 : 8, 2);
        little(about, 0, 2);
        little(about, 0x21, 2);
        little(about, file.checksum, 4);
        little(about, file.packed.size(), 4);
        little(about, file.bytes, 4);
        little(about, file.name.size(), 2);
        little(about, 0, 2);
        const std::size_t at = out.size();
        out += std::string("PK\x03\x04", 4) + about + file.name + file.packed;
        directory += std::string("PK\x01\x02\x14\x00", 6) + about;
        little(directory, 0, 10);
        little(directory, at, 4);
        directory += file.name;
    }
    const std::size_t at = out.size();
    out += directory + std::string("PK\x05\x06\x00\x00\x00\x00", 8);
    little(out, files.size(), 2);
    little(out, files.size(), 2);
    little(out, directory.size(), 4);
    little(out, at, 4);
    little(out, 0, 2);
    return out;
}

std::string zip_of(const ZipFiles& files) {
    std::vector<PackedFile> packed;
    for (const auto& [name, content] : files) packed.push_back(packed_file(name, content));
    return zip_of_packed(packed);
}

ZipFiles workbook_files(std::string_view sheet) {
    return {
        {"[Content_Types].xml", std::string(types)},
        {"_rels/.rels", std::string(relations_head) +
                            relation("r1", "officeDocument", "xl/workbook.xml") +
                            "</Relationships>"},
        {"xl/workbook.xml",
         R"(<?xml version="1.0" encoding="UTF-8"?><workbook xmlns:r="x"><sheets>)"
         R"(<sheet name="表" sheetId="1" r:id="s1"/></sheets></workbook>)"},
        {"xl/_rels/workbook.xml.rels",
         std::string(relations_head) + relation("s1", "worksheet", "worksheets/sheet1.xml") +
             relation("s2", "sharedStrings", "sharedStrings.xml") +
             relation("s3", "styles", "styles.xml") + "</Relationships>"},
        {"xl/sharedStrings.xml",
         R"(<sst><si><t>指标</t></si><si><r><t>评价</t></r><rPh><t>ping</t></rPh><r><t>内容</t></r></si></sst>)"},
        {"xl/styles.xml",
         R"(<styleSheet><numFmts><numFmt numFmtId="176" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/>)"
         R"(<numFmt numFmtId="177" formatCode="0.00_ "/></numFmts>)"
         R"(<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>)"
         R"(<xf numFmtId="14"/><xf numFmtId="9"/><xf numFmtId="176"/><xf numFmtId="177"/>)"
         R"(<xf numFmtId="22"/></cellXfs></styleSheet>)"},
        {"xl/worksheets/sheet1.xml", R"(<?xml version="1.0" encoding="UTF-8"?><worksheet>)" +
                                         std::string(sheet) + "</worksheet>"}};
}

std::string workbook_of(std::string_view sheet) { return zip_of(workbook_files(sheet)); }

std::string sheet_of(const std::vector<std::vector<std::string>>& rows,
                     const std::vector<std::string>& merges) {
    std::string out = "<sheetData>";
    for (std::size_t row = 0; row < rows.size(); ++row) {
        const std::string number = std::to_string(row + 1);
        out += "<row r=\"" + number + "\">";
        for (std::size_t column = 0; column < rows[row].size(); ++column)
            if (!rows[row][column].empty())
                out += "<c r=\"" + column_letters(column) + number +
                       "\" t=\"inlineStr\"><is><t xml:space=\"preserve\">" +
                       escaped(rows[row][column]) + "</t></is></c>";
        out += "</row>";
    }
    out += "</sheetData><mergeCells>";
    for (const std::string& merge : merges) out += "<mergeCell ref=\"" + merge + "\"/>";
    return out + "</mergeCells>";
}

}  // namespace duwang::test
