// Labels of character sets and where pages declare them.
#include <algorithm>

#include "core/text/ascii.h"
#include "core/text/charset.h"

namespace duwang {
namespace {

struct Labels {
    std::string_view name;
    std::string_view labels;  // a blank behind each
};

// Encoding standard, section "Names and labels", complete; and two spellings of Chinese servers
// that it lacks (gb-2312, cp936). gbk and gb18030 are decoded alike (quirk E01).
constexpr Labels all_labels[] = {
    {"utf-8", "unicode-1-1-utf-8 unicode11utf8 unicode20utf8 utf-8 utf8 x-unicode20utf8 "},
    {"ibm866", "866 cp866 csibm866 ibm866 "},
    {"iso-8859-2",
     "csisolatin2 iso-8859-2 iso-ir-101 iso8859-2 iso88592 iso_8859-2 iso_8859-2:1987 l2 latin2 "},
    {"iso-8859-3",
     "csisolatin3 iso-8859-3 iso-ir-109 iso8859-3 iso88593 iso_8859-3 iso_8859-3:1988 l3 latin3 "},
    {"iso-8859-4",
     "csisolatin4 iso-8859-4 iso-ir-110 iso8859-4 iso88594 iso_8859-4 iso_8859-4:1988 l4 latin4 "},
    {"iso-8859-5",
     "csisolatincyrillic cyrillic iso-8859-5 iso-ir-144 iso8859-5 iso88595 iso_8859-5 "
     "iso_8859-5:1988 "},
    {"iso-8859-6",
     "arabic asmo-708 csiso88596e csiso88596i csisolatinarabic ecma-114 iso-8859-6 iso-8859-6-e "
     "iso-8859-6-i iso-ir-127 iso8859-6 iso88596 iso_8859-6 iso_8859-6:1987 "},
    {"iso-8859-7",
     "csisolatingreek ecma-118 elot_928 greek greek8 iso-8859-7 iso-ir-126 iso8859-7 iso88597 "
     "iso_8859-7 iso_8859-7:1987 sun_eu_greek "},
    {"iso-8859-8",
     "csiso88598e csisolatinhebrew hebrew iso-8859-8 iso-8859-8-e iso-ir-138 iso8859-8 iso88598 "
     "iso_8859-8 iso_8859-8:1988 visual "},
    {"iso-8859-8-i", "csiso88598i iso-8859-8-i logical "},
    {"iso-8859-10", "csisolatin6 iso-8859-10 iso-ir-157 iso8859-10 iso885910 l6 latin6 "},
    {"iso-8859-13", "iso-8859-13 iso8859-13 iso885913 "},
    {"iso-8859-14", "iso-8859-14 iso8859-14 iso885914 "},
    {"iso-8859-15", "csisolatin9 iso-8859-15 iso8859-15 iso885915 iso_8859-15 l9 "},
    {"iso-8859-16", "iso-8859-16 "},
    {"koi8-r", "cskoi8r koi koi8 koi8-r koi8_r "},
    {"koi8-u", "koi8-ru koi8-u "},
    {"macintosh", "csmacintosh mac macintosh x-mac-roman "},
    {"windows-874", "dos-874 iso-8859-11 iso8859-11 iso885911 tis-620 windows-874 "},
    {"windows-1250", "cp1250 windows-1250 x-cp1250 "},
    {"windows-1251", "cp1251 windows-1251 x-cp1251 "},
    {"windows-1252",
     "ansi_x3.4-1968 ascii cp1252 cp819 csisolatin1 ibm819 iso-8859-1 iso-ir-100 iso8859-1 "
     "iso88591 iso_8859-1 iso_8859-1:1987 l1 latin1 us-ascii windows-1252 x-cp1252 "},
    {"windows-1253", "cp1253 windows-1253 x-cp1253 "},
    {"windows-1254",
     "cp1254 csisolatin5 iso-8859-9 iso-ir-148 iso8859-9 iso88599 iso_8859-9 iso_8859-9:1989 l5 "
     "latin5 windows-1254 x-cp1254 "},
    {"windows-1255", "cp1255 windows-1255 x-cp1255 "},
    {"windows-1256", "cp1256 windows-1256 x-cp1256 "},
    {"windows-1257", "cp1257 windows-1257 x-cp1257 "},
    {"windows-1258", "cp1258 windows-1258 x-cp1258 "},
    {"x-mac-cyrillic", "x-mac-cyrillic x-mac-ukrainian "},
    {"gb18030",
     "chinese csgb2312 csiso58gb231280 gb2312 gb_2312 gb_2312-80 gbk iso-ir-58 x-gbk gb18030 "
     "gb-2312 cp936 "},
    {"big5", "big5 big5-hkscs cn-big5 csbig5 x-x-big5 "},
    {"euc-jp", "cseucpkdfmtjapanese euc-jp x-euc-jp "},
    {"iso-2022-jp", "csiso2022jp iso-2022-jp "},
    {"shift_jis", "csshiftjis ms932 ms_kanji shift-jis shift_jis sjis windows-31j x-sjis "},
    {"euc-kr",
     "cseuckr csksc56011987 euc-kr iso-ir-149 korean ks_c_5601-1987 ks_c_5601-1989 ksc5601 "
     "ksc_5601 windows-949 "},
    {"replacement", "csiso2022kr hz-gb-2312 iso-2022-cn iso-2022-cn-ext iso-2022-kr replacement "},
    {"utf-16be", "unicodefffe utf-16be "},
    {"utf-16le", "csunicode iso-10646-ucs-2 ucs-2 unicode unicodefeff utf-16 utf-16le "},
    {"x-user-defined", "x-user-defined "},
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
    constexpr std::size_t label_max = 40;
    if (label.empty() || label.size() > label_max || label.find(' ') != std::string_view::npos)
        return {};
    const std::string wanted = lower_ascii(label) + ' ';
    for (const Labels& set : all_labels)
        for (std::size_t at = set.labels.find(wanted); at != std::string_view::npos;
             at = set.labels.find(wanted, at + 1))
            if (at == 0 || set.labels[at - 1] == ' ') return set.name;
    return {};
}

std::string_view charset_parameter(std::string_view content_type) {
    content_type = content_type.substr(0, 512);
    return value_of_charset(lower_ascii(content_type), content_type);
}

// The standard asks for 1,024 bytes at least. Templates of Chinese sites put scripts and comments
// before the declaration; browsers find it there too, by reading the page again.
std::string meta_charset(std::string_view bytes) {
    std::string found = Prescan(bytes.substr(0, 4096)).run();
    // A page whose ASCII meta could be read is not UTF-16 (HTML standard).
    const std::string_view name = charset_of_label(found);
    if (name.starts_with("utf-16")) return "utf-8";
    if (name == "x-user-defined") return "windows-1252";
    return found;
}

}  // namespace duwang
