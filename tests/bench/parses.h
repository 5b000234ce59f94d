// What computing is held against: 1,000 parses of a page of 50 KB with Gumbo, in CPU seconds.
#pragma once

#include <functional>

namespace bench {

double measured(const std::function<void()>& work);  // CPU seconds, user and system
void parse_pages();

}  // namespace bench
