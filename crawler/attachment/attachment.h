// 附件 → facts. Bytes of others: bounded in time, memory and output, nothing executed, nothing
// unpacked to a path that they name. Formats with a container of their own are read here, PDF and
// the old Office ones by tools in child processes.
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/attachment_facts.h"
#include "core/flow.h"

namespace duwang::crawler {

struct AttachmentLimits {
    std::size_t bytes_max = 25u << 20;          // of the file; larger ones are not opened (A08)
    std::size_t inflated_max = 64u << 20;       // of all parts of a container that are read
    std::size_t text_max = 8u << 20;            // bytes of text; what is more is left out, and said
    std::chrono::milliseconds time_max{9'000};  // of all tools together
    std::size_t memory_max = 192u << 20;        // address space of each tool
    int pages_max = 400;                        // of a PDF
    int table_pages_max = 60;                   // of a PDF, looked at for the lines of tables
    std::size_t entries_max = 2'000;            // of an archive
};

// A link in a file; addresses as written.
struct AttachmentLink {
    std::string address;
    std::string text;  // what a person sees; empty: not known
};

// Of a file that was read in part only (its state is not_determined) the flow is that part, and
// cut.
struct AttachmentReading {
    AttachmentFacts facts;
    Flow flow;
    std::vector<AttachmentLink> links;
};

// `name`: the file's, or the last part of its address; may be empty. Tools run on the calling
// thread; for a hostile file that takes up to time_max. Never throws for what bytes hold.
AttachmentReading read_attachment(std::string_view bytes, std::string_view name,
                                  const AttachmentLimits& limits = {});

// What is told of a file that is too large to be had whole: its kind, by its first bytes. `bytes`:
// its size, as far as it is known.
AttachmentFacts cut_attachment(std::string_view head, std::string_view name, std::int64_t bytes);

// By its first bytes (magic bytes) and, for containers, by what is inside: words of
// AttachmentFacts::kind.
std::string attachment_kind(std::string_view bytes);
// By the ending of a name or address; empty: none that is known.
std::string_view kind_said(std::string_view name);

}  // namespace duwang::crawler
