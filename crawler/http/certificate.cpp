#include "crawler/http/certificate.h"

#include <fmt/format.h>
#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/evp.h>
#include <openssl/x509v3.h>

#include <ctime>
#include <memory>

namespace duwang::crawler {
namespace {

constexpr std::size_t name_bytes_max = 512;
constexpr int names_max = 100;

template <auto Free>
struct Freed {
    template <class T>
    void operator()(T* object) const {
        Free(object);
    }
};

// "CN=www.x.gov.cn,O=…" in UTF-8, control characters escaped.
std::string name_text(const X509_NAME* name) {
    std::unique_ptr<BIO, Freed<BIO_free_all>> out(BIO_new(BIO_s_mem()));
    X509_NAME_print_ex(out.get(), name, 0,
                       XN_FLAG_RFC2253 & ~static_cast<unsigned long>(ASN1_STRFLGS_ESC_MSB));
    char* bytes = nullptr;
    long size = BIO_get_mem_data(out.get(), &bytes);
    return std::string(bytes,
                       std::min(static_cast<std::size_t>(std::max(size, 0L)), name_bytes_max));
}

Timestamp moment(const ASN1_TIME* time) {
    std::tm parts{};
    if (!time || ASN1_TIME_to_tm(time, &parts) != 1) return {};
    return {static_cast<std::int64_t>(::timegm(&parts)) * 1000};
}

std::string hex(const unsigned char* bytes, std::size_t size) {
    std::string text;
    for (std::size_t i = 0; i < size; ++i) text += fmt::format("{:02x}", bytes[i]);
    return text;
}

std::string fingerprint(const X509* certificate) {
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    if (X509_digest(certificate, EVP_sha256(), digest, &size) != 1) return {};
    return hex(digest, size);
}

std::string serial_text(X509* certificate) {
    const ASN1_INTEGER* serial = X509_get0_serialNumber(certificate);
    if (!serial) return {};
    auto size = static_cast<std::size_t>(std::max(ASN1_STRING_length(serial), 0));
    return hex(ASN1_STRING_get0_data(serial), std::min(size, std::size_t{64}));
}

std::string address_text(const ASN1_OCTET_STRING* octets) {
    const unsigned char* bytes = ASN1_STRING_get0_data(octets);
    if (ASN1_STRING_length(octets) == 4)
        return fmt::format("{}.{}.{}.{}", bytes[0], bytes[1], bytes[2], bytes[3]);
    return hex(bytes, static_cast<std::size_t>(std::max(ASN1_STRING_length(octets), 0)));
}

std::vector<std::string> names_of(X509* certificate) {
    std::unique_ptr<GENERAL_NAMES, Freed<GENERAL_NAMES_free>> names(static_cast<GENERAL_NAMES*>(
        X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr)));
    std::vector<std::string> result;
    for (int i = 0; names && i < std::min(sk_GENERAL_NAME_num(names.get()), names_max); ++i) {
        const GENERAL_NAME* name = sk_GENERAL_NAME_value(names.get(), i);
        if (name->type == GEN_DNS) {
            const auto* data = ASN1_STRING_get0_data(name->d.dNSName);
            auto size = static_cast<std::size_t>(std::max(ASN1_STRING_length(name->d.dNSName), 0));
            result.emplace_back(reinterpret_cast<const char*>(data),
                                std::min(size, name_bytes_max));
        }
        if (name->type == GEN_IPADD) result.push_back(address_text(name->d.iPAddress));
    }
    return result;
}

bool names_issuer_place(X509* certificate) {
    std::unique_ptr<AUTHORITY_INFO_ACCESS, Freed<AUTHORITY_INFO_ACCESS_free>> places(
        static_cast<AUTHORITY_INFO_ACCESS*>(
            X509_get_ext_d2i(certificate, NID_info_access, nullptr, nullptr)));
    for (int i = 0; places && i < sk_ACCESS_DESCRIPTION_num(places.get()); ++i)
        if (OBJ_obj2nid(sk_ACCESS_DESCRIPTION_value(places.get(), i)->method) == NID_ad_ca_issuers)
            return true;
    return false;
}

}  // namespace

CertificateFacts certificate_facts(x509_st* certificate) {
    CertificateFacts facts;
    facts.subject = name_text(X509_get_subject_name(certificate));
    facts.issuer = name_text(X509_get_issuer_name(certificate));
    facts.serial = serial_text(certificate);
    facts.sha256 = fingerprint(certificate);
    facts.not_before = moment(X509_get0_notBefore(certificate));
    facts.not_after = moment(X509_get0_notAfter(certificate));
    facts.names = names_of(certificate);
    facts.self_issued = facts.subject == facts.issuer;
    facts.names_issuer_place = names_issuer_place(certificate);
    return facts;
}

}  // namespace duwang::crawler
