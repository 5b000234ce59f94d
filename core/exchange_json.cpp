#include "core/exchange_json.h"

namespace duwang {
namespace {

Json moment(Timestamp at) { return at.is_set() ? Json(at.iso_utc()) : Json(); }

}  // namespace

Json to_json(const CertificateFacts& certificate) {
    return Json::object()
        .set("subject", certificate.subject)
        .set("issuer", certificate.issuer)
        .set("not_before", moment(certificate.not_before))
        .set("not_after", moment(certificate.not_after))
        .set("names", list_of(certificate.names))
        .set("serial", certificate.serial)
        .set("sha256", certificate.sha256);
}

Json to_json(const DnsFacts& dns) {
    return Json::object()
        .set("host", dns.host)
        .set("type", dns.type)
        .set("rcode", text_or_null(dns.rcode))
        .set("addresses", list_of(dns.addresses))
        .set("cname", list_of(dns.cnames))
        .set("ttl", dns.ttl < 0 ? Json() : Json(dns.ttl))
        .set("server", text_or_null(dns.server));
}

Json to_json(const TlsFacts& tls) {
    if (!tls.used) return {};
    Json chain = Json::array();
    for (const CertificateFacts& certificate : tls.chain) chain.push_back(to_json(certificate));
    return Json::object()
        .set("protocol", text_or_null(tls.protocol))
        .set("cipher", text_or_null(tls.cipher))
        .set("verify_result", std::int64_t{tls.verify_result})
        .set("problems", list_of(tls.problems))
        .set("chain", chain);
}

}  // namespace duwang
