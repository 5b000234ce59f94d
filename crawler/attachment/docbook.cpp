#include "crawler/attachment/docbook.h"

#include <algorithm>
#include <charconv>

#include "core/sheet_parts.h"
#include "crawler/attachment/flow_builder.h"

namespace duwang::crawler {
namespace {

class DocbookHandler final : public xml::Handler {
  public:
    explicit DocbookHandler(Reading& reading) : reading_(reading), builder_(reading) {}

    void start(std::string_view name, std::span<const xml::Attribute> attributes) override {
        if (name == "chapter") in_chapter_ = true;
        if (!in_chapter_) return;
        if (name == "title" || name == "para" || name == "informaltable" || name == "entry")
            flush();
        if (name == "title") heading_ = true;
        if (name == "tgroup") edges_.clear();
        if (name == "colspec") add_edge(attribute(attributes, "colwidth"));
        if (name == "row") rows_.push_back({edges_, {}});
        if (name == "entry" && !rows_.empty()) rows_.back().texts.emplace_back();
        if (name == "ulink") reading_.link(attribute(attributes, "url"), {});
    }
    void end(std::string_view name) override {
        if (!in_chapter_) return;
        if (name == "title" || name == "para" || name == "entry") flush();
        if (name == "title") heading_ = false;
        if (name == "informaltable") close_table();
    }
    void text(std::string_view part) override {
        if (in_chapter_) text_ += part;
    }
    void finish() { flush(); }

  private:
    Reading& reading_;
    FlowBuilder builder_;
    // A row, and how far to the right each of its cells reaches: antiword tells widths, not spans.
    struct Row {
        std::vector<int> edges;
        std::vector<std::string> texts;
    };
    static constexpr int same = 2;  // points by which edges of one column differ
    std::vector<int> edges_;
    std::vector<Row> rows_;
    std::string text_;
    bool in_chapter_ = false, heading_ = false;

    // Lines of its own are paragraphs of the document.
    void flush() {
        std::string_view rest = text_;
        while (!rest.empty()) {
            const std::size_t end = std::min(rest.find('\n'), rest.size());
            const std::string_view line = rest.substr(0, end);
            rest.remove_prefix(std::min(end + 1, rest.size()));
            if (line.find_first_not_of(" \t\r") == line.npos) continue;
            if (rows_.empty() || rows_.back().texts.empty())
                builder_.paragraph(
                    line, heading_ ? FlowBlock::Kind::heading : FlowBlock::Kind::paragraph);
            else
                rows_.back().texts.back() += std::string(line) + "\n";
        }
        text_.clear();
    }

    void add_edge(std::string_view width) {
        int points = 0;
        std::from_chars(width.data(), width.data() + width.size(), points);
        if (edges_.size() < Table::columns_max)
            edges_.push_back((edges_.empty() ? 0 : edges_.back()) + std::clamp(points, 1, 10'000));
    }

    // Edges of all rows, those that are the same once.
    std::vector<int> all_edges() const {
        std::vector<int> all;
        for (const Row& row : rows_)
            if (&row == rows_.data() || row.edges != (&row - 1)->edges)
                all.insert(all.end(), row.edges.begin(), row.edges.end());
        std::ranges::sort(all);
        std::vector<int> apart;
        for (const int edge : all)
            if (apart.empty() || edge - apart.back() > same) apart.push_back(edge);
        return apart;
    }

    void close_table() {
        const std::vector<int> edges = all_edges();
        const auto column_at = [&](int edge) {
            return std::ranges::lower_bound(edges, edge - same) - edges.begin();
        };
        builder_.open_table();
        for (Row& row : rows_) {
            builder_.open_row();
            std::ptrdiff_t from = 0;
            for (std::size_t i = 0; i < row.texts.size(); ++i) {
                const std::ptrdiff_t to =
                    i < row.edges.size() ? column_at(row.edges[i]) + 1 : from + 1;
                builder_.open_cell(
                    static_cast<std::uint32_t>(std::max<std::ptrdiff_t>(to - from, 1)));
                builder_.paragraph(row.texts[i]);
                builder_.close_cell();
                from = std::max(to, from + 1);
            }
        }
        rows_.clear();
        edges_.clear();
        builder_.close_table();
    }
};

}  // namespace

bool read_docbook(Reading& reading, std::string_view xml) {
    // Its own document type, which our reader of XML refuses of anybody.
    std::string plain(xml);
    if (const std::size_t start = plain.find("<!DOCTYPE"); start != plain.npos)
        if (const std::size_t end = plain.find('>', start); end != plain.npos)
            plain.erase(start, end + 1 - start);
    DocbookHandler handler(reading);
    if (!read_xml(reading, plain, "antiword", handler)) return false;
    handler.finish();
    return !reading.given_up();
}

}  // namespace duwang::crawler
