// A link and its surroundings on a simulated calendar (断链判定语料): what corpus.yaml says is the
// case, played to the askers, and asked as `duwang sweep` and `duwang confirm` ask. No clock, no
// network.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "checks/links/verdict.h"
#include "core/yaml.h"

namespace duwang::test {

// What is switched off: believed to be as it should be, without being asked.
enum class Without { nothing, known_good, random_path, self_check };

struct Situation {
    Yaml kind, noise;
    bool vantage = false;
    std::string name() const;
    // broken, soft_404, open: with what this asker can know.
    std::string label() const;
    std::vector<std::string> ends() const;  // classes it may end in
};

// All kinds with all noises, with and without a vantage.
std::vector<Situation> situations(const Yaml& corpus);

struct Story {
    checks::links::LinkVerdict last;  // when nothing is due any more, or the days are over
    bool troubled = true;             // false: it answered well at first and is not judged at all
    std::string deducted;  // the first class over time or by inspection that costs points, or empty
    int sessions = 0;      // in which it was asked
    LinkTarget records;
};

// What a plan of the corpus says for that time after the crawl: "http_404", "ok home_redirect".
std::string item_at(const Yaml& plan, std::int64_t at);

// [FROM, UNTIL] of a noise.
bool is_within(const Yaml& window, std::int64_t at);

Story play(const Situation& situation, Without without = Without::nothing);

// The same step by step, for a clock that drives many of them. Times are ms since the crawl began.
class Playing {
  public:
    // Keeps parts of the situation, which outlives it.
    explicit Playing(const Situation& situation);
    ~Playing();
    Playing(Playing&&) noexcept;
    // The crawl; false: it answered well, so that nothing is judged.
    bool begin();
    void confirm(std::int64_t at);
    const LinkTarget& target() const;
    Timestamp at(std::int64_t since) const;  // the moment in the calendar

  private:
    std::unique_ptr<class World> world_;
};

}  // namespace duwang::test
