#include "storage/capture/gzip.h"

#include <isa-l/igzip_lib.h>
#include <libdeflate.h>

#include <algorithm>
#include <array>
#include <memory>
#include <new>

#ifdef __x86_64__
#include <immintrin.h>
#endif

namespace duwang::storage {
namespace {

// ISA-L leaves the upper halves of the vector registers in use, with which everything that does not
// know them takes up to twice as long afterwards: SHA-256, for one.
#ifdef __x86_64__
[[gnu::target("avx")]] void zero_upper_halves() { _mm256_zeroupper(); }
void release_registers() {
    static const bool has_them = __builtin_cpu_supports("avx");
    if (has_them) zero_upper_halves();
}
#else
void release_registers() {}
#endif

// What compressing works with: 200 KB, and nothing of it is needed from one member to the next.
struct Packing {
    isal_zstream stream;
    std::array<std::uint8_t, ISAL_DEF_LVL2_SMALL> tables;
};

}  // namespace

std::size_t append_gzip_member(std::string_view plain, std::string& out) {
    // One for each thread, as many captures are written side by side.
    thread_local const auto packing = std::make_unique_for_overwrite<Packing>();
    const std::size_t start = out.size();
    isal_zstream& stream = packing->stream;
    isal_deflate_init(&stream);
    stream.level = 2;
    stream.level_buf = packing->tables.data();
    stream.level_buf_size = static_cast<std::uint32_t>(packing->tables.size());
    stream.gzip_flag = IGZIP_GZIP;
    stream.end_of_stream = 1;
    stream.next_in = reinterpret_cast<std::uint8_t*>(const_cast<char*>(plain.data()));
    stream.avail_in = static_cast<std::uint32_t>(plain.size());
    // Pages shrink to a fifth; what does not shrink at all gets more room.
    std::size_t room = plain.size() / 4 + 1024;
    do {
        const std::size_t used = start + stream.total_out;
        out.resize(start + room);
        stream.next_out = reinterpret_cast<std::uint8_t*>(out.data() + used);
        stream.avail_out = static_cast<std::uint32_t>(out.size() - used);
        if (isal_deflate(&stream) != COMP_OK) throw std::bad_alloc();
        room *= 2;
    } while (stream.internal_state.state != ZSTATE_END);
    release_registers();
    out.resize(start + stream.total_out);
    return stream.total_out;
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
    std::size_t room =
        std::min<std::size_t>(bytes_max, std::max<std::size_t>(member.size() * 8, 64 << 10));
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
    constexpr std::size_t deflate_ratio_max = 1032;
    auto reader = std::make_unique_for_overwrite<inflate_state>();
    isal_inflate_init(reader.get());
    reader->crc_flag = ISAL_GZIP;
    std::string plain(std::min(plain_max, member.size() * deflate_ratio_max), '\0');
    reader->next_in = reinterpret_cast<std::uint8_t*>(const_cast<char*>(member.data()));
    reader->avail_in = static_cast<std::uint32_t>(member.size());
    reader->next_out = reinterpret_cast<std::uint8_t*>(plain.data());
    reader->avail_out = static_cast<std::uint32_t>(plain.size());
    // Stateless: stops where there is no more room. Of a damaged member: what came before the
    // damage.
    isal_inflate_stateless(reader.get());
    release_registers();
    plain.resize(plain.size() - reader->avail_out);
    return plain;
}

}  // namespace duwang::storage
