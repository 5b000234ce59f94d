#include "crawler/article/promised.h"

#include <algorithm>
#include <array>

#include "core/text/normalise.h"

namespace duwang::crawler {
namespace {

constexpr std::size_t promised_max = 30;
constexpr std::size_t line_bytes_max = 3'000;
constexpr std::size_t name_chars_min = 2, name_chars_max = 80;
constexpr std::size_t like_chars_min = 4;  // shorter names are like too many others
constexpr std::size_t links_max = 3'000, lines_below_max = 3'000;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool takes(std::string_view& text, std::string_view sign) {
    if (!text.starts_with(sign)) return false;
    text.remove_prefix(sign.size());
    return true;
}

bool takes_one_of(std::string_view& text, std::initializer_list<std::string_view> signs) {
    return std::ranges::any_of(signs, [&](std::string_view sign) { return takes(text, sign); });
}

// "1", "12", "一", "十二"; false: there is none.
bool takes_number(std::string_view& text) {
    static constexpr std::array<std::string_view, 20> digits{
        "0",  "1",  "2",  "3",  "4",  "5",  "6",  "7",  "8",  "9",
        "一", "二", "三", "四", "五", "六", "七", "八", "九", "十"};
    int taken = 0;
    while (taken < 3 &&
           std::ranges::any_of(digits, [&](std::string_view digit) { return takes(text, digit); }))
        ++taken;
    return taken > 0;
}

// "2." or "2、" of a counted name; not "2.0".
std::size_t find_count(std::string_view text, int count) {
    for (std::string_view sign : {".", "、"}) {
        const std::string counted = std::to_string(count).append(sign);
        const std::size_t at = text.find(counted), behind = at + counted.size();
        if (at != text.npos && (behind == text.size() || !is_digit(text[behind]))) return at;
    }
    return text.npos;
}
bool takes_count(std::string_view& text, int count) {
    if (find_count(text, count) != 0) return false;
    takes_number(text);
    return takes_one_of(text, {".", "、"});
}

// For comparing names: without quotation marks and the ending of a file.
std::string plain_name(std::string_view name) {
    std::string plain = match_form(name);
    for (std::string_view sign : {"《", "》", "“", "”", "\"", "〈", "〉"})
        for (std::size_t at = plain.find(sign); at != plain.npos; at = plain.find(sign, at))
            plain.erase(at, sign.size());
    const std::size_t point = plain.rfind('.');
    if (point != plain.npos && plain.size() - point <= 5) plain.resize(point);
    return plain;
}

bool is_like(std::string_view a, std::string_view b) {
    if (a == b) return !a.empty();
    const auto holds = [](std::string_view whole, std::string_view part) {
        return count_code_points(part) >= like_chars_min && whole.find(part) != whole.npos;
    };
    return holds(a, b) || holds(b, a);
}

class PromiseReader {
  public:
    PromiseReader(const ArticleContext& context, ArticleFacts& facts)
        : c_(context),
          facts_(facts),
          end_(std::min<std::size_t>(context.main.to_line, context.page.lines.size())) {}

    void run() {
        for (std::size_t i = c_.main.from_line; i < end_; ++i)
            if (!c_.page.lines[i].hidden) read(i);
        if (facts_.promised.empty()) return;
        read_what_is_there();
        for (std::size_t i = 0; i < facts_.promised.size(); ++i)
            facts_.promised[i].met_by = met_by(plain_name(facts_.promised[i].name), lines_[i]);
    }

  private:
    std::string text_of(std::size_t line) const {
        const std::string_view text = c_.page.of(c_.page.lines[line]);
        return text.size() > line_bytes_max ? std::string() : strip_blanks(fold_width(text));
    }
    // What follows "附件:" or "附件1:"; false: the line is none such.
    static bool takes_head(std::string_view& text) {
        if (!takes(text, "附件")) return false;
        const bool numbered = takes_number(text);
        return takes(text, ":") || (numbered && takes_one_of(text, {".", "、"}));
    }

    void read(std::size_t line) {
        const bool may_go_on = counted_ > 0 && line == last_line_ + 1;
        if (!may_go_on && c_.page.of(c_.page.lines[line]).find("附件") == std::string::npos) return;
        const std::string text = text_of(line);
        std::string_view rest = text;
        if (may_go_on && takes_count(rest, counted_)) return add_counted(rest, line);
        counted_ = 0;
        if (!takes_head(rest)) return;
        last_line_ = line;
        counted_ = 1;
        if (rest.empty()) return;  // the names stand in the lines below
        if (takes_count(rest, 1)) return add_counted(rest, line);
        counted_ = 0;
        add(rest, line);
    }

