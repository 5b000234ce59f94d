// 演示文稿 (.ppt), [MS-PPT]: a chain of records. Read here, for catppt finds no text in what
// LibreOffice saves. Tables are shapes there: their cells are paragraphs.
#include <algorithm>

#include "core/text/charset.h"
#include "crawler/attachment/ole.h"
#include "crawler/attachment/readers.h"

namespace duwang::crawler {
namespace {

enum Record : unsigned {
    slide = 1006,
    notes = 1008,
    master = 1016,
    chars = 4000,       // UTF-16
    bytes_text = 4008,  // each byte a character below U+0100
    a_string = 4026,
    texts_of = 4080,  // SlideListWithText: instance 0 slides, 1 masters, 2 notes
    hyperlink = 4055,
    handout = 4041,
};

std::size_t number_at(std::string_view bytes, std::size_t at, int count) {
    std::size_t value = 0;
    for (int i = count - 1; i >= 0; --i)
        value = value << 8 | static_cast<unsigned char>(bytes[at + static_cast<std::size_t>(i)]);
    return value;
}

class PptReader {
  public:
    explicit PptReader(Reading& reading) : reading_(reading) {}

    // Containers are not descended into but stepped into: what follows a head is their content.
    void read(std::string_view records) {
        std::size_t hyperlink_end = 0;
        for (std::size_t at = 0; at + 8 <= records.size() && !reading_.full();) {
            const std::size_t head = number_at(records, at, 2),
                              type = number_at(records, at + 2, 2);
            const std::size_t length =
                std::min(number_at(records, at + 4, 4), records.size() - at - 8);
            const std::size_t instance = head >> 4;
            const std::string_view content = records.substr(at + 8, length);
            const bool container = (head & 0xF) == 0xF;
            at += 8;
            if (type == slide) ++reading_.out.facts.pages;
            if (type == hyperlink) hyperlink_end = at + length;
            const bool skipped = type == notes || type == master || type == handout ||
                                 (type == texts_of && instance != 0);
            if (container && !skipped) continue;
            take(type, instance, content, at < hyperlink_end);
            at += length;
        }
    }

  private:
    Reading& reading_;

    void take(std::size_t type, std::size_t instance, std::string_view content, bool in_link) {
        if (type == chars) lines(decode(content, "utf-16le").text);
        if (type == bytes_text) lines(decode(content, "windows-1252").text);
        if (type == a_string && instance == 1 && in_link)
            reading_.link(decode(content, "utf-16le").text, {});
    }

    // A carriage return ends a paragraph, a vertical tab a line.
    void lines(std::string_view text) {
        while (!text.empty() && !reading_.full()) {
            const std::size_t end = std::min(text.find('\r'), text.size());
            reading_.paragraph(text.substr(0, end));
            text.remove_prefix(std::min(end + 1, text.size()));
        }
    }
};

// CurrentUserAtom: headerToken of a file with a password.
bool has_password(const OleFile& file) {
    const std::string user = file.stream("Current User", 64);
    return user.size() > 16 && user.compare(12, 4, "\xDF\xC4\xD1\xF3") == 0;
}

}  // namespace

void read_ppt(Reading& reading) {
    const auto file = OleFile::open(reading.bytes);
    if (!file) return reading.give_up("damaged", "no directory");
    if (has_password(*file)) return reading.give_up("encrypted", "a password is needed");
    if (!file->whole("PowerPoint Document"))
        return reading.give_up("damaged", "PowerPoint Document is cut off");
    const std::string records = file->stream("PowerPoint Document", reading.limits.inflated_max);
    PptReader(reading).read(records);
    if (reading.out.facts.pages == 0) return reading.give_up("damaged", "no slide");
    reading.warn("tables_not_read");
}

}  // namespace duwang::crawler
