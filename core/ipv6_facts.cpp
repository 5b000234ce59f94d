#include "core/ipv6_facts.h"

namespace duwang {
namespace {

Json array_of(const std::vector<std::string>& texts) {
    Json list = Json::array();
    for (const std::string& text : texts) list.push_back(text);
    return list;
}

Json to_json(const std::vector<Ipv6Facts::Port>& ports) {
    Json list = Json::array();
    for (const auto& port : ports)
        list.push_back(
            Json::object().set("port", port.port).set("connect", status_word(port.connect, 0)));
    return list;
}

std::vector<Ipv6Facts::Port> ports_from(const Json& list) {
    std::vector<Ipv6Facts::Port> ports;
    int code = 0;
    for (const Json& port : list.items())
        ports.push_back(
            {static_cast<int>(port["port"].number()), status_of(port["connect"].text(), code)});
    return ports;
}

Json to_json(const Ipv6Series& series) {
    return Json::object()
        .set("asked", series.asked)
        .set("answered", series.answered)
        .set("good", series.good)
        .set("connect_ms", series.connect_ms)
        .set("first_byte_ms", series.first_byte_ms)
        .set("total_ms", series.total_ms)
        .set("ended_early", series.ended_early);
}

Ipv6Series series_from(const Json& json) {
    Ipv6Series series;
    series.asked = json["asked"].number();
    series.answered = json["answered"].number();
    series.good = json["good"].number();
    series.connect_ms = json["connect_ms"].number();
    series.first_byte_ms = json["first_byte_ms"].number();
    series.total_ms = json["total_ms"].number();
    series.ended_early = json["ended_early"].boolean();
    return series;
}

Json addresses_json(const Ipv6Facts& facts) {
    Json list = Json::array();
    for (const auto& unusable : facts.unusable)
        list.push_back(Json::object().set("address", unusable.address).set("kind", unusable.kind));
    return list;
}

Json endpoints_json(const Ipv6Facts& facts) {
    Json list = Json::array();
    for (const auto& endpoint : facts.endpoints)
        list.push_back(Json::object()
                           .set("address", endpoint.address)
                           .set("port", endpoint.port)
                           .set("connect", status_word(endpoint.connect, 0)));
    return list;
}

Json names_json(const Ipv6Facts& facts) {
    Json list = Json::array();
    for (const auto& server : facts.name_servers)
        list.push_back(Json::object()
                           .set("name", server.name)
                           .set("aaaa_answer", server.aaaa_answer)
                           .set("addresses", array_of(server.addresses))
                           .set("answer", server.answer));
    return list;
}

Json to_json(const Ipv6Facts::Links& links) {
    return Json::object().set("checked", links.checked).set("ok", links.ok);
}

void read_dns(const Json& json, Ipv6Facts& facts) {
    facts.host = json["host"].text();
    facts.a_answer = json["a_answer"].text();
    facts.aaaa_answer = json["aaaa_answer"].text();
    facts.a_rcode = json["a_rcode"].text();
    facts.aaaa_rcode = json["aaaa_rcode"].text();
    facts.a_cnames = texts_of(json["a_cnames"]);
    facts.aaaa_cnames = texts_of(json["aaaa_cnames"]);
    facts.a_addresses = texts_of(json["a_addresses"]);
    facts.aaaa_addresses = texts_of(json["aaaa_addresses"]);
    for (const Json& one : json["unusable"].items())
        facts.unusable.push_back({one["address"].text(), one["kind"].text()});
    facts.dns_asked = json["dns_asked"].boolean(true);
    facts.aaaa_trusted = json["aaaa_trusted"].boolean(true);
    facts.zone = json["zone"].text();
    facts.ns_answer = json["ns_answer"].text();
    for (const Json& one : json["name_servers"].items())
        facts.name_servers.push_back({one["name"].text(), one["aaaa_answer"].text(),
                                      texts_of(one["addresses"]), one["answer"].text()});
}

}  // namespace

std::optional<Decimal> success_rate(const Ipv6Series& series) {
    if (series.asked == 0) return std::nullopt;
    return Decimal::fraction(series.good, series.asked);
}

std::optional<Decimal> delay_ratio(const Ipv6Series& v4, const Ipv6Series& v6,
                                   std::int64_t Ipv6Series::*sum) {
    if (v4.answered == 0 || v6.answered == 0 || v4.*sum < v4.answered) return std::nullopt;
    return Decimal::fraction(v6.*sum, v6.answered) / Decimal::fraction(v4.*sum, v4.answered) -
           Decimal(1);
}

Json to_json(const Ipv6Facts& facts) {
    return Json::object()
        .set("host", facts.host)
        .set("a_answer", facts.a_answer)
        .set("aaaa_answer", facts.aaaa_answer)
        .set("a_rcode", facts.a_rcode)
        .set("aaaa_rcode", facts.aaaa_rcode)
        .set("a_cnames", array_of(facts.a_cnames))
        .set("aaaa_cnames", array_of(facts.aaaa_cnames))
        .set("a_addresses", array_of(facts.a_addresses))
        .set("aaaa_addresses", array_of(facts.aaaa_addresses))
        .set("unusable", addresses_json(facts))
        .set("dns_asked", facts.dns_asked)
        .set("aaaa_trusted", facts.aaaa_trusted)
        .set("own_ipv6", facts.own_ipv6)
        .set("own_ipv6_note", facts.own_ipv6_note)
        .set("ports", to_json(facts.ports))
        .set("v4_ports", to_json(facts.v4_ports))
        .set("endpoints", endpoints_json(facts))
        .set("status", status_word(facts.status, facts.http_status))
        .set("http_status", facts.http_status)
        .set("v4_status", status_word(facts.v4_status, facts.v4_http_status))
        .set("v4_http_status", facts.v4_http_status)
        .set("v4", to_json(facts.v4))
        .set("v6", to_json(facts.v6))
        .set("content_distance", facts.content_distance)
        .set("content_noise", facts.content_noise)
        .set("zone", facts.zone)
        .set("ns_answer", facts.ns_answer)
        .set("name_servers", names_json(facts))
        .set("second", to_json(facts.second))
        .set("third", to_json(facts.third))
        .set("exchange", facts.exchange);
}

Ipv6Facts ipv6_facts_from_json(const Json& json) {
    Ipv6Facts facts;
    int code = 0;
    read_dns(json, facts);
    facts.own_ipv6 = json["own_ipv6"].boolean();
    facts.own_ipv6_note = json["own_ipv6_note"].text();
    facts.ports = ports_from(json["ports"]);
    facts.v4_ports = ports_from(json["v4_ports"]);
    for (const Json& one : json["endpoints"].items())
        facts.endpoints.push_back({one["address"].text(), static_cast<int>(one["port"].number()),
                                   status_of(one["connect"].text(), code)});
    facts.status = status_of(json["status"].text(), code);
    facts.http_status = static_cast<int>(json["http_status"].number());
    if (json["v4_status"].is_text()) facts.v4_status = status_of(json["v4_status"].text(), code);
    facts.v4_http_status = static_cast<int>(json["v4_http_status"].number());
    facts.v4 = series_from(json["v4"]);
    facts.v6 = series_from(json["v6"]);
    facts.content_distance = static_cast<int>(json["content_distance"].number(-1));
    facts.content_noise = static_cast<int>(json["content_noise"].number(-1));
    facts.second = {json["second"]["checked"].number(), json["second"]["ok"].number()};
    facts.third = {json["third"]["checked"].number(), json["third"]["ok"].number()};
    facts.exchange = json["exchange"].number();
    return facts;
}

}  // namespace duwang
