#include "core/xml.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>

#include <algorithm>
#include <exception>
#include <memory>
#include <vector>

#include "core/text/charset.h"

namespace duwang::xml {
namespace {

std::string_view view(const xmlChar* text) {
    return text == nullptr ? std::string_view{} : reinterpret_cast<const char*>(text);
}

// The label in <?xml … encoding="…"?>; empty when there is none.
std::string_view declared_charset(std::string_view bytes) {
    std::string_view head = bytes.substr(0, std::min<std::size_t>(bytes.size(), 256));
    if (!head.starts_with("<?xml")) return {};
    head = head.substr(0, head.find("?>"));
    auto at = head.find("encoding");
    if (at == head.npos) return {};
    auto open = head.find_first_of("\"'", at);
    if (open == head.npos) return {};
    auto close = head.find(head[open], open + 1);
    return close == head.npos ? std::string_view{} : head.substr(open + 1, close - open - 1);
}

// UTF-8 without the controls that XML forbids.
std::string readable(std::string_view bytes) {
    CharsetGuess guess = sniff_charset(bytes, {});
    std::string_view declared = charset_of_label(declared_charset(bytes));
    bool marked = guess.source == "bom";
    std::string text =
        decode(bytes, marked || declared.empty() ? std::string_view(guess.name) : declared).text;
    for (char& c : text)
        if (static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r') c = ' ';
    return text;
}

// Steps over one piece of markup; npos at its missing end.
std::size_t after(std::string_view text, std::size_t at, std::string_view end) {
    auto found = text.find(end, at);
    return found == text.npos ? found : found + end.size();
}

// The library compares every attribute of an element with every other, and reads a document type
// before it tells: both are looked for first.
End look_ahead(std::string_view text, const Limits& limits) {
    for (auto at = text.find('<'); at != text.npos; at = text.find('<', at)) {
        std::string_view rest = text.substr(at);
        if (rest.starts_with("<!--"))
            at = after(text, at, "-->");
        else if (rest.starts_with("<![CDATA["))
            at = after(text, at, "]]>");
        else if (rest.starts_with("<?"))
            at = after(text, at, "?>");
        else if (rest.starts_with("<!"))
            return End::rejected_dtd;
        else {
            char quote = 0;
            int attributes = 0;
            for (++at; at < text.size() && (quote != 0 || text[at] != '>'); ++at) {
                char c = text[at];
                if (quote == 0 && c == '=') ++attributes;
                if (quote != 0 ? c == quote : c == '"' || c == '\'') quote = quote != 0 ? 0 : c;
            }
            if (attributes > limits.attributes_max) return End::limit;
        }
        if (at == text.npos) break;
    }
    return End::complete;
}

// The library leaves an ampersand of a value as a reference, and nothing else.
std::string attribute_value(std::string_view raw) {
    constexpr std::string_view reference = "&#38;";
    std::string value;
    for (auto at = raw.find(reference); at != raw.npos; at = raw.find(reference)) {
        value += raw.substr(0, at);
        value += '&';
        raw.remove_prefix(at + reference.size());
    }
    return value += raw;
}

struct Reading {
    Handler& handler;
    const Limits& limits;
    Report report;
    int depth = 0;
    std::exception_ptr thrown;  // by the handler: must not cross the library
    std::vector<Attribute> attributes;
    xmlParserCtxtPtr parser = nullptr;

    void stop(End end) {
        if (report.end == End::complete || report.end == End::malformed) report.end = end;
        xmlStopParser(parser);
    }

    template <class Work>
    void guarded(Work work) noexcept {
        if (thrown || report.end == End::limit || report.end == End::stopped) return;
        try {
            work();
            if (handler.enough()) stop(End::stopped);
        } catch (...) {
            thrown = std::current_exception();
            stop(End::stopped);
        }
    }
};

Reading& reading(void* user) { return *static_cast<Reading*>(user); }

void on_start(void* user, const xmlChar* name, const xmlChar*, const xmlChar*, int, const xmlChar**,
              int count, int, const xmlChar** values) noexcept {
    Reading& r = reading(user);
    if (++r.depth > r.limits.depth_max) return r.stop(End::limit);
    r.guarded([&] {
        r.attributes.clear();
        for (int i = 0; i < count; ++i, values += 5)  // name, prefix, address, value, its end
            r.attributes.push_back(
                {view(values[0]),
                 attribute_value({reinterpret_cast<const char*>(values[3]),
                                  static_cast<std::size_t>(values[4] - values[3])})});
        r.handler.start(view(name), r.attributes);
    });
}

void on_end(void* user, const xmlChar* name, const xmlChar*, const xmlChar*) noexcept {
    Reading& r = reading(user);
    --r.depth;
    r.guarded([&] { r.handler.end(view(name)); });
}

void on_text(void* user, const xmlChar* text, int length) noexcept {
    Reading& r = reading(user);
    r.guarded([&] {
        r.handler.text({reinterpret_cast<const char*>(text), static_cast<std::size_t>(length)});
    });
}

void on_document_type(void* user, const xmlChar*, const xmlChar*, const xmlChar*) noexcept {
    reading(user).stop(End::rejected_dtd);
}

void on_error(void* user, xmlErrorPtr error) noexcept {
    Report& report = reading(user).report;
    if (error == nullptr || error->level < XML_ERR_ERROR || report.end != End::complete) return;
    if (error->domain == XML_FROM_NAMESPACE) return;  // undeclared prefixes are common
    report.end = End::malformed;
    report.line = error->line;
    try {
        report.note = error->message == nullptr ? "" : error->message;
        while (report.note.ends_with('\n')) report.note.pop_back();
    } catch (...) {
        report.note.clear();
    }
}

xmlSAXHandler handlers() {
    xmlSAXHandler sax{};
    sax.initialized = XML_SAX2_MAGIC;
    sax.startElementNs = on_start;
    sax.endElementNs = on_end;
    sax.characters = on_text;
    sax.ignorableWhitespace = on_text;
    sax.cdataBlock = on_text;
    sax.internalSubset = on_document_type;
    sax.serror = on_error;
    return sax;
}

}  // namespace

Report read(std::string_view bytes, Handler& handler, const Limits& limits) {
    Reading state{handler, limits, {}, 0, {}, {}, nullptr};
    if (bytes.size() > limits.bytes_max) return {End::limit, 0, "too many bytes"};
    std::string text = readable(bytes);
    text.erase(0, std::min(text.find_first_not_of(" \t\r\n"), text.size()));  // before <?xml
    if (text.empty()) return {End::malformed, 1, "Document is empty"};
    if (End found = look_ahead(text, limits); found != End::complete) return {found, 0, {}};
    std::unique_ptr<xmlParserCtxt, decltype(&xmlFreeParserCtxt)> parser(
        xmlCreateMemoryParserCtxt(text.data(), static_cast<int>(text.size())), &xmlFreeParserCtxt);
    if (!parser) return {End::malformed, 0, "out of memory"};
    state.parser = parser.get();
    *parser->sax = handlers();
    parser->userData = &state;
    xmlCtxtUseOptions(parser.get(), XML_PARSE_NONET | XML_PARSE_RECOVER | XML_PARSE_IGNORE_ENC |
                                        XML_PARSE_COMPACT);
    *parser->sax = handlers();  // options change handlers
    xmlParseDocument(parser.get());
    if (state.thrown) std::rethrow_exception(state.thrown);
    return state.report;
}

}  // namespace duwang::xml
