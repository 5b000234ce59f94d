// The parts of an Office Open XML file (.docx, .xlsx, .pptx): the main one, and what it refers to.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "core/sheet_parts.h"
#include "crawler/attachment/reading.h"

namespace duwang::crawler {

using Relations = std::map<std::string, Relation>;  // by their ids

class OoxmlParts {
  public:
    OoxmlParts(Reading& reading, ZipReader& zip) : reading_(reading), zip_(zip) {}

    // The main part: of the package's relations, else `usual`.
    std::string main_part(const std::string& usual);
    bool has(const std::string& part) const { return zip_.has(part); }
    // False, and given up, when the part is not there or cannot be read.
    bool read(const std::string& part, xml::Handler& handler);
    // None when the part has none.
    Relations relations(const std::string& part);
    void read_title();  // docProps/core.xml

  private:
    Reading& reading_;
    ZipReader& zip_;
};

// The address behind a relation's id, when it leads out of the file; else empty.
std::string outside_address(const Relations& relations, std::string_view id);

}  // namespace duwang::crawler
