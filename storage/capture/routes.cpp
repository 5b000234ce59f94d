#include "storage/capture/routes.h"

#include "core/exchange_json.h"
#include "storage/capture/store_statements.h"

namespace duwang::storage {
namespace {

constexpr std::size_t known_max = 10'000;

}  // namespace

std::string tls_key(const TlsFacts& tls) {
    if (!tls.used) return {};
    std::string key = "tls";
    auto add = [&](std::string_view part) { key.append(part).push_back('\0'); };
    add(tls.protocol);
    add(tls.cipher);
    add(std::to_string(tls.verify_result));
    for (const std::string& problem : tls.problems) add(problem);
    add("");
    // A certificate's hash stands for all that is in it.
    for (const CertificateFacts& certificate : tls.chain) add(certificate.sha256);
    return key;
}

Routes::Routes(Database& database)
    : find_(database.prepare(
          "SELECT id FROM routes WHERE address = ? AND protocol = ? AND tls = ? AND file = ?")),
      insert_(
          database.prepare("INSERT INTO routes (address, protocol, tls, file) VALUES (?, ?, ?, ?) "
                           "RETURNING id")),
      find_tls_(database.prepare("SELECT id FROM tls_sets WHERE hash = ?")),
      insert_tls_(
          database.prepare("INSERT INTO tls_sets (hash, facts) VALUES (?, ?) RETURNING id")) {}

std::int64_t Routes::tls_set(const TlsFacts& tls) {
    if (!tls.used || (tls.chain.empty() && tls.problems.empty())) return 0;
    return stored_once(find_tls_, insert_tls_, to_json(tls).dump());
}

std::int64_t Routes::id_of(const Exchange& exchange, const std::string& file) {
    if (known_.size() > known_max) known_.clear();
    std::string key = exchange.address + '\0' + exchange.protocol + '\0' + file + '\0';
    key += tls_key(exchange.tls);
    auto [known, is_new] = known_.try_emplace(std::move(key), 0);
    if (!is_new) return known->second;
    const std::int64_t tls = tls_set(exchange.tls);
    if (find_.bind(exchange.address, exchange.protocol, tls, file).step()) {
        known->second = find_.number(0);
        return known->second;
    }
    insert_.bind(exchange.address, exchange.protocol, tls, file).step();
    known->second = insert_.number(0);
    insert_.step();
    return known->second;
}

}  // namespace duwang::storage
