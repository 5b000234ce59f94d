#include "core/exchange_json.h"

namespace duwang {
namespace {

Json moment(Timestamp at) { return at.is_set() ? Json(at.iso_utc()) : Json(); }

Timestamp moment_of(const Json& json) {
    auto at = parse_timestamp(json.text());
    return at ? *at : Timestamp{};
}

CertificateFacts certificate_from_json(const Json& json) {
    CertificateFacts certificate;
    certificate.subject = json["subject"].text();
    certificate.issuer = json["issuer"].text();
    certificate.not_before = moment_of(json["not_before"]);
    certificate.not_after = moment_of(json["not_after"]);
    for (const Json& name : json["names"].items()) certificate.names.push_back(name.text());
    certificate.serial = json["serial"].text();
    certificate.sha256 = json["sha256"].text();
    return certificate;
}

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

TlsFacts tls_facts_from_json(const Json& json) {
    TlsFacts tls;
    tls.used = !json.is_null();
    if (!tls.used) return tls;
    tls.protocol = json["protocol"].text();
    tls.cipher = json["cipher"].text();
    tls.verify_result = static_cast<long>(json["verify_result"].number());
    for (const Json& problem : json["problems"].items()) tls.problems.push_back(problem.text());
    for (const Json& certificate : json["chain"].items())
        tls.chain.push_back(certificate_from_json(certificate));
    return tls;
}

}  // namespace duwang
