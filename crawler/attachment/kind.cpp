#include <algorithm>
#include <array>

#include "core/text/ascii.h"
#include "core/text/charset.h"
#include "core/text/utf8.h"
#include "crawler/attachment/ole.h"
#include "crawler/attachment/readers.h"

namespace duwang::crawler {
namespace {

struct Magic {
    std::string_view bytes, kind;
};
using namespace std::string_view_literals;
constexpr std::array magics{
    Magic{"{\\rtf"sv, "rtf"},
    Magic{"Rar!\x1A\x07"sv, "rar"},
    Magic{"7z\xBC\xAF\x27\x1C"sv, "7z"},
    Magic{"\x1F\x8B\x08"sv, "gzip"},
    Magic{"\xFF\xD8\xFF"sv, "jpeg"},
    Magic{"\x89PNG\r\n\x1A\n"sv, "png"},
    Magic{"GIF8"sv, "gif"},
    Magic{"II*\0"sv, "tiff"},
    Magic{"MM\0*"sv, "tiff"},
};

struct Ending {
    std::string_view ending, kind;
};
constexpr std::array endings{
    Ending{"pdf", "pdf"},   Ending{"ofd", "ofd"},   Ending{"doc", "doc"},    Ending{"docx", "docx"},
    Ending{"xls", "xls"},   Ending{"xlsx", "xlsx"}, Ending{"ppt", "ppt"},    Ending{"pptx", "pptx"},
    Ending{"odt", "odt"},   Ending{"ods", "ods"},   Ending{"odp", "odp"},    Ending{"wps", "wps"},
    Ending{"et", "et"},     Ending{"dps", "dps"},   Ending{"rtf", "rtf"},    Ending{"zip", "zip"},
    Ending{"rar", "rar"},   Ending{"7z", "7z"},     Ending{"gz", "gzip"},    Ending{"tgz", "gzip"},
    Ending{"jpg", "jpeg"},  Ending{"jpeg", "jpeg"}, Ending{"png", "png"},    Ending{"gif", "gif"},
    Ending{"bmp", "bmp"},   Ending{"tif", "tiff"},  Ending{"tiff", "tiff"},  Ending{"webp", "webp"},
    Ending{"htm", "html"},  Ending{"html", "html"}, Ending{"shtml", "html"}, Ending{"xml", "xml"},
    Ending{"txt", "text"},  Ending{"csv", "text"},  Ending{"docm", "docx"},  Ending{"xlsm", "xlsx"},
    Ending{"dotx", "docx"}, Ending{"xltx", "xlsx"}, Ending{"ppsx", "pptx"},  Ending{"dot", "doc"},
    Ending{"pps", "ppt"},
};

constexpr std::size_t garbage_max = 1'024;  // before %PDF, as readers of PDF allow it
constexpr std::size_t head_max = 4'096;

std::string kind_of_ole(std::string_view bytes) {
    const auto file = OleFile::open(bytes);
    if (!file) return "unknown";
    if (file->has("WordDocument")) return "doc";
    if (file->has("Workbook") || file->has("Book")) return "xls";
    if (file->has("PowerPoint Document")) return "ppt";
    return "unknown";
}

std::string kind_of_names(const std::vector<std::string>& names) {
    const auto has = [&](std::string_view name) {
        return std::ranges::find(names, name) != names.end();
    };
    const auto below = [&](std::string_view folder) {
        return std::ranges::any_of(names,
                                   [&](const auto& name) { return name.starts_with(folder); });
    };
    if (has("OFD.xml")) return "ofd";
    if (has("[Content_Types].xml")) {
        if (below("word/")) return "docx";
        if (below("xl/")) return "xlsx";
        if (below("ppt/")) return "pptx";
    }
    return "zip";
}

// Names of the first files, without the directory at the end: of an archive that was cut off.
std::vector<std::string> first_names(std::string_view bytes) {
    std::vector<std::string> names;
    std::size_t at = 0;
    while (names.size() < 200 && (at = bytes.find("PK\x03\x04", at)) != bytes.npos) {
        if (at + 30 > bytes.size()) break;
        const std::size_t length = static_cast<unsigned char>(bytes[at + 26]) +
                                   256u * static_cast<unsigned char>(bytes[at + 27]);
        names.emplace_back(bytes.substr(at + 30, length));
        at += 30;
    }
    return names;
}

std::string kind_of_zip(std::string_view bytes) {
    // OpenDocument puts its type first, unpacked.
    const std::string_view head = bytes.substr(0, 200);
    if (head.find("mimetypeapplication/vnd.oasis.opendocument.text") != head.npos) return "odt";
    if (head.find("mimetypeapplication/vnd.oasis.opendocument.spreadsheet") != head.npos)
        return "ods";
    if (head.find("mimetypeapplication/vnd.oasis.opendocument.presentation") != head.npos)
        return "odp";
    if (zip_entries_said(bytes) > zip_entries_opened_max) return "zip";
    ZipLimits limits;
    limits.entries_max = zip_entries_opened_max;
    const auto zip = ZipReader::open(bytes, "zip", limits);
    return kind_of_names(zip ? zip->names() : first_names(bytes));
}

// Of bytes without a magic number of their own.
std::string kind_of_text(std::string_view bytes) {
    const std::string_view part = bytes.substr(0, head_max);
    const CharsetGuess guess = sniff_charset(part, {});
    if (part.find('\0') != part.npos && !guess.name.starts_with("utf-16")) return "unknown";
    const std::string text = decode(part, guess.name).text;
    const std::size_t start = text.find_first_not_of(" \t\r\n");
    if (start == text.npos) return "text";
    const std::string lower = lower_ascii(std::string_view(text).substr(start));
    const auto holds = [&](std::string_view word) { return lower.find(word) != lower.npos; };
    if (lower.starts_with("<!doctype html") || lower.starts_with("<html") ||
        (lower.starts_with("<") && (holds("<html") || holds("<body") || holds("<head"))))
        return "html";
    if (lower.starts_with("<?xml")) return "xml";
    std::size_t controls = 0;
    for (const char c : text)
        controls += static_cast<unsigned char>(c) < 0x20 && !is_ascii_blank(c) ? 1 : 0;
    return controls * 50 > text.size() ? "unknown" : "text";
}

}  // namespace

bool is_encrypted_office(std::string_view bytes) {
    const auto file = OleFile::open(bytes);
    return file && file->has("EncryptedPackage");
}

std::string attachment_kind(std::string_view bytes) {
    if (bytes.empty()) return "empty";
    for (const Magic& magic : magics)
        if (bytes.starts_with(magic.bytes)) return std::string(magic.kind);
    if (bytes.starts_with("BM") && bytes.size() > 14 && bytes.substr(6, 4) == "\0\0\0\0"sv)
        return "bmp";
    if (bytes.starts_with("RIFF") && bytes.size() > 12 && bytes.substr(8, 4) == "WEBP")
        return "webp";
    if (bytes.starts_with(ole_magic)) return kind_of_ole(bytes);
    if (bytes.starts_with("PK\x03\x04") || bytes.starts_with("PK\x05\x06"))
        return kind_of_zip(bytes);
    if (bytes.substr(0, garbage_max).find("%PDF-") != std::string_view::npos) {
        const std::string kind = bytes.starts_with("%PDF-") ? "" : kind_of_text(bytes);
        if (kind != "html" && kind != "xml") return "pdf";
    }
    return kind_of_text(bytes);
}

std::string_view kind_said(std::string_view name) {
    name = name.substr(0, name.find_first_of("?#"));
    const std::size_t dot = name.rfind('.');
    if (dot == name.npos) return {};
    const std::string ending = lower_ascii(name.substr(dot + 1));
    const auto found = std::ranges::find(endings, ending, &Ending::ending);
    return found == endings.end() ? std::string_view() : found->kind;
}

}  // namespace duwang::crawler
