// PDF, by poppler's tools: pdfinfo, pdftotext, pdftocairo, pdfimages (poppler-utils).
#include <fmt/format.h>

#include <algorithm>

#include "crawler/attachment/child_process.h"
#include "crawler/attachment/pdf_layout.h"
#include "crawler/attachment/pdf_tools.h"
#include "crawler/attachment/readers.h"

namespace duwang::crawler {
namespace {

constexpr std::size_t output_max = 32u << 20;       // of one tool
constexpr std::size_t lines_output_max = 8u << 20;  // of one page's drawing
constexpr double covered_min = 0.5;                 // of a page, by its pictures
constexpr std::size_t chars_of_scan = 20;  // a scanner's stamp or page number may stand there

ToolEnd run(Reading& reading, std::vector<std::string> arguments, std::size_t output = output_max) {
    ToolLimits limits;
    limits.time = reading.time_left();
    limits.memory = reading.limits.memory_max;
    limits.output = output;
    return run_tool(arguments, reading.bytes, limits);
}

std::string_view first_line(std::string_view text) { return text.substr(0, text.find('\n')); }

}  // namespace

ToolEnd run_reader(const Reading& reading, const std::vector<std::string>& arguments) {
    ToolLimits limits;
    limits.time = reading.time_left();
    limits.memory = reading.limits.memory_max;
    limits.output = std::min(output_max, reading.limits.text_max * 4);
    return run_tool(arguments, reading.bytes, limits);
}

bool tool_worked(Reading& reading, const ToolEnd& end, std::string_view tool) {
    if (end.fine()) return true;
    const std::string note = end.why == ToolEnd::Why::signalled
                                 ? fmt::format("{}: ended by signal {}", tool, end.signal)
                                 : fmt::format("{}: {}", tool, first_line(end.complaint));
    switch (end.why) {
        case ToolEnd::Why::no_such_program:
            reading.give_up("no_reader", tool);
            break;
        case ToolEnd::Why::time:
            reading.give_up("too_slow", tool);
            break;
        case ToolEnd::Why::memory:
            reading.give_up("too_much_memory", note);
            break;
        case ToolEnd::Why::output:
            reading.give_up("too_much_text", tool);
            break;
        case ToolEnd::Why::not_started:
            reading.give_up("no_reader", note);
            break;
        case ToolEnd::Why::signalled:
        case ToolEnd::Why::exited:
            if (end.complaint.find("ncorrect password") != std::string::npos)
                reading.give_up("encrypted", "a password is needed");
            else
                reading.give_up("damaged", note);
    }
    return false;
}

namespace {

// Why a page could not be drawn, where that is a limit; else empty.
std::string_view limit_met(const ToolEnd& end) {
    if (end.why == ToolEnd::Why::time) return "too_slow";
    if (end.why == ToolEnd::Why::memory) return "too_much_memory";
    return end.why == ToolEnd::Why::output ? "too_large" : "";
}

// The lines of pages that may hold a table. What there is no time for stays without, and is said.
void add_rules(Reading& reading, std::vector<PdfPage>& pages, Flow& flow_state) {
    int looked_at = 0;
    for (std::size_t i = 0; i < pages.size(); ++i) {
        if (!may_hold_table(pages[i])) continue;
        const std::string number = std::to_string(i + 1);
        // Half a second: a page of an ordinary table takes a tenth of it.
        const bool late = reading.time_left() < std::chrono::milliseconds(500);
        if (late) reading.leave_out("tables_not_read", "too_slow");
        if (late || ++looked_at > reading.limits.table_pages_max) {
            flow_state.cut = true;
            reading.warn("tables_not_read");
            return;
        }
        const ToolEnd end =
            run(reading, {"pdftocairo", "-svg", "-f", number, "-l", number, input_path, "-"},
                lines_output_max);
        if (end.why == ToolEnd::Why::no_such_program) {
            tool_worked(reading, end, "pdftocairo");
            return;
        }
        const auto rules = end.fine() ? read_pdf_rules(end.output)
                                      : Result<std::vector<PdfRule>>(failure(Errc::config, ""));
        if (!rules) {
            flow_state.cut = true;
            reading.warn("tables_not_read");
            if (const auto cause = limit_met(end); !cause.empty())
                reading.leave_out("tables_not_read", cause);
            continue;
        }
        pages[i].rules = *rules;
    }
}

std::size_t chars_of(const PdfPage& page) {
    std::size_t chars = 0;
    for (const PdfWord& word : page.words) chars += word.text.size();
    return chars / 3;
}

// 扫描件: pages that are a picture each, with hardly a word.
void look_for_scans(Reading& reading, const std::vector<PdfPage>& pages, int pages_read) {
    const ToolEnd end =
        run(reading, {"pdfimages", "-list", "-l", std::to_string(pages_read), input_path});
    if (!end.fine()) return;
    const PdfPictures pictures = pdf_pictures_of(end.output);
    reading.out.facts.images = pictures.count;
    std::size_t scans = 0, texts = 0;
    for (std::size_t i = 0; i < pages.size(); ++i) {
        const auto covered = pictures.covered.find(static_cast<int>(i) + 1);
        const bool few = chars_of(pages[i]) < chars_of_scan;
        const double area = pages[i].width * pages[i].height;
        if (few && covered != pictures.covered.end() && covered->second >= area * covered_min)
            ++scans;
        else if (!few)
            ++texts;
    }
    std::size_t chars = 0;
    for (const PdfPage& page : pages) chars += chars_of(page);
    if (scans > 0 && texts == 0)
        reading.out.facts.state = "scanned";
    else if (chars == 0)  // letters drawn as curves, pictures drawn into the page
        reading.give_up("no_text", "its pages show no text that can be read");
    else if (scans > 0)
        reading.warn("scanned_pages");
}

}  // namespace

void read_pdf(Reading& reading) {
    AttachmentFacts& facts = reading.out.facts;
    const ToolEnd about = run(reading, {"pdfinfo", "-enc", "UTF-8", input_path});
    if (!tool_worked(reading, about, "pdfinfo")) return;
    const PdfInfo info = pdf_info_of(about.output);
    facts.pages = std::max(info.pages, 0);
    facts.title = info.title;
    if (info.pages <= 0) return reading.give_up("damaged", "no page");
    const int pages_read = std::min(info.pages, reading.limits.pages_max);
    const std::string last = std::to_string(pages_read);
    const ToolEnd text =
        run(reading, {"pdftotext", "-bbox", "-enc", "UTF-8", "-l", last, input_path, "-"});
    if (!tool_worked(reading, text, "pdftotext")) return;
    auto pages = read_pdf_words(text.output);
    if (!pages) return reading.give_up("damaged", pages.error().what);
    if (pages->empty()) return reading.give_up("damaged", "no page can be read");
    const bool missing = pages->size() < static_cast<std::size_t>(pages_read);
    if (missing) reading.leave_out("pages_not_read", "damaged");
    Flow flow_state;
    add_rules(reading, *pages, flow_state);
    if (reading.given_up()) return;
    Flow flow = pdf_flow(*pages);
    if (flow.cut) reading.leave_out("tables_not_read");  // lines without number
    flow.cut = flow.cut || flow_state.cut || missing || pages_read < info.pages;
    if (pages_read < info.pages) reading.leave_out("pages_cut");
    reading.adopt(std::move(flow));
    look_for_scans(reading, *pages, pages_read);
    const ToolEnd links = run(reading, {"pdfinfo", "-url", "-l", last, input_path});
    if (links.fine())
        for (const AttachmentLink& link : pdf_links_of(links.output))
            reading.link(link.address, link.text);
    else
        reading.warn("links_not_read");
}

}  // namespace duwang::crawler
