#include "tests/links/world.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <sstream>

#include "core/url.h"
#include "tests/checks/links/situation.h"

namespace duwang::test {
namespace {

using checks::links::LinkClass;
using checks::links::test::span_of;

constexpr std::int64_t second_ms = 1'000, day_ms = 24 * hour_ms;
constexpr std::int64_t midnight_ms = 1'790'006'400'000;  // in Asia/Shanghai
constexpr int days = 40, sessions_max = 120;

struct Sight {
    FetchStatus status = FetchStatus::not_attempted;
    int http_status = 0;
    std::string suspect;
};

// "ok home_redirect"
Sight sight_of(const std::string& text) {
    Sight sight;
    std::istringstream words(text);
    std::string status;
    words >> status >> sight.suspect;
    sight.http_status = status == "ok" || status == "blocked" ? 200 : 0;
    sight.status = status_of(status, sight.http_status);
    return sight;
}

}  // namespace

// The latest item that has begun: "6h http_500".
std::string item_at(const Yaml& plan, std::int64_t at) {
    if (!plan.is_list()) return plan.text();
    std::string found;
    for (const Yaml& item : plan.items()) {
        const std::string text = item.text();
        if (text.starts_with("/")) {
            at %= span_of(text.substr(1));
            continue;
        }
        const std::size_t blank = text.find(' ');
        if (span_of(text.substr(0, blank)) <= at) found = text.substr(blank + 1);
    }
    return found;
}

bool is_within(const Yaml& window, std::int64_t at) {
    const std::vector<Yaml> ends = window.items();
    return ends.size() == 2 && span_of(ends[0].text()) <= at && at < span_of(ends[1].text());
}

class World {
  public:
    World(const Situation& situation, Without without)
        : kind_(situation.kind),
          noise_(situation.noise),
          vantage_(situation.vantage),
          without_(without) {
        target_.url = kind_["url"].text_or(kind_["external"] ? "http://www.other.example/a/b.html"
                                                             : "http://www.x.gov.cn/a/b.html");
        target_.skipped = kind_["skipped"].text();
        target_.internal_host = !kind_["external"];
        target_.places.emplace_back().text = kind_["text"].text_or("通知公告");
        start_ms_ = midnight_ms + span_of(noise_["start"].text_or("10h"));
        if (const std::vector<Yaml> filed = kind_["filed"].items(); filed.size() == 2)
            target_.filed = {{moment(span_of(filed[0].text())), moment(span_of(filed[1].text())),
                              "机房迁移"}};
    }

    Story run() {
        Story story;
        story.troubled = crawl();
        while (story.troubled) {
            story.last = checks::links::judge_link(target_, {});
            note_deduction(story);
            if (!story.last.due.is_set() || !wait_until(story.last.due)) break;
            session(now_);
        }
        story.sessions = sessions_;
        story.records = std::move(target_);
        return story;
    }

    bool crawl() {
        if (!target_.skipped.empty()) return true;
        const Sight first = look(0, "page");
        const bool troubled = first.status != FetchStatus::ok || !first.suspect.empty();
        if (troubled) session(span_of(noise_["crawl"].text_or("0")) + 30 * second_ms);
        return troubled;
    }

    // One confirmation: controls, the look, the others, controls again (crawler/run/links.cpp).
    void session(std::int64_t at) {
        now_ = at;
        ++sessions_;
        control(at, "self_check");
        control(at + second_ms, "known_good");
        control(at + 2 * second_ms, "random_path");
        const Sight seen = look(at + 5 * second_ms, "confirm");
        if (seen.status != FetchStatus::ok || !seen.suspect.empty())
            others(at + 8 * second_ms, seen);
        control(at + 12 * second_ms, "known_good");
        control(at + 13 * second_ms, "self_check");
        now_ = at + 15 * second_ms;
    }

    const LinkTarget& target() const { return target_; }
    Timestamp moment(std::int64_t since) const { return {start_ms_ + since}; }

  private:
    static void note_deduction(Story& story) {
        const checks::links::LinkVerdict& verdict = story.last;
        const bool costs =
            verdict.link_class == LinkClass::broken || verdict.link_class == LinkClass::soft_404;
        const bool sure = verdict.basis == checks::links::Basis::over_time ||
                          verdict.basis == checks::links::Basis::inspection;
        if (costs && sure && story.deducted.empty())
            story.deducted = checks::links::class_word(verdict.link_class);
    }

    // Whoever runs `duwang confirm` does so now and then. False: the days are over.
    bool wait_until(Timestamp due) {
        const std::int64_t every = span_of(noise_["cron"].text_or("1m"));
        const std::int64_t at = std::max(due.unix_ms - start_ms_, now_ + second_ms);
        now_ = (at + every - 1) / every * every;
        return now_ < days * day_ms && sessions_ < sessions_max;
    }

    void others(std::int64_t at, const Sight& seen) {
        const bool dns = status_word(seen.status, 0).starts_with("dns_");
        const bool settled = dns || seen.status == FetchStatus::blocked ||
                             seen.status == FetchStatus::rate_limited ||
                             seen.status == FetchStatus::robots_denied ||
                             seen.status == FetchStatus::blocked_target;
        if (!settled) attempt(at, "second_client", sight("second_client", at));
        if (vantage_) attempt(at, "vantage:unicom", sight("vantage", at));
        for (const char* asker : {"other_encoding", "second_resolver"})
            if (kind_[asker]) attempt(at, asker, sight(asker, at));
    }

