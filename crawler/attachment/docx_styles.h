// Which styles of a .docx are headings. Used by docx.cpp.
#pragma once

#include <map>
#include <string>

#include "crawler/attachment/reading.h"

namespace duwang::crawler {

class DocxStyles final : public QuietHandler {
  public:
    void start(std::string_view name, std::span<const xml::Attribute> attributes) override;
    bool is_heading(const std::string& style) const;

  private:
    struct Style {
        std::string based_on;
        int outline = -1;  // level from 0; 9: said to be none; -1: as the style it is based on
    };
    std::map<std::string, Style, std::less<>> styles_;
    Style* open_ = nullptr;
};

// "true", "1", or nothing said: a switch of Word's is on.
bool switched_on(std::string_view value);

}  // namespace duwang::crawler
