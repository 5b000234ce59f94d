// Archives and workbooks for tests, byte by byte, good and bad.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace duwang::test {

using ZipFiles = std::vector<std::pair<std::string, std::string>>;

// A file as it stands in an archive.
struct PackedFile {
    std::string name, packed;  // deflated
    unsigned long checksum = 0;
    std::uint64_t bytes = 0;  // unpacked
    bool locked = false;      // says that it has a password
    bool stored = false;      // not deflated
};
PackedFile packed_file(std::string name, const std::string& content);
PackedFile stored_file(std::string name, const std::string& content);
// `head`, then `part` so many times, then `tail`: gigabytes are made in no time.
PackedFile packed_file(std::string name, const std::string& head, const std::string& part,
                       unsigned times, const std::string& tail);
std::string zip_of_packed(const std::vector<PackedFile>& files);

// Deflated, with right checksums.
std::string zip_of(const ZipFiles& files);

// A workbook whose one sheet "表" holds `sheet`: what stands inside <worksheet>.
ZipFiles workbook_files(std::string_view sheet);
std::string workbook_of(std::string_view sheet);

// A sheet of texts, inline, with merged ranges ("A1:B2").
std::string sheet_of(const std::vector<std::vector<std::string>>& rows,
                     const std::vector<std::string>& merges = {});

}  // namespace duwang::test
