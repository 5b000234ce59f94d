#include "checks/links/deciding.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/url_encoding.h"

namespace duwang::checks::links {
namespace {

class Decider {
  public:
    Decider(const LinkTarget& target, const History& history, const LinkRules& rules)
        : target_(target), history_(history), rules_(rules), last_(history.last()) {}

    LinkVerdict run() {
        verdict_.row = row_of(last_.symptom);
        switch (last_.symptom) {
            case Symptom::gone:
            case Symptom::gone_for_good:
                gone();
                break;
            case Symptom::forbidden:
                forbidden();
                break;
            case Symptom::refused_4xx:
                conflict(answer_words(), Cause::http_refused);
                break;
            case Symptom::maintenance:
                unconfirmed("可能是维护，须隔时复核");
                break;
            case Symptom::server_error:
                confirmed_by_client(LinkClass::broken);
                break;
            case Symptom::silent:
                silent();
                break;
            case Symptom::redirect_fault:
                redirect();
                break;
            case Symptom::wrong_file:
                confirmed_by_client(LinkClass::broken);
                break;
            case Symptom::handshake:
                handshake();
                break;
            case Symptom::no_name:
                no_name();
                break;
            case Symptom::name_fault:
                name_fault();
                break;
            case Symptom::refused:
            case Symptom::no_connection:
                by_vantage();
                break;
            case Symptom::reset:
                reset();
                break;
            case Symptom::blank:
                conflict("页面没有内容，可能由脚本显示", Cause::none);
                break;
            default:
                soft();
                break;
        }
        return std::move(verdict_);
    }

  private:
    std::string answer_words() const {
        if (last_.attempt->http_status >= 400)
            return fmt::format("返回 {}", last_.attempt->http_status);
        return std::string(symptom_words(last_.symptom));
    }
    std::string looks_words() const {
        return fmt::format("{}，{}次访问结果一致", answer_words(), history_.sure.size());
    }

    // As often, as long and at as different hours as the rules ask, each with a good control.
    bool is_confirmed() const {
        return last_.controlled && static_cast<int>(history_.sure.size()) >= rules_.agreeing &&
               history_.span_ms() >= rules_.over_ms && history_.day_parts() >= rules_.day_parts;
    }
    bool is_in_session() const {
        return last_.controlled && history_.sure.size() >= 2 &&
               history_.span_ms() >= rules_.in_session_ms;
    }

    void unconfirmed(std::string_view why) {
        verdict_.link_class = LinkClass::transient;
        verdict_.cause = Cause::unconfirmed;
        verdict_.reason = fmt::format("{}，{}", answer_words(), why);
    }
    void conflict(std::string reason, Cause cause) {
        verdict_.link_class = LinkClass::suspect;
        verdict_.cause = cause;
        verdict_.reason = std::move(reason);
        verdict_.review = true;
    }
    void want(std::string what) { verdict_.wanted.push_back(std::move(what)); }
    void confirm(LinkClass link_class, Basis basis, std::string_view more) {
        verdict_.link_class = link_class;
        verdict_.basis = basis;
        verdict_.reason = fmt::format("{}{}", looks_words(), more);
    }

    // Has the other client settled it? It found content, or a wall: then we were treated otherwise.
    bool settled_by_client() {
        const std::optional<Symptom> seen = history_.seen_by(&Look::second_client);
        if (!seen || agree(*seen, last_.symptom)) return false;
        // It had trouble of its own: it is asked again.
        if (is_network(*seen) || *seen == Symptom::ours) return false;
        if (is_success(*seen) || *seen == Symptom::wall)
            conflict(fmt::format("{}，但第二客户端：{}", answer_words(), symptom_words(*seen)),
                     Cause::none);
        else
            conflict(
                fmt::format("{}，第二客户端所见不同：{}", answer_words(), symptom_words(*seen)),
                Cause::none);
        return true;
    }
    bool client_agrees() const {
        const std::optional<Symptom> seen = history_.seen_by(&Look::second_client);
        return seen && agree(*seen, last_.symptom);
    }

