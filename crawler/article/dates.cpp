#include "crawler/article/dates.h"

#include <algorithm>
#include <array>

#include "core/text/normalise.h"
#include "crawler/article/signature.h"
#include "crawler/page/dates.h"

namespace duwang::crawler {
namespace {

constexpr std::size_t dates_max = 60;
constexpr std::size_t lines_under_title = 10;
constexpr std::size_t info_line_chars = 160;
constexpr std::size_t comments_max = 200, comment_bytes_max = 300;
constexpr std::size_t source_chars_max = 60;

// What follows a source in the same line: "某局 浏览次数：3", "某局 [字体：大 中 小]".
std::size_t end_of_source(std::string_view text) {
    std::size_t end = text.size();
    for (std::string_view sign :
         {"：", ":", "【", "[", "浏览", "阅读", "点击", "字体", "字号", "打印"})
        end = std::min(end, text.find(sign));
    if (end == text.size()) return end;
    // The word before a colon is a label of its own.
    const std::string_view before = text.substr(0, end);
    const std::size_t blank = before.rfind(' ');
    const bool colon = text.substr(end).starts_with(":") || text.substr(end).starts_with("：");
    return colon && blank != before.npos ? blank : end;
}

class DateReader {
  public:
    DateReader(ArticleContext& context, ArticleFacts& facts)
        : c_(context), facts_(facts), as_of_(context.page_context.as_of) {}

    void metas(const std::vector<MetaValue>& metas);
    void labels();
    void under_title();
    void comments();
    void address();
    void files();
    void of_text();
    void choose();
    void notes();

  private:
    void add(ArticleDate date) {
        if (facts_.dates.size() < dates_max) facts_.dates.push_back(std::move(date));
    }
    bool near_title(std::size_t line) const;
    bool is_dated_label(std::size_t line) const;
    bool says_day(std::string_view text) const;
    std::size_t end_of_info() const;
    void label_date(const FoundLabel& label, const LabelValue& value);
    void label_source(const FoundLabel& label, const LabelValue& value);
    const ArticleDate* first(std::string_view kind, std::string_view source) const;
    bool has_published() const;
    const ArticleDate* chosen() const;

