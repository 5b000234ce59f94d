// Files that LibreOffice saved when the tests were built (make_samples.py).
#pragma once

#include <string>

#include "crawler/attachment/attachment.h"

namespace duwang::crawler {

std::string sample(const std::string& name);
AttachmentReading read_sample(const std::string& name);
// "docx read", "pdf not_determined/damaged": what a person is told first.
std::string ended(const AttachmentReading& reading);

}  // namespace duwang::crawler
