// The element that hides what stands in it, and where it ends: many need no end tag (X02).
#pragma once

#include <cstdint>

#include "core/html/tokenizer.h"
#include "crawler/page/hiding.h"

namespace duwang::crawler {

class HiddenElement {
  public:
    // How this element is hidden, by its own style or by the element around it.
    Hiding enter(const html::StartTag& tag);
    void leave(std::uint64_t number) {
        if (depth_ > 0) ended(number);
    }

  private:
    void inside(std::uint64_t number);
    void ended(std::uint64_t number);

    HidingReader hiding_;
    Hiding by_ = Hiding::none;
    std::uint64_t tag_ = 0;
    bool needs_end_ = true;
    int depth_ = 0;             // elements of its name; one if it needs no end tag
    int boxes_ = 0, divs_ = 0;  // open in it: what holds elements of its name, and divs
};

}  // namespace duwang::crawler
