#include "crawler/attachment/reading.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/text/normalise.h"
#include "core/text/utf8.h"

namespace duwang::crawler {
namespace {

constexpr std::size_t warnings_max = 50, links_max = 5'000, address_max = 4'096;
constexpr std::size_t note_max = 300, link_text_max = 200;
constexpr std::size_t places_max = 2'000'000;  // of all tables' grids
constexpr std::size_t blocks_max = 100'000;    // a book of 2,000 pages; each costs memory
constexpr int depth_max = 250;                 // libxml2 itself stops at 256

// Of a cell: lines stay apart.
std::string cell_text(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string line = collapse_blanks(printable(text.substr(0, end)));
        if (!line.empty()) out += (out.empty() ? "" : "\n") + line;
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return out;
}

}  // namespace

Reading::Reading(std::string_view all, std::string_view name, const AttachmentLimits& given)
    : bytes(all),
      limits(given),
      text_left_(given.text_max),
      places_left_(places_max),
      end_(std::chrono::steady_clock::now() + given.time_max) {
    out.facts.name = printable(truncate_code_points(name, link_text_max));
    out.facts.bytes = static_cast<std::int64_t>(all.size());
    out.facts.state = "read";
}

void Reading::give_up(std::string_view cause, std::string_view note) {
    if (given_up()) return;
    out.facts.state = "not_determined";
    out.facts.cause = cause;
    out.facts.note = collapse_blanks(printable(truncate_code_points(note, note_max)));
    out.flow = {};
    out.links.clear();
}

void Reading::warn(std::string_view word) {
    auto& warnings = out.facts.warnings;
    if (warnings.size() < warnings_max && std::ranges::find(warnings, word) == warnings.end())
        warnings.emplace_back(word);
}

void Reading::leave_out(std::string_view word, std::string_view cause) {
    warn(word);
    out.flow.cut = true;
    if (!left_out_.empty()) return;
    left_out_ = word;
    left_out_cause_ = cause;
}

void Reading::settle() {
    AttachmentFacts& facts = out.facts;
    if (facts.state != "read" || left_out_.empty()) return;
    facts.state = "not_determined";
    facts.cause = left_out_cause_;
    facts.note = fmt::format("read in part only: {}", left_out_);
}

bool Reading::take(std::size_t bytes_more) {
    if (!full_ && bytes_more <= text_left_ && out.flow.blocks.size() < blocks_max) {
        text_left_ -= bytes_more;
        return true;
    }
    full_ = true;
    leave_out("text_cut");
    return false;
}

void Reading::paragraph(std::string_view text, FlowBlock::Kind kind) {
    if (given_up() || full()) return;
    FlowBlock block;
    block.kind = kind;
    block.text = collapse_blanks(printable(text));
    if (!block.text.empty() && take(block.text.size() + 1))
        out.flow.blocks.push_back(std::move(block));
}

void Reading::table(Table table) {
    if (given_up()) return;
    if (table.cut()) leave_out("table_cut");
    if (table.cells().empty()) return;
    const std::size_t places = std::size_t{table.rows()} * table.columns();
    Table kept;
    kept.origin = table.origin.empty() ? fmt::format("表格 {}", out.flow.tables.size() + 1)
                                       : printable(table.origin);
    kept.caption = collapse_blanks(printable(table.caption));
    bool cut = places > places_left_;
    places_left_ -= std::min(places, places_left_);
    for (const TableCell& cell : table.cells()) {
        if (places_left_ == 0) break;
        TableCell clean = cell;
        clean.text = cell_text(cell.text);
        if (!take(clean.text.size() + 1)) {
            cut = true;
            break;
        }
        kept.add(std::move(clean));
    }
    if (cut || kept.cut()) leave_out("table_cut");
    if (kept.cells().empty()) return;
    FlowBlock block;
    block.kind = FlowBlock::Kind::table;
    block.table = out.flow.tables.size();
    out.flow.tables.push_back(std::move(kept));
    out.flow.blocks.push_back(std::move(block));
}

void Reading::link(std::string_view address, std::string_view text) {
    const std::string_view plain = trim_blanks(address);
    if (given_up() || plain.empty() || plain.size() > address_max) return;
    if (out.links.size() >= links_max) return warn("links_cut");
    out.links.push_back(
        {printable(plain), collapse_blanks(printable(truncate_code_points(text, link_text_max)))});
}

void Reading::adopt(Flow flow) {
    if (given_up()) return;
    out.flow = {};
    out.flow.cut = flow.cut;
    for (FlowBlock& block : flow.blocks) {
        const std::uint32_t page = block.page;
        const std::size_t before = out.flow.blocks.size();
        if (block.kind == FlowBlock::Kind::table)
            table(std::move(flow.tables[block.table]));
        else
            paragraph(block.text, block.kind);
        if (out.flow.blocks.size() > before) {
            out.flow.blocks.back().page = page;
            out.flow.blocks.back().pictures = block.pictures;
        }
    }
}

std::chrono::milliseconds Reading::time_left() const {
    const auto left = end_ - std::chrono::steady_clock::now();
    return std::max(std::chrono::duration_cast<std::chrono::milliseconds>(left),
                    std::chrono::milliseconds(0));
}

std::string_view cause_of(ZipProblem problem) {
    switch (problem) {
        case ZipProblem::encrypted:
            return "encrypted";
        case ZipProblem::too_large:
            return "too_large";
        case ZipProblem::ratio:
            return "ratio";
        case ZipProblem::none:
        case ZipProblem::missing:
        case ZipProblem::damaged:
            break;
    }
    return "damaged";
}

bool read_xml(Reading& reading, std::string_view xml, std::string_view part,
              xml::Handler& handler) {
    if (reading.time_left().count() == 0) {
        reading.give_up("too_slow", part);
        return false;
    }
    xml::Limits limits;
    limits.bytes_max = reading.limits.inflated_max;
    limits.depth_max = depth_max;
    const xml::Report report = xml::read(xml, handler, limits);
    switch (report.end) {
        case xml::End::complete:
        case xml::End::stopped:
            return true;
        case xml::End::rejected_dtd:
            reading.give_up("rejected_dtd", fmt::format("{}: a document type", part));
            return false;
        case xml::End::limit:
            reading.give_up(report.note.empty() ? "too_deep" : "too_large", part);
            return false;
        case xml::End::malformed:
            break;
    }
    reading.give_up("damaged", fmt::format("{}:{}: {}", part, report.line, report.note));
    return false;
}

}  // namespace duwang::crawler
