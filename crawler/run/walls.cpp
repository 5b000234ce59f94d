// Walls (防护墙): a known page is asked for again when answers look wrong. The site is never
// tricked into answering: we wait, ask again, and at last say that we could not look.
#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <utility>

#include "crawler/plan/wall.h"
#include "crawler/run/crawler_state.h"
#include "crawler/run/site_state.h"

namespace duwang::crawler {
namespace {

constexpr const char* control_purpose = "control_page";
constexpr std::int64_t telling_chars = 200;  // a page with less says too little to be a control

}  // namespace

// The first page that says enough of its own; until there is one, the home page.
void SiteCrawl::choose_control_page(const KnownUrl& known, std::uint64_t fingerprint,
                                    std::int64_t chars) {
    bool telling = known.reason != "home" && chars >= telling_chars && known.status == "ok" &&
                   (known.final_url.empty() || known.final_url == known.url);
    bool first = control_page_.url.empty();
    if (!first && (control_page_.telling || !telling)) return;
    control_page_ = {known.url, fingerprint, chars, telling};
}

void SiteCrawl::note_wall(const PageVisit& visited, const Visit& booked) {
    const PageFacts& facts = visited.reading.facts;
    WallWatch::Seen seen;
    seen.id = visited.known.id;
    seen.vital = visited.known.reason == "home";
    seen.wall = !visited.wall.empty();
    seen.tiny =
        seen.wall && visited.outcome.http_status == 200 &&
        std::cmp_less_equal(visited.outcome.body->size(), plan_.options.walls.tiny_bytes_max);
    // Many addresses that say what nonsense says are missing pages, not a wall.
    seen.good = visited.has_page && booked.suspect.empty();
    seen.fingerprint = facts.fingerprint;
    seen.chars = facts.text_chars;
    watch_.saw(seen);
    if (!seen.good || visited.known.role != UrlRole::page) return;
    KnownUrl known = visited.known;
    known.status = status_word(visited.outcome.status, visited.outcome.http_status);
    known.final_url = visited.outcome.final_url;
    choose_control_page(known, facts.fingerprint, facts.text_chars);
}

WallWatch::Control SiteCrawl::judge_control(const PageVisit& visited) const {
    using enum WallWatch::Control;
    const PageFacts& facts = visited.reading.facts;
    int http = visited.outcome.http_status;
    if (!visited.wall.empty() || (http >= 400 && http < 500)) return walled;
    if (!visited.has_page) return content_arrived(visited.outcome.status) ? walled : failed;
    if (control_page_.url.empty()) return good;
    if (std::popcount(facts.fingerprint ^ control_page_.fingerprint) <= 3) return good;
    bool enough = facts.text_chars * 2 >= control_page_.chars;
    return enough && !watch_.repeats(facts.fingerprint, facts.text_chars) ? good : walled;
}

KnownUrl SiteCrawl::control_target() const {
    KnownUrl target;
    target.url = control_page_.url.empty() ? home_url_ : control_page_.url;
    return target;
}

// What the known page says is stored like every other control.
Visit SiteCrawl::take_control_page(PageVisit&& visited) {
    auto url = parse_url(visited.known.url);
    ControlOrder order{"control_page", url ? url->host_port() : "", visited.known.url};
    return take_control(std::move(visited), order);
}

Task<Result<void>> SiteCrawl::ask_control_page(WallWatch::Control& answer) {
    KnownUrl target = control_target();
    Visited visited = co_await visit_control(target, control_purpose);
    if (visited->outcome.status == FetchStatus::cancelled || stopping())
        co_return failure(Errc::interrupted, "interrupted");
    answer = judge_control(*visited);
    Visit booked = take_control_page(std::move(*visited));
    Result<void> done = co_await store(std::move(booked));
    co_return done;
}

// A look is one of the visits under way, the one without a number. Before there is a page that says
// enough of its own, the home page stands for it; that is judged when nothing else is under way.
bool SiteCrawl::look_is_due() const {
    if (!halted_.empty() || looking_ || under_way_ > under_way_after_look_) return false;
    return watch_.is_looking() || (watch_.wants_look() && control_page_.telling);
}

bool SiteCrawl::control_is_due() const {
    return watch_.wants_control() || (watch_.wants_look() && !control_page_.telling);
}

KnownUrl SiteCrawl::begin_look() {
    watch_.look_asked();
    looking_ = true;
    return control_target();
}

Visit SiteCrawl::take_look(PageVisit&& visited) {
    looking_ = false;
    watch_.looked(judge_control(visited));
    Visit booked = take_control_page(std::move(visited));
    note_state(booked);
    return booked;
}

// In short steps, so that a stop is heard.
Task<Result<void>> SiteCrawl::wait_for_wall() {
    constexpr std::int64_t step = 200;
    for (std::int64_t left = watch_.wait_ms(); left > 0 && !stopping(); left -= step)
        co_await pause(std::min(left, step));
    if (stopping()) co_return failure(Errc::interrupted, "interrupted");
    co_return Result<void>{};
}

// The wall is gone: everything since the last good control is asked once more. (Or single pages.)
Result<void> SiteCrawl::take_back(Visit& visit) {
    visit.ask_again = watch_.unsure();
    std::set<std::int64_t> again(visit.ask_again.begin(), visit.ask_again.end());
    control_page_ = {};
    auto give_back = [&](const KnownUrl& known) {
        if (again.contains(known.id)) frontier_.give_back(known);
    };
    auto relearned = relearn(give_back, again);  // what a wall said teaches nothing
    watch_.forget_unsure();
    if (!relearned) return tl::unexpected(relearned.error());
    return {};
}

// The wall stays: everything since the last good control is void.
void SiteCrawl::give_up_before_wall(Visit& visit) {
    visit.voided = watch_.unsure();
    SiteState state;
    state.reached = std::ranges::find(visit.voided, 1) == visit.voided.end();  // 1: the home page
    state.cause = Cause::wall;
    state.note = state.reached
                     ? fmt::format("采集途中遇防护墙；最后一次对照正常之后的 {} 个结果作废",
                                   visit.voided.size())
                     : std::string("首页被防护页面拦截，多次复核仍未放行");
    visit.values.emplace_back("site_state", to_text(state));
    halted_ = "wall";
    watch_.forget_unsure();
}

Task<Result<void>> SiteCrawl::pass_control() {
    WallWatch::Control answer = WallWatch::Control::failed;
    Result<void> done = co_await ask_control_page(answer);
    if (!done) co_return done;
    Visit visit;
    WallWatch::Step step = watch_.control(answer);
    if (step == WallWatch::Step::ask_again) done = take_back(visit);
    if (step == WallWatch::Step::give_up) give_up_before_wall(visit);
    if (step == WallWatch::Step::dead) halted_ = "host_stopped_answering";
    if (!done) co_return done;
    note_state(visit);
    done = co_await store(std::move(visit));
    if (done && step == WallWatch::Step::wait) done = co_await wait_for_wall();
    co_return done;
}

// As in_order, with controls in between whenever the watch asks for one, and looks among the
// others.
Task<Result<void>> SiteCrawl::watched(std::size_t width, NextUrl next, VisitUrl visit,
                                      TakeVisit take) {
    NextUrl careful = [&]() -> std::optional<KnownUrl> {
        if (look_is_due()) return begin_look();
        // What was under way when we were interrupted was asked before the control; it still is.
        bool under_way = under_way_ > 0 && under_way_-- > 0;
        // A site that was given up is controlled no more; `next` knows what is left to ask.
        bool held = halted_.empty() && control_is_due() && !under_way;
        return held ? std::nullopt : next();
    };
    VisitUrl visit_any = [&](KnownUrl known) {
        return known.id == 0 ? visit_control(std::move(known), control_purpose)
                             : visit(std::move(known));
    };
    TakeVisit take_any = [&](PageVisit&& visited) {
        return visited.known.id == 0 ? take_look(std::move(visited)) : take(std::move(visited));
    };
    for (;;) {
        bool given_up = !halted_.empty();
        Result<void> done = co_await in_order(width, careful, visit_any, take_any);
        if (!done || given_up || !control_is_due()) co_return done;
        if (halted_.empty()) done = co_await pass_control();
        if (!done) co_return done;
    }
}

}  // namespace duwang::crawler
