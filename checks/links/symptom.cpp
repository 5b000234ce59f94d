#include "checks/links/symptom.h"

#include <algorithm>
#include <array>

namespace duwang::checks::links {
namespace {

struct Entry {
    Symptom symptom;
    int row;
    std::string_view words;
};

constexpr std::array entries{
    Entry{Symptom::good, 1, "正常"},
    Entry{Symptom::gone, 3, "返回 404"},
    Entry{Symptom::gone_for_good, 4, "返回 410"},
    Entry{Symptom::forbidden, 7, "返回 403"},
    Entry{Symptom::refused_4xx, 7, "服务器拒绝"},
    Entry{Symptom::login, 10, "需要登录"},
    Entry{Symptom::wall, 11, "防护页面应答"},
    Entry{Symptom::limited, 13, "对方要求降低访问频率"},
    Entry{Symptom::maintenance, 14, "返回 503"},
    Entry{Symptom::server_error, 15, "服务器错误"},
    Entry{Symptom::like_random, 17, "应答与该主机“不存在的地址”的应答相同"},
    Entry{Symptom::led_home, 18, "被转到首页或上级栏目，原内容不见"},
    Entry{Symptom::led_elsewhere, 19, "被转到其他网站首页"},
    Entry{Symptom::says_missing, 20, "页面标题或正文提示内容不存在"},
    Entry{Symptom::stub, 20, "页面已删除并转向上级栏目"},
    Entry{Symptom::blank, 21, "页面没有内容"},
    Entry{Symptom::wrong_file, 22, "应是文件，得到的不是或不完整"},
    Entry{Symptom::redirect_fault, 23, "跳转错误"},
    Entry{Symptom::no_name, 25, "域名不存在"},
    Entry{Symptom::name_fault, 26, "域名解析失败"},
    Entry{Symptom::refused, 29, "拒绝连接"},
    Entry{Symptom::no_connection, 30, "连接超时"},
    Entry{Symptom::silent, 31, "已连接但没有应答"},
    Entry{Symptom::reset, 33, "连接被中断"},
    Entry{Symptom::damaged, 32, "内容有缺损"},
    Entry{Symptom::certificate, 34, "证书有问题"},
    Entry{Symptom::chain, 35, "证书链不完整"},
    Entry{Symptom::handshake, 36, "安全连接未能建立"},
    Entry{Symptom::robots, 37, "robots.txt 不允许访问"},
    Entry{Symptom::inside, 38, "公网域名解析到非公网地址"},
    Entry{Symptom::hijacked, 43, "目标页面内容与政务无关，疑似域名已被他人占用"},
    Entry{Symptom::changed_kind, 43, "目标页面与上次采集时完全不同，疑似域名已被他人占用"},
    Entry{Symptom::voided, 9, "网站此时已启用防护，结果作废"},
    Entry{Symptom::filed, 44, "已报备停机或免查"},
    Entry{Symptom::backing_off, 46, "主机暂停访问，未访问"},
    Entry{Symptom::ours, 45, "本机原因，未能访问"},
};
static_assert(entries.size() == static_cast<std::size_t>(Symptom::ours) + 1);

const Entry& entry_of(Symptom symptom) {
    return *std::ranges::find(entries, symptom, &Entry::symptom);
}

Symptom symptom_of_http(int status) {
    if (status == 404) return Symptom::gone;
    if (status == 410) return Symptom::gone_for_good;
    if (status == 403) return Symptom::forbidden;
    if (status == 401) return Symptom::login;
    // Row 11: what protections send and servers do not.
    for (const int wall : {405, 412, 493, 512, 521})
        if (status == wall) return Symptom::wall;
    if (status == 503) return Symptom::maintenance;
    return status >= 500 ? Symptom::server_error : Symptom::refused_4xx;
}

// A success code that may still mean "not found".
Symptom symptom_of_suspect(const std::string& suspect) {
    struct Word {
        std::string_view word;
        Symptom symptom;
    };
    static constexpr std::array words{
        Word{"like_random_path", Symptom::like_random},
        Word{"home_redirect", Symptom::led_home},
        Word{"column_redirect", Symptom::led_home},
        Word{"other_home", Symptom::led_elsewhere},
        Word{"error_phrase", Symptom::says_missing},
        Word{"deleted_refresh", Symptom::stub},
        Word{"blank", Symptom::blank},
        Word{"wrong_file", Symptom::wrong_file},
        Word{"hijack_words", Symptom::hijacked},
        Word{"changed_kind", Symptom::changed_kind},
        Word{"login_form", Symptom::login},
        Word{"voided", Symptom::voided},
    };
    const auto* known = std::ranges::find(words, std::string_view(suspect), &Word::word);
    return known == words.end() ? Symptom::good : known->symptom;
}

}  // namespace

Symptom symptom_of(const LinkAttempt& attempt) {
    if (attempt.suspect == "voided") return Symptom::voided;
    switch (attempt.status) {
        case FetchStatus::ok:
            return symptom_of_suspect(attempt.suspect);
        case FetchStatus::http_error:
            return symptom_of_http(attempt.http_status);
        case FetchStatus::blocked:
            return Symptom::wall;
        case FetchStatus::rate_limited:
            return Symptom::limited;
        case FetchStatus::host_backing_off:
            return Symptom::backing_off;
        case FetchStatus::robots_denied:
        case FetchStatus::robots_unreachable:
            return Symptom::robots;
        case FetchStatus::blocked_target:
            return Symptom::inside;
        case FetchStatus::tls_expired:
        case FetchStatus::tls_name_mismatch:
        case FetchStatus::tls_self_signed:
            return Symptom::certificate;
        case FetchStatus::tls_incomplete_chain:
            return Symptom::chain;
        case FetchStatus::tls_handshake:
        case FetchStatus::tls_error:
            return Symptom::handshake;
        case FetchStatus::truncated:
        case FetchStatus::decode_error:
            return attempt.suspect == "wrong_file" ? Symptom::wrong_file : Symptom::damaged;
        case FetchStatus::partial:
        case FetchStatus::too_slow:
        case FetchStatus::unsupported_encoding:
        case FetchStatus::too_large:
            return Symptom::damaged;
        case FetchStatus::redirect_loop:
        case FetchStatus::too_many_redirects:
        case FetchStatus::bad_redirect:
            return Symptom::redirect_fault;
        case FetchStatus::dns_nxdomain:
            return Symptom::no_name;
        case FetchStatus::dns_nodata:
        case FetchStatus::dns_error:
        case FetchStatus::dns_timeout:
            return Symptom::name_fault;
        case FetchStatus::connect_refused:
            return Symptom::refused;
        case FetchStatus::connect_timeout:
            return Symptom::no_connection;
        case FetchStatus::timeout:
            return Symptom::silent;
        case FetchStatus::connection_reset:
        case FetchStatus::connection_closed:
        case FetchStatus::empty_response:
            return Symptom::reset;
        default:
            return Symptom::ours;
    }
}

int row_of(Symptom symptom) { return entry_of(symptom).row; }
std::string_view symptom_words(Symptom symptom) { return entry_of(symptom).words; }

bool is_success(Symptom symptom) {
    return symptom == Symptom::good || symptom == Symptom::damaged ||
           symptom == Symptom::certificate || symptom == Symptom::chain;
}

bool is_failure(Symptom symptom) {
    switch (symptom) {
        case Symptom::gone:
        case Symptom::gone_for_good:
        case Symptom::forbidden:
        case Symptom::refused_4xx:
        case Symptom::maintenance:
        case Symptom::server_error:
        case Symptom::wrong_file:
        case Symptom::redirect_fault:
        case Symptom::handshake:
            return true;
        default:
            return is_soft(symptom) || is_network(symptom);
    }
}

bool is_soft(Symptom symptom) {
    return symptom == Symptom::like_random || symptom == Symptom::led_home ||
           symptom == Symptom::says_missing || symptom == Symptom::stub ||
           symptom == Symptom::blank;
}

bool is_network(Symptom symptom) {
    return symptom == Symptom::no_name || symptom == Symptom::name_fault ||
           symptom == Symptom::refused || symptom == Symptom::no_connection ||
           symptom == Symptom::silent || symptom == Symptom::reset;
}

bool agree(Symptom a, Symptom b) {
    const auto group = [](Symptom one) {
        if (one == Symptom::gone_for_good) return Symptom::gone;
        if (one == Symptom::maintenance) return Symptom::server_error;
        // A page that says so is like a random path once that was asked for.
        if (one == Symptom::stub || one == Symptom::like_random) return Symptom::says_missing;
        if (one == Symptom::refused || one == Symptom::no_connection || one == Symptom::silent)
            return Symptom::reset;
        return one;
    };
    return group(a) == group(b);
}

const Pace& pace_of(Symptom symptom, const LinkRules& rules) {
    switch (symptom) {
        case Symptom::gone_for_good:
            return rules.gone_for_good;
        case Symptom::no_name:
            return rules.no_name;
        case Symptom::name_fault:
        case Symptom::no_connection:
            return rules.unsure;
        case Symptom::reset:
            return rules.reset;
        case Symptom::silent:
        case Symptom::like_random:
            return rules.silent;
        case Symptom::redirect_fault:
            return rules.redirect;
        case Symptom::led_home:
        case Symptom::says_missing:
        case Symptom::stub:
        case Symptom::blank:
            return rules.silent;
        default:
            return rules.usual;
    }
}

}  // namespace duwang::checks::links
