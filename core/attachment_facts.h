// 附件: what was read of a file that a page offers. Part of PageFacts. Nothing here judges.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/json.h"

namespace duwang {

// A file in an archive (压缩包).
struct ArchiveEntry {
    std::string name;        // as the archive names it, UTF-8; never used as a path
    std::int64_t bytes = 0;  // unpacked, as the archive says
    std::string kind;        // by its ending
    bool encrypted = false;
};

struct AttachmentFacts {
    std::string name;  // as the address or a person names it
    std::int64_t bytes = 0;
    // By its first bytes: pdf, ofd, docx, xlsx, pptx, odt, ods, odp, doc, xls, ppt, wps, et, dps,
    // rtf, zip, rar, 7z, gzip, jpeg, png, gif, bmp, tiff, webp, html, xml, text, empty, unknown.
    // Empty: there is no attachment.
    std::string kind;
    std::string said;  // by the ending of its name; empty: it has none that is known
    bool renamed = false;  // the two contradict each other (.doc that is a PDF)
    // read, or why its text could not be had: not_determined with `cause`. A file of pictures
    // (scanned: 扫描件) and an archive were read too, and have no text.
    std::string state;  // read, scanned, listed, not_determined
    // encrypted, damaged, too_large, too_deep, ratio, too_slow, too_much_memory, too_much_text,
    // rejected_dtd, no_reader (the tool is not installed), unsupported, html_instead (an error page
    // in place of the file, A07), empty_file, no_text (a PDF of curves)
    std::string cause;
    std::string note;  // for people: what was met, where
    std::string title; // of its own properties
    int pages = 0;     // sheets, slides; 0: not known
    int images = 0;
    std::vector<ArchiveEntry> entries;  // bounded
    std::vector<std::string> warnings;  // limits that were hit, odd things
    bool empty() const { return kind.empty(); }
};

Json to_json(const AttachmentFacts& facts);
AttachmentFacts attachment_from_json(const Json& json);

}  // namespace duwang
