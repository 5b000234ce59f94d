#include "core/hash.h"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <array>
#include <bit>
#include <charconv>
#include <cstring>
#include <fstream>
#include <new>

namespace duwang {
namespace {

// Looked up once: EVP_sha256() searches the providers anew for every digest.
const EVP_MD* sha256() {
    static EVP_MD* const method = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    return method;
}

class Digest {
  public:
    Digest() : context_(EVP_MD_CTX_new()) {
        if (!context_ || EVP_DigestInit_ex(context_, sha256(), nullptr) != 1)
            throw std::bad_alloc();
    }
    ~Digest() { EVP_MD_CTX_free(context_); }
    Digest(const Digest&) = delete;
    Digest& operator=(const Digest&) = delete;

    void update(std::string_view bytes) { EVP_DigestUpdate(context_, bytes.data(), bytes.size()); }

    std::string hex() {
        std::array<unsigned char, EVP_MAX_MD_SIZE> raw{};
        unsigned int size = 0;
        EVP_DigestFinal_ex(context_, raw.data(), &size);
        return hex_of_bytes({reinterpret_cast<const char*>(raw.data()), size});
    }

  private:
    EVP_MD_CTX* context_;
};

}  // namespace

std::string sha256_hex(std::string_view bytes) {
    Digest digest;
    digest.update(bytes);
    return digest.hex();
}

std::string sha256_hex(std::string_view head, std::string_view rest) {
    Digest digest;
    digest.update(head);
    digest.update(rest);
    return digest.hex();
}

Result<std::string> sha256_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return failure(Errc::io, fmt::format("{}: cannot be read", path));
    Digest digest;
    std::string block(1 << 16, '\0');
    while (file.read(block.data(), static_cast<std::streamsize>(block.size())) || file.gcount() > 0)
        digest.update({block.data(), static_cast<std::size_t>(file.gcount())});
    return digest.hex();
}

std::string bytes_of_hex(std::string_view hex) {
    auto digit = [](char c) { return c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10; };
    std::string bytes;
    bytes.reserve(hex.size() / 2);
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
        bytes.push_back(static_cast<char>(digit(hex[i]) << 4 | digit(hex[i + 1])));
    return bytes;
}

std::string hex_of(std::uint64_t number) { return fmt::format("{:016x}", number); }

std::uint64_t number_of_hex(std::string_view hex) {
    std::uint64_t number = 0;
    std::from_chars(hex.data(), hex.data() + hex.size(), number, 16);
    return number;
}

std::string hex_of_bytes(std::string_view bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    text.reserve(bytes.size() * 2);
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        text.push_back(digits[byte >> 4]);
        text.push_back(digits[byte & 15]);
    }
    return text;
}

std::uint64_t hash64(std::string_view bytes) {
    std::uint64_t hash = 0xcbf29ce484222325u;
    for (char c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
    hash ^= hash >> 33;
    hash *= 0xff51afd7ed558ccdu;
    return hash ^ (hash >> 33);
}

}  // namespace duwang
