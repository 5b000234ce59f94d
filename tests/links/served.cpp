// Plays the corpus on real servers and asks them: DuWang over days of a simulated clock, wget
// --spider and linkchecker as they are used. Has to run as root of a network namespace of its own.
//   links_served CORPUS [--noise NAME]… [--vantage] [--part K N] [--compare|--only-compare]
// Prints a line per situation: name, label, class, deducted class, with TAB between; with --compare
// what wget --spider and linkchecker said besides ("broken" or "ok"). --vantage: only those with a
// second network. --part: the Kth of N parts, from 0.
#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>

#include "checks/links/verdict.h"
#include "config/config.h"
#include "tests/links/served_world.h"
#include "tests/support/site_run.h"

namespace duwang::test {
namespace {

constexpr std::int64_t begin_ms = 1'790'042'400'000;  // ten in the morning, Asia/Shanghai
constexpr std::int64_t batch_ms = 10 * minute_ms, days_ms = 6 * 24 * hour_ms;
constexpr int sessions_max = 120;

struct Told {
    std::string link_class = "ok", deducted;
    std::string wget = "-", linkchecker = "-";
};

struct Orders {
    std::string corpus;
    std::set<std::string> noises;
    bool compare = false, only_compare = false;
    bool only_vantage = false;
    std::size_t part = 0, parts = 1;  // every so manieth, from that one on
};

void set_up(SiteRun& run, const ServedWorld& world, bool vantage) {
    run.options = config::default_config().config.crawler;
    run.options.http.connect_timeout_ms = run.options.http.answer_timeout_ms = 400;
    run.options.http.total_timeout_ms = 1'500;
    run.options.http.retries = 0;
    run.options.http.ca_file = world.ca_file();
    run.options.politeness.delay_ms = run.options.politeness.internal_delay_ms = 0;
    run.options.links.confirm_after_ms = 0;
    run.options.links.canaries = {ServedWorld::canary};
    run.options.ipv6_enabled = false;
    run.site.internal = true;
    run.network.dns = world.dns();
    run.network.second_dns = world.second_dns();
    if (vantage) run.network.vantage = world.vantage();
    run.set_clock({begin_ms});
}

// Judges everything again: what came of it, and what is due next.
class Judging {
  public:
    Judging(const ServedWorld& world, std::vector<Told>& told) : told_(told) {
        for (std::size_t i = 0; i < world.cases().size(); ++i) places_[world.cases()[i].url] = i;
    }

    void judge(const std::vector<LinkTarget>& targets) {
        due_.clear();
        for (const LinkTarget& target : targets) {
            const auto found = places_.find(target.url);
            if (found == places_.end()) continue;
            const checks::links::LinkVerdict verdict = checks::links::judge_link(target, {});
            Told& told = told_[found->second];
            told.link_class = checks::links::class_word(verdict.link_class);
            const bool costs = told.link_class == "broken" || told.link_class == "soft_404";
            const bool sure = verdict.basis == checks::links::Basis::over_time ||
                              verdict.basis == checks::links::Basis::inspection;
            if (costs && sure && told.deducted.empty()) told.deducted = told.link_class;
            if (verdict.due.is_set()) due_.emplace_back(verdict.due.unix_ms, target.id);
        }
    }
    std::int64_t next() const {
        return due_.empty() ? begin_ms + days_ms : std::ranges::min_element(due_)->first;
    }
    std::vector<std::int64_t> until(std::int64_t at) const {
        std::vector<std::int64_t> ids;
        for (const auto& [due, id] : due_)
            if (due <= at) ids.push_back(id);
        return ids;
    }

