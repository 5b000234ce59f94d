#include "crawler/page/script_text.h"

#include <algorithm>

#include "core/text/ascii.h"
#include "core/text/normalise.h"

namespace duwang::crawler {
namespace {

constexpr std::size_t calls_max = 50;
constexpr std::size_t call_bytes_max = 64 << 10;
constexpr std::size_t address_max = 4096;  // bytes looked at of an address and its statement
constexpr std::size_t quote_max = 120;     // characters

int hex_value(std::string_view digits) {
    int value = 0;
    for (char c : digits) {
        const int lower = c | 0x20;
        if (c >= '0' && c <= '9')
            value = value * 16 + (c - '0');
        else if (lower >= 'a' && lower <= 'f')
            value = value * 16 + (lower - 'a' + 10);
        else
            return -1;
    }
    return value;
}

// End of the string literal that opens at `at` (behind its closing quote).
std::size_t end_of_literal(std::string_view script, std::size_t at) {
    const char quote = script[at];
    for (++at; at < script.size(); ++at) {
        if (script[at] == '\\')
            ++at;
        else if (script[at] == quote)
            return at + 1;
        else if (script[at] == '\n' && quote != '`')
            return at;  // a broken literal ends with its line
    }
    return script.size();
}

void append_escape(std::string_view literal, std::size_t& at, std::string& out) {
    const char c = literal[at];
    const std::size_t digits = c == 'x' ? 2 : c == 'u' ? 4 : 0;
    if (digits > 0 && at + digits < literal.size()) {
        if (const int value = hex_value(literal.substr(at + 1, digits)); value >= 0) {
            append_utf8(out, static_cast<char32_t>(value));
            at += digits;
            return;
        }
    }
    if (c == 'n' || c == 't' || c == 'r')
        out += ' ';
    else if (c != '\n')
        out += c;
}

std::string literal_value(std::string_view literal) {
    std::string out;
    for (std::size_t at = 1; at + 1 < literal.size(); ++at) {
        if (literal[at] == '\\' && at + 2 < literal.size())
            append_escape(literal, ++at, out);
        else
            out += literal[at];
    }
    return out;
}

// The literals inside the brackets that open at `at`, joined; moves behind the closing bracket.
std::string joined_literals(std::string_view script, std::size_t& at) {
    std::string out;
    int depth = 0;
    const std::size_t stop = std::min(script.size(), at + call_bytes_max);
    while (at < stop) {
        const char c = script[at];
        if (c == '"' || c == '\'' || c == '`') {
            const std::size_t end = end_of_literal(script, at);
            out += literal_value(script.substr(at, end - at));
            at = end;
            continue;
        }
        ++at;
        if (c == '(') ++depth;
        if (c == ')' && --depth <= 0) break;
    }
    return out;
}

std::string statement(std::string_view script, std::size_t call, std::size_t end) {
    std::size_t start = call;
    while (start > 0 && call - start < 60 && script[start - 1] != ';' &&
           script[start - 1] != '\n' && script[start - 1] != '{' && script[start - 1] != '}')
        --start;
    const std::string line = printable(collapse_blanks(script.substr(start, end - start)));
    return std::string(truncate_code_points(line, quote_max));
}

// Where the literal with the address opens, behind a call's name: its first argument, or for
// $.ajax the value of "url". npos when it is no literal.
std::size_t address_argument(std::string_view script, std::size_t at, bool named) {
    constexpr std::size_t settings_max = 400;
    const auto skip_blanks = [&] {
        while (at < script.size() && is_ascii_blank(script[at])) ++at;
    };
    skip_blanks();
    if (at >= script.size() || script[at] != '(') return std::string_view::npos;
    ++at;
    if (named) {
        const std::size_t key = script.substr(at, settings_max).find("url");
        if (key == std::string_view::npos) return key;
        at += key + 3;
        if (at < script.size() && (script[at] == '"' || script[at] == '\'')) ++at;
        skip_blanks();
        if (at >= script.size() || script[at] != ':') return std::string_view::npos;
        ++at;
    }
    skip_blanks();
    const bool literal = at < script.size() && (script[at] == '"' || script[at] == '\'');
    return literal ? at : std::string_view::npos;
}

bool looks_like_fragment(std::string_view address) {
    return address.find('/') != std::string_view::npos ||
           address.find('.') != std::string_view::npos;
}

// XMLHttpRequest: request.open('GET', '/inc/footer.html').
void add_opened(std::string_view script, std::vector<LoadCall>& all) {
    constexpr std::string_view name = ".open(";
    constexpr std::size_t method_max = 12;  // bytes with quotes and comma
    if (script.find("XMLHttpRequest") == std::string_view::npos) return;
    for (std::size_t at = script.find(name); at != std::string_view::npos && all.size() < calls_max;
         at = script.find(name, at + 1)) {
        const std::string_view arguments = script.substr(at + name.size(), address_max);
        const std::size_t comma = arguments.substr(0, method_max).find(',');
        if (comma == std::string_view::npos) continue;
        const std::size_t open = arguments.find_first_not_of(" \t", comma + 1);
        if (open == std::string_view::npos) continue;
        if (arguments[open] != '"' && arguments[open] != '\'') continue;
        const std::size_t end = end_of_literal(arguments, open);
        std::string address = literal_value(arguments.substr(open, end - open));
        if (!looks_like_fragment(address)) continue;
        all.push_back({statement(script, at, at + name.size() + end), std::move(address), at});
    }
}

}  // namespace

std::string without_comments(std::string_view script) {
    std::string out(script);
    for (std::size_t at = 0; at < script.size();) {
        at = script.find_first_of("\"'`/", at);
        if (at == std::string_view::npos) break;
        if (script[at] != '/') {
            at = end_of_literal(script, at);
            continue;
        }
        std::size_t end = at + 1;
        if (script.substr(at, 2) == "//") end = std::min(script.find('\n', at), script.size());
        if (script.substr(at, 2) == "/*")
            end = std::min(script.find("*/", at + 2), script.size() - 2) + 2;
        if (end > at + 1)
            std::fill(out.begin() + static_cast<std::ptrdiff_t>(at),
                      out.begin() + static_cast<std::ptrdiff_t>(end), ' ');
        at = end;
    }
    return out;
}

std::string unescaped(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '%') {
            const bool wide = at + 5 < text.size() && (text[at + 1] | 0x20) == 'u';
            const int value = wide                   ? hex_value(text.substr(at + 2, 4))
                              : at + 2 < text.size() ? hex_value(text.substr(at + 1, 2))
                                                     : -1;
            if (value >= 0 && wide) {
                append_utf8(out, static_cast<char32_t>(value));
                at += 5;
                continue;
            }
            if (value >= 0) {
                out += static_cast<char>(value);
                at += 2;
                continue;
            }
        }
        out += text[at];
    }
    return is_valid_utf8(out) ? out : printable(out);
}

