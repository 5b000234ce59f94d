#include "storage/capture/lock_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace duwang::storage {

Result<LockFile> LockFile::take(const std::string& path) {
    LockFile lock;
    lock.descriptor_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (lock.descriptor_ < 0)
        return failure(Errc::io,
                       fmt::format("{}: cannot be opened: {}", path, std::strerror(errno)));
    if (::flock(lock.descriptor_, LOCK_EX | LOCK_NB) != 0)
        return failure(Errc::usage,
                       fmt::format("the same is running already ({} is locked); wait for "
                                   "it, or stop it",
                                   path));
    return lock;
}

LockFile::~LockFile() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

LockFile::LockFile(LockFile&& other) noexcept { *this = std::move(other); }

LockFile& LockFile::operator=(LockFile&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    return *this;
}

}  // namespace duwang::storage
