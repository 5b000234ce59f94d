// 可疑应答: answers that came, and may still not be what the link promised. Pure.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/fact.h"
#include "core/http_message.h"
#include "core/link_facts.h"
#include "core/ports/earlier_capture.h"
#include "crawler/options.h"

namespace duwang::crawler {

// What came, and from where it was asked.
struct Landing {
    const FetchOutcome& outcome;
    const PageFacts& facts;  // of the page; empty where what came is none
    std::size_t links = 0;   // on it
    std::string asked_url;   // as the link says
    std::string home_url;    // of the site that carries the link
    bool is_page = false;    // HTML was read
    const EarlierSight* before = nullptr;  // of another site's page, in an earlier capture
};

// Why it may be none, in the words of LinkAttempt::suspect; empty when nothing speaks for it.
std::string suspect_of(const Landing& landing, const std::vector<ControlFacts>& controls,
                       const LinkOptions& options);

}  // namespace duwang::crawler