    Sight look(std::int64_t at, const char* purpose) {
        Sight seen = sight("link", at);
        attempt(at, purpose, seen);
        return seen;
    }

    void attempt(std::int64_t at, const std::string& purpose, const Sight& seen) {
        LinkAttempt& one = target_.attempts.emplace_back();
        one.id = ++ids_;
        one.url = target_.url;
        one.purpose = purpose;
        one.started = {start_ms_ + at};
        one.status = seen.status;
        one.http_status = seen.http_status;
        one.suspect = seen.suspect;
    }

    void control(std::int64_t at, const std::string& kind) {
        if (is_within(noise_["no_control"], at)) return;
        ControlFacts& one = target_.controls.emplace_back();
        const auto url = parse_url(target_.url);
        const std::string path(url->path());
        one.kind = kind;
        one.scope = kind == "self_check" ? "https://www.gov.cn/" : url->host_port();
        if (kind == "random_path") {
            const std::size_t slash = path.rfind('/') + 1, point = path.find('.', slash);
            one.scope += path.substr(0, slash) + "*" +
                         (point == path.npos ? std::string(".html") : path.substr(point));
        }
        const Sight seen = control_sight(kind, at);
        one.status = seen.status;
        one.http_status = seen.http_status;
        one.exchange = ++ids_;
        one.at = {start_ms_ + at};
    }

    Sight control_sight(const std::string& kind, std::int64_t at) const {
        if (kind == "known_good" && without_ == Without::known_good) return sight_of("ok");
        if (kind == "self_check" && without_ == Without::self_check) return sight_of("ok");
        // As it would have to be for the link to be what it looks like.
        if (kind == "random_path" && without_ == Without::random_path)
            return sight_of(sight("link", at).status == FetchStatus::ok ? "ok" : "http_404");
        return sight(kind, at);
    }

    // What that asker sees of its address at that time, with everything that lies between.
    Sight sight(const std::string& asker, std::int64_t at) const {
        const bool afar = asker == "vantage", own_check = asker == "self_check";
        if (is_within(noise_["own_outage"], at))
            return sight_of(afar                         ? "proxy_error"
                            : asker == "second_resolver" ? "dns_timeout"
                                                         : "connect_timeout");
        const bool control = own_check || asker == "known_good" || asker == "random_path";
        std::string usual = asker == "random_path" ? "http_404" : "ok";
        if (!control) usual = item_at(kind_["all"], at);
        std::string said = item_at(kind_[asker], at);
        if (said.empty()) said = usual;
        const Sight seen = sight_of(said);
        if (own_check && is_within(noise_["canary_down"], at)) return sight_of("connect_timeout");
        if (own_check || asker == "second_resolver") return seen;
        if (breaks_off(asker, at)) return sight_of("connection_reset");
        const bool dns = said.starts_with("dns_"), silent = seen.http_status == 0;
        if (is_within(noise_["host_down"], at) && !dns && target_.internal_host)
            return sight_of("connect_refused");
        if (is_within(noise_["wall"], at) && !afar && !silent)
            return sight_of(noise_["wall_says"].text_or("blocked"));
        return seen;
    }
    // By chance, and the same in every run.
    bool breaks_off(const std::string& asker, std::int64_t at) const {
        std::uint64_t hash = 14'695'981'039'346'656'037u;
        for (const char c : fmt::format("{} {} {}", kind_["name"].text(), asker, at))
            hash = (hash ^ static_cast<unsigned char>(c)) * 1'099'511'628'211u;
        return hash / 7 % 100 < std::stoull(noise_["flaky"].text_or("0"));
    }

    const Yaml& kind_;
    const Yaml& noise_;
    bool vantage_;
    Without without_;
    LinkTarget target_;
    std::int64_t start_ms_ = 0, now_ = 0, ids_ = 0;
    int sessions_ = 0;
};

std::string Situation::name() const {
    return fmt::format("{} {} / {} / {}", kind["row"].text(), kind["name"].text(),
                       noise["name"].text(), vantage ? "with vantage" : "alone");
}

std::string Situation::label() const {
    return kind["needs"] && !vantage ? "open" : kind["label"].text();
}

std::vector<std::string> Situation::ends() const {
    if (label() != "open") return {label()};
    if (kind["needs"]) return {"suspect", "transient", "undetermined"};
    std::vector<std::string> classes;
    for (const Yaml& one : kind["ends"].items()) classes.push_back(one.text());
    return classes;
}

std::vector<Situation> situations(const Yaml& corpus) {
    std::vector<Situation> all;
    for (const Yaml& kind : corpus["kinds"].items())
        for (const Yaml& noise : corpus["noises"].items())
            for (const bool vantage : {false, true}) all.push_back({kind, noise, vantage});
    return all;
}

Playing::Playing(const Situation& situation)
    : world_(std::make_unique<World>(situation, Without::nothing)) {}
Playing::~Playing() = default;
Playing::Playing(Playing&&) noexcept = default;
bool Playing::begin() { return world_->crawl(); }
void Playing::confirm(std::int64_t at) { world_->session(at); }
const LinkTarget& Playing::target() const { return world_->target(); }
Timestamp Playing::at(std::int64_t since) const { return world_->moment(since); }

Story play(const Situation& situation, Without without) { return World(situation, without).run(); }

}  // namespace duwang::test
