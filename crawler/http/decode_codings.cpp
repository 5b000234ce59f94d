// The codings themselves, each streaming into a bounded buffer.
#include "crawler/http/decode_codings.h"

#include <brotli/decode.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <memory>
#include <vector>

namespace duwang::crawler {
namespace {

constexpr std::size_t block_bytes = 64 << 10;

constexpr int zstd_window_log_max = 23;  // 8 MiB, what RFC 9659 allows in HTTP

// More members follow the first in a gzip file, as `cat` makes them.
bool another_member(z_stream& stream, int window_bits) {
    bool gzip = window_bits == 31 && stream.avail_in >= 2 && stream.next_in[0] == 0x1f &&
                stream.next_in[1] == 0x8b;
    return gzip && inflateReset(&stream) == Z_OK;
}

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
        if (code == Z_STREAM_END) {
            if (another_member(stream, window_bits)) continue;
            break;
        }
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

}  // namespace

Decoded decode_gzip(std::string_view body, std::int64_t bytes_max) {
    return inflate_all(body, 31, bytes_max);
}

Decoded decode_deflate(std::string_view body, std::int64_t bytes_max) {
    // "deflate" means zlib; some servers send it without the wrapper.
    Decoded wrapped = inflate_all(body, 15, bytes_max);
    if (wrapped.end != Decoded::End::damaged || !wrapped.bytes.empty()) return wrapped;
    return inflate_all(body, -15, bytes_max);
}

Decoded decode_brotli(std::string_view body, std::int64_t bytes_max) {
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

Decoded decode_zstd(std::string_view body, std::int64_t bytes_max) {
    Decoded result;
    std::unique_ptr<ZSTD_DStream, std::size_t (*)(ZSTD_DStream*)> state(ZSTD_createDStream(),
                                                                        &ZSTD_freeDStream);
    ZSTD_DCtx_setParameter(state.get(), ZSTD_d_windowLogMax, zstd_window_log_max);
    ZSTD_inBuffer in{body.data(), body.size(), 0};
    std::vector<char> block(block_bytes);
    for (std::size_t left = 1;;) {
        ZSTD_outBuffer out{block.data(), block.size(), 0};
        if (in.pos == in.size && left == 0) return result;  // the last frame has ended
        left = ZSTD_decompressStream(state.get(), &out, &in);
        result.bytes.append(block.data(), out.pos);
        if (static_cast<std::int64_t>(result.bytes.size()) > bytes_max) {
            result.bytes.resize(static_cast<std::size_t>(bytes_max));
            result.end = Decoded::End::too_large;
            return result;
        }
        if (ZSTD_isError(left)) {
            result.end = Decoded::End::damaged;
            return result;
        }
        if (in.pos == in.size && left != 0 && out.pos < out.size) {
            result.end = Decoded::End::truncated;
            return result;
        }
    }
}

}  // namespace duwang::crawler
