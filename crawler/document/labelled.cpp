#include "crawler/document/labelled.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include "core/text/normalise.h"
#include "crawler/document/labels.h"
#include "crawler/document/values.h"

namespace duwang::crawler {

const ElementFormat* LabelledFormat::element(std::string_view key) const {
    const auto found = std::ranges::find(elements, key, &ElementFormat::key);
    return found == elements.end() ? nullptr : &*found;
}

namespace {

constexpr std::size_t label_bytes_max = 90;  // 30 characters
constexpr std::size_t elements_max = 2'000;
constexpr std::size_t heading_bytes_max = 120;

std::string_view without_colon(std::string_view text) {
    text = trim_blanks(text);
    for (std::string_view sign : {"：", ":"})
        if (text.ends_with(sign)) return trim_blanks(text.substr(0, text.size() - sign.size()));
    return text;
}

// Colons of a text, one after the other; each sign is looked for once.
class Colons {
  public:
    explicit Colons(std::string_view text) : text_(text) {}
    // Where the next one stands and where its value begins; nothing: there are no more.
    struct Colon {
        std::size_t at = 0, behind = 0;
    };
    std::optional<Colon> next() {
        static constexpr std::string_view wide = "：";
        if (narrow_ != text_.npos && narrow_ < from_) narrow_ = text_.find(':', from_);
        if (wide_ != text_.npos && wide_ < from_) wide_ = text_.find(wide, from_);
        const bool first = from_ == 0;
        if (first) narrow_ = text_.find(':'), wide_ = text_.find(wide);
        const std::size_t at = std::min(narrow_, wide_);
        if (at == text_.npos) return std::nullopt;
        from_ = at + (at == wide_ ? wide.size() : 1);
        return Colon{at, from_};
    }

  private:
    std::string_view text_;
    std::size_t from_ = 0, narrow_ = 0, wide_ = 0;
};

class ElementFinder {
  public:
    ElementFinder(const LabelledFormat& format, const LabelledRules& rules, const Date& as_of)
        : format_(format), rules_(rules), as_of_(as_of) {
        for (const ElementFormat& element : format.elements)
            for (const std::string& label : element.labels)
                labels_.emplace(label_form(label), &element);
    }

    std::vector<DocumentElement> run(const Flow& flow) {
        for (const FlowBlock& block : flow.blocks) {
            if (found_.size() >= elements_max) break;
            if (block.kind == FlowBlock::Kind::table)
                read_table(flow.tables[block.table], block.offset);
            else
                read_paragraph(block.text, block.offset);
        }
        close_heading();
        return std::move(found_);
    }

  private:
    using Labels = std::map<std::string, const ElementFormat*, std::less<>>;

    const ElementFormat* format_of(std::string_view label) const {
        label = without_colon(label);
        if (label.empty() || label.size() > label_bytes_max) return nullptr;
        const auto found = labels_.find(label_form(label));
        return found == labels_.end() ? nullptr : found->second;
    }

    void add(const ElementFormat& format, std::string_view label, std::string_view text,
             std::string_view source, std::int64_t offset) {
        DocumentElement element;
        element.key = format.key;
        element.label = collapse_blanks(without_colon(label));
        element.text = truncate_code_points(collapse_blanks(text), rules_.value_chars_max);
        element.source = source;
        element.offset = offset;
        read_value(element, format.form, format_, rules_.phones, as_of_);
        found_.push_back(std::move(element));
    }

    // 标题在上: what stands below a heading that is a label belongs to it.
    struct Heading {
        const ElementFormat* format = nullptr;
        std::string label, text;
        std::int64_t offset = -1;
        int numbering = 0;  // see numbering_of()
    };
    void close_heading() {
        if (heading_.format != nullptr)
            add(*heading_.format, heading_.label, heading_.text, "heading", heading_.offset);
        heading_ = {};
    }
    void add_below(std::string_view text) {
        if (heading_.format == nullptr || heading_.text.size() > rules_.value_chars_max * 4) return;
        if (!heading_.text.empty()) heading_.text += ' ';
        heading_.text += text;
    }

    struct Label {
        const ElementFormat* format = nullptr;
        std::size_t from = 0, value = 0;  // where it begins; where its value begins
    };

    // The label that ends at a colon: from the last break of the sentence, else from a blank
    // nearer to it. Labels may themselves hold blanks ("办 公 地 址", M11).
    Label label_before(std::string_view text, std::size_t start, const Colons::Colon& colon) const {
        constexpr std::size_t reach = label_bytes_max * 3;
        std::size_t from = std::max(start, colon.at - std::min(colon.at, reach));
        while (from > start && is_inside_character(text[from])) --from;
        const std::string_view before = text.substr(0, colon.at).substr(from);
        std::size_t behind_sign = 0;
        for (std::string_view sign : {"；", "。", ";", "，", ",", "（", "("})
            if (const std::size_t at = before.rfind(sign); at != before.npos)
                behind_sign = std::max(behind_sign, at + sign.size());
        from += behind_sign;
        constexpr int blanks_max = 12;
        for (int tries = 0; tries < blanks_max; ++tries) {
            while (from < colon.at && text[from] == ' ') ++from;
            if (from >= colon.at) return {};
            if (const auto* format = format_of(text.substr(from, colon.at - from)))
                return {format, from, colon.behind};
            const std::size_t blank = text.substr(0, colon.at).find(' ', from);
            from = std::min(blank, colon.at);
        }
        return {};
    }

