#include "checks/links/verdict.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "core/url.h"

namespace duwang::checks::links {
namespace {

struct Words {
    LinkClass link_class;
    std::string_view word, label;
};

constexpr std::array words{
    Words{LinkClass::ok, "ok", "正常"},
    Words{LinkClass::ok_note, "ok_note", "正常，有提示"},
    Words{LinkClass::broken, "broken", "断链（会话内确认）"},
    Words{LinkClass::soft_404, "soft_404", "错链（应答正常而内容不存在）"},
    Words{LinkClass::restricted, "restricted", "不向公众开放"},
    Words{LinkClass::blocked, "blocked", "被防护墙拦截"},
    Words{LinkClass::transient, "transient", "当前打不开，尚未隔时复核"},
    Words{LinkClass::suspect, "suspect", "证据矛盾，待人工"},
    Words{LinkClass::hijack, "hijack", "疑似被他人占用"},
    Words{LinkClass::undetermined, "undetermined", "未能判定"},
};

const Words& words_of(LinkClass link_class) {
    return *std::ranges::find(words, link_class, &Words::link_class);
}

LinkVerdict verdict(LinkClass link_class, int row, std::string reason, Cause cause = Cause::none) {
    return {link_class, row, cause, std::move(reason), false};
}

enum class Control { good, failing, absent };

// The first control that was asked after the last attempt, else the last before it: what was asked
// days later, in a supplement capture, says nothing about this attempt.
const ControlFacts* nearest(const LinkTarget& target, std::string_view kind,
                            std::string_view scope) {
    std::int64_t attempt = target.attempts.empty() ? 0 : target.attempts.back().id;
    const ControlFacts* found = nullptr;
    for (const ControlFacts& control : target.controls) {
        if (control.kind != kind || !control.scope.starts_with(scope)) continue;
        if (found && found->exchange > attempt) break;
        found = &control;
    }
    return found;
}

const ControlFacts* known_good_control(const LinkTarget& target) {
    return nearest(target, "known_good", "");
}

// What the host answers in the same directory for an address that nobody has.
const ControlFacts* random_path_control(const LinkTarget& target) {
    auto url = parse_url(target.url);
    if (!url) return nullptr;
    std::string path(url->path());
    return nearest(target, "random_path",
                   url->host_port() + path.substr(0, path.rfind('/') + 1) + "*");
}

Control known_good(const LinkTarget& target) {
    const ControlFacts* control = known_good_control(target);
    // One from before both attempts that have to agree says nothing about either.
    std::size_t attempts = target.attempts.size();
    bool stale = control && control->exchange > 0 && attempts >= 2 &&
                 control->exchange < target.attempts[attempts - 2].id;
    if (stale) return Control::absent;
    bool asked = control && control->status != FetchStatus::robots_denied &&
                 control->status != FetchStatus::robots_unreachable;
    if (!asked) return Control::absent;
    bool good = content_arrived(control->status) && control->http_status < 400;
    return good ? Control::good : Control::failing;
}

// Only a control that was refused in the same way speaks of a wall around the whole host.
bool known_good_refused(const LinkTarget& target) {
    const ControlFacts* control = known_good_control(target);
    return control && control->http_status == 403;
}

int random_path_status(const LinkTarget& target) {
    const ControlFacts* control = random_path_control(target);
    return control ? control->http_status : 0;
}

bool attempts_agree(const LinkTarget& target) {
    if (target.attempts.size() < 2) return false;
    const ExchangeFacts& last = target.attempts.back();
    const ExchangeFacts& before = target.attempts[target.attempts.size() - 2];
    return last.status == before.status && last.http_status == before.http_status;
}

LinkVerdict unconfirmed(int row, std::string_view what) {
    return verdict(LinkClass::transient, row, fmt::format("{}，须隔时复核", what),
                   Cause::unconfirmed);
}

LinkVerdict judge_404(const LinkTarget& target, int status) {
    if (!attempts_agree(target)) return unconfirmed(3, fmt::format("返回 {}", status));
    int random = random_path_status(target);
    if (status == 404 && random == 0) return unconfirmed(3, "返回 404，没有不存在地址的对照");
    // Row 6: with characters outside ASCII our encoding of the address may be at fault.
    if (target.url.find("%E") != std::string::npos || target.url.find("%C") != std::string::npos ||
        target.url.find("%B") != std::string::npos || target.url.find("%D") != std::string::npos)
        return verdict(LinkClass::suspect, 6,
                       fmt::format("返回 {}，地址含非英文字符，可能是编码问题", status));
    if (status == 404 && random != 404 && random != 0)
        return verdict(LinkClass::suspect, 3,
                       fmt::format("返回 404，但该主机对不存在的地址返回 {}", random));
    return verdict(LinkClass::broken, status == 410 ? 4 : 3,
                   fmt::format("两次访问均返回 {}，同一主机对照页正常", status));
}

LinkVerdict judge_403(const LinkTarget& target) {
    if (random_path_status(target) == 403)
        return verdict(LinkClass::suspect, 8, "返回 403，该主机对不存在的地址也返回 403",
                       Cause::http_refused);
    return verdict(LinkClass::suspect, 7, "返回 403，可能未对外发布或限制访问",
                   Cause::http_refused);
}

LinkVerdict judge_http(const LinkTarget& target, int status) {
    if (known_good(target) == Control::failing) {
        if (status == 403 && known_good_refused(target))
            return verdict(LinkClass::blocked, 9, "同一主机对照页也返回 403", Cause::wall);
        return verdict(LinkClass::undetermined, status >= 500 ? 16 : 5, "同一主机的对照页也打不开",
                       Cause::control_failed);
    }
    if (status == 401) return verdict(LinkClass::restricted, 10, "需要登录");
    if (status == 405) return verdict(LinkClass::blocked, 11, "服务器不接受普通访问", Cause::wall);
    bool controlled = known_good(target) == Control::good;
    if (status == 503) return unconfirmed(14, "返回 503");
    if (status >= 500) return unconfirmed(15, fmt::format("返回 {}", status));
    if (!controlled)
        return unconfirmed(status == 403 ? 7 : 3, fmt::format("返回 {}，没有对照", status));
    if (status == 403) return judge_403(target);
    if (status == 404 || status == 410) return judge_404(target, status);
    return verdict(LinkClass::suspect, 7, fmt::format("返回 {}", status), Cause::http_refused);
}

LinkVerdict judge_network(const LinkTarget& target, FetchStatus status) {
    std::string label(status_label(status));
    if (known_good(target) == Control::failing && target.internal_host)
        return verdict(LinkClass::undetermined, 16, label + "，同一主机的对照页也打不开",
                       Cause::control_failed);
    switch (status) {
        case FetchStatus::dns_nxdomain:
            return unconfirmed(25, label);
        case FetchStatus::dns_nodata:
        case FetchStatus::dns_error:
        case FetchStatus::dns_timeout:
            return verdict(LinkClass::undetermined, 26, label, Cause::dns_failed);
        case FetchStatus::connect_refused:
            return unconfirmed(29, label);
        case FetchStatus::connect_timeout:
            return unconfirmed(30, label);
        case FetchStatus::timeout:
            return unconfirmed(31, label);
        case FetchStatus::connection_reset:
        case FetchStatus::connection_closed:
        case FetchStatus::empty_response:
            return unconfirmed(33, label);
        case FetchStatus::redirect_loop:
        case FetchStatus::too_many_redirects:
        case FetchStatus::bad_redirect:
            return unconfirmed(23, label);
        default:
            return verdict(LinkClass::undetermined, 45, label, Cause::internal);
    }
}

LinkVerdict judge_failure(const LinkTarget& target, const ExchangeFacts& last) {
    switch (last.status) {
        case FetchStatus::http_error:
            return judge_http(target, last.http_status);
        case FetchStatus::blocked:
            return verdict(LinkClass::blocked, 11, "防护页面应答", Cause::wall);
        case FetchStatus::rate_limited:
            return verdict(LinkClass::blocked, 13, "对方要求降低访问频率", Cause::rate_limited);
        case FetchStatus::host_backing_off:
            return verdict(LinkClass::undetermined, 46, "主机暂停访问，未访问",
                           Cause::host_backing_off);
        case FetchStatus::robots_denied:
        case FetchStatus::robots_unreachable:
            return verdict(LinkClass::undetermined, 37, "robots.txt 不允许访问",
                           Cause::robots_denied);
        case FetchStatus::blocked_target:
            return verdict(LinkClass::suspect, 38, "公网域名解析到非公网地址");
        case FetchStatus::tls_expired:
        case FetchStatus::tls_name_mismatch:
        case FetchStatus::tls_self_signed:
            return verdict(LinkClass::ok_note, 34, std::string(status_label(last.status)));
        case FetchStatus::tls_incomplete_chain:
            return verdict(LinkClass::ok_note, 35, std::string(status_label(last.status)));
        case FetchStatus::tls_handshake:
        case FetchStatus::tls_error:
            return verdict(LinkClass::suspect, 36, std::string(status_label(last.status)));
        case FetchStatus::partial:
        case FetchStatus::too_slow:
        case FetchStatus::truncated:
        case FetchStatus::decode_error:
        case FetchStatus::unsupported_encoding:
        case FetchStatus::too_large:
            return verdict(LinkClass::ok_note, 32, std::string(status_label(last.status)));
        default:
            return judge_network(target, last.status);
    }
}

bool called_home(const LinkTarget& target) {
    return std::ranges::any_of(target.places, [](const LinkPlace& place) {
        return place.text.find("首页") != std::string::npos ||
               place.text.find("网站") != std::string::npos;
    });
}

// A success code that may still mean "not found".
LinkVerdict judge_suspect(const LinkTarget& target) {
    if (target.suspect == "like_random_path")
        return verdict(LinkClass::soft_404, 17, "应答与该主机“不存在的地址”的应答相同");
    if (target.suspect == "home_redirect") {
        if (called_home(target)) return verdict(LinkClass::ok, 18, "指向首页");
        return verdict(LinkClass::soft_404, 18, "被转到网站首页，原内容不见");
    }
    if (target.suspect == "hijack_words")
        return verdict(LinkClass::hijack, 43, "目标页面内容与政务无关，疑似域名已被他人占用");
    if (target.suspect == "error_phrase")
        return verdict(LinkClass::soft_404, 20, "页面标题或正文提示内容不存在");
    return verdict(LinkClass::soft_404, 20, "页面已删除并转向上级栏目");
}

}  // namespace

std::string_view class_word(LinkClass link_class) { return words_of(link_class).word; }
std::string_view class_label(LinkClass link_class) { return words_of(link_class).label; }

std::vector<const ControlFacts*> deciding_controls(const LinkTarget& target) {
    std::vector<const ControlFacts*> controls;
    for (const ControlFacts* control : {known_good_control(target), random_path_control(target)})
        if (control && control->exchange > 0) controls.push_back(control);
    return controls;
}

LinkVerdict judge_link(const LinkTarget& target) {
    if (target.skipped == "private_address") {
        LinkVerdict inside = verdict(LinkClass::broken, 38, "内网或本机地址，公众无法访问");
        inside.by_inspection = true;
        return inside;
    }
    if (target.attempts.empty())
        return verdict(LinkClass::undetermined, 45, "没有访问", Cause::not_captured);
    // Host rule (c): what a site answered from behind its wall counts for nothing.
    if (target.suspect == "voided")
        return verdict(LinkClass::blocked, 9, "网站此时已启用防护，结果作废", Cause::wall);
    const ExchangeFacts& last = target.attempts.back();
    if (last.status != FetchStatus::ok) return judge_failure(target, last);
    if (!target.suspect.empty()) return judge_suspect(target);
    return verdict(LinkClass::ok, 1, target.attempts.size() > 1 ? "复核时正常" : "正常");
}

}  // namespace duwang::checks::links
