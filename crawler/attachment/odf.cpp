// OpenDocument (.odt, .ods, .odp), ISO/IEC 26300: what LibreOffice writes.
#include <algorithm>
#include <charconv>

#include "core/sheet_parts.h"
#include "core/text/normalise.h"
#include "crawler/attachment/flow_builder.h"
#include "crawler/attachment/readers.h"

namespace duwang::crawler {
namespace {

using Attributes = std::span<const xml::Attribute>;
// Empty cells and rows are repeated to the edge of the sheet; those are not expanded.
constexpr std::uint32_t repeated_max = 1'000;

std::uint32_t count_of(std::string_view text) {
    std::uint32_t value = 1;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

bool left_out(std::string_view name) {
    return name == "tracked-changes" || name == "annotation" || name == "notes" ||
           name == "forms" || name == "title" || name == "desc";
}

class OdfHandler final : public xml::Handler {
  public:
    OdfHandler(Reading& reading, bool sheets)
        : reading_(reading), builder_(reading), sheets_(sheets) {}

    void start(std::string_view name, Attributes attributes) override {
        if (skipped_ > 0 || left_out(name)) {
            ++skipped_;
            return;
        }
        if (name == "p" || name == "h") texts_.emplace_back();
        if (name == "s")
            add(std::string(std::min<std::uint32_t>(count_of(attribute(attributes, "c")), 100),
                            ' '));
        if (name == "tab") add(" ");
        if (name == "line-break") add("\n");
        if (name == "a") {
            address_ = attribute(attributes, "href");
            link_text_.clear();
        }
        if (name == "image") ++images_;
        if (name == "page") ++pages_;
        if (name == "table-header-rows") in_head_ = true;
        if (name == "table") open_table(attributes);
        if (name == "table-row") open_row(attributes);
        if (name == "table-cell") open_cell(attributes);
        if (name == "covered-table-cell") covered_ = true;
    }

    void end(std::string_view name) override {
        if (skipped_ > 0) {
            --skipped_;
            return;
        }
        if ((name == "p" || name == "h") && !texts_.empty()) close_text(name == "h");
        if (name == "a") reading_.link(address_, link_text_);
        if (name == "a") address_.clear();
        if (name == "table-header-rows") in_head_ = false;
        if (name == "table-cell") close_cell();
        if (name == "covered-table-cell") covered_ = false;
        if (name == "table") builder_.close_table();
    }

    void text(std::string_view part) override {
        if (skipped_ == 0 && !texts_.empty()) add(part);
    }

    void finish() { builder_.finish(); }
    int images() const { return images_; }
    int pages() const { return pages_; }

  private:
    struct Cell {
        std::uint32_t columns = 1, rows = 1, repeated = 1;
        bool filled = false;
    };
    Reading& reading_;
    FlowBuilder builder_;
    const bool sheets_;
    std::vector<std::string> texts_;
    std::vector<Cell> cells_;
    std::string address_, link_text_;
    std::string repeated_text_;
    int skipped_ = 0, images_ = 0, pages_ = 0;
    bool in_head_ = false, covered_ = false, row_repeated_ = false;

    void add(std::string_view part) {
        if (!texts_.empty()) texts_.back() += part;
        if (!address_.empty()) link_text_ += part;
    }

    void close_text(bool heading) {
        const std::string text = std::move(texts_.back());
        texts_.pop_back();
        if (covered_) return;
        if (!cells_.empty() && !text.empty()) {
            cells_.back().filled = true;
            repeated_text_ += (repeated_text_.empty() ? "" : "\n") + text;
        }
        builder_.paragraph(text, heading && !builder_.in_table() ? FlowBlock::Kind::heading
                                                                 : FlowBlock::Kind::paragraph);
    }

    void open_table(Attributes attributes) {
        if (sheets_ && !builder_.in_table()) {
            reading_.paragraph(attribute(attributes, "name"), FlowBlock::Kind::heading);
            ++pages_;
        }
        builder_.open_table();
    }

    void open_row(Attributes attributes) {
        builder_.open_row();
        if (in_head_) builder_.head_row();
        // Rows that are repeated and filled are rare, and told.
        row_repeated_ = count_of(attribute(attributes, "number-rows-repeated")) > 1;
    }

    void open_cell(Attributes attributes) {
        Cell cell;
        cell.columns = count_of(attribute(attributes, "number-columns-spanned"));
        cell.rows = count_of(attribute(attributes, "number-rows-spanned"));
        cell.repeated = count_of(attribute(attributes, "number-columns-repeated"));
        cells_.push_back(cell);
        repeated_text_.clear();
        builder_.open_cell(cell.columns, cell.rows);
    }

    void close_cell() {
        if (cells_.empty()) return;
        const Cell cell = cells_.back();
        cells_.pop_back();
        if (!cell.filled && sheets_) {
            // A place that nobody filled is none, as in other spreadsheets.
            builder_.leave_cell();
            builder_.skip(cell.repeated);
            return;
        }
        if (cell.filled && row_repeated_) reading_.warn("repeated_rows");
        const std::string text = repeated_text_;
        builder_.close_cell();
        for (std::uint32_t i = 1; i < std::min(cell.repeated, repeated_max) && !builder_.full();
             ++i) {
            builder_.open_cell(cell.columns, cell.rows);
            builder_.paragraph(text);
            builder_.close_cell();
        }
    }
};

// 密码: LibreOffice lists how each part was encrypted.
struct ManifestHandler final : QuietHandler {
    bool encrypted = false;
    void start(std::string_view name, Attributes) override {
        encrypted = encrypted || name == "encryption-data";
    }
    bool enough() const override { return encrypted; }
};

struct TitleHandler final : QuietHandler {
    std::string title;
    bool inside = false;
    void start(std::string_view name, Attributes) override { inside = name == "title"; }
    void end(std::string_view) override { inside = false; }
    void text(std::string_view part) override {
        if (inside && title.size() < 1'000) title += part;
    }
};

bool read_part(Reading& reading, ZipReader& zip, const std::string& part, xml::Handler& handler) {
    const Result<std::string> xml = zip.read(part);
    if (!xml) {
        reading.give_up(cause_of(zip.problem()), part);
        return false;
    }
    return read_xml(reading, *xml, part, handler);
}

}  // namespace

void read_odf(Reading& reading, ZipReader& zip) {
    AttachmentFacts& facts = reading.out.facts;
    ManifestHandler manifest;
    if (zip.has("META-INF/manifest.xml") &&
        !read_part(reading, zip, "META-INF/manifest.xml", manifest))
        return;
    if (manifest.encrypted) return reading.give_up("encrypted", "a password is needed");
    OdfHandler content(reading, facts.kind == "ods");
    if (!read_part(reading, zip, "content.xml", content)) return;
    content.finish();
    facts.images = content.images();
    facts.pages = content.pages();
    TitleHandler meta;
    if (zip.has("meta.xml") && read_part(reading, zip, "meta.xml", meta))
        facts.title = collapse_blanks(printable(meta.title));
    if (facts.images > 0 && !reading.given_up() && reading.out.flow.blocks.empty())
        facts.state = "scanned";
}

}  // namespace duwang::crawler
