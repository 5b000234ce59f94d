#include "storage/capture/gzip.h"

#include <libdeflate.h>
#include <zlib.h>

#include <algorithm>
#include <new>

namespace duwang::storage {

struct GzipWriter::Impl {
    explicit Impl(int level) : compressor(libdeflate_alloc_compressor(level)) {
        if (!compressor) throw std::bad_alloc();
    }
    ~Impl() { libdeflate_free_compressor(compressor); }
    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;
    libdeflate_compressor* compressor;
};

GzipWriter::GzipWriter(int level) : impl_(std::make_unique<Impl>(level)) {}
GzipWriter::~GzipWriter() = default;

std::size_t GzipWriter::append_member(std::string_view plain, std::string& out) {
    std::size_t start = out.size();
    std::size_t bound = libdeflate_gzip_compress_bound(impl_->compressor, plain.size());
    out.resize(start + bound);
    std::size_t used = libdeflate_gzip_compress(impl_->compressor, plain.data(), plain.size(),
                                                out.data() + start, bound);
    out.resize(start + used);
    return used;
}

Result<std::string> read_gzip_member(std::string_view member, std::size_t bytes_max) {
    auto found = first_gzip_member(member, bytes_max);
    if (!found) return tl::unexpected(found.error());
    return std::move(found->plain);
}

Result<GzipMember> first_gzip_member(std::string_view member, std::size_t bytes_max) {
    std::unique_ptr<libdeflate_decompressor, void (*)(libdeflate_decompressor*)> reader(
        libdeflate_alloc_decompressor(), &libdeflate_free_decompressor);
    if (!reader) throw std::bad_alloc();
    // The trailer names the plain size modulo 2^32; grow from there within the limit.
    std::size_t room = std::min<std::size_t>(bytes_max, std::max<std::size_t>(member.size() * 8, 64 << 10));
    for (;;) {
        std::string plain(room, '\0');
        std::size_t used = 0, length = 0;
        auto code = libdeflate_gzip_decompress_ex(reader.get(), member.data(), member.size(),
                                                  plain.data(), room, &length, &used);
        if (code == LIBDEFLATE_SUCCESS) {
            plain.resize(used);
            return GzipMember{std::move(plain), length};
        }
        if (code != LIBDEFLATE_INSUFFICIENT_SPACE || room >= bytes_max)
            return failure(Errc::damaged, "a compressed record is damaged or too large");
        room = std::min(bytes_max, room * 4);
    }
}

std::string begin_of_member(std::string_view member, std::size_t plain_max) {
    constexpr int gzip_wrapper = 15 + 16;
    constexpr std::size_t deflate_ratio_max = 1032;
    z_stream stream{};
    if (inflateInit2(&stream, gzip_wrapper) != Z_OK) throw std::bad_alloc();
    std::string plain(std::min(plain_max, member.size() * deflate_ratio_max), '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(member.data()));
    stream.avail_in = static_cast<uInt>(member.size());
    stream.next_out = reinterpret_cast<Bytef*>(plain.data());
    stream.avail_out = static_cast<uInt>(plain.size());
    inflate(&stream, Z_SYNC_FLUSH);
    plain.resize(plain.size() - stream.avail_out);
    inflateEnd(&stream);
    return plain;
}

}  // namespace duwang::storage
