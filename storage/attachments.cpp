#include "storage/attachments.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>
#include <vector>

#include "core/hash.h"
#include "storage/capture/append_file.h"

namespace duwang::storage {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t block_bytes = 1 << 18;
constexpr std::size_t ending_bytes_max = 9;  // with the point

// ".pdf" of "成绩.PDF"; nothing for an ending that a file system or a person may read otherwise.
std::string ending_of(const std::string& name) {
    const std::size_t point = name.rfind('.');
    if (point == std::string::npos || name.size() - point > ending_bytes_max) return {};
    std::string ending = name.substr(point);
    for (char& c : ending)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    const bool plain = std::all_of(ending.begin() + 1, ending.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    });
    return plain && ending.size() > 1 ? ending : std::string();
}

Error too_large(const std::string& path, std::int64_t bytes_max) {
    return {Errc::io,
            fmt::format("{}: larger than {} bytes; keep it elsewhere and write its place "
                        "as the basis, or raise attachments.file_bytes_max in duwang.yaml",
                        path, bytes_max)};
}

struct Descriptor {
    int number;
    explicit Descriptor(int opened) : number(opened) {}
    Descriptor(Descriptor&& other) noexcept : number(std::exchange(other.number, -1)) {}
    Descriptor& operator=(Descriptor&&) = delete;
    ~Descriptor() {
        if (number >= 0) ::close(number);
    }
};

// Opens a plain file and no other. What is examined is what is copied: the path may be replaced
// while the table is imported.
Result<Descriptor> open_plain(const std::string& path, std::int64_t bytes_max) {
    Descriptor in(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW));
    struct stat info {};
    if (in.number < 0 && errno == ENOENT)
        return failure(Errc::not_found,
                       fmt::format("{}: no such file; put it there or correct its name", path));
    if (in.number < 0 && errno == ELOOP)
        return failure(Errc::io, fmt::format("{}: a link; put the file itself there", path));
    if (in.number < 0 || ::fstat(in.number, &info) != 0)
        return failure(Errc::io, fmt::format("{}: cannot be read: {}", path, std::strerror(errno)));
    if (S_ISDIR(info.st_mode))
        return failure(Errc::io, fmt::format("{}: a folder; name the files in it", path));
    if (!S_ISREG(info.st_mode)) return failure(Errc::io, fmt::format("{}: no plain file", path));
    if (info.st_size > bytes_max) return tl::unexpected(too_large(path, bytes_max));
    return in;
}

// Copies at most so many bytes; returns how many there were.
Result<std::int64_t> copy(const Descriptor& in, const std::string& path, AppendFile& out,
                          std::int64_t bytes_max) {
    std::vector<char> block(block_bytes);
    for (;;) {
        const ssize_t got = ::read(in.number, block.data(), block.size());
        if (got < 0 && errno == EINTR) continue;
        if (got < 0)
            return failure(Errc::io,
                           fmt::format("{}: cannot be read: {}", path, std::strerror(errno)));
        if (got == 0) return out.length();
        if (out.length() + got > bytes_max) return tl::unexpected(too_large(path, bytes_max));
        if (auto done = out.append({block.data(), static_cast<std::size_t>(got)}); !done)
            return tl::unexpected(done.error());
    }
}

// A renamed file is there after a loss of power only when its folder was synced too.
Result<void> sync_folder(const std::string& folder) {
    const Descriptor opened(::open(folder.c_str(), O_RDONLY | O_CLOEXEC | O_DIRECTORY));
    if (opened.number < 0 || ::fsync(opened.number) != 0)
        return failure(Errc::io,
                       fmt::format("{}: cannot be synced: {}", folder, std::strerror(errno)));
    return {};
}

}  // namespace

Result<void> Attachments::examine(const std::string& path) const {
    if (auto in = open_plain(path, options_.file_bytes_max); !in) return tl::unexpected(in.error());
    return {};
}

Result<KeptFile> Attachments::keep(const std::string& path) const {
    auto in = open_plain(path, options_.file_bytes_max);
    if (!in) return tl::unexpected(in.error());
    std::error_code error;
    fs::create_directories(folder_, error);
    if (error)
        return failure(Errc::io, fmt::format("{}: cannot be made: {}", folder_, error.message()));
    const std::string part = fmt::format("{}/{}.part", folder_, ::getpid());
    KeptFile file{fs::path(path).filename().string(), {}, 0};
    const auto copied = [&]() -> Result<void> {
        auto out = AppendFile::open(part, 0);
        if (!out) return tl::unexpected(out.error());
        auto bytes = copy(*in, path, *out, options_.file_bytes_max);
        if (!bytes) return tl::unexpected(bytes.error());
        file.bytes = *bytes;
        if (auto synced = out->sync(); !synced) return synced;
        // Of the copy: what is kept is what was hashed, whatever happens to the original.
        auto hash = sha256_file(part);
        if (!hash) return tl::unexpected(hash.error());
        file.sha256 = *hash;
        const std::string place = place_of(file);
        fs::create_directories(fs::path(place).parent_path(), error);
        if (!error) fs::rename(part, place, error);
        if (error)
            return failure(Errc::io, fmt::format("{}: cannot be kept: {}", place, error.message()));
        if (auto synced = sync_folder(fs::path(place).parent_path().string()); !synced)
            return synced;
        return sync_folder(folder_);  // the folder "ab" may be new
    }();
    if (copied) return file;
    fs::remove(part, error);
    return tl::unexpected(copied.error());
}

std::string Attachments::place_of(const KeptFile& file) const {
    return fmt::format("{}/{}/{}{}", folder_, file.sha256.substr(0, 2), file.sha256,
                       ending_of(file.name));
}

Result<void> Attachments::verify(const KeptFile& file) const {
    const std::string place = place_of(file);
    struct stat info {};
    if (::stat(place.c_str(), &info) != 0 || !S_ISREG(info.st_mode))
        return failure(Errc::not_found, fmt::format("\"{}\" is gone: {}; restore it from a backup",
                                                    file.name, place));
    auto hash = info.st_size == file.bytes ? sha256_file(place) : Result<std::string>("");
    if (!hash) return tl::unexpected(hash.error());
    if (*hash != file.sha256)
        return failure(Errc::damaged,
                       fmt::format("\"{}\" was changed after it was kept: {}; restore it from a "
                                   "backup",
                                   file.name, place));
    return {};
}

}  // namespace duwang::storage
