// Leaves a host alone that fails or refuses (主机暂停访问). A machine without I/O; wall-clock
// moments are given to it, for what it says outlives the program.
//
//   closed     asked as usual. back_off_failures failures in a row, or back_off_percent of the last
//              back_off_window answers, open the circuit: level 1.
//   open       nothing is sent until `until`: back_off_ms × 2^(level-1), at most back_off_max_ms,
//              ±20 % by the round's seed and the host, so that hosts do not all wake at once.
//   half open  `until` is over: exactly one request is let through. A failure opens the circuit one
//              level deeper, a good answer closes it.
//   forgiving  A good trial halves the level, ten good answers in a row halve it again; of what
//              was remembered by an earlier start, each whole day since `until` takes one level
//              off.
//
// A Retry-After is a wait without a level: afterwards the host is asked as usual.
// Failures are network failures, timeouts, 5xx, 429 and protection pages; a 404 or 403 is an
// answer.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/fetch_status.h"
#include "core/ports/host_memory.h"
#include "crawler/options.h"

namespace duwang::crawler {

enum class HostAnswer {
    good,  // it answers, whatever it says
    failed,
    nothing,  // says nothing about the host: we stopped, or never asked
};
HostAnswer host_answer(FetchStatus status, int http_status);

class BackOff {
  public:
    BackOff(const PolitenessOptions& options, std::string host, std::string seed);

    // What an earlier start remembered.
    void restore(const HostBackOff& remembered, Timestamp now);

    struct Leave {
        enum class Kind {
            go,     // ask as usual
            trial,  // ask; the answer decides
            wait,   // nothing may be sent for wait_ms
            hold,   // the trial is under way: ask again when it has ended
        } kind = Kind::go;
        std::int64_t wait_ms = 0;
    };
    Leave leave(Timestamp now) const;
    void started(Leave::Kind kind);
    void ended(Leave::Kind kind, HostAnswer answer, std::string_view reason, Timestamp now);
    // The last good answer turned out to be a protection page (防护墙): it counts as a failure.
    void was_wall(std::string_view reason, Timestamp now);
    // The server asked for a pause; never shortens a wait.
    void pause(std::int64_t wait_ms, std::string_view reason, Timestamp now);

    bool at_rest(Timestamp now) const;  // as if it had never been in trouble
    HostBackOff state() const;
    bool take_changed();  // since the last call: is there something new to remember?

  private:
    struct State {
        int level = 0;
        Timestamp since, until, last_good;
        int failures = 0;          // since the last good answer
        int in_a_row = 0;          // since the circuit closed
        std::uint64_t window = 0;  // the last answers, 1: failed
        int in_window = 0;
        int good_in_a_row = 0;
        bool open = false;
        bool trial = false;
        std::string reason;
    };

    void good(bool trial, Timestamp now);
    void failed(bool trial, std::string_view reason, Timestamp now);
    void deepen(Timestamp now);
    void add(bool failed);
    bool too_many() const;
    std::int64_t pause_ms(int level) const;

    PolitenessOptions options_;
    std::string host_;
    std::string seed_;
    State now_;
    std::optional<State> before_good_;
    bool changed_ = false;
};

}  // namespace duwang::crawler
