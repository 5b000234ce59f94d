// XML of others, read in one pass; the library behind it is included in xml.cpp only. No network,
// no document type (and so no entities but the five), bounded size, depth and attributes.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace duwang::xml {

struct Attribute {
    std::string_view name;  // without prefix
    std::string value;
};

// Views are valid only during the call they are handed to. Names come without their prefix.
class Handler {
  public:
    virtual ~Handler() = default;
    virtual void start(std::string_view name, std::span<const Attribute> attributes) = 0;
    virtual void end(std::string_view name) = 0;
    virtual void text(std::string_view text) = 0;
    virtual bool enough() const { return false; }  // true: reading stops
};

struct Limits {
    std::size_t bytes_max = 50u << 20;
    int depth_max = 64;
    int attributes_max = 256;  // per element
};

enum class End {
    complete,
    malformed,     // what could be read was read
    rejected_dtd,  // a document type: nothing was read
    limit,         // of size, depth or attributes
    stopped,       // the handler had enough
};

struct Report {
    End end = End::complete;
    int line = 0;      // of the first error
    std::string note;  // the library's own words
};

// `bytes` in any charset the declaration or a BOM names. Never throws what a handler does not
// throw.
Report read(std::string_view bytes, Handler& handler, const Limits& limits = {});

}  // namespace duwang::xml
