// Files with a password that LibreOffice cannot write, made as their formats say.
#pragma once

#include <string>

namespace duwang::crawler {

std::string locked_ppt();  // of the genuine one: [MS-PPT] 2.3.7, [MS-OFFCRYPTO] 2.3.5
std::string locked_ofd();  // GM/T 0099—2020, appendix C
std::string locked_zip();

}  // namespace duwang::crawler