    // Rows 15, 22, 31 and the last step of 3: the other client agrees, and time has passed.
    void confirmed_by_client(LinkClass link_class) {
        if (settled_by_client()) return;
        if (!client_agrees()) want("second_client");
        if (last_.known_good == Control::absent) {
            want("controls");
            return unconfirmed("没有对照，须复核");
        }
        if (is_confirmed() && client_agrees())
            return confirm(link_class, Basis::over_time, "，同一主机对照页正常");
        const bool fast = last_.symptom == Symptom::gone || last_.symptom == Symptom::gone_for_good;
        const bool client = client_agrees() || !rules_.in_session_needs_second_client;
        if ((fast || is_soft(last_.symptom)) && is_in_session() && client)
            return confirm(link_class, Basis::in_session, "，同一主机对照页正常");
        unconfirmed("须隔时复核");
    }

    // Row 31. A host that is silent everywhere, or at times cuts the connection, may be silent to
    // us alone, and the other client shares our network.
    void silent() {
        const bool page_alone = last_.known_good == Control::good &&
                                std::ranges::all_of(history_.failing, [](const Look* look) {
                                    return look->symptom == Symptom::silent;
                                });
        if (page_alone || last_.known_good == Control::absent)
            return confirmed_by_client(LinkClass::broken);
        reset();
    }

    // Rows 3, 4 and 6.
    void gone() {
        if (in_other_encoding(target_.url)) {
            const std::optional<Symptom> other = history_.seen_by(&Look::other_encoding);
            if (history_.was_seen_by(&Look::other_encoding)) return other_encoding();
            const bool same = other && agree(*other, last_.symptom);
            verdict_.row = same ? verdict_.row : 6;
            if (!same) want("other_encoding");
            if (other && !same) return unconfirmed("另一种编码的结果尚不能确定");
            if (!other) {
                return conflict(fmt::format("{}，地址含非英文字符，可能是编码问题", answer_words()),
                                Cause::none);
            }
        }
        const ControlFacts* random = last_.random_path;
        const int status = random == nullptr ? 0 : random->http_status;
        const bool needs_random = last_.symptom == Symptom::gone;
        if (needs_random && status == 0) {
            want("controls");
            return unconfirmed("没有不存在地址的对照");
        }
        if (needs_random && status != 404 && status != 410)
            return conflict(
                fmt::format("{}，但该主机对不存在的地址返回 {}", answer_words(), status),
                Cause::none);
        confirmed_by_client(LinkClass::broken);
    }
    void other_encoding() {
        verdict_.link_class = LinkClass::ok_note;
        verdict_.row = 6;
        verdict_.reason = "换一种编码可以打开，链接中的非英文字符应正确编码";
    }

    // Rows 7 and 8: never broken without a person.
    void forbidden() {
        const std::optional<Symptom> client = history_.seen_by(&Look::second_client);
        const std::optional<Symptom> vantage = history_.seen_by(&Look::vantage);
        if (!client) want("second_client");
        if (!vantage) want("vantage");
        if (last_.known_good == Control::absent) {
            want("controls");
            return unconfirmed("没有对照，须复核");
        }
        const bool other_sees =
            (client && is_success(*client)) || (vantage && is_success(*vantage));
        if (other_sees) {
            verdict_.link_class = LinkClass::blocked;
            verdict_.cause = Cause::wall;
            verdict_.reason = "返回 403，其他客户端或网络可以打开";
            return;
        }
        const bool host_says_so =
            last_.random_path != nullptr && last_.random_path->http_status == 403;
        if (host_says_so) verdict_.row = 8;
        const bool all_refuse = client == Symptom::forbidden && vantage == Symptom::forbidden;
        if (all_refuse && !host_says_so && is_confirmed()) {
            verdict_.link_class = LinkClass::restricted;
            verdict_.review = true;
            verdict_.reason = "返回 403，其他客户端和网络也被拒绝，可能未对外发布";
            return;
        }
        conflict(host_says_so ? "返回 403，该主机对不存在的地址也返回 403"
                              : "返回 403，可能未对外发布或限制访问",
                 Cause::http_refused);
    }

