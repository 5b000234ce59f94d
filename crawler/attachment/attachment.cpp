#include "crawler/attachment/attachment.h"

#include <algorithm>
#include <array>

#include "crawler/attachment/ole.h"
#include "crawler/attachment/readers.h"

namespace duwang::crawler {
namespace {

// Contents and endings that belong together although they are called differently: WPS writes its
// own endings on files that are those of Office, and either form of it.
struct Family {
    std::string_view said;
    std::array<std::string_view, 4> kinds;
};
constexpr std::array families{
    Family{"wps", {"wps", "doc", "docx", "rtf"}}, Family{"et", {"et", "xls", "xlsx", ""}},
    Family{"dps", {"dps", "ppt", "pptx", ""}},    Family{"xml", {"xml", "text", "html", ""}},
    Family{"html", {"html", "text", "xml", ""}},
};

bool contradicts(std::string_view kind, std::string_view said) {
    if (said.empty() || kind == said || kind == "empty" || kind == "unknown") return false;
    for (const Family& family : families)
        if (family.said == said) return std::ranges::find(family.kinds, kind) == family.kinds.end();
    return true;
}

// What WPS wrote keeps its name.
std::string kind_by_name(std::string kind, std::string_view said) {
    if (kind == "doc" && said == "wps") return "wps";
    if (kind == "xls" && said == "et") return "et";
    if (kind == "ppt" && said == "dps") return "dps";
    return kind;
}

bool among(std::string_view kind, std::initializer_list<std::string_view> kinds) {
    return std::ranges::find(kinds, kind) != kinds.end();
}

void read_container(Reading& reading, std::string_view kind) {
    std::optional<ZipReader> zip = open_container(reading);
    if (!zip) return;
    if (kind == "docx") return read_docx(reading, *zip);
    if (kind == "xlsx") return read_xlsx(reading, *zip);
    if (kind == "pptx") return read_pptx(reading, *zip);
    if (kind == "ofd") return read_ofd(reading, *zip);
    if (kind == "zip") return read_archive(reading, *zip);
    read_odf(reading, *zip);
}

void read_by_kind(Reading& reading, std::string_view kind) {
    if (kind == "empty") return reading.give_up("empty_file", "0 bytes");
    if (kind == "html") return reading.give_up("html_instead", "a web page in place of the file");
    if (reading.bytes.size() > reading.limits.bytes_max)
        return reading.give_up("too_large", "larger than what is opened");
    if (kind == "pdf") return read_pdf(reading);
    if (among(kind, {"docx", "xlsx", "pptx", "ofd", "zip", "odt", "ods", "odp"}))
        return read_container(reading, kind);
    if (among(kind, {"doc", "wps"})) return read_doc(reading);
    if (among(kind, {"xls", "et"})) return read_xls(reading);
    if (among(kind, {"ppt", "dps"})) return read_ppt(reading);
    if (kind == "rtf") return read_rtf(reading);
    if (among(kind, {"jpeg", "png", "gif", "bmp", "tiff", "webp"})) {
        reading.out.facts.state = "scanned";
        reading.out.facts.images = 1;
        return;
    }
    if (reading.bytes.starts_with(ole_magic))
        return reading.give_up("damaged", "an OLE2 file whose directory cannot be read");
    reading.give_up("unsupported", kind);
}

}  // namespace

AttachmentReading read_attachment(std::string_view bytes, std::string_view name,
                                  const AttachmentLimits& limits) {
    Reading reading(bytes, name, limits);
    AttachmentFacts& facts = reading.out.facts;
    facts.said = kind_said(name);
    if (is_encrypted_office(bytes)) {
        // Which of the three it is nobody can see.
        const bool office = among(facts.said, {"docx", "xlsx", "pptx", "wps", "et", "dps"});
        facts.kind = office ? facts.said : "unknown";
        reading.give_up("encrypted", "an Office file with a password");
        return std::move(reading.out);
    }
    facts.kind = kind_by_name(attachment_kind(bytes), facts.said);
    facts.renamed = contradicts(facts.kind, facts.said);
    read_by_kind(reading, facts.kind);
    reading.settle();
    // Of half a container nobody can see what it was.
    if (facts.kind == "zip" && facts.cause == "damaged") facts.renamed = false;
    if (facts.renamed) reading.warn("renamed");
    return std::move(reading.out);
}

AttachmentFacts cut_attachment(std::string_view head, std::string_view name, std::int64_t bytes) {
    AttachmentFacts facts;
    facts.name = name;
    facts.bytes = bytes;
    facts.said = kind_said(name);
    facts.kind = kind_by_name(attachment_kind(head), facts.said);
    facts.state = "not_determined";
    facts.cause = "too_large";
    facts.note = "larger than what is fetched whole; only its beginning was looked at";
    return facts;
}

}  // namespace duwang::crawler
