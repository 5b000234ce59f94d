#include "app/grid.h"

#include <algorithm>

#include "reports/escape.h"
#include "reports/utf8.h"

namespace duwang::app {

std::string grid(GridRows rows) {
    std::vector<std::size_t> widths;
    for (auto& row : rows)
        for (std::size_t i = 0; i < row.size(); ++i) {
            row[i] = reports::terminal(row[i]);
            if (widths.size() <= i) widths.push_back(0);
            widths[i] = std::max(widths[i], reports::display_width(row[i]));
        }
    std::string text;
    for (const auto& row : rows) {
        std::string line;
        for (std::size_t i = 0; i < row.size(); ++i)
            line += i + 1 < row.size() ? reports::fit_left(row[i], widths[i]) + "  " : row[i];
        text += line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
    }
    return text;
}

}  // namespace duwang::app
