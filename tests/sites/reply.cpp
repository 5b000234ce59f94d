// From an entry of site.yaml to the bytes on the wire.
#include <fmt/format.h>

#include <algorithm>

#include "core/text/charset.h"
#include "tests/sites/script.h"
#include "tests/sites/words.h"
#include "tests/support/coding.h"

namespace duwang::sites {
namespace {

using Then = test::ScriptReply::Then;

std::string from_hex(const std::string& text) {
    std::string bytes;
    std::string digits;
    for (char c : text)
        if (c != ' ' && c != '\n') digits += c;
    for (std::size_t i = 0; i + 1 < digits.size(); i += 2)
        bytes += static_cast<char>(std::stoi(digits.substr(i, 2), nullptr, 16));
    return bytes;
}

std::string repeated(const Yaml& node, const Values& values) {
    Values inner = values;
    std::string text = node["text"].text();
    std::string bytes;
    bool counts = text.find("{i}") != text.npos;
    std::string same = counts ? std::string() : filled(text, inner);
    for (std::int64_t i = 0; i < number_of(node["times"], 1); ++i) {
        if (counts) inner["i"] = std::to_string(i);
        bytes += counts ? filled(text, inner) : same;
    }
    return bytes;
}

// A page made of title, text and links. One with nothing else says its title: it would be blank.
std::string page_of(const Yaml& node, const Values& values) {
    std::string page = "<!doctype html><html lang=\"zh-CN\"><head>";
    if (node["refresh"])
        page += fmt::format("<meta http-equiv=\"refresh\" content=\"{}\">",
                            filled(node["refresh"].text(), values));
    page += fmt::format("<title>{}</title></head><body>\n<p>{}</p>\n",
                        bytes_of(node["title"], values),
                        bytes_of(node[node["text"] || node["refresh"] ? "text" : "title"], values));
    for (const Yaml& link : node["links"].items()) {
        std::string href = filled(link.text(), values);
        page += fmt::format("<p><a href=\"{}\">{}</a></p>\n", href, href);
    }
    return page + "</body></html>\n";
}

std::string plain_body(const Yaml& node, const Values& values) {
    if (node["body"]) return bytes_of(node["body"], values);
    bool page = node["title"] || node["text"] || node["links"] || node["refresh"];
    return page ? page_of(node, values) : std::string();
}

std::string coded_body(const Yaml& node, const Values& values) {
    std::string body = plain_body(node, values);
    if (node["charset"]) body = encode_query(body, node["charset"].text());
    bool explodes = static_cast<bool>(node["bomb_bytes"]);
    for (const std::string& coding : texts_of(node["coding"])) {
        body = explodes ? test::bomb(number_of(node["bomb_bytes"], 0), coding)
                        : test::encoded(body, coding);
        explodes = false;
    }
    if (node["garble_at"])
        for (auto at = static_cast<std::size_t>(number_of(node["garble_at"], 0));
             at < body.size() && at < static_cast<std::size_t>(number_of(node["garble_at"], 0)) + 8;
             ++at)
            body[at] = static_cast<char>(~body[at]);
    return body;
}

std::string chunked(std::string_view body) {
    std::string out;
    while (!body.empty()) {
        std::string_view chunk = body.substr(0, 1000);
        out += fmt::format("{:x}\r\n{}\r\n", chunk.size(), chunk);
        body.remove_prefix(chunk.size());
    }
    return out + "0\r\n\r\n";
}

std::string coding_header(const Yaml& node) {
    if (node["claims"]) {
        std::string claimed = node["claims"].text();
        return claimed == "none" ? "" : fmt::format("Content-Encoding: {}\r\n", claimed);
    }
    std::string joined;
    for (const std::string& coding : texts_of(node["coding"]))
        joined += (joined.empty() ? "" : ", ") + (coding == "raw_deflate" ? "deflate" : coding);
    return joined.empty() ? "" : fmt::format("Content-Encoding: {}\r\n", joined);
}

std::string head_of(const Yaml& node, const Values& values, std::size_t body_size, bool chunks) {
    bool redirect = static_cast<bool>(node["redirect"]);
    std::string head = fmt::format("{} {} {}\r\n", node["version"].text_or("HTTP/1.1"),
                                   node["status"].text_or(redirect ? "302" : "200"),
                                   node["reason"].text_or("Scripted"));
    std::string type = node["type"].text_or("text/html; charset=utf-8");
    if (type != "none") head += fmt::format("Content-Type: {}\r\n", type);
    if (redirect) head += fmt::format("Location: {}\r\n", filled(node["redirect"].text(), values));
    head += coding_header(node);
    std::string length = node["length"].text_or(std::to_string(body_size));
    if (chunks) head += "Transfer-Encoding: chunked\r\n";
    if (!chunks && length != "none") head += fmt::format("Content-Length: {}\r\n", length);
    for (const Yaml& header : node["headers"].items()) {
        std::string lines = bytes_of(header, values);
        head += lines.ends_with("\r\n") ? lines : lines + "\r\n";
    }
    return head + "\r\n";
}

Then then_of(const Yaml& node, bool unbounded) {
    std::string word = node["then"].text_or(unbounded ? "close" : "keep");
    if (word == "close") return Then::close;
    if (word == "reset") return Then::reset;
    return word == "hold" ? Then::hold : Then::keep;
}

}  // namespace

std::string bytes_of(const Yaml& node, const Values& values) {
    if (node.is_scalar()) return filled(node.text(), values);
    if (node["repeat"]) return repeated(node["repeat"], values);
    if (node["hex"]) return from_hex(node["hex"].text());
    std::string bytes;
    for (const Yaml& part : node.items()) bytes += bytes_of(part, values);
    return bytes;
}

test::ScriptReply reply_of(const Yaml& node, const Values& values, bool head_only) {
    test::ScriptReply reply;
    reply.delay_ms = number_of(node["delay_ms"], 0);
    reply.stall_ms = number_of(node["stall_ms"], -1);
    reply.endless = bytes_of(node["endless"], values);
    reply.then =
        then_of(node, node["raw"] || node["length"].text() == "none" || node["truncate_to"]);
    if (node["raw"]) {
        reply.bytes = bytes_of(node["raw"], values);
        if (node["stall_after"]) reply.stall_after = number_of(node["stall_after"], 0);
        return reply;
    }
    std::string body = coded_body(node, values);
    bool chunks = flag_of(node["chunked"], false);
    reply.bytes = head_of(node, values, body.size(), chunks);
    if (chunks) body = chunked(body);
    if (node["truncate_to"])
        body.resize(
            std::min(body.size(), static_cast<std::size_t>(number_of(node["truncate_to"], 0))));
    if (node["stall_after"])
        reply.stall_after =
            static_cast<std::int64_t>(reply.bytes.size()) + number_of(node["stall_after"], 0);
    if (!head_only) reply.bytes += body;
    return reply;
}

}  // namespace duwang::sites