    // Row 23: many loops are cookie walls; a client that keeps cookies tells.
    void redirect() {
        const std::optional<Symptom> client = history_.seen_by(&Look::second_client);
        if (client && is_success(*client)) {
            verdict_.link_class = LinkClass::ok_note;
            verdict_.reason = fmt::format("{}，第二客户端可以打开", answer_words());
            return;
        }
        confirmed_by_client(LinkClass::broken);
    }
    // Row 36: our own policy refused; another library may not.
    void handshake() {
        const std::optional<Symptom> client = history_.seen_by(&Look::second_client);
        if (client && is_success(*client)) {
            verdict_.link_class = LinkClass::ok_note;
            verdict_.reason = "加密方式陈旧，较宽松的客户端可以打开";
            return;
        }
        if (!client) want("second_client");
        conflict("安全连接未能建立，可能是本客户端要求较高", Cause::none);
    }

    // Row 25.
    void no_name() {
        const std::optional<Symptom> other = history_.seen_by(&Look::second_resolver);
        if (!other) want("second_resolver");
        if (other && !agree(*other, Symptom::no_name))
            return conflict(fmt::format("域名不存在，但另一解析服务器：{}", symptom_words(*other)),
                            Cause::none);
        if (is_confirmed() && other)
            return confirm(LinkClass::broken, Basis::over_time, "，另一解析服务器所答相同");
        unconfirmed("须隔时复核");
    }
    // Row 26: no name server of ours may be at fault.
    void name_fault() {
        const std::optional<Symptom> vantage = history_.seen_by(&Look::vantage);
        if (is_confirmed() && vantage && is_network(*vantage))
            return confirm(LinkClass::broken, Basis::over_time, "，另一网络也打不开");
        if (!vantage) want("vantage");
        verdict_.link_class = LinkClass::undetermined;
        verdict_.cause = Cause::dns_failed;
        verdict_.reason = std::string(status_label(last_.attempt->status));
    }
    // Rows 29 and 30: only another network can say that it is not ours.
    void by_vantage() {
        const std::optional<Symptom> vantage = history_.seen_by(&Look::vantage);
        if (vantage && is_success(*vantage)) {
            verdict_.link_class = LinkClass::blocked;
            verdict_.cause = Cause::wall;
            verdict_.reason = fmt::format("{}，另一网络可以打开", answer_words());
            return;
        }
        if (!vantage) want("vantage");
        if (!is_confirmed()) return unconfirmed("须隔时复核");
        if (vantage && is_network(*vantage))
            return confirm(LinkClass::broken, Basis::over_time, "，另一网络也打不开");
        conflict(fmt::format("{}，没有第二网络印证", looks_words()), Cause::none);
    }
    // Row 33: typical of a wall that says nothing.
    void reset() {
        const std::optional<Symptom> client = history_.seen_by(&Look::second_client);
        if (client && is_success(*client)) {
            verdict_.link_class = LinkClass::blocked;
            verdict_.cause = Cause::wall;
            verdict_.reason = fmt::format("{}，第二客户端可以打开", answer_words());
            return;
        }
        if (!client) want("second_client");
        by_vantage();
    }

    // Nonsense is led to the same place, where both places are known.
    bool is_led_with(const ControlFacts& random) const {
        const std::string& led = last_.attempt->final_url;
        return led.empty() || random.final_url.empty() || led == random.final_url;
    }

