#include "crawler/plan/wall_watch.h"

#include <fmt/compile.h>
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "core/json.h"

namespace duwang::crawler {
namespace {

constexpr int walls_until_control_max = 64;
constexpr std::size_t tiny_again_max = 64;  // enough for a moment's trouble

std::uint64_t content_key(std::uint64_t fingerprint, std::int64_t chars) {
    return fingerprint ^ static_cast<std::uint64_t>(chars);
}

}  // namespace

void WallWatch::saw(const Seen& seen) {
    // A home page that came well is a good control itself.
    if (seen.vital && seen.good && unsure_.empty())
        last_sure_ = seen.id;
    else
        unsure_.push_back(seen.id);
    if (seen.wall) {
        was_bad_ = was_bad_ || seen.vital;
        bool again =
            seen.tiny && tiny_again_.size() < tiny_again_max && tiny_again_.insert(seen.id).second;
        if (again) tiny_.push_back(seen.id);
        if (++walls_ >= walls_until_control_) wants_ = true;
    } else if (seen.good) {
        bool same = seen.fingerprint == run_fingerprint_ && seen.chars == run_chars_;
        run_length_ = same ? run_length_ + 1 : 1;
        run_fingerprint_ = seen.fingerprint;
        run_chars_ = seen.chars;
        bool burst = run_length_ >= options_.same_content_run;
        if (burst && !harmless_.contains(content_key(seen.fingerprint, seen.chars))) wants_ = true;
    }
    bool troubled = walls_ > 0 || was_bad_ || waits_ > 0;
    if (is_long_unsure() && troubled && !is_looking()) wants_ = true;
}

bool WallWatch::is_long_unsure() const {
    return unsure_.size() >= static_cast<std::size_t>(options_.control_every);
}

bool WallWatch::wants_look() const { return is_long_unsure() && !wants_ && !is_looking(); }

void WallWatch::look_asked() {
    if (!is_looking() && !unsure_.empty()) look_upto_ = unsure_.back();
}

void WallWatch::looked(Control answer) {
    auto last = std::ranges::find(unsure_, std::exchange(look_upto_, 0));
    if (answer != Control::good) {
        was_bad_ = was_bad_ || answer == Control::walled;
        wants_ = true;
    } else if (last != unsure_.end()) {
        last_sure_ = *last;
        unsure_.erase(unsure_.begin(), last + 1);
    }
}

// A page that is walled while the control is not is a place the site closed for its own reasons.
void WallWatch::good_control() {
    if (walls_ > 0)
        walls_until_control_ = std::min(walls_until_control_ * 2, walls_until_control_max);
    if (run_length_ >= options_.same_content_run)
        harmless_.insert(content_key(run_fingerprint_, run_chars_));
    walls_ = 0;
    waits_ = 0;
    wants_ = false;
}

WallWatch::Step WallWatch::control(Control answer) {
    if (answer != Control::good) {
        was_bad_ = was_bad_ || answer == Control::walled;
        wants_ = true;
        bool last = waits_ >= options_.waits || lifted_ > options_.waits;
        ++waits_;
        if (!last) return Step::wait;
        return was_bad_ ? Step::give_up : Step::dead;
    }
    bool lifted = was_bad_;
    was_bad_ = false;
    good_control();
    if (!lifted) {
        settle();
        return unsure_.empty() ? Step::go_on : Step::ask_again;
    }
    tiny_.clear();
    ++lifted_;
    run_length_ = 0;
    walls_until_control_ = 1;
    return Step::ask_again;
}

std::int64_t WallWatch::wait_ms() const {
    return options_.wait_ms << std::clamp(waits_ - 1, 0, 10);
}

// Nothing is wrong with what came, but for the tiny pages: those are asked once more.
void WallWatch::settle() {
    auto sure = std::ranges::find_if(unsure_.rbegin(), unsure_.rend(), [&](std::int64_t id) {
        return std::ranges::find(tiny_, id) == tiny_.end();
    });
    if (sure != unsure_.rend()) last_sure_ = *sure;
    unsure_ = std::exchange(tiny_, {});
}

std::string WallWatch::to_text() const {
    // Hashes as text: JSON's numbers hold 53 bits.
    std::string harmless;
    for (std::uint64_t key : harmless_)
        harmless += fmt::format("{}\"{}\"", harmless.empty() ? "" : ",", key);
    return fmt::format(
        FMT_COMPILE(
            R"({{"wants":{},"bad":{},"waits":{},"lifted":{},"until":{},"walls":{},"run":{},)"
            R"("fingerprint":"{}","chars":{},"harmless":[{}],"last_sure":{},"look":{},)"
            R"("tiny":[{}],"tiny_again":[{}]}})"),
        wants_, was_bad_, waits_, lifted_, walls_until_control_, walls_, run_length_,
        run_fingerprint_, run_chars_, harmless, last_sure_, look_upto_, fmt::join(tiny_, ","),
        fmt::join(tiny_again_, ","));
}

void WallWatch::restore(const std::string& text,
                        const std::vector<std::int64_t>& visited_in_order) {
    auto json = Json::parse(text);
    if (!json) return;
    auto count = [&](std::string_view key) { return static_cast<int>((*json)[key].number()); };
    auto hash = [](const Json& value) { return std::strtoull(value.text().c_str(), nullptr, 10); };
    wants_ = (*json)["wants"].boolean();
    was_bad_ = (*json)["bad"].boolean();
    waits_ = count("waits");
    lifted_ = count("lifted");
    walls_until_control_ = std::max(1, count("until"));
    walls_ = count("walls");
    run_length_ = count("run");
    run_fingerprint_ = hash((*json)["fingerprint"]);
    run_chars_ = (*json)["chars"].number();
    for (const Json& key : (*json)["harmless"].items()) harmless_.insert(hash(key));
    last_sure_ = (*json)["last_sure"].number();
    look_upto_ = (*json)["look"].number();
    for (const Json& id : (*json)["tiny"].items()) tiny_.push_back(id.number());
    for (const Json& id : (*json)["tiny_again"].items()) tiny_again_.insert(id.number());
    auto last = std::ranges::find(visited_in_order, last_sure_);
    unsure_.assign(last == visited_in_order.end() ? visited_in_order.begin() : last + 1,
                   visited_in_order.end());
}

}  // namespace duwang::crawler
