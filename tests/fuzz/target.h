// Parsers of other people's bytes, each as a function that must hold its promises for any input.
// One file per target; libfuzzer.cpp makes a fuzzer of each, replay_test.cpp runs the corpora.
#pragma once

#include <string_view>

namespace duwang::fuzz {

using Target = void(std::string_view bytes);
Target url, robots, charset, sitemap, tokenizer, warc, page, plan, scheme, yaml, sheet, tables,
    attachment;

// Ends the program, with the words, when a promise is broken.
void require(bool holds, const char* promise);

}  // namespace duwang::fuzz
