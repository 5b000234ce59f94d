// Labels of character sets and where pages declare them.
#include <algorithm>

#include "core/text/ascii.h"
#include "core/text/charset.h"

namespace duwang {
namespace {

struct Label {
    std::string_view label, name;
};

// Encoding standard, section "Names and labels": the sets that Chinese pages use.
constexpr Label labels[] = {
    {"utf-8", "utf-8"},
    {"utf8", "utf-8"},
    {"unicode-1-1-utf-8", "utf-8"},
    {"unicode11utf8", "utf-8"},
    {"unicode20utf8", "utf-8"},
    {"x-unicode20utf8", "utf-8"},
    {"gb2312", "gb18030"},
    {"gb_2312", "gb18030"},
    {"gb_2312-80", "gb18030"},
    {"gbk", "gb18030"},
    {"x-gbk", "gb18030"},
    {"gb18030", "gb18030"},
    {"chinese", "gb18030"},
    {"csgb2312", "gb18030"},
    {"csiso58gb231280", "gb18030"},
    {"iso-ir-58", "gb18030"},
    {"gb-2312", "gb18030"},
    {"cp936", "gb18030"},
    {"big5", "big5"},
    {"big5-hkscs", "big5"},
    {"cn-big5", "big5"},
    {"csbig5", "big5"},
    {"x-x-big5", "big5"},
    {"utf-16", "utf-16le"},
    {"utf-16le", "utf-16le"},
    {"unicode", "utf-16le"},
    {"ucs-2", "utf-16le"},
    {"iso-10646-ucs-2", "utf-16le"},
    {"csunicode", "utf-16le"},
    {"unicodefeff", "utf-16le"},
    {"utf-16be", "utf-16be"},
    {"unicodefffe", "utf-16be"},
    {"windows-1252", "windows-1252"},
    {"iso-8859-1", "windows-1252"},
    {"iso8859-1", "windows-1252"},
    {"latin1", "windows-1252"},
    {"us-ascii", "windows-1252"},
    {"ascii", "windows-1252"},
    {"cp1252", "windows-1252"},
    {"l1", "windows-1252"},
};

bool is_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

// The value after "charset" and '=' in `text` (lower case), quoted or not.
std::string_view value_of_charset(std::string_view text, std::string_view original) {
    std::size_t at = 0;
    while ((at = text.find("charset", at)) != std::string_view::npos) {
        at += 7;
        while (at < text.size() && is_blank(text[at])) ++at;
        if (at >= text.size() || text[at] != '=') continue;
        ++at;
        while (at < text.size() && is_blank(text[at])) ++at;
        if (at < text.size() && (text[at] == '"' || text[at] == '\'')) {
            const std::size_t end = text.find(text[at], at + 1);
            if (end == std::string_view::npos) return {};
            return original.substr(at + 1, end - at - 1);
        }
        const std::size_t end = std::min(text.find_first_of("; \t\r\n\f\"'", at), text.size());
        return original.substr(at, end - at);
    }
    return {};
}

// Walks over markup far enough to find meta elements (HTML standard, "prescan a byte stream").
class Prescan {
  public:
    explicit Prescan(std::string_view bytes) : text_(bytes) {}
    std::string run();

  private:
    bool next_attribute(std::string& name, std::string& value);
    void skip_tag();
    std::string meta();
    void skip_blanks(bool slashes) {
        while (at_ < text_.size() && (is_blank(text_[at_]) || (slashes && text_[at_] == '/')))
            ++at_;
    }
    std::string_view text_;
    std::size_t at_ = 0;
};

bool Prescan::next_attribute(std::string& name, std::string& value) {
    name.clear();
    value.clear();
    skip_blanks(true);
    if (at_ >= text_.size() || text_[at_] == '>') return false;
    while (at_ < text_.size() && (text_[at_] != '=' || name.empty()) && text_[at_] != '>' &&
           text_[at_] != '/' && !is_blank(text_[at_]))
        name += lower_ascii(text_[at_++]);
    skip_blanks(false);
    if (at_ >= text_.size() || text_[at_] != '=') return true;
    ++at_;
    skip_blanks(false);
    if (at_ >= text_.size()) return false;
    if (text_[at_] == '"' || text_[at_] == '\'') {
        const std::size_t end = text_.find(text_[at_], at_ + 1);
        if (end == std::string_view::npos) return at_ = text_.size(), false;
        value = lower_ascii(text_.substr(at_ + 1, end - at_ - 1));
        at_ = end + 1;
        return true;
    }
    while (at_ < text_.size() && text_[at_] != '>' && !is_blank(text_[at_]))
        value += lower_ascii(text_[at_++]);
    return true;
}

// To the '>' that is not inside a quoted value.
void Prescan::skip_tag() {
    while (at_ < text_.size() && text_[at_] != '>') {
        const char c = text_[at_++];
        if (c != '=') continue;
        skip_blanks(false);
        if (at_ >= text_.size() || (text_[at_] != '"' && text_[at_] != '\'')) continue;
        at_ = std::min(text_.find(text_[at_], at_ + 1), text_.size() - 1) + 1;
    }
}

std::string Prescan::meta() {
    std::string name, value, direct, content;
    bool pragma = false;
    while (next_attribute(name, value)) {
        if (name == "charset" && direct.empty()) direct = value;
        if (name == "content" && content.empty()) content = value_of_charset(value, value);
        if (name == "http-equiv" && value == "content-type") pragma = true;
    }
    if (!direct.empty()) return direct;
    return pragma ? content : std::string{};
}

std::string Prescan::run() {
    while (at_ < text_.size()) {
        at_ = text_.find('<', at_);
        if (at_ == std::string_view::npos) break;
        const std::string_view rest = text_.substr(at_);
        if (rest.starts_with("<!--")) {
            const std::size_t end = text_.find("-->", at_ + 2);
            if (end == std::string_view::npos) break;
            at_ = end + 3;
        } else if (rest.size() > 5 && lower_ascii(rest.substr(0, 5)) == "<meta" &&
                   (is_blank(rest[5]) || rest[5] == '/')) {
            at_ += 5;
            std::string found = meta();
            if (!charset_of_label(found).empty()) return found;
        } else if (rest.size() > 2 && (rest[1] == '!' || rest[1] == '?')) {
            at_ = std::min(text_.find('>', at_), text_.size());
        } else {
            ++at_;
            while (at_ < text_.size() && !is_blank(text_[at_]) && text_[at_] != '>') ++at_;
            skip_tag();
        }
    }
    return {};
}

}  // namespace

std::string_view charset_of_label(std::string_view label) {
    while (!label.empty() && is_blank(label.front())) label.remove_prefix(1);
    while (!label.empty() && is_blank(label.back())) label.remove_suffix(1);
    for (const Label& entry : labels)
        if (entry.label.size() == label.size() &&
            std::equal(label.begin(), label.end(), entry.label.begin(),
                       [](char a, char b) { return lower_ascii(a) == b; }))
            return entry.name;
    return {};
}

std::string_view charset_parameter(std::string_view content_type) {
    content_type = content_type.substr(0, 512);
    return value_of_charset(lower_ascii(content_type), content_type);
}

std::string meta_charset(std::string_view bytes) {
    std::string found = Prescan(bytes.substr(0, 4096)).run();
    // A page whose ASCII meta could be read is not UTF-16 (HTML standard).
    if (charset_of_label(found).starts_with("utf-16")) return "utf-8";
    return found;
}

}  // namespace duwang
