#include "storage/capture/append_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace duwang::storage {
namespace {

tl::unexpected<Error> system_failure(const std::string& path, std::string_view doing) {
    int code = errno;
    if (code == ENOSPC || code == EDQUOT || code == EFBIG)
        return failure(Errc::disk_full,
                       fmt::format("{}: no space left on the disk; free some and run the same "
                                   "command again, it will continue",
                                   path));
    return failure(Errc::io, fmt::format("{}: cannot be {}: {}", path, doing, std::strerror(code)));
}

Result<void> write_all(int descriptor, std::string_view bytes, const std::string& path) {
    while (!bytes.empty()) {
        ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return system_failure(path, "written");
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return {};
}

}  // namespace

AppendFile::~AppendFile() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

AppendFile::AppendFile(AppendFile&& other) noexcept { *this = std::move(other); }

AppendFile& AppendFile::operator=(AppendFile&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    std::swap(length_, other.length_);
    std::swap(path_, other.path_);
    return *this;
}

Result<AppendFile> AppendFile::open(const std::string& path, std::int64_t length) {
    AppendFile file;
    file.path_ = path;
    file.descriptor_ = ::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
    if (file.descriptor_ < 0) return system_failure(path, "opened");
    struct stat info {};
    if (::fstat(file.descriptor_, &info) != 0) return system_failure(path, "read");
    if (info.st_size < length)
        return failure(Errc::damaged,
                       fmt::format("{}: is {} bytes long, but {} bytes were committed", path,
                                   static_cast<std::int64_t>(info.st_size), length));
    if (::ftruncate(file.descriptor_, length) != 0) return system_failure(path, "cut");
    if (::lseek(file.descriptor_, length, SEEK_SET) < 0) return system_failure(path, "read");
    file.length_ = length;
    return file;
}

Result<void> AppendFile::append(std::string_view bytes) {
    if (auto written = write_all(descriptor_, bytes, path_); !written) {
        // What was half written is cut off again, so the length stays true.
        [[maybe_unused]] int ignored = ::ftruncate(descriptor_, length_);
        ::lseek(descriptor_, length_, SEEK_SET);
        return written;
    }
    length_ += static_cast<std::int64_t>(bytes.size());
    return {};
}

Result<void> AppendFile::sync() {
    if (::fdatasync(descriptor_) != 0) return system_failure(path_, "synced");
    return {};
}

Result<std::string> read_range(const std::string& path, std::int64_t offset, std::int64_t length) {
    int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return system_failure(path, "opened");
    std::string bytes(static_cast<std::size_t>(length), '\0');
    std::size_t have = 0;
    while (have < bytes.size()) {
        ssize_t got = ::pread(descriptor, bytes.data() + have, bytes.size() - have,
                              offset + static_cast<std::int64_t>(have));
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) break;
        have += static_cast<std::size_t>(got);
    }
    ::close(descriptor);
    if (have < bytes.size())
        return failure(Errc::damaged, fmt::format("{}: ends before offset {}", path, offset + length));
    return bytes;
}

Result<std::string> read_file(const std::string& path, std::int64_t bytes_max) {
    struct stat info {};
    if (::stat(path.c_str(), &info) != 0) return system_failure(path, "read");
    if (info.st_size > bytes_max)
        return failure(Errc::io, fmt::format("{}: larger than {} bytes", path, bytes_max));
    return read_range(path, 0, info.st_size);
}

Result<void> replace_file(const std::string& path, std::string_view content) {
    std::string beside = path + ".new";
    int descriptor = ::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (descriptor < 0) return system_failure(beside, "opened");
    auto written = write_all(descriptor, content, beside);
    bool synced = written && ::fsync(descriptor) == 0;
    ::close(descriptor);
    if (!written) {
        ::unlink(beside.c_str());
        return written;
    }
    if (!synced || ::rename(beside.c_str(), path.c_str()) != 0) return system_failure(path, "written");
    return {};
}

}  // namespace duwang::storage