  private:
    std::vector<Told>& told_;
    std::map<std::string, std::size_t> places_;
    std::vector<std::pair<std::int64_t, std::int64_t>> due_;
};

int status_of(const std::string& command) {
    const int told = std::system(command.c_str());
    return WIFEXITED(told) ? WEXITSTATUS(told) : 255;
}

void ask_wget(const ServedWorld& world, std::vector<Told>& told) {
    for (std::size_t i = 0; i < told.size(); ++i) {
        const int code = status_of(fmt::format(
            "wget --spider --no-config -q --tries=1 --timeout=2 --ca-certificate='{}' '{}'",
            world.ca_file(), world.cases()[i].url));
        told[i].wget = code == 0 ? "ok" : "broken";
    }
}

// Its table has a line "urlname;parent;base;result;…;valid;…" for each link.
void ask_linkchecker(const ServedWorld& world, std::vector<Told>& told) {
    const TempFolder folder;
    write_text(folder.path("rc"), fmt::format("[checking]\nsslverify={}\ntimeout=2\n"
                                              "[filtering]\ncheckextern=1\n",
                                              world.ca_file()));
    (void)status_of(
        // It gives up being root, which a namespace of one user does not know.
        fmt::format("unshare -U --map-user=1000 linkchecker --config={} --no-robots -r1 -F "
                    "csv/utf-8/{} -o none "
                    "http://www.x.gov.cn/ > /dev/null 2>&1",
                    folder.path("rc"), folder.path("out.csv")));
    std::ifstream table(folder.path("out.csv"));
    std::map<std::string, bool> broken;
    for (std::string line; std::getline(table, line);)
        if (!line.starts_with('#'))
            broken[line.substr(0, line.find(';'))] = line.find(";False;") != line.npos;
    for (std::size_t i = 0; i < told.size(); ++i) {
        const auto found = broken.find(world.cases()[i].url);
        told[i].linkchecker = found != broken.end() && found->second ? "broken" : "ok";
    }
}

// The crawl, and its confirmations over days.
bool follow(SiteRun& run, const ServedWorld& world, std::vector<Told>& told) {
    if (!run.run()) return false;
    Judging judging(world, told);
    judging.judge(run.reader()->links(run.site));
    for (int i = 0; i < sessions_max && judging.next() < begin_ms + days_ms; ++i) {
        const std::int64_t at = std::max(judging.next() + batch_ms, run.clock().unix_ms);
        const std::vector<std::int64_t> due = judging.until(at);
        run.set_clock({at});
        if (!run.confirm(due)) return false;
        judging.judge(run.reader()->links(run.site));
        fmt::print(stderr, "{} h: {} links, {} ms\n", (at - begin_ms) / hour_ms, due.size(),
                   run.clock().unix_ms - at);
    }
    return true;
}

bool play(const Orders& orders, const std::vector<Situation>& situations, bool vantage,
          const std::string& self_check) {
    SiteRun* running = nullptr;
    ServedWorld world(situations, self_check, [&running] {
        return running ? std::max<std::int64_t>(running->clock().unix_ms - begin_ms, 0) : 0;
    });
    SiteRun run([](std::string_view, std::string_view) { return demo::DemoAnswer{}; });
    set_up(run, world, vantage);
    running = &run;
    std::vector<Told> told(world.cases().size());
    if (orders.compare) {
        ask_wget(world, told);
        ask_linkchecker(world, told);
        run.set_clock({begin_ms});
    }
    if (!orders.only_compare && !follow(run, world, told)) return false;
    for (std::size_t i = 0; i < told.size(); ++i)
        fmt::print("{}\t{}\t{}\t{}\t{}\t{}\n", situations[i].name(), situations[i].label(),
                   told[i].link_class, told[i].deducted, told[i].wget, told[i].linkchecker);
    return true;
}

// Those that one world can hold: the canary is the same for all.
bool play_all(const Orders& orders) {
    const auto corpus = Yaml::load(orders.corpus);
    if (!corpus) return false;
    std::map<std::pair<bool, std::string>, std::vector<Situation>> worlds;
    std::size_t number = 0;
    for (const Situation& situation : situations(*corpus)) {
        const bool chosen =
            orders.noises.empty() || orders.noises.contains(situation.noise["name"].text());
        const bool left = orders.only_vantage && !situation.vantage;
        if (!chosen || left || !is_served(situation)) continue;
        if (number++ % orders.parts != orders.part) continue;
        const std::string self_check = situation.kind["self_check"].text_or("ok");
        worlds[{situation.vantage, self_check}].push_back(situation);
    }
    return std::ranges::all_of(worlds, [&](const auto& world) {
        return play(orders, world.second, world.first.first, world.first.second);
    });
}

}  // namespace
}  // namespace duwang::test

int main(int count, char** words) {
    duwang::test::Orders orders;
    for (int i = 1; i < count; ++i) {
        const std::string word = words[i];
        if (word == "--noise" && i + 1 < count)
            orders.noises.insert(words[++i]);
        else if (word == "--part" && i + 2 < count) {
            orders.part = std::stoul(words[++i]);
            orders.parts = std::stoul(words[++i]);
        } else if (word == "--vantage")
            orders.only_vantage = true;
        else if (word == "--compare")
            orders.compare = true;
        else if (word == "--only-compare")
            orders.compare = orders.only_compare = true;
        else
            orders.corpus = word;
    }
    return !orders.corpus.empty() && duwang::test::play_all(orders) ? 0 : 1;
}
