// RTF, by Debian's catdoc, which takes half a file for a whole one: whether it is whole is seen
// here. The format knows no password that closes a file (\passwordhash only keeps editors from
// changing it), so none is asked for.
#include <algorithm>
#include <charconv>

#include "core/text/utf8.h"
#include "crawler/attachment/readers.h"

namespace duwang::crawler {
namespace {

constexpr std::size_t depth_max = 250;

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// Steps over an RTF file: groups, and words whose bytes are none of its text.
class Groups {
  public:
    explicit Groups(std::string_view rtf) : rtf_(rtf), in_utf8_(is_valid_utf8(rtf)) {}

    // "too_deep"; "damaged": a group is not closed, or bytes are missing; empty: neither.
    std::string_view problem() {
        std::size_t depth = 0;
        for (at_ = 0; at_ < rtf_.size();) {
            const char c = rtf_[at_];
            // The second byte of a Chinese character (GBK) may be a brace.
            const bool pair = !in_utf8_ && static_cast<unsigned char>(c) > 0x80;
            if (c == '\\') {
                if (!word()) return "damaged";
                continue;
            }
            at_ += pair ? 2 : 1;
            if (c == '{' && ++depth > depth_max) return "too_deep";
            if (c == '}' && --depth == 0) return {};
        }
        return "damaged";
    }

  private:
    std::string_view rtf_;
    bool in_utf8_;
    std::size_t at_ = 0;

    // A control word or sign. \binN is followed by N bytes; false: they are not there.
    bool word() {
        std::size_t end = at_ + 1;
        while (end < rtf_.size() && is_letter(rtf_[end])) ++end;
        const std::string_view name = rtf_.substr(at_ + 1, end - at_ - 1);
        at_ = name.empty() ? at_ + 2 : end;
        if (name != "bin") return true;
        std::size_t bytes = 0;
        const char* from = rtf_.data() + at_;
        const auto [behind, problem] = std::from_chars(from, rtf_.data() + rtf_.size(), bytes);
        if (problem == std::errc::result_out_of_range) return false;
        at_ += static_cast<std::size_t>(behind - from);
        if (at_ < rtf_.size() && rtf_[at_] == ' ') ++at_;
        if (bytes > rtf_.size() - at_) return false;
        at_ += bytes;
        return true;
    }
};

}  // namespace

void read_rtf(Reading& reading) {
    const std::string_view problem = Groups(reading.bytes).problem();
    if (problem == "too_deep") return reading.give_up(problem, "groups in groups");
    if (!problem.empty()) return reading.give_up(problem, "a group is not closed");
    const ToolEnd end = run_reader(reading, {"catdoc", "-w", "-d", "utf-8", input_path});
    if (!tool_worked(reading, end, "catdoc")) return;
    std::string_view text = end.output;
    while (!text.empty() && !reading.full()) {
        const std::size_t line = std::min(text.find('\n'), text.size());
        reading.paragraph(text.substr(0, line));
        text.remove_prefix(std::min(line + 1, text.size()));
    }
    // catdoc writes the cells of a row one after the other.
    reading.warn("tables_not_read");
    reading.out.flow.cut = true;
}

}  // namespace duwang::crawler
