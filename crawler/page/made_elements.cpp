#include "crawler/page/made_elements.h"

#include "core/text/ascii.h"

namespace duwang::crawler {
namespace {

constexpr std::size_t made_max = 20;
constexpr std::size_t address_max = 2000;  // bytes

class Cursor {
  public:
    Cursor(std::string_view text, std::size_t at) : text_(text), at_(at) {}
    bool skip(std::string_view signs) {
        while (at_ < text_.size() &&
               (text_[at_] == ' ' || (text_[at_] >= '\t' && text_[at_] <= '\r')))
            ++at_;
        if (at_ >= text_.size() || signs.find(text_[at_]) == std::string_view::npos) return false;
        ++at_;
        return true;
    }
    // The literal that begins here, when nothing is joined to it; else empty.
    std::string literal() {
        if (!skip("\"'`")) return {};
        const char quote = text_[at_ - 1];
        const std::string_view rest = text_.substr(at_, address_max);
        const std::size_t end = rest.find(quote);
        if (end == std::string_view::npos) return {};
        at_ += end + 1;
        std::string value;
        for (const char c : rest.substr(0, end))
            if (c != '\\') value += c;
        return skip("+") || value.find("${") != std::string::npos ? std::string() : value;
    }

  private:
    std::string_view text_;
    std::size_t at_;
};

// createElement("script"), createElement('iframe').
std::vector<MadeElement> makers(std::string_view script) {
    constexpr std::string_view name = "createElement";
    std::vector<MadeElement> all;
    for (std::size_t at = script.find(name); at != std::string_view::npos && all.size() < made_max;
         at = script.find(name, at + 1)) {
        Cursor behind(script, at + name.size());
        if (!behind.skip("(")) continue;
        const std::string tag = lower_ascii(behind.literal());
        if (tag == "script" || tag == "iframe") all.push_back({{}, tag == "iframe", at});
    }
    return all;
}

}  // namespace

std::vector<MadeElement> made_elements(std::string_view script) {
    std::vector<MadeElement> all = makers(script);
    if (all.empty()) return all;
    const MadeElement first = all.front();
    all.clear();
    for (std::size_t at = script.find("src"); at != std::string_view::npos && all.size() < made_max;
         at = script.find("src", at + 1)) {
        Cursor behind(script, at + 3);
        const char before = at > 0 ? script[at - 1] : ' ';
        const bool property = before == '.' && behind.skip("=");
        const bool attribute =
            (before == '"' || before == '\'') && behind.skip("\"'") && behind.skip(",");
        if (!property && !attribute) continue;
        if (std::string address = behind.literal(); !address.empty())
            all.push_back({std::move(address), first.frame, at});
    }
    if (all.empty()) all.push_back(first);
    return all;
}

}  // namespace duwang::crawler
