// Thirty days of fifty sites on one simulated clock (断链复核): what is due stands in the ledger
// alone, which is closed and opened again every day.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "storage/ledger/ledger.h"
#include "tests/links/world.h"
#include "tests/support/program.h"

namespace duwang::test {
namespace {

using checks::links::Basis;
using checks::links::class_word;
using checks::links::LinkVerdict;

constexpr int sites = 50, links_a_site = 12, days = 30;
constexpr std::int64_t day_ms = 24 * hour_ms, tick_ms = hour_ms;
constexpr const char* round_id = "2026-Q3";

struct Link {
    const Situation* situation;
    Playing playing;
    std::string url;       // of its own: several kinds share one
    std::string deducted;  // the first class that costs points
    bool was_ok_after_failing = false;
};

std::string site_id(int number) { return "site" + std::to_string(number); }

class Month {
  public:
    explicit Month(const std::vector<Situation>& corpus) : path_(folder_.path("ledger.db")) {
        open();
        for (int site = 0; site < sites; ++site)
            for (int i = 0; i < links_a_site; ++i) {
                // Steps that share no factor with the size of the corpus reach all kinds and
                // noises.
                const std::size_t at =
                    static_cast<std::size_t>(site * links_a_site + i) * 97 % corpus.size();
                Link link{&corpus[at], Playing(corpus[at]), {}, {}};
                link.url = link.playing.target().url + "#" + std::to_string(i);
                links_[site_id(site)].push_back(std::move(link));
            }
    }

    void run() {
        for (auto& [site, links] : links_) {
            std::vector<LinkCheck> checks;
            for (Link& link : links)
                if (link.playing.begin()) checks.push_back(judge(site, link));
            note(site, checks);
        }
        for (std::int64_t at = tick_ms; at <= days * day_ms; at += tick_ms) {
            if (at % day_ms == 0) open();
            tick(at);
        }
    }

    const std::map<std::string, std::vector<Link>>& links() const { return links_; }
    std::vector<LinkCheck> checks() { return ledger_->link_checks(round_id).value(); }
    int asked() const { return asked_; }

  private:
    void open() {
        ledger_.reset();
        ledger_ = storage::Ledger::open(path_).value();
    }

    LinkCheck judge(const std::string& site, Link& link) {
        const LinkVerdict verdict = checks::links::judge_link(link.playing.target(), {});
        LinkCheck check;
        check.site = site;
        check.url = link.url;
        check.link_class = class_word(verdict.link_class);
        check.basis = checks::links::basis_word(verdict.basis);
        check.due = verdict.due;
        const bool costs = check.link_class == "broken" || check.link_class == "soft_404";
        const bool sure = verdict.basis == Basis::over_time || verdict.basis == Basis::inspection;
        if (costs && sure && link.deducted.empty()) link.deducted = check.link_class;
        if (check.link_class == "ok") link.was_ok_after_failing = true;
        return check;
    }
    void note(const std::string& site, const std::vector<LinkCheck>& checks) {
        ASSERT_TRUE(ledger_->replace_link_checks(round_id, site, checks));
    }

    // As `duwang confirm` from a crontab: nothing is known but the ledger, and the captures.
    void tick(std::int64_t at) {
        std::map<std::string, std::vector<LinkCheck>> by_site;
        for (LinkCheck& check : checks()) by_site[check.site].push_back(std::move(check));
        for (auto& [site, checks] : by_site) {
            bool changed = false;
            for (LinkCheck& check : checks) {
                Link& link = *std::ranges::find(links_[site], check.url, &Link::url);
                if (!check.due.is_set() || check.due > link.playing.at(at)) continue;
                link.playing.confirm(at);
                ++asked_;
                check = judge(site, link);
                changed = true;
            }
            if (changed) note(site, checks);
        }
    }

    TempFolder folder_;
    std::string path_;
    std::unique_ptr<storage::Ledger> ledger_;
    std::map<std::string, std::vector<Link>> links_;
    int asked_ = 0;
};

TEST(Month, OfFiftySitesIsDrivenByTheLedger) {
    const auto read = Yaml::load(DUWANG_SOURCE_DIR "/tests/links/corpus.yaml");
    ASSERT_TRUE(read);
    const std::vector<Situation> corpus = situations(*read);
    Month month(corpus);
    month.run();
    int costing = 0, found = 0, recovered = 0, flapping = 0;
    for (const auto& [site, links] : month.links())
        for (const Link& link : links) {
            const std::string label = link.situation->label();
            if (label == "open")
                EXPECT_EQ(link.deducted, "") << site << " " << link.situation->name();
            else
                ++costing, found += link.deducted == label ? 1 : 0;
            recovered += link.was_ok_after_failing ? 1 : 0;
        }
    int waiting = 0;
    for (const LinkCheck& check : month.checks()) {
        flapping += check.link_class == "suspect" ? 1 : 0;
        waiting += check.due.is_set() ? 1 : 0;
        const bool is_settled = check.basis == "over_time";
        EXPECT_FALSE(is_settled && check.due.is_set()) << check.url;
    }
    // All sorts are among them; of those that cost points nearly all are found.
    EXPECT_GT(costing, 80);
    EXPECT_GE(found * 100, costing * 98) << found << " of " << costing;
    EXPECT_GT(recovered, 50);
    EXPECT_GT(flapping, 10);
    EXPECT_GT(month.asked(), 1'000);
    // A month later hardly anything is still asked.
    EXPECT_LT(waiting, sites * links_a_site / 4);
}

}  // namespace
}  // namespace duwang::test
