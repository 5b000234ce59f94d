// 领导信息: who leads, with which post and what duties.
#include <algorithm>
#include <optional>

#include "core/text/normalise.h"
#include "core/text/utf8.h"
#include "crawler/document/labelled.h"
#include "crawler/document/labels.h"

namespace duwang::crawler {
namespace {

constexpr std::size_t leaders_max = 500;
constexpr std::size_t post_chars_max = 60, duty_chars_max = 500;

// "张三", "张  三", "阿依古丽·买买提": two to four characters, or longer with a middle dot.
bool is_name(std::string_view text) {
    const std::string plain = strip_blanks(text);
    const bool dotted = plain.find("·") != plain.npos;
    const std::size_t characters = count_code_points(plain);
    if (characters < 2 || characters > (dotted ? 16U : 4U)) return false;
    for (std::size_t at = 0; at < plain.size();) {
        const char32_t c = next_code_point(plain, at);
        if (!is_cjk(c) && c != 0xB7) return false;
    }
    return true;
}

// "赵六（女）", "欧阳娜娜(兼)": the name alone.
std::string_view without_remark(std::string_view name) {
    name = trim_blanks(name);
    for (std::string_view open : {"(", "（"})
        if (const std::size_t at = name.find(open); at != name.npos && at > 0)
            name = name.substr(0, at);
    return trim_blanks(name);
}

class LeaderFinder {
  public:
    explicit LeaderFinder(const LeaderRules& rules)
        : names_(label_forms(rules.name_heads)),
          posts_(label_forms(rules.post_heads)),
          duties_(label_forms(rules.duty_heads)),
          rules_(rules) {}

    std::vector<DocumentLeader> run(const Flow& flow) {
        for (const FlowBlock& block : flow.blocks) {
            if (found_.size() >= leaders_max) break;
            if (block.kind == FlowBlock::Kind::table)
                read_table(flow.tables[block.table], block.offset);
            else
                read_line(block.text, block.offset);
        }
        return std::move(found_);
    }

  private:
    enum class Field { none, name, post, duties };

    Field field_of(std::string_view label) const {
        const std::string form = label_form(label);
        if (form.empty()) return Field::none;
        if (std::ranges::find(names_, form) != names_.end()) return Field::name;
        if (std::ranges::find(posts_, form) != posts_.end()) return Field::post;
        if (std::ranges::find(duties_, form) != duties_.end()) return Field::duties;
        return Field::none;
    }

    bool may_be_name(std::string_view text) const {
        return is_name(text) && !ends_with_post(text) &&
               !contains_any(strip_blanks(text), rules_.not_names);
    }

    void set(Field field, std::string_view value, std::int64_t offset) {
        const std::string text = collapse_blanks(value);
        if (field == Field::name) {
            const std::string_view name = without_remark(text);
            // What follows a name that cannot be read is not the one's before.
            known_ = may_be_name(name) && found_.size() < leaders_max;
            if (known_) found_.push_back({strip_blanks(name), {}, {}, offset});
            return;
        }
        if (!known_ || found_.empty() || text.empty()) return;
        DocumentLeader& last = found_.back();
        if (field == Field::post && last.post.empty())
            last.post = truncate_code_points(text, post_chars_max);
        if (field == Field::duties && last.duties.empty())
            last.duties = truncate_code_points(text, duty_chars_max);
    }

    bool ends_with_post(std::string_view text) const {
        return std::ranges::any_of(rules_.posts,
                                   [&](const std::string& post) { return text.ends_with(post); });
    }

    // "姓名：张三", "局长：张三", "局长 张三", "张三 局长".
    void read_line(std::string_view line, std::int64_t offset) {
        const std::string text = fold_width(collapse_blanks(line));
        if (text.size() > 3 * duty_chars_max) return;
        if (const std::size_t colon = text.find(':'); colon != text.npos) {
            const std::string_view label = trim_blanks(std::string_view(text).substr(0, colon));
            const std::string_view value = trim_blanks(std::string_view(text).substr(colon + 1));
            const Field field = field_of(label);
            if (field != Field::none) return set(field, value, offset);
            const std::string_view name = without_remark(value);
            if (ends_with_post(label) && label.size() <= 3 * post_chars_max && may_be_name(name))
                add(name, label, offset);
            return;
        }
        for (std::size_t gap = text.find(' '); gap != text.npos; gap = text.find(' ', gap + 1)) {
            const std::string_view before = std::string_view(text).substr(0, gap);
            const std::string_view behind = std::string_view(text).substr(gap + 1);
            const std::string_view last = without_remark(behind);
            if (ends_with_post(before) && may_be_name(last)) return add(last, before, offset);
            if (ends_with_post(behind) && may_be_name(before)) return add(before, behind, offset);
        }
    }

    void add(std::string_view name, std::string_view post, std::int64_t offset) {
        if (found_.size() >= leaders_max) return;
        known_ = true;
        found_.push_back({strip_blanks(name),
                          std::string(truncate_code_points(post, post_chars_max)),
                          {},
                          offset});
    }

    void read_table(const Table& table, std::int64_t offset) {
        std::vector<Field> fields(table.columns(), Field::none);
        bool headed = false;
        for (std::uint32_t row = 0; row < table.rows(); ++row) {
            const std::vector<Field> here = fields_of(table, row);
            const bool named = std::ranges::find(here, Field::name) != here.end();
            const bool posted = std::ranges::find(here, Field::post) != here.end();
            if (named && posted && row + 1 < table.rows() && !has_values(table, row, here)) {
                fields = here;
                headed = true;
            } else if (headed) {
                read_row(table, row, fields, offset);
            } else {
                read_pairs(table, row, here, offset);
            }
        }
    }

    std::vector<Field> fields_of(const Table& table, std::uint32_t row) const {
        std::vector<Field> fields;
        for (std::uint32_t column = 0; column < table.columns(); ++column)
            fields.push_back(field_of(table.text(row, column)));
        return fields;
    }

    // "姓名 | 张三 | 职务 | 局长" is no head.
    static bool has_values(const Table& table, std::uint32_t row,
                           const std::vector<Field>& fields) {
        for (std::uint32_t column = 1; column < table.columns(); ++column)
            if (fields[column - 1] == Field::name && is_name(table.text(row, column)) &&
                fields[column] == Field::none)
                return true;
        return false;
    }

    void read_row(const Table& table, std::uint32_t row, const std::vector<Field>& fields,
                  std::int64_t offset) {
        for (const Field field : {Field::name, Field::post, Field::duties}) {
            const auto column = std::ranges::find(fields, field);
            if (column == fields.end()) continue;
            const auto at = static_cast<std::uint32_t>(column - fields.begin());
            set(field, table.text(row, at), offset);
        }
    }

    void read_pairs(const Table& table, std::uint32_t row, const std::vector<Field>& fields,
                    std::int64_t offset) {
        for (std::uint32_t column = 0; column + 1 < table.columns(); ++column)
            if (fields[column] != Field::none && fields[column + 1] == Field::none)
                set(fields[column], table.text(row, column + 1), offset);
    }

    const std::vector<std::string> names_, posts_, duties_;
    const LeaderRules& rules_;
    std::vector<DocumentLeader> found_;
    bool known_ = false;  // the last name that was met could be read
};

}  // namespace

std::vector<DocumentLeader> find_leaders(const Flow& flow, const LeaderRules& rules) {
    return LeaderFinder(rules).run(flow);
}

}  // namespace duwang::crawler
