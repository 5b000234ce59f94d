// Archives and workbooks for tests, byte by byte, good and bad.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace duwang::test {

using ZipFiles = std::vector<std::pair<std::string, std::string>>;

// Deflated, with right checksums.
std::string zip_of(const ZipFiles& files);

// A workbook whose one sheet "表" holds `sheet`: what stands inside <worksheet>.
ZipFiles workbook_files(std::string_view sheet);
std::string workbook_of(std::string_view sheet);

// A sheet of texts, inline, with merged ranges ("A1:B2").
std::string sheet_of(const std::vector<std::vector<std::string>>& rows,
                     const std::vector<std::string>& merges = {});

}  // namespace duwang::test
