#include "core/fetch_status.h"

#include <fmt/format.h>

#include <array>
#include <charconv>

namespace duwang {
namespace {

struct Row {
    FetchStatus status;
    std::string_view word;
    std::string_view label;
};

constexpr std::array rows{
    Row{FetchStatus::not_attempted, "not_attempted", "未访问"},
    Row{FetchStatus::ok, "ok", "正常"},
    Row{FetchStatus::http_error, "http", "HTTP 错误"},
    Row{FetchStatus::http_other, "http_other", "非常规 HTTP 应答"},
    Row{FetchStatus::partial, "partial", "只收到部分内容"},
    Row{FetchStatus::blocked, "blocked", "被防护页面拦截"},
    Row{FetchStatus::rate_limited, "rate_limited", "被对方限速"},
    Row{FetchStatus::redirect_loop, "redirect_loop", "循环跳转"},
    Row{FetchStatus::too_many_redirects, "too_many_redirects", "跳转次数过多"},
    Row{FetchStatus::bad_redirect, "bad_redirect", "跳转目标缺失或无效"},
    Row{FetchStatus::blocked_target, "blocked_target", "目标为非公网地址，未访问"},
    Row{FetchStatus::unsupported_scheme, "unsupported_scheme", "不支持的协议"},
    Row{FetchStatus::out_of_scope, "out_of_scope", "不在采集范围"},
    Row{FetchStatus::robots_denied, "robots_denied", "robots.txt 不允许访问"},
    Row{FetchStatus::robots_unreachable, "robots_unreachable", "robots.txt 无法取得"},
    Row{FetchStatus::dns_nxdomain, "dns_nxdomain", "域名不存在"},
    Row{FetchStatus::dns_nodata, "dns_nodata", "域名没有地址记录"},
    Row{FetchStatus::dns_error, "dns_error", "域名解析出错"},
    Row{FetchStatus::dns_timeout, "dns_timeout", "域名解析超时"},
    Row{FetchStatus::connect_refused, "connect_refused", "连接被拒绝"},
    Row{FetchStatus::connect_timeout, "connect_timeout", "连接超时"},
    Row{FetchStatus::connection_reset, "connection_reset", "连接被重置"},
    Row{FetchStatus::connection_closed, "connection_closed", "连接被关闭"},
    Row{FetchStatus::empty_response, "empty_response", "没有任何应答内容"},
    Row{FetchStatus::tls_expired, "tls_expired", "证书过期"},
    Row{FetchStatus::tls_name_mismatch, "tls_name_mismatch", "证书与域名不符"},
    Row{FetchStatus::tls_self_signed, "tls_self_signed", "自签名证书"},
    Row{FetchStatus::tls_incomplete_chain, "tls_incomplete_chain", "证书链不完整或不受信任"},
    Row{FetchStatus::tls_handshake, "tls_handshake", "TLS 握手失败"},
    Row{FetchStatus::tls_error, "tls_error", "TLS 出错"},
    Row{FetchStatus::protocol_error, "protocol_error", "应答不符合 HTTP 协议"},
    Row{FetchStatus::header_too_large, "header_too_large", "应答头过大"},
    Row{FetchStatus::timeout, "timeout", "已连接但迟迟不应答"},
    Row{FetchStatus::too_slow, "too_slow", "内容传输停滞"},
    Row{FetchStatus::truncated, "truncated", "内容被截断"},
    Row{FetchStatus::decode_error, "decode_error", "压缩内容损坏"},
    Row{FetchStatus::unsupported_encoding, "unsupported_encoding", "不支持的内容编码"},
    Row{FetchStatus::too_large, "too_large", "超过大小限制"},
    Row{FetchStatus::url_too_long, "url_too_long", "地址过长"},
    Row{FetchStatus::wrong_type, "wrong_type", "内容类型不符"},
    Row{FetchStatus::host_backing_off, "host_backing_off", "主机暂停访问"},
    Row{FetchStatus::cancelled, "cancelled", "采集中断"},
    Row{FetchStatus::internal, "internal", "内部错误"},
    Row{FetchStatus::proxy_error, "proxy_error", "本机代理服务器出错"},
};

const Row& row_of(FetchStatus status) {
    for (const Row& row : rows)
        if (row.status == status) return row;
    return row_of(FetchStatus::internal);
}

}  // namespace

std::string status_word(FetchStatus status, int http_status) {
    if (status == FetchStatus::http_error) return fmt::format("http_{}", http_status);
    return std::string(row_of(status).word);
}

FetchStatus status_of(std::string_view word, int& http_status) {
    for (const Row& row : rows)
        if (row.word == word && row.status != FetchStatus::http_error) return row.status;
    if (word.starts_with("http_")) {
        std::string_view digits = word.substr(5);
        auto [end, error] = std::from_chars(digits.begin(), digits.end(), http_status);
        if (error == std::errc{} && end == digits.end()) return FetchStatus::http_error;
    }
    return FetchStatus::internal;
}

std::string_view status_label(FetchStatus status) { return row_of(status).label; }

bool content_arrived(FetchStatus status) {
    return status == FetchStatus::ok || status == FetchStatus::partial ||
           status == FetchStatus::truncated || status == FetchStatus::too_slow ||
           status == FetchStatus::decode_error || status == FetchStatus::too_large;
}

}  // namespace duwang