    static bool is_inside_character(char c) {
        return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
    }

    std::vector<Label> labels_in(std::string_view text) const {
        std::vector<Label> labels;
        std::size_t start = 0;
        Colons colons(text);
        while (const auto colon = colons.next()) {
            const Label label = label_before(text, start, *colon);
            if (label.format == nullptr) continue;
            labels.push_back(label);
            start = colon->behind;
        }
        if (labels.empty() || labels.front().from > 0)
            if (const Label first = label_at_start(text); first.format != nullptr)
                labels.insert(labels.begin(), first);
        return labels;
    }

    // "办公地址 清河县人民路1号": a label at the beginning and a blank.
    Label label_at_start(std::string_view text) const {
        std::size_t at = text.find(' ');
        for (int tries = 0; at != text.npos && at <= label_bytes_max && tries < 6; ++tries) {
            const auto* format = format_of(text.substr(0, at));
            if (format != nullptr) return {format, 0, at + 1};
            at = text.find(' ', at + 1);
        }
        return {};
    }

    void read_paragraph(std::string_view text, std::int64_t offset) {
        const std::string_view heading = heading_words(text);
        const bool plain = !Colons(heading).next();
        if (const ElementFormat* format = plain ? format_of(heading) : nullptr) {
            close_heading();
            heading_ = {format, std::string(heading), {}, offset, numbering_of(text)};
            return;
        }
        const std::vector<Label> labels = labels_in(text);
        if (labels.empty()) {
            if (is_other_heading(text)) close_heading();
            add_below(text);
            read_prose(text, offset);
            return;
        }
        // Labels below a heading that is one itself (联系方式, and below it 电话:) belong to both.
        add_below(text);
        for (std::size_t i = 0; i < labels.size(); ++i) {
            const std::size_t end = i + 1 < labels.size() ? labels[i + 1].from : text.size();
            std::string_view value = text.substr(labels[i].value, end - labels[i].value);
            value =
                i + 1 < labels.size() ? without_end(value) : without_bracket(trim_blanks(value));
            add(*labels[i].format, text.substr(labels[i].from, labels[i].value - labels[i].from),
                value, "pair", offset);
        }
    }

    // "839900）": the bracket belongs to the label that stood in it.
    static std::string_view without_bracket(std::string_view value) {
        static constexpr std::pair<std::string_view, std::string_view> brackets[] = {{"（", "）"},
                                                                                     {"(", ")"}};
        for (const auto& [open, close] : brackets)
            if (value.ends_with(close) && value.find(open) == value.npos)
                value.remove_suffix(close.size());
        return trim_blanks(value);
    }

    static std::string_view without_end(std::string_view value) {
        value = trim_blanks(value);
        for (std::string_view sign : {"；", "，", "。", "、", ";", ",", "（", "("})
            if (value.ends_with(sign)) value.remove_suffix(sign.size());
        return without_bracket(trim_blanks(value));
    }

    // "【受理条件】", "三、受理条件:".
    static std::string_view heading_words(std::string_view text) {
        text = without_colon(text);
        if (text.starts_with("【") && text.ends_with("】"))
            text = text.substr(std::string_view("【").size(),
                               text.size() - 2 * std::string_view("【").size());
        return text;
    }

    // How a heading is numbered: 1 "【】", 2 "一、", 3 "（一）", 4 "1." or "1、"; 0: it is not.
    static int numbering_of(std::string_view text) {
        static constexpr std::string_view numerals[] = {"一", "二", "三", "四", "五",
                                                        "六", "七", "八", "九", "十"};
        const auto begins = [&](std::string_view rest) {
            return std::ranges::any_of(numerals, [&](auto one) { return rest.starts_with(one); });
        };
        if (text.starts_with("【")) return 1;
        if (begins(text) && text.find("、") <= 9) return 2;
        for (std::string_view open : {"（", "("})
            if (text.starts_with(open) && begins(text.substr(open.size()))) return 3;
        const std::size_t digits = text.find_first_not_of("0123456789");
        const bool numbered = digits != text.npos && digits > 0 && digits <= 2;
        if (!numbered) return 0;
        const std::string_view rest = text.substr(digits);
        return rest.starts_with("、") || rest.starts_with("．") || rest.starts_with(".") ? 4 : 0;
    }

