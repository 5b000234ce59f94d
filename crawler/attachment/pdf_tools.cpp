#include "crawler/attachment/pdf_tools.h"

#include <algorithm>
#include <charconv>

#include "core/text/normalise.h"

namespace duwang::crawler {
namespace {

std::string_view next_line(std::string_view& text) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return line;
}

std::vector<std::string_view> columns_of(std::string_view line, std::size_t most) {
    std::vector<std::string_view> columns;
    while (columns.size() < most) {
        line.remove_prefix(std::min(line.find_first_not_of(" \t\r"), line.size()));
        if (line.empty()) break;
        const std::size_t end = std::min(line.find_first_of(" \t\r"), line.size());
        columns.push_back(line.substr(0, end));
        line.remove_prefix(end);
    }
    return columns;
}

int number_of(std::string_view text) {
    int value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

}  // namespace

PdfInfo pdf_info_of(std::string_view printed) {
    PdfInfo info;
    while (!printed.empty()) {
        const std::string_view line = next_line(printed);
        const std::size_t colon = line.find(':');
        if (colon == line.npos) continue;
        const std::string_view name = line.substr(0, colon);
        const std::string_view value = trim_blanks(line.substr(colon + 1));
        if (name == "Pages") info.pages = number_of(value);
        if (name == "Encrypted") info.encrypted = value.starts_with("yes");
        if (name == "Title") info.title = collapse_blanks(printable(value));
    }
    return info;
}

std::vector<AttachmentLink> pdf_links_of(std::string_view printed) {
    std::vector<AttachmentLink> links;
    while (!printed.empty()) {
        const auto columns = columns_of(next_line(printed), 3);
        if (columns.size() == 3 && number_of(columns[0]) > 0)
            links.push_back({std::string(columns[2]), {}});
    }
    return links;
}

PdfPictures pdf_pictures_of(std::string_view printed) {
    // page num type width height color comp bpc enc interp object ID x-ppi y-ppi size ratio
    PdfPictures pictures;
    while (!printed.empty()) {
        const auto columns = columns_of(next_line(printed), 14);
        if (columns.size() < 14 || number_of(columns[0]) <= 0) continue;
        if (columns[2] == "image") ++pictures.count;
        const double x = number_of(columns[12]), y = number_of(columns[13]);
        if (x <= 0 || y <= 0) continue;
        // Scanners cut a page into strips.
        pictures.covered[number_of(columns[0])] +=
            number_of(columns[3]) * 72 / x * number_of(columns[4]) * 72 / y;
    }
    return pictures;
}

}  // namespace duwang::crawler
