#include "crawler/run/wall_answer.h"

#include <algorithm>
#include <utility>

#include "core/url.h"
#include "crawler/plan/wall.h"

namespace duwang::crawler {

std::string wall_of(const FetchOutcome& outcome, const PageReading& reading,
                    const WallOptions& options) {
    // A protection's script comes from an address too; that leads nobody anywhere.
    auto links = std::ranges::count(reading.links, false, &LinkRef::is_resource);
    return recognise_wall(outcome, reading.facts, static_cast<std::size_t>(links), options);
}

std::string wall_in_answer(const FetchOutcome& outcome, const WallOptions& options) {
    PageReading reading;
    auto base = parse_url(outcome.final_url);
    std::size_t begin = outcome.body->find_first_not_of(" \t\r\n");
    bool markup = begin != std::string::npos && (*outcome.body)[begin] == '<';
    if (base && markup && std::cmp_less(outcome.body->size(), options.shell_bytes_max)) {
        PageContext context;
        context.url = *base;
        context.content_type = outcome.content_type;
        reading = read_page(*outcome.body, context);
    }
    return wall_of(outcome, reading, options);
}

}  // namespace duwang::crawler
