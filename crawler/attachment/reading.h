// What the readers of all formats share while one attachment is read: its bytes, the limits that
// are left, and the reading that grows. Runs on: one thread.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "core/xml.h"
#include "core/zip.h"
#include "crawler/attachment/attachment.h"

namespace duwang::crawler {

class Reading {
  public:
    Reading(std::string_view bytes, std::string_view name, const AttachmentLimits& limits);

    const std::string_view bytes;
    const AttachmentLimits& limits;
    AttachmentReading out;

    // state not_determined. The first cause stays. What was read of the text is given up, so that
    // nobody takes a part for the whole.
    void give_up(std::string_view cause, std::string_view note);
    bool given_up() const { return out.facts.state == "not_determined"; }
    void warn(std::string_view word);  // once
    // Something was left out: the warning `word` says what, `cause` why. What was read is kept, but
    // is a part: settle() makes the state not_determined.
    void leave_out(std::string_view word, std::string_view cause = "too_large");
    void settle();  // when all is read

    // Blanks are collapsed; empty ones are left out. Beyond limits.text_max all is left out, with
    // the warning text_cut.
    void paragraph(std::string_view text, FlowBlock::Kind kind = FlowBlock::Kind::paragraph);
    bool full() const { return full_; }  // no more text is taken
    void table(Table table);
    void link(std::string_view address, std::string_view text);
    // A flow that was made elsewhere (PDF, OFD); its text counts like any other.
    void adopt(Flow flow);

    // Of all tools together.
    std::chrono::milliseconds time_left() const;

  private:
    std::size_t text_left_, places_left_;
    bool full_ = false;
    std::string left_out_, left_out_cause_;  // the first
    std::chrono::steady_clock::time_point end_;
    bool take(std::size_t bytes);
};

// Why an entry of a container could not be read, as the facts say it.
std::string_view cause_of(ZipProblem problem);
// Reads XML of a container's part; false when it was given up.
bool read_xml(Reading& reading, std::string_view xml, std::string_view part, xml::Handler& handler);

// Handlers that have no use for some of it.
class QuietHandler : public xml::Handler {
  public:
    void start(std::string_view, std::span<const xml::Attribute>) override {}
    void end(std::string_view) override {}
    void text(std::string_view) override {}
};

}  // namespace duwang::crawler
