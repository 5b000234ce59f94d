// poppler's tools and what they print. Used by pdf.cpp.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "crawler/attachment/attachment.h"

namespace duwang::crawler {

// Of `pdfinfo`.
struct PdfInfo {
    int pages = 0;
    bool encrypted = false;  // with any password; whoever reads this could read the file
    std::string title;
};
PdfInfo pdf_info_of(std::string_view printed);

// Of `pdfinfo -url`: page, kind, address.
std::vector<AttachmentLink> pdf_links_of(std::string_view printed);

// Of `pdfimages -list`.
struct PdfPictures {
    int count = 0;
    std::map<int, double> covered;  // page → square points that its largest picture covers
};
PdfPictures pdf_pictures_of(std::string_view printed);

}  // namespace duwang::crawler
