// OLE2 compound files (复合文档, [MS-CFB]) for tests: the streams of a genuine file, changed.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace duwang::test {

using OleStreams = std::vector<std::pair<std::string, std::string>>;  // ASCII name, content

// Streams are padded to whole sectors, and to 4,096 bytes, so that none is a small one.
std::string ole_of(const OleStreams& streams);

// Little endian, for the records in them.
void append_number(std::string& out, unsigned long value, int bytes);
void set_number(std::string& bytes, std::size_t at, unsigned long value, int count);
unsigned long number_of(const std::string& bytes, std::size_t at, int count);

}  // namespace duwang::test
