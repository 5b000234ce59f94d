// Answers as an operator reads them: labels, values, and where each was read.
#pragma once

#include <string>
#include <string_view>

#include "core/json.h"

namespace duwang::app {

// The text and blanks behind it, at least one, up to so many columns of a terminal.
std::string padded_to(std::size_t columns, std::string_view text);

class TextTable {
  public:
    // `place`: an object with `line` and `selector`, or nothing.
    void row(std::string_view label, std::string_view value, const Json& place = {});
    void head(std::string_view name);
    // Nothing that a page says moves the cursor.
    std::string take() const;

  private:
    std::string text_;
};

}  // namespace duwang::app
