#include "crawler/document/sections.h"

#include <algorithm>
#include <array>

#include "core/text/normalise.h"
#include "crawler/document/labels.h"

namespace duwang::crawler {
namespace {

constexpr std::size_t text_bytes_max = 20'000;  // of a section
constexpr std::size_t heading_chars_max = 40;
constexpr std::size_t sections_max = 30;
constexpr std::array<std::string_view, 10> numerals{"一", "二", "三", "四", "五",
                                                    "六", "七", "八", "九", "十"};

// "三、…", "三.…" → 3; 0: the line begins with no such number.
std::size_t number_of(std::string_view form) {
    for (std::size_t i = 0; i < numerals.size(); ++i) {
        if (!form.starts_with(numerals[i])) continue;
        const std::string_view rest = form.substr(numerals[i].size());
        for (std::string_view sign : {"、", ".", ",", "．", ":"})
            if (rest.starts_with(sign)) return i + 1;
    }
    return 0;
}

std::int64_t visible_chars(std::string_view text) {
    return static_cast<std::int64_t>(count_code_points(strip_blanks(text)));
}

// Bytes of the line up to where its label form is `form`: a heading with text behind it on one
// line, as PDF has it. 0: it does not begin so.
std::size_t heading_bytes(std::string_view line, const std::string& form) {
    const std::string_view opening = truncate_code_points(line, heading_chars_max);
    if (!label_form(opening).starts_with(form)) return 0;
    for (std::size_t at = 0, count = 0; at < line.size() && count < heading_chars_max; ++count) {
        next_code_point(line, at);
        const std::string part = label_form(line.substr(0, at));
        if (part == form) return at;
        if (part.size() > form.size()) return 0;
    }
    return 0;
}

class SectionReader {
  public:
    explicit SectionReader(const std::vector<SectionFormat>& formats) : formats_(formats) {
        for (const SectionFormat& one : formats) forms_.push_back(label_form(one.title));
    }

    SectionsRead run(const Flow& flow) {
        out_.table_keys.resize(flow.tables.size());
        for (const FlowBlock& block : flow.blocks) {
            if (block.kind == FlowBlock::Kind::table)
                mark_table(block.table);
            else if (!(formats_.empty() ? open_any(block) : open_known(block)))
                add_text(block.text);
            if (!out_.sections.empty()) out_.sections[at_].pictures += block.pictures;
        }
        for (std::size_t i = 0; i < formats_.size(); ++i)
            if (!has(formats_[i].key)) out_.notes.push_back("section_missing:" + formats_[i].key);
        return std::move(out_);
    }

