// 补采: a supplement capture takes up what its parent could not determine. Its facts.sqlite begins
// as the parent's, so it tells everything known up to its own end; its WARC holds only what it
// fetched itself, and older exchanges go on pointing into the parent's.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/result.h"

namespace duwang::storage {

// Addresses of a sealed capture that a second try could settle: a network failure, a wall, a
// refusal, 5xx, a redirect to nowhere, robots.txt out of reach, or never visited; also a home page
// without which nothing was reached. A missing page (404, 410) that was asked twice and a page that
// came, even damaged, are settled.
Result<std::int64_t> open_questions(const std::string& folder);

// Lays the ground for a supplement of the sealed capture in `parent`: its facts, with those
// addresses unvisited again. Does nothing where it was laid before.
Result<void> begin_supplement(const std::string& parent, const std::string& folder);

// The same for a confirmation (断链复核): nothing is unvisited again; only these targets of links
// are asked once more, each with its controls.
Result<void> begin_confirmation(const std::string& parent, const std::string& folder,
                                const std::vector<std::int64_t>& targets);

// The capture that holds a record, and its file there: "../r1.x/exchanges-0001.warc.gz" of the
// supplement r1.x+1 lies in r1.x.
struct RecordHome {
    std::string capture;
    std::string file;
};
RecordHome record_home(const std::string& capture, const std::string& file);
// Is this the name of a WARC file of the capture, or of its parent beside it? Whoever made the
// database, no other file is opened.
bool is_record_file(const std::string& file);

}  // namespace duwang::storage
