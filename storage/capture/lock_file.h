// Keeps two programs from crawling the same round: held while the object lives, freed by the system
// when the program ends, however it ends.
#pragma once

#include <string>

#include "core/result.h"

namespace duwang::storage {

class LockFile {
  public:
    // Errc::usage when another program holds it.
    static Result<LockFile> take(const std::string& path);
    ~LockFile();
    LockFile(LockFile&& other) noexcept;
    LockFile& operator=(LockFile&& other) noexcept;

  private:
    LockFile() = default;
    int descriptor_ = -1;
};

}  // namespace duwang::storage
