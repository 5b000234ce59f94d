#include "checks/links/verdict.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "checks/links/deciding.h"

namespace duwang::checks::links {
namespace {

LinkVerdict plain(LinkClass link_class, int row, std::string reason, Cause cause = Cause::none) {
    LinkVerdict verdict;
    verdict.link_class = link_class;
    verdict.row = row;
    verdict.cause = cause;
    verdict.reason = std::move(reason);
    return verdict;
}

// Never asked, and never to be asked: what the address itself tells.
std::optional<LinkVerdict> by_inspection(const LinkTarget& target) {
    if (target.skipped == "private_address") {
        LinkVerdict inside = plain(LinkClass::broken, 38, "内网或本机地址，公众无法访问");
        inside.basis = Basis::inspection;
        return inside;
    }
    return std::nullopt;
}

// Row 44: what failed while something was filed for the site says nothing.
LinkVerdict judge_filed(const LinkTarget& target, const Look& last) {
    const FiledSpan* span = filed_at(target.filed, last.attempt->started);
    return plain(LinkClass::undetermined, row_of(Symptom::filed),
                 fmt::format("{}：{}", symptom_words(Symptom::filed), span ? span->what : ""),
                 Cause::filed);
}

bool called_home(const LinkTarget& target) {
    return std::ranges::any_of(target.places, [](const LinkPlace& place) {
        // "……人民政府网站", not "关于规范网站域名的通知".
        return place.text.find("首页") != std::string::npos || place.text.ends_with("网站");
    });
}

LinkVerdict judge_success(const History& history, const LinkRules& rules) {
    const Symptom symptom = history.last().symptom;
    if (history.flips >= rules.flips) {
        LinkVerdict verdict = plain(LinkClass::suspect, row_of(symptom), "时好时坏");
        verdict.review = true;
        return verdict;
    }
    if (symptom == Symptom::good)
        return plain(LinkClass::ok, 1, history.looks.size() > 1 ? "复核时正常" : "正常");
    return plain(LinkClass::ok_note, row_of(symptom),
                 std::string(status_label(history.last().attempt->status)));
}

// A look that says nothing against the link, whoever is to blame.
std::optional<LinkVerdict> judge_no_look(const History& history) {
    const Symptom symptom = history.last().symptom;
    const auto as = [&](LinkClass link_class, Cause cause) {
        return plain(link_class, row_of(symptom), std::string(symptom_words(symptom)), cause);
    };
    switch (symptom) {
        case Symptom::login:
            return as(LinkClass::restricted, Cause::none);
        case Symptom::wall:
            return as(LinkClass::blocked, Cause::wall);
        case Symptom::voided:
            return as(LinkClass::blocked, Cause::wall);
        case Symptom::limited:
            return as(LinkClass::blocked, Cause::rate_limited);
        case Symptom::robots:
            return as(LinkClass::undetermined, Cause::robots_denied);
        case Symptom::backing_off:
            return as(LinkClass::undetermined, Cause::host_backing_off);
        case Symptom::ours:
            return as(LinkClass::undetermined, Cause::internal);
        case Symptom::inside:
        case Symptom::led_elsewhere: {
            LinkVerdict verdict = as(LinkClass::suspect, Cause::none);
            verdict.review = true;
            return verdict;
        }
        case Symptom::hijacked:
        case Symptom::changed_kind: {
            LinkVerdict verdict = as(LinkClass::hijack, Cause::none);
            verdict.review = true;
            return verdict;
        }
        default:
            return std::nullopt;
    }
}

// The host's own control fails as the link does: rows 5, 9 and 16.
std::optional<LinkVerdict> judge_host(const Look& last) {
    // A dead host has no page that works: other sites' hosts are judged by the network itself.
    if (!last.host_fails) return std::nullopt;
    if (last.same_for_all)
        return plain(LinkClass::undetermined, 17, "该主机无论访问什么地址应答都相同，无法判断",
                     Cause::control_failed);
    // A site behind a login has no page that works without.
    const int refused = last.known_good_control->http_status;
    if (last.symptom == Symptom::login && (refused == 401 || refused == 403)) return std::nullopt;
    if (last.symptom == Symptom::forbidden && last.known_good_refused)
        return plain(LinkClass::blocked, 9, "同一主机对照页也返回 403", Cause::wall);
    const bool server = last.symptom == Symptom::server_error ||
                        last.symptom == Symptom::maintenance || is_network(last.symptom);
    return plain(LinkClass::undetermined, server ? 16 : 5, "同一主机的对照页也打不开",
                 Cause::control_failed);
}

// Another question may change it: nothing was learned of the link, for a reason that passes.
bool may_pass(const Look& last) {
    const Symptom symptom = last.symptom;
    // The rules could not be had, for once; that they forbid it is another matter.
    if (last.attempt->status == FetchStatus::robots_unreachable) return true;
    return last.is_void() || last.host_fails || symptom == Symptom::wall ||
           symptom == Symptom::voided || symptom == Symptom::limited ||
           symptom == Symptom::backing_off || symptom == Symptom::filed || symptom == Symptom::ours;
}

void add_times(LinkVerdict& verdict, const LinkTarget& target, const History& history,
               const LinkRules& rules) {
    if (history.silent_end > 0 && may_pass(history.last()) && !is_success(history.last().symptom))
        verdict.due = next_look(history, rules.unsure, rules);
    const FiledSpan* span = filed_at(target.filed, history.last().attempt->started);
    if (span != nullptr && history.last().symptom == Symptom::filed)
        verdict.due = std::max(verdict.due, span->until);
    if (history.failing.empty() || verdict.link_class == LinkClass::ok) return;
    verdict.looks = static_cast<int>(history.failing.size());
    verdict.first_failure = history.failing.front()->attempt->started;
    verdict.last_failure = history.failing.back()->attempt->started;
    if (verdict.basis == Basis::over_time || verdict.basis == Basis::inspection) return;
    if (history.silent_end > 0) return;
    const Symptom symptom = history.failing.back()->symptom;
    verdict.due = next_look(history, pace_of(symptom, rules), rules,
                            verdict.link_class == LinkClass::transient);
}

LinkVerdict decide(const LinkTarget& target, const History& history, const LinkRules& rules) {
    const Look& last = history.last();
    if (last.is_void() && !is_success(last.symptom))
        return plain(LinkClass::undetermined, 45, "本机网络自检未通过，结果作废",
                     Cause::own_network);
    if (is_success(last.symptom)) return judge_success(history, rules);
    if (last.symptom == Symptom::filed) return judge_filed(target, last);
    if (last.symptom == Symptom::led_home && called_home(target))
        return plain(LinkClass::ok, 18, "指向首页");
    if (last.symptom == Symptom::login)
        if (auto verdict = judge_host(last)) return *verdict;
    if (auto verdict = judge_no_look(history)) return *verdict;
    if (auto verdict = judge_host(last)) return *verdict;
    if (history.flips >= rules.flips) {
        LinkVerdict verdict = plain(LinkClass::suspect, row_of(last.symptom), "时好时坏");
        verdict.review = true;
        return verdict;
    }
    return decide_failure(target, history, rules);
}

}  // namespace

LinkVerdict judge_link(const LinkTarget& target, const LinkRules& rules) {
    if (auto verdict = by_inspection(target)) return *verdict;
    const History history = history_of(target, rules);
    if (history.looks.empty())
        return plain(LinkClass::undetermined, 45, "没有访问", Cause::not_captured);
    LinkVerdict verdict = decide(target, history, rules);
    add_times(verdict, target, history, rules);
    return verdict;
}

std::vector<const ControlFacts*> deciding_controls(const LinkTarget& target,
                                                   const LinkRules& rules) {
    std::vector<const ControlFacts*> controls;
    const std::vector<Look> looks = looks_of(target, rules);
    if (looks.empty()) return controls;
    for (const ControlFacts* control : {looks.back().known_good_control, looks.back().random_path})
        if (control != nullptr && control->exchange > 0) controls.push_back(control);
    return controls;
}

}  // namespace duwang::checks::links
