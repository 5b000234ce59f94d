#include "crawler/http/polite_client.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "core/url.h"
#include "crawler/async/naps.h"
#include "crawler/plan/retry_after.h"

namespace duwang::crawler {
namespace {

constexpr std::int64_t look_again_ms = 30'000;  // the wall clock may be set meanwhile
constexpr std::int64_t trial_poll_ms = 50;      // with several connections to a host only

using Kind = BackOff::Leave::Kind;

// A place at an address and, until the request has started, its turn there.
struct AddressPlace {
    std::optional<Gate::Pass> place, turn;
    void leave() {
        turn.reset();
        place.reset();
    }
};

// What keeps requests from a host, and for how long.
struct Hold {
    enum class By { nothing, pace, back_off, trial, blackout } by = By::nothing;
    std::int64_t wait_ms = 0;
};

// How the wait for a request ended: it may start as `kind`, or it ended without being sent.
struct Start {
    Kind kind = Kind::go;
    FetchStatus refused = FetchStatus::ok;  // ok: it may start
    std::string note;
    std::optional<Gate::Pass> address;
};

bool could_not_connect(FetchStatus status) {
    return status == FetchStatus::connect_refused || status == FetchStatus::connect_timeout;
}

std::string note_of(const Hold& hold, const HostBackOff& state) {
    if (hold.by == Hold::By::blackout) return "not asked: a blackout window is open";
    return fmt::format("not asked until {}: {}", state.until.iso(), state.reason);
}

class Polite final : public PoliteClient {
  public:
    Polite(HttpClient& inner, Executor net, const PolitenessOptions& options, const Clock& clock,
           PoliteSetup setup)
        : inner_(inner),
          options_(options),
          clock_(clock),
          naps_(net),
          lanes_(options, std::move(setup)),
          wall_start_(clock.now()),
          steady_start_(steady_ms()) {}

    void ask_for_delay(const std::string& host_port, std::int64_t delay_ms) override {
        lane(host_port)->pace.ask_for_delay(delay_ms);
    }
    void was_wall(const std::string& host_port) override;
    void cancel_waiting() override { naps_.wake_all(); }
    std::vector<HostBackOff> take_changes() override;
    Waiting waiting() const override { return waiting_; }
    std::size_t hosts_known() const override { return lanes_.hosts_known(); }
    Task<FetchOutcome> fetch(const Request& request) override;

  private:
    using SharedHost = std::shared_ptr<HostLane>;
    using SharedAddress = std::shared_ptr<AddressLane>;

    SharedHost lane(const std::string& host) { return lanes_.host(host, steady_ms(), moment()); }
    std::optional<Start> start_at_once(HostLane& host, AddressLane* address);
    Start begin(HostLane& host, AddressLane* address, AddressPlace there);
    Task<Start> wait_for_start(const Request& request, HostLane& host, AddressLane* address);
    Hold hold_of(HostLane& host) const;
    bool waits(const Hold& hold, const Request& request) const;
    Task<> rest(Hold hold);
    void ended(const std::string& name, HostLane& host, const Request& request, Kind kind,
               const FetchOutcome& outcome, std::int64_t took_ms);
    void remember(const std::string& name, HostLane& host);
    FetchOutcome unsent(const Request& request, const Start& start) const;

    // The time of day, as the steady clock continues it: setting the clock back or forth while the
    // program runs neither ends nor lengthens a back-off.
    Timestamp moment() const { return {wall_start_.unix_ms + steady_ms() - steady_start_}; }

