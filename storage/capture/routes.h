// What exchanges share: address, protocol, what TLS showed, the file of their records. Each
// combination is stored once.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>

#include "core/http_message.h"
#include "storage/capture/sqlite.h"

namespace duwang::storage {

class Routes {
  public:
    Routes() = default;
    explicit Routes(Database& database);
    // `file`: in which the record of the exchange lies.
    std::int64_t id_of(const Exchange& exchange, const std::string& file);

  private:
    std::int64_t tls_set(const TlsFacts& tls);

    std::unordered_map<std::string, std::int64_t> known_;
    Statement find_, insert_, find_tls_, insert_tls_;
};

// The same text for two exchanges exactly when TLS showed the same.
std::string tls_key(const TlsFacts& tls);

}  // namespace duwang::storage
