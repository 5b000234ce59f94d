// Facts that were read by another version of the reader may differ: a re-sweep (复采) then reads
// the bytes again instead of taking them over. To be raised whenever the same bytes yield other
// facts – marks, texts, links, items, fingerprints, warnings – even where only few pages are
// concerned.
#pragma once

namespace duwang::crawler {

inline constexpr int reader_version = 6;

}  // namespace duwang::crawler
