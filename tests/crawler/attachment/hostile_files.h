// Attachments made to hurt, and how reading each ends.
#pragma once

#include <functional>
#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

namespace duwang::crawler {

struct Hostile {
    const char* name;
    std::function<std::string()> make;
    const char* file;
    std::string ends;  // what is told; beginnings of which one fits, apart by '|'
};

std::vector<Hostile> hostile_containers();  // zip, Office of today, OpenDocument, OFD
std::vector<Hostile> hostile_pdfs();
std::vector<Hostile> hostile_old_files();     // OLE2 and RTF
const std::vector<Hostile>& hostile_files();  // all of them

void PrintTo(const Hostile& one, std::ostream* out);
std::string repeated(std::string_view part, std::size_t times);

}  // namespace duwang::crawler