std::vector<Written> written_markup(std::string_view script) {
    std::vector<Written> all;
    for (std::size_t at = script.find("document.write");
         at != std::string_view::npos && all.size() < calls_max;
         at = script.find("document.write", at)) {
        Written written{{}, at, false};
        at += 14;
        if (script.substr(at, 2) == "ln") at += 2;
        while (at < script.size() && is_ascii_blank(script[at])) ++at;
        if (at >= script.size() || script[at] != '(') continue;
        const std::size_t open = at;
        written.markup = joined_literals(script, at);
        const std::string_view call = script.substr(open, at - open);
        written.unescaped = call.find("unescape") != std::string_view::npos ||
                            call.find("decodeURI") != std::string_view::npos;
        if (written.unescaped) written.markup = unescaped(written.markup);
        all.push_back(std::move(written));
    }
    return all;
}

std::vector<LoadCall> load_calls(std::string_view script) {
    std::vector<LoadCall> all;
    // jQuery has two names, and axios asks in the same words.
    for (std::string_view name :
         {".load", "$.get", "$.post", "$.getJSON", "fetch", "$.getScript", "$.ajax", "jQuery.get",
          "jQuery.post", "jQuery.ajax", "axios.get", "axios.post", "axios"}) {
        for (std::size_t at = script.find(name);
             at != std::string_view::npos && all.size() < calls_max; at = script.find(name, at)) {
            const std::size_t call = at;
            at += name.size();
            const std::size_t argument =
                address_argument(script, at, name.ends_with(".ajax") || name == "axios");
            if (argument == std::string_view::npos) continue;
            const std::size_t end = end_of_literal(script, argument);
            std::string address =
                literal_value(script.substr(argument, std::min(end - argument, address_max)));
            if (!looks_like_fragment(address)) continue;
            all.push_back(
                {statement(script, call, std::min({end + 1, script.size(), call + address_max})),
                 std::move(address), call});
        }
    }
    add_opened(script, all);
    return all;
}

}  // namespace duwang::crawler
