// One function per format. Each fills the reading, or gives it up with a cause.
#pragma once

#include <optional>

#include "crawler/attachment/child_process.h"
#include "crawler/attachment/reading.h"

namespace duwang::crawler {

void read_pdf(Reading& reading);
void read_docx(Reading& reading, ZipReader& zip);
void read_xlsx(Reading& reading, ZipReader& zip);
void read_pptx(Reading& reading, ZipReader& zip);
void read_odf(Reading& reading, ZipReader& zip);  // odt, ods, odp (OpenDocument)
void read_ofd(Reading& reading, ZipReader& zip);  // GB/T 33190
void read_archive(Reading& reading, ZipReader& zip);
// doc, xls, ppt, and rtf, by Debian's tools.
void read_doc(Reading& reading);
void read_xls(Reading& reading);
void read_ppt(Reading& reading);
void read_rtf(Reading& reading);

// An Office file of today that a password turned into an OLE2 file (EncryptedPackage).
bool is_encrypted_office(std::string_view bytes);
// How many files the end of an archive announces. Memory for their directory is taken at once, so
// that is looked at before.
std::size_t zip_entries_said(std::string_view bytes);
constexpr std::size_t zip_entries_opened_max = 20'000;
// Runs a tool on the attachment, within the limits that are left.
ToolEnd run_reader(const Reading& reading, const std::vector<std::string>& arguments);
// False, and given up with its cause, when the tool did not end well.
bool tool_worked(Reading& reading, const ToolEnd& end, std::string_view tool);
// Opens the archive; nothing, and given up, where that cannot be done.
std::optional<ZipReader> open_container(Reading& reading);

}  // namespace duwang::crawler