    HttpClient& inner_;
    PolitenessOptions options_;
    const Clock& clock_;
    Naps naps_;
    PoliteLanes lanes_;
    Timestamp wall_start_;
    std::int64_t steady_start_;
    Waiting waiting_;
    std::unordered_map<std::string, HostBackOff> changed_;
};

Task<FetchOutcome> Polite::fetch(const Request& request) {
    auto url = parse_url(request.url);
    std::string name = url ? url->host_port() : std::string();
    SharedHost host = lane(name);
    SharedAddress address;
    if (!host->internal && !request.connect_address.empty())
        address = lanes_.address(request.connect_address, steady_ms());
    std::optional<Gate::Pass> place = host->places.try_enter();
    if (!place) {
        Gate::Pass late = co_await host->places.enter();
        place.emplace(std::move(late));
    }
    std::optional<Start> start = start_at_once(*host, address.get());
    if (!start) {
        Start late = co_await wait_for_start(request, *host, address.get());
        start.emplace(std::move(late));
    }
    if (start->refused != FetchStatus::ok) co_return unsent(request, *start);
    std::int64_t started = steady_ms();
    FetchOutcome outcome = co_await inner_.fetch(request);
    ended(name, *host, request, start->kind, outcome, steady_ms() - started);
    if (address) address->used_ms = steady_ms();
    // The next request goes out before anything else is done with this answer: of answers that
    // come together, the last one's connection would be idle while all the others are worked on.
    if (start->address) start->address->hand_over();
    place->hand_over();
    co_return outcome;
}

Start Polite::begin(HostLane& host, AddressLane* address, AddressPlace there) {
    Start start;
    start.kind = host.back_off.leave(moment()).kind;
    host.back_off.started(start.kind);
    host.pace.started(steady_ms());
    if (address) address->pace.started(steady_ms());
    if (there.place) start.address.emplace(std::move(*there.place));
    return start;
}

// Nothing keeps the request and nobody waits before it. Else nothing, and it has to be waited.
std::optional<Start> Polite::start_at_once(HostLane& host, AddressLane* address) {
    AddressPlace there;
    std::optional<Gate::Pass> turn = host.turn.try_enter();
    if (!turn || naps_.awake() || hold_of(host).by != Hold::By::nothing) return std::nullopt;
    if (address) {
        if (auto place = address->places.try_enter()) there.place.emplace(std::move(*place));
        if (auto next = address->turn.try_enter()) there.turn.emplace(std::move(*next));
        if (!there.place || !there.turn || address->pace.wait_ms(steady_ms()) > 0)
            return std::nullopt;
    }
    return begin(host, address, std::move(there));
}

Task<Start> Polite::wait_for_start(const Request& request, HostLane& host, AddressLane* address) {
    AddressPlace there;
    Gate::Pass turn = co_await host.turn.enter();
    for (;;) {
        if (naps_.awake()) {
            Start start;
            start.refused = FetchStatus::cancelled;
            co_return start;
        }
        Hold hold = hold_of(host);
        if (!waits(hold, request)) {
            Start start;
            start.refused = FetchStatus::host_backing_off;
            start.note = note_of(hold, host.back_off.state());
            co_return start;
        }
        if (hold.by != Hold::By::nothing) {
            there.leave();  // the other hosts of the address need not wait with us
            co_await rest(hold);
            continue;
        }
        if (address && !there.place) {
            Gate::Pass place = co_await address->places.enter();
            there.place.emplace(std::move(place));
            Gate::Pass next = co_await address->turn.enter();
            there.turn.emplace(std::move(next));
            continue;  // that may have taken long
        }
        std::int64_t wait = address ? address->pace.wait_ms(steady_ms()) : 0;
        if (wait == 0) break;
        co_await naps_.nap(wait);
    }
    Start now = begin(host, address, std::move(there));
    co_return now;
}

Hold Polite::hold_of(HostLane& host) const {
    Timestamp now = clock_.now();
    Timestamp light = blackout_end(host.blackout, now);
    if (light > now) return {Hold::By::blackout, light.unix_ms - now.unix_ms};
    BackOff::Leave leave = host.back_off.leave(moment());
    if (leave.kind == Kind::wait) return {Hold::By::back_off, leave.wait_ms};
    if (leave.kind == Kind::hold) return {Hold::By::trial, trial_poll_ms};
    std::int64_t pace = host.pace.wait_ms(steady_ms());
    return pace > 0 ? Hold{Hold::By::pace, pace} : Hold{};
}

bool Polite::waits(const Hold& hold, const Request& request) const {
    if (hold.by == Hold::By::nothing || hold.by == Hold::By::pace) return true;
    if (hold.by == Hold::By::back_off)
        return hold.wait_ms <=
               (request.waits_for_host ? options_.wait_max_ms : options_.delay_max_ms);
    return request.waits_for_host;
}

Task<> Polite::rest(Hold hold) {
    bool dark = hold.by == Hold::By::blackout, off = hold.by == Hold::By::back_off;
    waiting_.blackout += dark;
    waiting_.back_off += off;
    co_await naps_.nap(std::min(hold.wait_ms, look_again_ms));
    waiting_.blackout -= dark;
    waiting_.back_off -= off;
}

void Polite::ended(const std::string& name, HostLane& host, const Request& request, Kind kind,
                   const FetchOutcome& outcome, std::int64_t took_ms) {
    host.used_ms = steady_ms();
    if (outcome.status != FetchStatus::cancelled)
        host.pace.ended(outcome.status, outcome.http_status, took_ms, steady_ms());
    HostAnswer answer = host_answer(outcome.status, outcome.http_status);
    // A host is not in trouble because one of its addresses, or the family a probe asks for, is.
    bool elsewhere = request.family != Family::any ||
                     (request.more_addresses && could_not_connect(outcome.status));
    if (answer == HostAnswer::failed && (host.internal || elsewhere)) answer = HostAnswer::nothing;
    std::string word = status_word(outcome.status, outcome.http_status);
    host.back_off.ended(kind, answer, word, moment());
    const Exchange* last = outcome.last();
    bool asks = outcome.http_status == 429 || outcome.http_status == 503;
    if (last && asks)
        host.back_off.pause(
            retry_after_ms(last->header("retry-after"), last->header("date"), clock_.now()),
            word + ", Retry-After", moment());
    remember(name, host);
}

void Polite::remember(const std::string& name, HostLane& host) {
    if (host.back_off.take_changed()) changed_[name] = host.back_off.state();
}

void Polite::was_wall(const std::string& host_port) {
    SharedHost host = lane(host_port);
    if (host->internal) return;
    host->back_off.was_wall("blocked", moment());
    remember(host_port, *host);
}

std::vector<HostBackOff> Polite::take_changes() {
    std::vector<HostBackOff> changes;
    changes.reserve(changed_.size());
    for (auto& [host, state] : changed_) changes.push_back(std::move(state));
    changed_.clear();
    return changes;
}

FetchOutcome Polite::unsent(const Request& request, const Start& start) const {
    Exchange exchange;
    exchange.url = request.url;
    exchange.purpose = request.purpose;
    exchange.status = start.refused;
    exchange.started = clock_.now();
    exchange.note = start.note;
    FetchOutcome outcome;
    outcome.status = start.refused;
    outcome.final_url = request.url;
    outcome.exchanges.push_back(std::move(exchange));
    return outcome;
}

}  // namespace

std::unique_ptr<PoliteClient> make_polite_client(HttpClient& inner, Executor net,
                                                 const PolitenessOptions& options,
                                                 const Clock& clock, PoliteSetup setup) {
    return std::make_unique<Polite>(inner, std::move(net), options, clock, std::move(setup));
}

}  // namespace duwang::crawler
