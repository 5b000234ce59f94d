// Bytes that many hold and nobody changes: a body goes from the network to the reader and the
// writer without being copied.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace duwang {

class SharedBytes {
  public:
    SharedBytes() : bytes_(none()) {}
    // Copied also where it could be moved from: it is never without bytes.
    SharedBytes(const SharedBytes&) = default;
    SharedBytes& operator=(const SharedBytes&) = default;
    SharedBytes(std::string bytes)
        : bytes_(std::make_shared<const std::string>(std::move(bytes))) {}
    SharedBytes(std::string_view bytes) : SharedBytes(std::string(bytes)) {}
    SharedBytes(const char* bytes) : SharedBytes(std::string(bytes)) {}

    operator std::string_view() const { return *bytes_; }
    std::size_t size() const { return bytes_->size(); }
    bool empty() const { return bytes_->empty(); }
    const std::shared_ptr<const std::string>& shared() const { return bytes_; }  // never null

    friend bool operator==(const SharedBytes& bytes, std::string_view other) {
        return *bytes.bytes_ == other;
    }

  private:
    static const std::shared_ptr<const std::string>& none() {
        static const auto empty = std::make_shared<const std::string>();
        return empty;
    }
    std::shared_ptr<const std::string> bytes_;
};

}  // namespace duwang
