// What time it is, as an argument: nothing in the product asks the system directly.
#pragma once

#include "core/time.h"

namespace duwang {

class Clock {
  public:
    virtual ~Clock() = default;
    virtual Timestamp now() const = 0;
};

}  // namespace duwang
