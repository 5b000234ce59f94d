// How a spreadsheet shows a number: as typed, as a share, or as a date. Used by sheet_xlsx.cpp.
#pragma once

#include <string>
#include <string_view>

namespace duwang {

struct NumberFormat {
    bool date = false, time = false, share = false;
    int places = 0;  // at least as many are shown
};

// Of a number built in, or of a code: `0.00%`, `yyyy"年"m"月"d"日"`.
NumberFormat number_format(int id);
NumberFormat number_format(std::string_view code);

// `raw` as it stands in the file, "0.50000000000000011": 15 digits are what a spreadsheet knows, so
// "0.5". `from_1904`: days are counted from 1904. What is no number is returned as it is.
std::string shown_number(const std::string& raw, const NumberFormat& format, bool from_1904);

}  // namespace duwang
