#include "tests/support/coding.h"

#include <brotli/encode.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <functional>
#include <memory>
#include <stdexcept>
#include <vector>

namespace duwang::test {
namespace {

// Gives the plain bytes block by block; empty at the end.
using Source = std::function<std::string_view()>;

std::string deflated(const Source& source, int window_bits) {
    z_stream stream{};
    if (deflateInit2(&stream, 9, Z_DEFLATED, window_bits, 9, Z_DEFAULT_STRATEGY) != Z_OK)
        throw std::runtime_error("deflate");
    std::unique_ptr<z_stream, int (*)(z_stream*)> guard(&stream, &deflateEnd);
    std::string result;
    std::vector<char> out(64 << 10);
    for (int code = Z_OK; code != Z_STREAM_END;) {
        std::string_view block = source();
        stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(block.data()));
        stream.avail_in = static_cast<uInt>(block.size());
        do {
            stream.next_out = reinterpret_cast<Bytef*>(out.data());
            stream.avail_out = static_cast<uInt>(out.size());
            code = deflate(&stream, block.empty() ? Z_FINISH : Z_NO_FLUSH);
            result.append(out.data(), out.size() - stream.avail_out);
        } while (stream.avail_out == 0);
    }
    return result;
}

std::string brotli(const Source& source) {
    std::unique_ptr<BrotliEncoderState, void (*)(BrotliEncoderState*)> state(
        BrotliEncoderCreateInstance(nullptr, nullptr, nullptr), &BrotliEncoderDestroyInstance);
    BrotliEncoderSetParameter(state.get(), BROTLI_PARAM_QUALITY, 5);
    std::string result;
    std::vector<std::uint8_t> out(64 << 10);
    while (!BrotliEncoderIsFinished(state.get())) {
        std::string_view block = source();
        auto operation = block.empty() ? BROTLI_OPERATION_FINISH : BROTLI_OPERATION_PROCESS;
        const auto* in = reinterpret_cast<const std::uint8_t*>(block.data());
        std::size_t left = block.size();
        do {
            std::uint8_t* next = out.data();
            std::size_t room = out.size();
            BrotliEncoderCompressStream(state.get(), operation, &left, &in, &room, &next, nullptr);
            result.append(reinterpret_cast<const char*>(out.data()), out.size() - room);
        } while (left > 0 || BrotliEncoderHasMoreOutput(state.get()));
    }
    return result;
}

std::string zstandard(const Source& source) {
    std::unique_ptr<ZSTD_CStream, std::size_t (*)(ZSTD_CStream*)> state(ZSTD_createCStream(),
                                                                        &ZSTD_freeCStream);
    std::string result;
    std::vector<char> room(64 << 10);
    for (bool last = false; !last;) {
        std::string_view block = source();
        last = block.empty();
        ZSTD_inBuffer in{block.data(), block.size(), 0};
        std::size_t left = 0;
        do {
            ZSTD_outBuffer out{room.data(), room.size(), 0};
            left =
                ZSTD_compressStream2(state.get(), &out, &in, last ? ZSTD_e_end : ZSTD_e_continue);
            result.append(room.data(), out.pos);
        } while (last ? left != 0 : in.pos < in.size);
    }
    return result;
}

std::string encoded_from(const Source& source, std::string_view coding) {
    if (coding == "gzip") return deflated(source, 31);
    if (coding == "deflate") return deflated(source, 15);
    if (coding == "raw_deflate") return deflated(source, -15);
    if (coding == "br") return brotli(source);
    if (coding == "zstd") return zstandard(source);
    throw std::runtime_error("no such coding: " + std::string(coding));
}

}  // namespace

std::string encoded(std::string_view bytes, std::string_view coding) {
    auto source = [rest = bytes]() mutable { return std::exchange(rest, {}); };
    return encoded_from(source, coding);
}

std::string bomb(std::int64_t count, std::string_view coding) {
    auto source = [left = count, block = std::string(1 << 20, '\0')]() mutable {
        auto take = std::min(left, static_cast<std::int64_t>(block.size()));
        left -= take;
        return std::string_view(block).substr(0, static_cast<std::size_t>(take));
    };
    return encoded_from(source, coding);
}

}  // namespace duwang::test
