// Walls (防护墙) among answers of every kind: pages, robots.txt, probes.
#pragma once

#include <string>

#include "core/http_message.h"
#include "crawler/options.h"
#include "crawler/page/page_reader.h"

namespace duwang::crawler {

// As recognise_wall (plan/wall.h), for a page that was read.
std::string wall_of(const FetchOutcome& outcome, const PageReading& reading,
                    const WallOptions& options);

// The same for an answer that was not read; its body is, when it may be a shell.
std::string wall_in_answer(const FetchOutcome& outcome, const WallOptions& options);

}  // namespace duwang::crawler
