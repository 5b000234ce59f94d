#include "tests/crawler/attachment/sample_files.h"

#include <fstream>
#include <iterator>

namespace duwang::crawler {

std::string sample(const std::string& name) {
    std::ifstream file(std::string(DUWANG_SAMPLES) + "/" + name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

AttachmentReading read_sample(const std::string& name) {
    return read_attachment(sample(name), name);
}

std::string ended(const AttachmentReading& reading) {
    const AttachmentFacts& facts = reading.facts;
    return facts.kind + " " + facts.state + (facts.cause.empty() ? "" : "/" + facts.cause);
}

}  // namespace duwang::crawler