    // Rows 17, 18 and 20.
    void soft() {
        const ControlFacts* random = last_.random_path;
        const bool needs_random =
            last_.symptom == Symptom::like_random || last_.symptom == Symptom::led_home;
        const bool asked =
            random != nullptr && (content_arrived(random->status) || random->http_status > 0);
        if (needs_random && !asked) {
            want("controls");
            return unconfirmed("没有不存在地址的对照");
        }
        if (needs_random && !content_arrived(random->status))
            return conflict(fmt::format("{}，但该主机对不存在的地址：{}", answer_words(),
                                        status_word(random->status, random->http_status)),
                            Cause::none);
        if (last_.symptom == Symptom::led_home && !is_led_with(*random))
            return conflict(fmt::format("{}，但该主机对不存在的地址并不如此跳转", answer_words()),
                            Cause::none);
        confirmed_by_client(LinkClass::soft_404);
    }

    const LinkTarget& target_;
    const History& history_;
    const LinkRules& rules_;
    const Look& last_;
    LinkVerdict verdict_;
};

}  // namespace

LinkVerdict decide_failure(const LinkTarget& target, const History& history,
                           const LinkRules& rules) {
    return Decider(target, history, rules).run();
}

namespace {

// The look that could settle it has to lie in another part of the day than all the others.
Timestamp in_another_part(Timestamp due, const History& history, const LinkRules& rules) {
    const bool settles = static_cast<int>(history.sure.size()) + 1 >= rules.agreeing;
    if (!settles || history.day_parts() >= rules.day_parts) return due;
    const bool known = std::ranges::any_of(history.sure, [&](const Look* look) {
        return day_part(look->attempt->started) == day_part(due);
    });
    return known ? Timestamp{due.unix_ms + 6 * hour_ms} : due;
}

// A wall, an outage of the host or of our own: again after the host has had time to recover.
Timestamp after_nothing(const History& history, const LinkRules& rules) {
    const Pace& pace = rules.unsure;
    if (pace.empty()) return {};
    // Not for ever: whoever stays silent for so long is looked at in the next round.
    const Look& first = history.looks[history.looks.size() - history.silent_end];
    const std::int64_t last = history.last().attempt->started.unix_ms;
    if (last - first.attempt->started.unix_ms > rules.flips_within_ms) return {};
    const std::size_t done = std::min(static_cast<std::size_t>(history.silent_end), pace.size());
    return {history.last().attempt->started.unix_ms + pace[done - 1]};
}

}  // namespace

Timestamp next_look(const History& history, const Pace& pace, const LinkRules& rules,
                    bool goes_on) {
    if (pace.empty()) return {};
    // What could not be looked at is not asked again in a rush either, and never forgotten.
    if (history.silent_end > 0) return after_nothing(history, rules);
    const std::size_t done = history.failing.size() - 1;
    const std::int64_t first = history.failing.front()->attempt->started.unix_ms;
    const std::int64_t last = history.failing.back()->attempt->started.unix_ms;
    // Times are meant from the first failure; whoever comes late does not catch up in a rush.
    if (done < pace.size()) {
        const Timestamp due{std::max(first + pace[done], last + pace[0])};
        return in_another_part(due, history, rules);
    }
    const bool asked_enough = static_cast<int>(history.sure.size()) >= rules.agreeing &&
                              history.span_ms() >= rules.over_ms &&
                              history.day_parts() >= rules.day_parts;
    // What is missing, another look may bring for a while: another client that had trouble itself.
    if (asked_enough && !goes_on) return {};
    if (asked_enough && last - first > rules.flips_within_ms) return {};
    if (asked_enough) return {last + 24 * hour_ms};
    if (last - first > rules.flips_within_ms) return {};
    // Some of the looks had no control: more of them are needed, but hours apart.
    const std::int64_t apart = history.sure.empty() ? 24 * hour_ms : 6 * hour_ms;
    return in_another_part({last + std::max(pace[0], apart)}, history, rules);
}

}  // namespace duwang::checks::links
