#include "core/finding.h"

#include <algorithm>
#include <array>

#include "core/hash.h"

namespace duwang {
namespace {

struct OutcomeRow {
    Outcome outcome;
    std::string_view word, label;
};

constexpr std::array outcomes{
    OutcomeRow{Outcome::pass, "pass", "合格"},
    OutcomeRow{Outcome::fail, "fail", "不合格"},
    OutcomeRow{Outcome::doubtful, "doubtful", "存疑待人工"},
    OutcomeRow{Outcome::not_determined, "not_determined", "无法评估"},
    OutcomeRow{Outcome::not_applicable, "not_applicable", "不适用"},
};

struct CauseRow {
    Cause cause;
    std::string_view word, label;
};

constexpr std::array causes{
    CauseRow{Cause::none, "none", ""},
    CauseRow{Cause::unreachable, "unreachable", "网站没有应答"},
    CauseRow{Cause::dns_failed, "dns_failed", "域名解析失败"},
    CauseRow{Cause::timed_out, "timed_out", "访问超时"},
    CauseRow{Cause::tls_failed, "tls_failed", "安全连接无法建立"},
    CauseRow{Cause::wall, "wall", "被防护墙拦截"},
    CauseRow{Cause::rate_limited, "rate_limited", "被对方限速"},
    CauseRow{Cause::robots_denied, "robots_denied", "robots.txt 不允许访问"},
    CauseRow{Cause::http_refused, "http_refused", "服务器拒绝访问该页"},
    CauseRow{Cause::server_error, "server_error", "服务器内部错误"},
    CauseRow{Cause::not_visible, "not_visible", "静态页面中不可见（由脚本载入），不等于缺失"},
    CauseRow{Cause::list_not_readable, "list_not_readable", "列表须用浏览器才能显示"},
    CauseRow{Cause::not_captured, "not_captured", "页面未采集（超出范围或限额）"},
    CauseRow{Cause::own_network, "own_network", "本机网络自检未通过"},
    CauseRow{Cause::own_ipv6, "own_ipv6", "本机 IPv6 不可用"},
    CauseRow{Cause::control_failed, "control_failed", "同一主机的对照页也打不开"},
    CauseRow{Cause::unconfirmed, "unconfirmed", "当前打不开，尚未隔时复核"},
    CauseRow{Cause::no_address, "no_address", "台账中没有登记地址"},
    CauseRow{Cause::probe_missing, "probe_missing", "没有进行该项探测"},
    CauseRow{Cause::not_registered, "not_registered", "台账中没有登记应有的值"},
    CauseRow{Cause::damaged, "damaged", "页面内容传输损坏"},
    CauseRow{Cause::host_backing_off, "host_backing_off", "主机暂停访问，未访问"},
    CauseRow{Cause::filed, "filed", "已报备停机或免查"},
    CauseRow{Cause::internal, "internal", "程序内部错误"},
};

template <class Table, class Match>
const auto& find_row(const Table& table, Match match) {
    for (const auto& row : table)
        if (match(row)) return row;
    return table.back();
}

}  // namespace

std::string_view outcome_word(Outcome outcome) {
    return find_row(outcomes, [=](const auto& row) { return row.outcome == outcome; }).word;
}

std::string_view outcome_label(Outcome outcome) {
    return find_row(outcomes, [=](const auto& row) { return row.outcome == outcome; }).label;
}

std::optional<Outcome> outcome_of(std::string_view word) {
    for (const auto& row : outcomes)
        if (row.word == word) return row.outcome;
    return std::nullopt;
}

std::string_view cause_word(Cause cause) {
    return find_row(causes, [=](const auto& row) { return row.cause == cause; }).word;
}

std::string_view cause_label(Cause cause) {
    return find_row(causes, [=](const auto& row) { return row.cause == cause; }).label;
}

Cause cause_of(std::string_view word) {
    return find_row(causes, [=](const auto& row) { return row.word == word; }).cause;
}

std::string CheckResult::finding_id() const {
    std::string key = check + '\n' + unit + '\n' + kind + '\n' + object;
    return sha256_hex(key).substr(0, 16);
}

Json to_json(const Evidence& evidence) {
    Json json = Json::object()
                    .set("capture", evidence.capture)
                    .set("exchange", evidence.exchange)
                    .set("url", evidence.url)
                    .set("at", evidence.at.iso())
                    .set("address", evidence.address)
                    .set("status", evidence.status)
                    .set("file", evidence.record.file)
                    .set("offset", evidence.record.offset)
                    .set("length", evidence.record.length)
                    .set("payload_sha256", evidence.record.payload_sha256)
                    .set("quote", evidence.quote);
    if (evidence.origin.is_set()) json.set("bytes_from", to_json(evidence.origin));
    return json;
}

Json to_json(const CheckResult& result) {
    Json json = Json::object();
    json.set("check", result.check).set("unit", result.unit).set("object", result.object);
    json.set("label", result.label).set("outcome", outcome_word(result.outcome));
    json.set("kind", result.kind).set("message", result.message);
    json.set("cause", cause_word(result.cause));
    Json details = Json::object();
    for (const auto& [name, value] : result.details) details.set(name, value);
    json.set("details", details);
    if (result.covers_all) json.set("covers_all", true);
    if (!result.variant.empty()) json.set("variant", result.variant);
    Json evidence = Json::array();
    for (const Evidence& piece : result.evidence) evidence.push_back(to_json(piece));
    return json.set("evidence", evidence);
}

namespace {

Evidence evidence_from_json(const Json& json) {
    Evidence evidence;
    evidence.capture = json["capture"].text();
    evidence.exchange = json["exchange"].number();
    evidence.url = json["url"].text();
    if (auto at = parse_timestamp(json["at"].text())) evidence.at = *at;
    evidence.address = json["address"].text();
    evidence.status = json["status"].text();
    evidence.record = {json["file"].text(), json["offset"].number(), json["length"].number(),
                       json["payload_sha256"].text()};
    evidence.origin = bytes_origin_from_json(json["bytes_from"]);
    evidence.quote = json["quote"].text();
    return evidence;
}

}  // namespace

CheckResult check_result_from_json(const Json& json) {
    CheckResult result;
    result.check = json["check"].text();
    result.unit = json["unit"].text();
    result.variant = json["variant"].text();
    result.covers_all = json["covers_all"].boolean();
    result.object = json["object"].text();
    result.label = json["label"].text();
    result.outcome = outcome_of(json["outcome"].text()).value_or(Outcome::not_determined);
    result.kind = json["kind"].text();
    result.message = json["message"].text();
    result.cause = cause_of(json["cause"].text());
    for (const auto& [name, value] : json["details"].members())
        result.details.emplace_back(name, value.text());
    for (const Json& piece : json["evidence"].items())
        result.evidence.push_back(evidence_from_json(piece));
    return result;
}

Cause cause_of_status(FetchStatus status, int http_status) {
    switch (status) {
        case FetchStatus::blocked: return Cause::wall;
        case FetchStatus::rate_limited: return Cause::rate_limited;
        case FetchStatus::host_backing_off: return Cause::host_backing_off;
        case FetchStatus::robots_denied:
        case FetchStatus::robots_unreachable: return Cause::robots_denied;
        case FetchStatus::dns_nxdomain:
        case FetchStatus::dns_nodata:
        case FetchStatus::dns_error:
        case FetchStatus::dns_timeout: return Cause::dns_failed;
        case FetchStatus::connect_timeout:
        case FetchStatus::timeout:
        case FetchStatus::too_slow: return Cause::timed_out;
        case FetchStatus::tls_expired:
        case FetchStatus::tls_name_mismatch:
        case FetchStatus::tls_self_signed:
        case FetchStatus::tls_incomplete_chain:
        case FetchStatus::tls_handshake:
        case FetchStatus::tls_error: return Cause::tls_failed;
        case FetchStatus::proxy_error: return Cause::own_network;
        case FetchStatus::truncated:
        case FetchStatus::decode_error: return Cause::damaged;
        case FetchStatus::http_error:
            return http_status >= 500 ? Cause::server_error : Cause::http_refused;
        case FetchStatus::not_attempted:
        case FetchStatus::out_of_scope: return Cause::not_captured;
        default: return Cause::unreachable;
    }
}

}  // namespace duwang