    ArticleContext& c_;
    ArticleFacts& facts_;
    const Date& as_of_;
    std::size_t info_end_ = no_line;  // labels of any kind of day count in front of this line
};

// Between the line above the title and the beginning of the text.
bool DateReader::near_title(std::size_t line) const {
    if (c_.title_line == no_line) return c_.main.node && line <= c_.main.from_line + 4u;
    return line + 3 >= c_.title_line && line <= c_.title_line + lines_under_title;
}

const ArticleDate* DateReader::first(std::string_view kind, std::string_view source) const {
    for (const ArticleDate& one : facts_.dates)
        if (one.kind == kind && (source.empty() || one.source == source)) return &one;
    return nullptr;
}

void DateReader::metas(const std::vector<MetaValue>& metas) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 2> known{
        {{"PubDate", "published"}, {"Maketime", "generated"}}};
    for (const auto& [name, kind] : known) {
        const std::string text = meta_value(metas, name);
        if (text.empty()) continue;
        if (const auto date = date_of_value(text, as_of_, &c_.by_reference))
            add({std::string(kind), date->iso, text, std::string(name), "meta", -1});
    }
}

void DateReader::label_date(const FoundLabel& label, const LabelValue& value) {
    std::string kind = label.meaning->date;
    const bool general = kind == "under_title";
    // "时间：2026年10月12日" in the text is when a meeting will be.
    if (general && (!near_title(label.line) || label.line >= info_end_)) return;
    if (general) kind = "published";
    const auto date = date_of_value(value.text, as_of_, &c_.by_reference);
    if (!date || date->year_assumed) return;
    const bool in_line = label.with_colon && !value.cell && !label.alone_in_line;
    const std::string written(
        strip_blanks(std::string_view(c_.page.text).substr(label.from, label.to - label.from)));
    add({std::move(kind), date->iso, date->text, written, in_line ? "info_line" : "element",
         c_.page.offset_of(value.from)});
}

void DateReader::label_source(const FoundLabel& label, const LabelValue& value) {
    if (!facts_.source.empty() || value.text.empty()) return;
    if (!near_title(label.line) && !label.meaning->element.empty()) return;
    if (!near_title(label.line) && c_.main.node && label.line > c_.main.from_line) return;
    std::string_view text = value.text;
    text = text.substr(0, end_of_source(text));
    // A date may follow without a label.
    if (const auto dates = find_dates(text, as_of_, nullptr); !dates.empty())
        text = trim_blanks(truncate_code_points(text, dates.front().start));
    facts_.source = truncate_code_points(text, source_chars_max);
    facts_.source_offset = c_.page.offset_of(value.from);
}

bool DateReader::is_dated_label(std::size_t line) const {
    return std::ranges::any_of(c_.labels, [&](const FoundLabel& label) {
        return label.line == line && !label.meaning->date.empty();
    });
}

bool DateReader::says_day(std::string_view text) const {
    return std::ranges::any_of(
        find_dates(text, as_of_, &c_.by_reference),
        [](const FoundDate& date) { return !date.year_assumed && date.date.day > 0; });
}

// Under the title: the first line that is a sentence, or the one behind a day without a label.
std::size_t DateReader::end_of_info() const {
    if (c_.title_line == no_line) return no_line;
    const std::size_t end = std::min(c_.page.lines.size(), c_.title_line + lines_under_title);
    for (std::size_t i = c_.title_line + 1; i < end; ++i) {
        const TextLine& line = c_.page.lines[i];
        const std::string_view text = c_.page.of(line);
        if (line.hidden || line.link_bytes * 2 > text.size()) continue;
        if (text.find("。") != text.npos) return i;
        if (count_code_points(text) <= info_line_chars && !is_dated_label(i) && says_day(text))
            return i + 1;
    }
    return no_line;
}

void DateReader::labels() {
    info_end_ = end_of_info();
    // Labels of entries of a list say nothing about the page.
    std::size_t published = 0;
    for (const FoundLabel& label : c_.labels) published += label.meaning->date == "published";
    const bool list_of_them = published > 3 && c_.facts.items.size() > 2;
    for (std::size_t i = 0; i < c_.labels.size() && facts_.dates.size() < dates_max; ++i) {
        const FoundLabel& label = c_.labels[i];
        const bool dated = !label.meaning->date.empty() && !list_of_them;
        if (!dated && !label.meaning->source) continue;
        const LabelValue value = value_of(c_.page, c_.labels, i);
        if (dated) label_date(label, value);
        if (label.meaning->source) label_source(label, value);
    }
}

// "2026-08-25 10:03　来源：某局": a date under the title that no label belongs to.
void DateReader::under_title() {
    if (first("published", "element") || first("published", "info_line")) return;
    if (c_.title_line == no_line) return;
    const std::size_t end = std::min(c_.page.lines.size(), c_.title_line + lines_under_title);
    for (std::size_t i = c_.title_line + 1; i < end; ++i) {
        const TextLine& line = c_.page.lines[i];
        const std::string_view text = c_.page.of(line);
        if (line.hidden || line.link_bytes * 2 > text.size()) continue;
        if (count_code_points(text) > info_line_chars || text.find("。") != text.npos) return;
        if (is_dated_label(i)) continue;
        for (const FoundDate& date : find_dates(text, as_of_, &c_.by_reference)) {
            if (date.year_assumed || date.date.day == 0) continue;
            const std::size_t at = truncate_code_points(text, date.start).size();
            add({"published",
                 date.iso,
                 date.text,
                 {},
                 "info_line",
                 c_.page.offset_of(line.from + static_cast<std::uint32_t>(at))});
            return;
        }
    }
}

// "<!-- 页面生成时间 2026-08-25 10:03:07 -->" (D08).
void DateReader::comments() {
    const std::string_view source = c_.source;
    std::size_t seen = 0;
    for (std::size_t at = source.find("<!--"); at != source.npos && seen < comments_max;
         at = source.find("<!--", at + 4), ++seen) {
        const std::string_view text = source.substr(at + 4, comment_bytes_max);
        const std::size_t end = text.find("-->");
        if (end == text.npos) continue;
        const std::string_view comment = text.substr(0, end);
        const bool says = comment.find("生成") != comment.npos ||
                          comment.find("ublish") != comment.npos ||
                          comment.find("enerate") != comment.npos;
        if (!says || !may_hold_date(comment)) continue;
        for (const FoundDate& date : find_dates(comment, as_of_, &c_.by_reference)) {
            if (date.year_assumed) continue;
            add({"generated", date.iso, date.text, {}, "comment", static_cast<std::int64_t>(at)});
            break;
        }
    }
}

void DateReader::address() {
    const std::string_view path = c_.page_context.url.path();
    const Date date = date_in_path(path, as_of_);
    if (date.year == 0) return;
    const std::string iso =
        date.day > 0 ? date.iso() : Date{date.year, date.month, 1}.iso().substr(0, 7);
    add({"url", iso, std::string(path.substr(0, 200)), {}, "url", -1});
}

void DateReader::files() {
    for (const ArticleAttachment& file : facts_.attachments)
        if (const Date date = date_in_file(file.url, as_of_); date.year > 0)
            add({"file",
                 date.iso(),
                 file.url.substr(file.url.rfind('/') + 1).substr(0, 200),
                 {},
                 "file",
                 file.offset});
}

bool DateReader::has_published() const { return first("published", {}) != nullptr; }

// Nothing better is there: the first day in the text, which may be of anything (D12).
void DateReader::of_text() {
    if (has_published() || !c_.main.node || first("url", {}) != nullptr) return;
    for (std::size_t i = c_.main.from_line; i < c_.main.to_line; ++i) {
        const TextLine& line = c_.page.lines[i];
        if (line.hidden) continue;
        for (const FoundDate& date : find_dates(c_.page.of(line), as_of_, &c_.by_reference)) {
            if (date.year_assumed || date.date.day == 0) continue;
            add({"text", date.iso, date.text, {}, "text", c_.page.offset_of(line.from)});
            return;
        }
    }
}

// What the page shows, then what it says to machines (D04); an equal day with a time is better.
const ArticleDate* DateReader::chosen() const {
    const ArticleDate* meta = first("published", "meta");
    for (std::string_view source : {"element", "info_line"}) {
        const ArticleDate* shown = first("published", source);
        if (shown == nullptr) continue;
        const bool finer = meta != nullptr && meta->value.size() > shown->value.size() &&
                           meta->value.starts_with(shown->value);
        return finer ? meta : shown;
    }
    if (meta != nullptr) return meta;
    for (std::string_view kind : {"signed", "written", "url", "text"})
        if (const ArticleDate* one = first(kind, {})) return one;
    return nullptr;
}

void DateReader::choose() {
    const ArticleDate* best = chosen();
    if (best == nullptr) return;
    facts_.published = best->value;
    facts_.published_source = best->source;
    facts_.published_unsure =
        best->kind != "published" || (best->source == "info_line" && best->label.empty());
}

// Days since some beginning; -1: the value names no day.
int day_number(const std::string& iso) {
    if (iso.size() < 10) return -1;
    const auto moment = parse_timestamp(iso.substr(0, 10));
    return moment ? static_cast<int>(moment->unix_ms / 86'400'000) : -1;
}

void DateReader::notes() {
    const int shown = day_number(facts_.published);
    if (shown < 0) return;
    const bool judged = !facts_.published_unsure || facts_.published_source == "info_line";
    if (const ArticleDate* url = first("url", {}); url != nullptr && judged) {
        const int in_address = day_number(url->value);
        if (in_address >= 0 && in_address - shown > c_.words.rules.backdated_days)
            facts_.notes.emplace_back("backdated_suspect");  // D05
    }
    if (as_of_.valid()) {
        if (shown > day_number(as_of_.iso()))
            facts_.notes.emplace_back("after_reference_date");  // D07
    }
    const ArticleDate* meta = first("published", "meta");
    if (meta != nullptr && day_number(meta->value) >= 0 && day_number(meta->value) != shown)
        facts_.notes.emplace_back("published_differs_from_meta");
}

}  // namespace

void read_dates(ArticleContext& context, const std::vector<MetaValue>& metas, ArticleFacts& facts) {
    DateReader reader(context, facts);
    reader.metas(metas);
    reader.labels();
    reader.under_title();
    reader.comments();
    reader.address();
    reader.files();
    read_signature(context, facts);
    reader.of_text();
    reader.choose();
    reader.notes();
    if (facts.source.empty()) facts.source = meta_value(metas, "ContentSource");
}

}  // namespace duwang::crawler
