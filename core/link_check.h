// 断链复核登记: where the confirmation of one link stands. What is due survives restarts here; the
// attempts themselves are in captures, and the verdict is judged from them again at any time.
#pragma once

#include <string>

#include "core/time.h"

namespace duwang {

struct LinkCheck {
    std::string site;
    std::string url;
    std::string capture;     // the newest that holds attempts
    std::string link_class;  // "transient": words of checks/links
    int row = 0;             // of the decision table
    std::string basis;       // none, inspection, in_session, over_time
    std::string cause;       // of not_determined
    std::string reason;      // for people
    std::string wanted;      // what would settle it, apart by blanks
    int looks = 0;           // failing ones that agree
    Timestamp first_failure, last_failure;
    Timestamp due;            // not set: nothing more is asked
    std::int64_t places = 0;  // pages that carry the link

    bool operator==(const LinkCheck&) const = default;
};

}  // namespace duwang