    // Several may stand in one line: "1.甲表2.乙表".
    void add_counted(std::string_view text, std::size_t line) {
        last_line_ = line;
        for (;;) {
            const std::size_t next = find_count(text, ++counted_);
            add(text.substr(0, next), line);
            if (next == text.npos) return;
            text.remove_prefix(next);
            takes_count(text, counted_);
        }
    }

    void add(std::string_view name, std::size_t line) {
        for (std::string_view sign : {"。", ";", ".", ","})
            if (name.ends_with(sign)) name.remove_suffix(sign.size());
        const std::size_t chars = count_code_points(name);
        const bool sentence = name.find("。") != name.npos;
        if (sentence || chars < name_chars_min || chars > name_chars_max) return;
        if (facts_.promised.size() >= promised_max) return;
        facts_.promised.push_back(
            {std::string(name), {}, c_.page.offset_of(c_.page.lines[line].from)});
        lines_.push_back(line);
    }

    // Once for all names; hostile pages have many lines and links.
    void read_what_is_there() {
        const std::size_t links = std::min(c_.page.links.size(), links_max);
        for (std::size_t i = 0; i < links; ++i) {
            const TextArea& link = c_.page.links[i];
            if (link.to - link.from <= line_bytes_max)
                link_names_.push_back(plain_name(c_.page.of(link)));
            link_names_.push_back(plain_name(link.node.attr("title").substr(0, line_bytes_max)));
        }
        const std::size_t last = std::min(end_, lines_.back() + 1 + lines_below_max);
        for (std::size_t i = lines_.back() + 1; i < last; ++i)
            below_.push_back(plain_name(text_of(i)));
    }

    std::string met_by(const std::string& name, std::size_t line) const {
        if (has_file(name)) return "file";
        if (is_link(line) || std::ranges::any_of(link_names_, [&](const std::string& link) {
                return is_like(link, name);
            }))
            return "link";
        if (std::ranges::any_of(below_,
                                [&](const std::string& text) { return prints(text, name); }))
            return "text";
        return is_pictured() ? "image" : "";
    }

    // As many as were promised are those, whatever they are called; an archive may hold them all.
    bool has_file(const std::string& name) const {
        const auto& files = facts_.attachments;
        if (files.size() >= facts_.promised.size()) return true;
        return std::ranges::any_of(files, [&](const ArticleAttachment& file) {
            const bool archive =
                file.extension == "zip" || file.extension == "rar" || file.extension == "7z";
            return archive || is_like(plain_name(file.name), name) ||
                   is_like(plain_name(file.title), name);
        });
    }
    // The name itself can be clicked on.
    bool is_link(std::size_t line) const {
        const TextLine& at = c_.page.lines[line];
        const auto inside = [&](const html::Node& node) {
            return node.index() >= at.block && node.index() <= at.last && node.end() > at.first;
        };
        return std::ranges::any_of(c_.page.links, inside, &TextArea::node) ||
               std::ranges::any_of(c_.page.scripted, inside);
    }
    // The annex itself stands below: under its name, or under a line "附件1".
    static bool prints(std::string_view text, const std::string& name) {
        std::string_view rest = text;
        if (takes(rest, "附件") && (takes_number(rest), takes(rest, ":"), rest.empty()))
            return true;
        const bool named =
            count_code_points(name) >= like_chars_min && text.find(name) != text.npos;
        return named || text == name;
    }
    bool is_pictured() const {
        const std::size_t from = c_.page.lines[lines_.back()].first;
        return std::ranges::any_of(c_.page.images, [&](const html::Node& image) {
            return image.index() > from && image.index() < c_.main.node.end();
        });
    }

    const ArticleContext& c_;
    ArticleFacts& facts_;
    std::size_t end_;                 // of the lines of the main text
    int counted_ = 0;                 // the number that the next name has to bear; 0: none is due
    std::size_t last_line_ = 0;       // of what was promised
    std::vector<std::size_t> lines_;  // of the names
    std::vector<std::string> link_names_, below_;  // plain
};

}  // namespace

void read_promised(const ArticleContext& context, ArticleFacts& facts) {
    if (context.main.node) PromiseReader(context, facts).run();
}

}  // namespace duwang::crawler
