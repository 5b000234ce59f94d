#include "crawler/http/curl_tls.h"

#include <curl/curl.h>
#include <fmt/format.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

#include <algorithm>

#include "crawler/http/certificate.h"

namespace duwang::crawler {
namespace {

using Held = std::shared_ptr<TlsRecord>;

constexpr int chain_max = 12;

void free_held(void*, void* held, CRYPTO_EX_DATA*, int, long, void*) {
    delete static_cast<Held*>(held);
}

// Where a context keeps the record of its connection: libcurl makes one context a connection.
int record_slot() {
    static const int slot = SSL_CTX_get_ex_new_index(0, nullptr, nullptr, nullptr, &free_held);
    return slot;
}

void note_problem(TlsFacts& facts, std::string word) {
    if (std::ranges::find(facts.problems, word) == facts.problems.end())
        facts.problems.push_back(std::move(word));
}

// A root that is not ours came along, or the issuer of the last one sent is unknown: then the place
// of issuers it names tells a forgotten intermediate from an authority of somebody's own.
std::string missing_issuer(const TlsFacts& facts) {
    if (facts.chain.empty() || facts.chain.back().self_issued) return "unknown_authority";
    return facts.chain.back().names_issuer_place ? "incomplete_chain" : "unknown_authority";
}

std::string problem_of(int error, const TlsFacts& facts) {
    switch (error) {
        case X509_V_ERR_CERT_NOT_YET_VALID:
            return "not_yet_valid";
        case X509_V_ERR_CERT_HAS_EXPIRED:
            return "expired";
        case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
            return "self_signed";
        case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
            return "unknown_authority";
        case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
        case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
        case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
            return missing_issuer(facts);
        case X509_V_ERR_HOSTNAME_MISMATCH:
        case X509_V_ERR_IP_ADDRESS_MISMATCH:
            return "name_mismatch";
        case X509_V_ERR_EE_KEY_TOO_SMALL:
        case X509_V_ERR_CA_KEY_TOO_SMALL:
        case X509_V_ERR_CA_MD_TOO_WEAK:
            return "weak_key";
        default:
            return fmt::format("error_{}", error);
    }
}

int on_trouble(int fine, X509_STORE_CTX* context) noexcept {
    if (fine) return 1;
    SSL* ssl = static_cast<SSL*>(
        X509_STORE_CTX_get_ex_data(context, SSL_get_ex_data_X509_STORE_CTX_idx()));
    auto* held = ssl ? static_cast<Held*>(SSL_CTX_get_ex_data(SSL_get_SSL_CTX(ssl), record_slot()))
                     : nullptr;
    if (!held) return 0;
    TlsFacts& facts = (*held)->facts;
    int error = X509_STORE_CTX_get_error(context);
    if (facts.verify_result == 0) facts.verify_result = error;
    note_problem(facts, problem_of(error, facts));
    return 1;  // go on looking; on_verify refuses in the end
}

bool name_fits(X509* leaf, const std::string& host) {
    std::string plain = host;
    if (plain.starts_with('[')) plain = plain.substr(1, plain.size() - 2);
    return X509_check_host(leaf, plain.c_str(), plain.size(), 0, nullptr) == 1 ||
           X509_check_ip_asc(leaf, plain.c_str(), 0) == 1;
}

// Verifies as OpenSSL does, and notes the chain as sent and all that is wrong with it.
int on_verify(X509_STORE_CTX* context, void* user) noexcept {
    TlsFacts& facts = static_cast<TlsRecord*>(user)->facts;
    STACK_OF(X509)* sent = X509_STORE_CTX_get0_untrusted(context);
    facts.chain.clear();
    for (int i = 0; sent && i < std::min(sk_X509_num(sent), chain_max); ++i)
        facts.chain.push_back(certificate_facts(sk_X509_value(sent, i)));
    auto* ssl = static_cast<SSL*>(
        X509_STORE_CTX_get_ex_data(context, SSL_get_ex_data_X509_STORE_CTX_idx()));
    if (ssl) facts.protocol = SSL_get_version(ssl);
    if (ssl && SSL_version(ssl) < TLS1_2_VERSION) note_problem(facts, "old_protocol");
    X509_STORE_CTX_set_verify_cb(context, &on_trouble);
    int verified = X509_verify_cert(context);
    if (facts.verify_result != 0)
        X509_STORE_CTX_set_error(context, static_cast<int>(facts.verify_result));
    X509* leaf = X509_STORE_CTX_get0_cert(context);
    if (leaf && !name_fits(leaf, static_cast<TlsRecord*>(user)->host))
        note_problem(facts, "name_mismatch");  // libcurl refuses it after the handshake
    return verified == 1 && facts.verify_result == 0 ? 1 : 0;
}

CURLcode on_context(CURL*, void* context, void* user) noexcept {
    auto* ssl = static_cast<SSL_CTX*>(context);
    auto held = std::make_unique<Held>(*static_cast<Held*>(user));
    TlsRecord* record = held->get();
    if (SSL_CTX_set_ex_data(ssl, record_slot(), held.get()) != 1) return CURLE_OUT_OF_MEMORY;
    (void)held.release();  // the context frees it
    SSL_CTX_set_cert_verify_callback(ssl, &on_verify, record);
    // A second handshake could show another certificate under a record that was already told.
    SSL_CTX_set_options(ssl, SSL_OP_NO_RENEGOTIATION);
    return CURLE_OK;
}

}  // namespace

void watch_tls(CURL* easy, std::shared_ptr<TlsRecord>& record) {
    curl_easy_setopt(easy, CURLOPT_SSL_CTX_FUNCTION, &on_context);
    curl_easy_setopt(easy, CURLOPT_SSL_CTX_DATA, &record);
    // Every connection shows its certificates: none is opened with a ticket of another.
    curl_easy_setopt(easy, CURLOPT_SSL_SESSIONID_CACHE, 0L);
}

std::shared_ptr<TlsRecord> tls_in_use(CURL* easy) {
    curl_tlssessioninfo* session = nullptr;
    if (curl_easy_getinfo(easy, CURLINFO_TLS_SSL_PTR, &session) != CURLE_OK || !session ||
        session->backend != CURLSSLBACKEND_OPENSSL || !session->internals)
        return {};
    auto* ssl = static_cast<SSL*>(session->internals);
    auto* held = static_cast<Held*>(SSL_CTX_get_ex_data(SSL_get_SSL_CTX(ssl), record_slot()));
    if (!held) return {};
    (*held)->facts.protocol = SSL_get_version(ssl);
    if (const char* cipher = SSL_get_cipher_name(ssl)) (*held)->facts.cipher = cipher;
    return *held;
}

FetchStatus status_of_problems(const TlsFacts& facts) {
    auto has = [&](std::string_view word) {
        return std::ranges::find(facts.problems, word) != facts.problems.end();
    };
    if (has("self_signed")) return FetchStatus::tls_self_signed;
    if (has("unknown_authority") || has("incomplete_chain"))
        return FetchStatus::tls_incomplete_chain;
    if (has("expired") || has("not_yet_valid")) return FetchStatus::tls_expired;
    if (has("name_mismatch")) return FetchStatus::tls_name_mismatch;
    return FetchStatus::tls_error;
}

std::string_view handshake_problem(std::string_view words) {
    auto says = [&](std::string_view part) { return words.find(part) != words.npos; };
    if (says("unsupported protocol") || says("alert protocol version") || says("version too low"))
        return "old_protocol";
    if (says("wrong version number") || says("http request")) return "no_tls";
    return {};
}

}  // namespace duwang::crawler
