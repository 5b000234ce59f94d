// Streaming tokenizer: reads markup in one pass as the HTML standard tokenizes it, without
// building a tree. Every page goes through it, so it allocates nothing per token.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>

#include "core/html/name_number.h"

namespace duwang::html {

struct Attribute {
    std::string_view name;  // lower case
    std::string_view raw;   // as written: character references are not decoded yet

    std::string value() const;  // decoded
};

// Views are valid only during the call they are handed to.
struct StartTag {
    std::string_view name;                  // lower case
    std::uint64_t number = 0;               // name_number of it
    std::span<const Attribute> attributes;  // the first of each name
    std::size_t offset = 0;                 // of '<', in bytes
    bool self_closing = false;              // as written; without meaning for most elements
    std::size_t end = 0;                    // offset behind '>'
    bool repeats = false;                   // an attribute is there twice
    // Where the first attribute beyond attributes_max begins, equal names counted; 0: none.
    std::size_t cut = 0;

    // Inlined with the name that is looked for, comparing needs no call.
    [[gnu::always_inline]] const Attribute* find(std::string_view attribute) const {
        for (const Attribute& a : attributes)
            if (a.name.size() == attribute.size() &&
                std::memcmp(a.name.data(), attribute.data(), attribute.size()) == 0)
                return &a;
        return nullptr;
    }
    std::string_view raw(std::string_view attribute) const {
        const Attribute* found = find(attribute);
        return found == nullptr ? std::string_view{} : found->raw;
    }
    std::string value(std::string_view attribute) const {
        const Attribute* found = find(attribute);
        return found == nullptr ? std::string{} : found->value();
    }
};

enum class TextKind : std::uint8_t {
    data,    // normal content: character references count
    rcdata,  // title, textarea: character references count
    raw,     // style, xmp, iframe …, CDATA sections
    script,
};

class Handler {
  public:
    virtual ~Handler() = default;
    virtual void start_tag(const StartTag&) {}
    virtual void end_tag(std::string_view /*name*/, std::size_t /*offset*/) {}
    virtual void text(std::string_view /*raw*/, TextKind, std::size_t /*offset*/) {}
    virtual void comment(std::string_view /*content*/, std::size_t /*offset*/) {}
};

struct TokenizerLimits {
    std::size_t attributes_max = 200;             // per tag; further ones are ignored
    std::size_t attribute_bytes_max = 256 << 10;  // per value; the rest is cut off
};

// What had to be cut short or repaired.
struct TokenizerReport {
    bool attributes_dropped = false;
    bool value_cut = false;
    bool unclosed_quote = false;    // a quote that never ends: the tag was closed at its next '>'
    bool names_as_written = false;  // of a tag with thousands of bytes of names in capital letters
    bool any() const {
        return attributes_dropped || value_cut || unclosed_quote || names_as_written;
    }
};

// Reads a whole document (UTF-8). Time is linear in its size, whatever it contains.
TokenizerReport tokenize(std::string_view document, Handler& handler, const TokenizerLimits& = {});

}  // namespace duwang::html
