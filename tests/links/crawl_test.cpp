// What of the corpus a server can play (断链判定语料): asked by the real crawl and the real
// confirmations, second client included, over days of a simulated clock.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cctype>

#include "checks/links/verdict.h"
#include "core/url.h"
#include "tests/links/world.h"
#include "tests/support/demo_answers.h"
#include "tests/support/site_run.h"

namespace duwang::test {
namespace {

constexpr std::int64_t begin_ms = 1'790'042'400'000;  // ten in the morning, Asia/Shanghai
constexpr int days = 5;
constexpr std::string_view link_path = "/a/b.html", link_url = "http://www.x.gov.cn/a/b.html";

// Words of its own for every address.
std::string words_of(std::string_view path) {
    std::string words;
    std::uint64_t state = 1'469'598'103'934'665'603u;
    for (const char c : path) state = (state ^ static_cast<unsigned char>(c)) * 1'099'511'628'211u;
    for (int i = 0; i < 80; ++i) {
        state = state * 6'364'136'223'846'793'005u + 1'442'695'040'888'963'407u;
        words += fmt::format("w{} ", state >> 40);
    }
    return words;
}

DemoAnswer page_of(std::string_view path) {
    return html(fmt::format("<title>{}</title><p>{}", path, words_of(path)));
}

// "http_404", "ok error_phrase": what the server has to say for that to be seen.
DemoAnswer answer_of(const std::string& said, std::string_view path) {
    if (said.starts_with("http_"))
        return html(fmt::format("<title>{0}</title><h1>{0}", said), std::stoi(said.substr(5)));
    if (said.ends_with(" like_random_path")) return page_of("nonsense");
    if (said.ends_with(" home_redirect")) return sent_to("/");
    if (said.ends_with(" error_phrase")) return html("<title>页面不存在</title><p>页面不存在");
    if (said.ends_with(" deleted_refresh"))
        return html("<meta http-equiv=refresh content='0;url=../'>");
    if (said == "redirect_loop") return sent_to(link_path);
    return page_of(path);
}

// Whom a server of one host and one answer for everybody can play.
bool is_playable(const Yaml& kind) {
    static constexpr std::array others{"external",       "known_good",      "self_check", "vantage",
                                       "other_encoding", "second_resolver", "needs",      "filed",
                                       "second_client",  "skipped",         "url"};
    for (const char* one : others)
        if (kind[one]) return false;
    std::vector<std::string> sights{kind["all"].text()};
    for (const Yaml& item : kind["all"].items())
        if (!item.text().starts_with("/"))
            sights.push_back(item.text().substr(item.text().find(' ') + 1));
    const bool honest = kind["random_path"].text() != "ok";
    return std::ranges::all_of(sights, [honest](const std::string& sight) {
        if (honest && sight.ends_with(" like_random_path")) return false;
        static constexpr std::array known{"",
                                          "ok",
                                          "ok like_random_path",
                                          "ok home_redirect",
                                          "ok error_phrase",
                                          "ok deleted_refresh",
                                          "redirect_loop"};
        return sight.starts_with("http_") || std::ranges::find(known, sight) != known.end();
    });
}

// What goes on around the link. A host that is down and a wall answer, here.
bool is_playable_noise(const Yaml& noise) {
    static constexpr std::array known{"name", "host_down", "wall", "wall_says", "cron"};
    for (const auto& [key, value] : noise.members())
        if (std::ranges::find(known, key.text()) == known.end()) return false;
    // Where nothing can be had the link is not even found.
    return !is_within(noise["wall"], 0) && !is_within(noise["host_down"], 0);
}

// All kinds as they are; with noise those that ought to be found in spite of it.
std::vector<Situation> playable() {
    std::vector<Situation> all;
    const auto corpus = Yaml::load(DUWANG_SOURCE_DIR "/tests/links/corpus.yaml");
    if (!corpus) return all;
    for (const Yaml& noise : (*corpus)["noises"].items())
        for (const Yaml& kind : (*corpus)["kinds"].items()) {
            const bool quiet = noise.members().size() == 1;
            const bool simple = kind["all"].is_scalar() && kind["label"].text() != "open";
            if (is_playable(kind) && is_playable_noise(noise) && (quiet || simple))
                all.push_back({kind, noise, false});
        }
    return all;
}

class Crawled : public testing::TestWithParam<Situation> {
  protected:
    Crawled() : run_([this](std::string_view, std::string_view path) { return answer(path); }) {
        run_.set_clock({begin_ms});
    }

    DemoAnswer answer(std::string_view path) const {
        const std::int64_t at = std::max<std::int64_t>(run_.clock().unix_ms - begin_ms, 0);
        if (is_within(noise_["host_down"], at)) return answer_of("http_500", path);
        if (is_within(noise_["wall"], at))
            return answer_of(noise_["wall_says"].text_or("http_412"), path);
        if (path == "/")
            return html(fmt::format("<title>首页</title><p>{}<a href={}>{}</a>", words_of("/"),
                                    link_path, kind_["text"].text_or("通知公告")));
        const std::string said = item_at(kind_["all"], at);
        if (path == link_path) return answer_of(said, path);
        if (path == "/robots.txt") return answer_of("http_404", path);
        const std::string nonsense = kind_["random_path"].text_or("http_404");
        if (nonsense != "ok") return answer_of(nonsense, path);
        if (said.ends_with(" home_redirect")) return sent_to("/");
        return page_of("nonsense");
    }

    // Judged from the last capture; not there: it simply worked.
    std::optional<LinkTarget> link() const {
        for (LinkTarget& target : run_.reader()->links(run_.site))
            if (target.url == link_url) return std::move(target);
        return std::nullopt;
    }

    const Situation situation_ = GetParam();
    const Yaml kind_ = situation_.kind, noise_ = situation_.noise;
    SiteRun run_;
};

TEST_P(Crawled, EndsAsItsKindSays) {
    ASSERT_TRUE(run_.run());
    std::string ended = "ok", deducted;
    for (int sessions = 0; sessions < 30; ++sessions) {
        const auto target = link();
        if (!target) break;
        const checks::links::LinkVerdict verdict = checks::links::judge_link(*target, {});
        ended = checks::links::class_word(verdict.link_class);
        const bool sure = verdict.basis == checks::links::Basis::over_time;
        if (sure) deducted = ended;
        if (!verdict.due.is_set() || verdict.due.unix_ms > begin_ms + days * 24 * hour_ms) break;
        run_.set_clock({std::max(verdict.due.unix_ms, run_.clock().unix_ms)});
        ASSERT_TRUE(run_.confirm({target->id}));
    }
    const std::vector<std::string> ends = situation_.ends();
    EXPECT_NE(std::ranges::find(ends, ended), ends.end()) << ended;
    EXPECT_EQ(deducted, situation_.label() == "open" ? "" : situation_.label());
}

std::string situation_name(const testing::TestParamInfo<Situation>& tested) {
    std::string name;
    for (const char c : tested.param.name())
        name += std::isalnum(static_cast<unsigned char>(c)) != 0 ? c : '_';
    return name;
}

INSTANTIATE_TEST_SUITE_P(Corpus, Crawled, testing::ValuesIn(playable()), situation_name);

}  // namespace
}  // namespace duwang::test