  private:
    bool has(const std::string& key) const {
        return std::ranges::any_of(out_.sections,
                                   [&](const DocumentSection& one) { return one.key == key; });
    }
    void mark_table(std::size_t table) {
        if (out_.sections.empty()) return;
        out_.sections[at_].has_table = true;
        out_.table_keys[table] = out_.sections[at_].key;
    }
    void add_text(std::string_view text) {
        if (out_.sections.empty()) return;
        DocumentSection& section = out_.sections[at_];
        section.chars += visible_chars(text);
        if (section.text.size() >= text_bytes_max) return;
        if (!section.text.empty()) section.text += '\n';
        section.text += truncate_code_points(text, text_bytes_max / 3);
    }
    void open(std::string key, std::string_view heading, const FlowBlock& block) {
        DocumentSection section;
        section.key = std::move(key);
        section.heading = heading;
        section.offset = block.offset;
        at_ = out_.sections.size();
        out_.sections.push_back(std::move(section));
    }
    void drop(std::size_t index) {
        std::erase(out_.notes, "section_title:" + out_.sections[index].key);
        out_.sections.erase(out_.sections.begin() + static_cast<std::ptrdiff_t>(index));
        at_ = out_.sections.empty() ? 0 : out_.sections.size() - 1;
    }
    std::size_t find_key(const std::string& key) const {
        const auto at = std::ranges::find(out_.sections, key, &DocumentSection::key);
        return static_cast<std::size_t>(at - out_.sections.begin());
    }
    static bool is_empty(const DocumentSection& one) {
        return one.chars == 0 && !one.has_table && one.pictures == 0;
    }
    // A heading with nothing below it is a line of the contents (目录) when it comes again; so are
    // the headings behind it, of which the last one took what stands in front of the report.
    void drop_contents(const std::string& key) {
        const std::size_t from = find_key(key);
        if (from == out_.sections.size() || !is_empty(out_.sections[from])) return;
        bool contents = true;
        for (std::size_t i = from; i + 1 < out_.sections.size(); ++i)
            contents = contents && is_empty(out_.sections[i]);
        if (!contents) return drop(from);
        while (out_.sections.size() > from) drop(out_.sections.size() - 1);
    }
    // A line that was taken for a heading with other words, and here is the heading itself: the
    // line and what stands below it belong to the section before.
    void undo_changed(const std::string& key) {
        const std::size_t at = find_key(key);
        if (at == 0 || at == out_.sections.size() || changed_ != key) return;
        const DocumentSection wrong = out_.sections[at];
        drop(at);
        at_ = at - 1;
        add_text(wrong.heading);
        if (!wrong.text.empty()) add_text(wrong.text);
        out_.sections[at_].has_table = out_.sections[at_].has_table || wrong.has_table;
        out_.sections[at_].pictures += wrong.pictures;
        std::ranges::replace(out_.table_keys, wrong.key, out_.sections[at_].key);
    }
    bool open_any(const FlowBlock& block) {
        if (number_of(block.text) != out_.sections.size() + 1 ||
            out_.sections.size() >= sections_max ||
            count_code_points(block.text) > heading_chars_max)
            return false;
        open({}, block.text, block);
        return true;
    }
    bool open_known(const FlowBlock& block) {
        const std::string folded = match_form(std::string_view(block.text).substr(0, 400));
        const std::size_t number = number_of(folded);
        for (std::size_t i = 0; i < formats_.size(); ++i) {
            // Without its number only where the line says nothing else.
            const std::size_t bytes = heading_bytes(block.text, forms_[i]);
            if (bytes == 0 || (number == 0 && bytes < block.text.size())) continue;
            return open_exact(i, bytes, block);
        }
        return open_changed(number, block);
    }
    bool open_exact(std::size_t index, std::size_t bytes, const FlowBlock& block) {
        const std::string& key = formats_[index].key;
        undo_changed(key);
        drop_contents(key);
        if (has(key)) return out_.notes.push_back("section_twice:" + key), false;
        open(key, std::string_view(block.text).substr(0, bytes), block);
        next_ = index + 1;
        std::string_view rest = trim_blanks(std::string_view(block.text).substr(bytes));
        for (std::string_view sign : {"。", "：", ":", "."})
            if (rest.starts_with(sign)) rest = trim_blanks(rest.substr(sign.size()));
        // "…………3": the page in the contents.
        if (rest.find_first_not_of("0123456789.-…·") == rest.npos) rest = {};
        if (!rest.empty()) add_text(rest);
        return true;
    }
    // A heading with the number that comes next and other words: the words were changed (R13).
    bool open_changed(std::size_t number, const FlowBlock& block) {
        if (number == 0 || number != next_ + 1 || number > formats_.size() ||
            count_code_points(block.text) > heading_chars_max || block.text.ends_with("。"))
            return false;
        const std::string& key = formats_[number - 1].key;
        if (has(key)) return false;
        out_.notes.push_back("section_title:" + key);
        changed_ = key;
        open(key, block.text, block);
        next_ = number;
        return true;
    }

    const std::vector<SectionFormat>& formats_;
    std::vector<std::string> forms_;
    SectionsRead out_;
    std::size_t at_ = 0;  // the section that is open
    std::size_t next_ = 0;
    std::string changed_;  // the last one that was opened by other words
};

}  // namespace

SectionsRead read_sections(const Flow& flow, const std::vector<SectionFormat>& formats) {
    return SectionReader(formats).run(flow);
}

}  // namespace duwang::crawler
