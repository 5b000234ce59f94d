// Character sets of pages: which one (BOM, header, meta, detection) and reading it.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/text/utf8.h"

namespace duwang {

// Canonical name for a label of the Encoding standard, in lower case: "utf-8", "gb18030" (for
// gb2312, gbk and gb18030 alike, quirk E01), "big5", "utf-16le", "windows-1252", "euc-kr" …; empty
// if unknown. Exactly as the standard are decoded utf-8, utf-16, gb18030, big5, windows-1252 and
// x-user-defined; "replacement" (hz-gb-2312 …) is one U+FFFD; all others as ICU reads them (which
// lacks iso-8859-16).
std::string_view charset_of_label(std::string_view label);

struct CharsetGuess {
    std::string name;                   // canonical
    std::string source;                 // bom, header, meta, detected
    std::vector<std::string> declared;  // "header:gb2312", "meta:utf-8": as written, lower case
    // A declaration was overruled by the bytes, or two declarations disagree.
    bool contradicted = false;
    bool valid_utf8 = false;  // all of it is known to be; looked at only where it is declared
};

// Order of the HTML standard (BOM, header, meta), then checked against the bytes (quirk E02).
CharsetGuess sniff_charset(std::string_view bytes, std::string_view content_type);
// The charset parameter of a Content-Type value, as written; empty when there is none.
std::string_view charset_parameter(std::string_view content_type);
// Prescan of the first 4,096 bytes for <meta charset> and <meta http-equiv=content-type>.
std::string meta_charset(std::string_view bytes);

struct Decoded {
    std::string text;          // valid UTF-8, without BOM
    std::size_t replaced = 0;  // invalid sequences that became U+FFFD
};

// Keeps its tables between pages. Not to be shared by threads.
class Decoder {
  public:
    Decoder();
    ~Decoder();
    Decoder(Decoder&&) noexcept;
    Decoder& operator=(Decoder&&) noexcept;
    // An unknown label is read as UTF-8.
    Decoded decode(std::string_view bytes, std::string_view label);

  private:
    struct Tables;
    std::unique_ptr<Tables> tables_;
};

Decoded decode(std::string_view bytes, std::string_view label);

// Bytes of UTF-8 text in a charset, as a form or link on a page of that charset would send them;
// characters it lacks become "&#NNNN;" with the signs percent-encoded. Nearly all pages read as
// gb18030 say gb2312 or gbk, so nothing is written in four bytes.
std::string encode_query(std::string_view utf8, std::string_view label);

}  // namespace duwang
