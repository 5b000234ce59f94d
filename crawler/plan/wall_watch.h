// Notices that a site has stopped answering us as it answers the public (防护墙, portal-quirks B06,
// B08, B09; link-judgement rows 9 to 13, host rule c): asks a known page again now and then, and at
// once when an answer looks like a wall. What came since the last good control is void. A machine
// without I/O.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "crawler/options.h"

namespace duwang::crawler {

class WallWatch {
  public:
    explicit WallWatch(const WallOptions& options) : options_(options) {}

    struct Seen {
        std::int64_t id = 0;  // of the address
        bool vital = false;   // without it nothing else can be had: the home page
        bool wall = false;    // by signature
        bool good = false;    // content came that is no wall
        bool tiny = false;    // a wall because it is a page of two bytes (B08)
        std::uint64_t fingerprint = 0;
        std::int64_t chars = 0;
    };
    // One more visit was booked.
    void saw(const Seen& seen);

    // A control is due before anything else is asked: something looks wrong.
    bool wants_control() const { return wants_; }
    // Nothing looks wrong, but the last control was long ago: one is due that nobody needs to wait
    // for (a look). It says nothing of what is booked after it was asked.
    bool wants_look() const;
    void look_asked();
    bool is_looking() const { return look_upto_ > 0; }  // it was asked and did not answer yet

    enum class Control { good, walled, failed };
    enum class Step {
        go_on,      // nothing was lost
        wait,       // pause for wait_ms(), then control again
        ask_again,  // the wall is gone: what came since the last good control has to be asked
                    // again; or some pages were tiny: those
        give_up,    // walled for good: what came since the last good control is void
        dead,       // the site does not answer at all; nothing is void
    };
    Step control(Control answer);
    // If it is not good, a control is due.
    void looked(Control answer);
    std::int64_t wait_ms() const;

    // Addresses visited since the last good control, in order; those to be asked again, or void.
    const std::vector<std::int64_t>& unsure() const { return unsure_; }
    void forget_unsure() { unsure_.clear(); }  // they were made void or given back

    // Is this what the many addresses say that made us suspicious?
    bool repeats(std::uint64_t fingerprint, std::int64_t chars) const {
        return run_length_ >= options_.same_content_run && fingerprint == run_fingerprint_ &&
               chars == run_chars_;
    }

    // For a continued crawl: everything but `unsure`, which the visits themselves tell.
    std::string to_text() const;
    void restore(const std::string& text, const std::vector<std::int64_t>& visited_in_order);

  private:
    bool is_long_unsure() const;
    void good_control();
    void settle();

    WallOptions options_;
    bool wants_ = false;
    bool was_bad_ = false;
    int waits_ = 0;
    int lifted_ = 0;               // times a wall went away again
    int walls_until_control_ = 1;  // a control after so many walls; grows while controls stay good
    int walls_ = 0;
    int run_length_ = 0;  // answers in a row that say the same
    std::uint64_t run_fingerprint_ = 0;
    std::int64_t run_chars_ = 0;
    std::set<std::uint64_t> harmless_;  // said by many pages while controls were good
    std::vector<std::int64_t> unsure_;
    std::vector<std::int64_t> tiny_;     // to be asked once more when the control is good
    std::set<std::int64_t> tiny_again_;  // were
    std::int64_t last_sure_ = 0;         // the address before the first unsure one
    std::int64_t look_upto_ = 0;         // the last one that came before the look was asked
};

}  // namespace duwang::crawler
