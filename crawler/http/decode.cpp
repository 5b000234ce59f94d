#include "crawler/http/decode.h"

#include <brotli/decode.h>
#include <zlib.h>

#include <algorithm>
#include <memory>
#include <vector>

namespace duwang::crawler {
namespace {

constexpr std::size_t block_bytes = 64 << 10;
constexpr std::string_view gzip_magic = "\x1f\x8b";

// zlib's streaming inflate; window_bits chooses the wrapper (31 gzip, 15 zlib, -15 none).
Decoded inflate_all(std::string_view body, int window_bits, std::int64_t bytes_max) {
    Decoded result;
    z_stream stream{};
    if (inflateInit2(&stream, window_bits) != Z_OK) {
        result.end = Decoded::End::damaged;
        return result;
    }
    std::unique_ptr<z_stream, int (*)(z_stream*)> guard(&stream, &inflateEnd);
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(body.data()));
    stream.avail_in = static_cast<uInt>(body.size());
    std::size_t used = 0;
    for (;;) {
        if (used == result.bytes.size())
            result.bytes.resize(std::max(block_bytes, result.bytes.size() * 2));
        stream.next_out = reinterpret_cast<Bytef*>(result.bytes.data() + used);
        stream.avail_out = static_cast<uInt>(result.bytes.size() - used);
        int code = inflate(&stream, Z_NO_FLUSH);
        used = result.bytes.size() - stream.avail_out;
        if (static_cast<std::int64_t>(used) > bytes_max) {
            used = static_cast<std::size_t>(bytes_max);
            result.end = Decoded::End::too_large;
            break;
        }
        if (code == Z_STREAM_END) break;
        if (code == Z_BUF_ERROR || (code == Z_OK && stream.avail_in == 0 && stream.avail_out > 0)) {
            result.end = Decoded::End::truncated;
            break;
        }
        if (code != Z_OK) {
            result.end = Decoded::End::damaged;
            break;
        }
    }
    result.bytes.resize(used);
    return result;
}

Decoded inflate_deflate(std::string_view body, std::int64_t bytes_max) {
    // "deflate" means zlib; some servers send it without the wrapper.
    Decoded wrapped = inflate_all(body, 15, bytes_max);
    if (wrapped.end != Decoded::End::damaged || !wrapped.bytes.empty()) return wrapped;
    return inflate_all(body, -15, bytes_max);
}

Decoded inflate_brotli(std::string_view body, std::int64_t bytes_max) {
    Decoded result;
    std::unique_ptr<BrotliDecoderState, void (*)(BrotliDecoderState*)> state(
        BrotliDecoderCreateInstance(nullptr, nullptr, nullptr), &BrotliDecoderDestroyInstance);
    const auto* in = reinterpret_cast<const std::uint8_t*>(body.data());
    std::size_t left = body.size();
    std::vector<std::uint8_t> block(block_bytes);
    for (;;) {
        std::uint8_t* out = block.data();
        std::size_t room = block.size();
        auto code = BrotliDecoderDecompressStream(state.get(), &left, &in, &room, &out, nullptr);
        result.bytes.append(reinterpret_cast<const char*>(block.data()), block.size() - room);
        if (static_cast<std::int64_t>(result.bytes.size()) > bytes_max) {
            result.bytes.resize(static_cast<std::size_t>(bytes_max));
            result.end = Decoded::End::too_large;
        } else if (code == BROTLI_DECODER_RESULT_ERROR) {
            result.end = Decoded::End::damaged;
        } else if (code == BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT) {
            result.end = Decoded::End::truncated;
        } else if (code == BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT) {
            continue;
        }
        return result;
    }
}

std::string normalised(std::string_view coding) {
    std::string name;
    for (char c : coding)
        if (c != ' ' && c != '\t') name.push_back(c >= 'A' && c <= 'Z' ? char(c + 32) : c);
    return name;
}

Decoded plain(std::string_view body, std::int64_t bytes_max) {
    Decoded result;
    result.bytes = body.substr(0, static_cast<std::size_t>(bytes_max));
    if (result.bytes.size() < body.size()) result.end = Decoded::End::too_large;
    return result;
}

}  // namespace

Decoded decode_content(std::string_view body, std::string_view coding, std::int64_t bytes_max) {
    std::string name = normalised(coding);
    bool is_gzip = body.starts_with(gzip_magic);
    if (body.empty() || ((name.empty() || name == "identity") && !is_gzip))
        return plain(body, bytes_max);
    if (is_gzip) return inflate_all(body, 31, bytes_max);
    if (name == "gzip" || name == "x-gzip") return plain(body, bytes_max);  // it only claims to be
    if (name == "deflate") return inflate_deflate(body, bytes_max);
    if (name == "br") return inflate_brotli(body, bytes_max);
    Decoded result = plain(body, bytes_max);
    result.end = Decoded::End::unsupported;
    return result;
}

}  // namespace duwang::crawler