    // A line without an end of a sentence, numbered as the heading above or as those above it:
    // another part begins.
    bool is_other_heading(std::string_view text) const {
        if (text.size() > heading_bytes_max || text.ends_with("。") || text.ends_with("；"))
            return false;
        const int numbering = numbering_of(text);
        return numbering > 0 &&
               (heading_.numbering == 0 ? numbering <= 2 : numbering <= heading_.numbering);
    }

    // 行文: a sentence that says it without a label, "征求意见截止时间为2026年9月30日".
    void read_prose(std::string_view text, std::int64_t offset) {
        for (const ElementFormat& element : format_.elements) {
            if (element.prose.empty() || !contains_any(text, element.prose)) continue;
            const bool dated = element.form == ValueForm::day || element.form == ValueForm::period;
            if (dated && !names_day(text, as_of_)) continue;
            add(element, {}, text, "prose", offset);
        }
    }

    void read_table(const Table& table, std::int64_t offset) {
        std::uint32_t head_row = table.rows();  // labels of this row head the columns below
        for (std::uint32_t row = 0; row < table.rows(); ++row) {
            if (found_.size() >= elements_max) return;
            const std::vector<const TableCell*> cells = cells_of(table, row);
            if (is_head(cells)) {
                head_row = row;
                continue;
            }
            if (head_row < row)
                read_below(table, head_row, cells, offset);
            else
                read_pairs(cells, offset);
        }
    }

    // Cells that begin in this row, or reach into it, each once.
    static std::vector<const TableCell*> cells_of(const Table& table, std::uint32_t row) {
        std::vector<const TableCell*> cells;
        for (std::uint32_t column = 0; column < table.columns(); ++column) {
            const TableCell* cell = table.at(row, column);
            if (cell != nullptr && (cells.empty() || cells.back() != cell)) cells.push_back(cell);
        }
        return cells;
    }

    bool is_head(const std::vector<const TableCell*>& cells) const {
        std::size_t labels = 0, others = 0;
        for (const TableCell* cell : cells) {
            if (cell->text.empty()) continue;
            (format_of(cell->text) != nullptr ? labels : others) += 1;
        }
        return labels >= 3 && others <= labels / 2;
    }

    void read_below(const Table& table, std::uint32_t head_row,
                    const std::vector<const TableCell*>& cells, std::int64_t offset) {
        for (const TableCell* cell : cells) {
            const TableCell* head = table.at(head_row, cell->column);
            if (head == nullptr || head == cell) continue;
            if (const ElementFormat* format = format_of(head->text))
                add(*format, head->text, cell->text, "table", cell_offset(*cell, offset));
        }
    }

    void read_pairs(const std::vector<const TableCell*>& cells, std::int64_t offset) {
        for (std::size_t i = 0; i < cells.size(); ++i) {
            const ElementFormat* format = format_of(cells[i]->text);
            if (format == nullptr) {
                read_lines(cells[i]->text, cell_offset(*cells[i], offset));
                continue;
            }
            const bool has_value = i + 1 < cells.size() && format_of(cells[i + 1]->text) == nullptr;
            add(*format, cells[i]->text, has_value ? cells[i + 1]->text : "", "table",
                cell_offset(*cells[i], offset));
            i += has_value ? 1 : 0;
        }
    }

    void read_lines(std::string_view text, std::int64_t offset) {
        while (!text.empty()) {
            const std::size_t end = std::min(text.find('\n'), text.size());
            const std::string_view line = text.substr(0, end);
            const std::vector<Label> labels = labels_in(line);
            for (std::size_t i = 0; i < labels.size(); ++i) {
                const std::size_t to = i + 1 < labels.size() ? labels[i + 1].from : line.size();
                add(*labels[i].format,
                    line.substr(labels[i].from, labels[i].value - labels[i].from),
                    without_end(line.substr(labels[i].value, to - labels[i].value)), "pair",
                    offset);
            }
            text.remove_prefix(std::min(end + 1, text.size()));
        }
    }

    static std::int64_t cell_offset(const TableCell& cell, std::int64_t table) {
        return cell.offset >= 0 ? cell.offset : table;
    }

    const LabelledFormat& format_;
    const LabelledRules& rules_;
    const Date as_of_;
    Labels labels_;
    Heading heading_;
    std::vector<DocumentElement> found_;
};

}  // namespace

std::vector<DocumentElement> find_elements(const Flow& flow, const LabelledFormat& format,
                                           const LabelledRules& rules, const Date& as_of) {
    return ElementFinder(format, rules, as_of).run(flow);
}

std::size_t distinct_elements(const std::vector<DocumentElement>& elements) {
    std::set<std::string_view> keys;
    for (const DocumentElement& element : elements) keys.insert(element.key);
    return keys.size();
}

}  // namespace duwang::crawler
