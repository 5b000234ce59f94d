#include "storage/capture/detail.h"

#include "storage/capture/gzip.h"

namespace duwang::storage {
namespace {

constexpr std::size_t detail_bytes_max = 64u << 20;

}  // namespace

std::string pack_detail(const PageFacts& facts) {
    std::string packed;
    if (facts.detailed) append_gzip_member(to_json(facts).dump(), packed);
    return packed;
}

std::string unpack_detail(std::string stored) {
    if (!stored.starts_with("\x1f\x8b")) return stored;
    auto plain = read_gzip_member(stored, detail_bytes_max);
    return plain ? std::move(*plain) : std::string();
}

void tell_document(const Json& detail, Json& line) {
    const Json& file = detail["attachment"];
    line.set("file", text_or_null(file["kind"].text()));
    line.set("file_state", text_or_null(file["state"].text()));
    line.set("file_cause", text_or_null(file["cause"].text()));
    line.set("document", text_or_null(detail["document"]["kind"].text()));
}

}  // namespace duwang::storage
