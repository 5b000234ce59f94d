// What the phases of one site's crawl share. Internal to crawler/run.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <set>

#include "crawler/async/gate.h"
#include "crawler/async/offload.h"
#include "crawler/async/running.h"
#include "crawler/plan/case_twins.h"
#include "crawler/plan/kind_watch.h"
#include "crawler/plan/wall_watch.h"
#include "crawler/probe/search.h"
#include "crawler/run/earlier_links.h"
#include "crawler/run/site_crawl.h"

namespace duwang::crawler {

struct Sitemap;
class VisitFeed;

// What an earlier capture holds of a page, looked up before it is asked for (复采).
struct Recollection {
    EarlierPage page;
    std::optional<EarlierFacts> facts;  // not there: the bytes would have to be read again
};
using SharedRecollection = std::shared_ptr<Recollection>;

// One address that was fetched and read, ready to be taken into the books.
struct PageVisit {
    KnownUrl known;
    FetchOutcome outcome;
    PageReading reading;
    std::optional<EarlierFacts> reused;  // unchanged since an earlier capture: not read again
    bool has_page = false;               // content came and was read
    std::string wall;                    // why it is a wall, or empty
    std::optional<EarlierSight> before;  // of another site's page, where it is known
};

using Visited = std::unique_ptr<PageVisit>;  // large, and handed on through many layers

// A control to be asked: known_good or random_path.
struct ControlOrder {
    std::string kind, scope, url;
};

inline constexpr std::size_t link_window = 32;  // over many hosts; each host has its own queue

enum class Again { no, yes };  // ask a control although it was asked before

class SiteCrawl {
  public:
    SiteCrawl(SitePlan plan, const CrawlServices& services);
    Task<Result<void>> run();

  private:
    using NextUrl = std::function<std::optional<KnownUrl>()>;
    using VisitUrl = std::function<Task<Visited>(KnownUrl)>;
    using TakeVisit = std::function<Visit(PageVisit&&)>;
    using VisitWindow = std::deque<std::shared_ptr<Running<Visited>>>;  // under way

    // restore.cpp
    Result<void> restore();
    Result<std::vector<std::int64_t>> relearn(const std::function<void(const KnownUrl&)>& each,
                                              const std::set<std::int64_t>& except = {});
    std::string state_text() const;
    void note_state(Visit& booked) const;

    // order.cpp
    void note_limits(const PageVisit& visited);
    bool out_of_limits() const;
    Task<Visited> survive(const VisitUrl& visit, KnownUrl known);
    Task<Result<void>> book_window(std::size_t width, VisitWindow& window, VisitFeed& feed,
                                   const NextUrl& next, const VisitUrl& visit,
                                   const TakeVisit& take);
    Task<Result<void>> in_order(std::size_t width, NextUrl next, VisitUrl visit, TakeVisit take);
    std::size_t width() const;

    // pages.cpp
    Task<Result<void>> crawl_pages();
    Task<Result<void>> ask_pages();
    Task<Result<void>> record_left();
    std::optional<KnownUrl> next_page();
    Visit seeds();
    void add_seed(Visit& visit, std::string_view address, std::string_view rule);
    Visit take_page(PageVisit&& visited);
    Visit take_in(PageVisit&& visited);
    void book_home(Visit& visit, const std::string& wall);
    void take_links(Visit& visit, const PageReading& reading, const KnownUrl& from);
    std::int64_t take_new(Visit& visit, const KnownUrl& from, const Url& url, std::uint64_t key,
                          bool named_focus);
    void take_further(Visit& visit, const KnownUrl& from,
                      const std::vector<std::string>& addresses);
    void take_files(Visit& visit, const KnownUrl& from, const PageFacts& facts);
    ScopeDecision decide(const Url& url, int depth, std::int64_t twin);
    bool continues_list(const KnownUrl& from, const Url& url) const;
    std::uint64_t folded(const Url& url) const;
    std::int64_t twin_of(std::uint64_t key, std::uint64_t folded) const;
    void remember_spelling(const KnownUrl& known, std::uint64_t folded, std::int64_t twin);
    void learn(const KnownUrl& known, const PageContent& content);
    void keep_going(const PageVisit& visited);
    Task<Result<void>> probe_random_path();

    // sitemaps.cpp
    Task<Result<void>> read_sitemaps();
    void take_sitemap(Visit& visit, const Sitemap& sitemap, std::deque<std::string>& more);

    // walls.cpp
    Task<Result<void>> watched(std::size_t width, NextUrl next, VisitUrl visit, TakeVisit take);
    Task<Result<void>> pass_control();
    KnownUrl control_target() const;
    Visit take_control_page(PageVisit&& visited);
    Task<Result<void>> ask_control_page(WallWatch::Control& answer);
    bool control_is_due() const;
    bool look_is_due() const;
    KnownUrl begin_look();
    Visit take_look(PageVisit&& visited);
    Task<Result<void>> wait_for_wall();
    WallWatch::Control judge_control(const PageVisit& visited) const;
    void choose_control_page(const KnownUrl& known, std::uint64_t fingerprint, std::int64_t chars);
    void note_wall(const PageVisit& visited, const Visit& booked);
    Result<void> take_back(Visit& visit);
    void give_up_before_wall(Visit& visit);

    // resweep.cpp
    Result<void> note_reader();
    Task<SharedRecollection> recall(const KnownUrl& known);
    Task<void> remember_target(PageVisit& visited);
    Task<bool> take_over(PageVisit& visited, const Request& request, SharedRecollection before);
    void keep_bytes(FetchOutcome& outcome, Recollection& before, std::string_view how);
    Task<void> ask_in_full(FetchOutcome& outcome, Request request);
    void take_earlier_links(Visit& visit, const PageVisit& visited);
    std::set<std::uint64_t> chosen_keys(const PageFacts& facts, const KnownUrl& from) const;

    // chosen.cpp
    std::set<std::string, std::less<>> chosen_targets(const PageFacts& facts,
                                                      const KnownUrl& from) const;
    bool reads_files(const KnownUrl& from) const;
    static bool is_read(const KnownUrl& known);

    // visit.cpp
    Task<Visited> visit_page(KnownUrl known);
    Task<Visited> visit_control(KnownUrl known, std::string purpose);
    Task<Visited> visit_link(KnownUrl known, std::string purpose);
    Task<Visited> visit_file(KnownUrl known, std::string purpose);
    Task<void> read_answer(PageVisit& visited, bool detail, bool structure);
    Task<void> read_as_page(PageVisit& visited, const PageContext& context);
    Task<void> read_as_file(PageVisit& visited, const PageContext& context);
    void note_read(PageVisit& visited) const;
    Task<Visited> fetch_and_read(KnownUrl known, Request request, bool detail, bool structure,
                                 SharedRecollection earlier = {});
    Task<Result<void>> learn_robots();
    Task<std::shared_ptr<const Robots>> robots_of(Url url);
    Task<Visited> refused_by_robots(KnownUrl known);
    bool own_robots_allow(const KnownUrl& known) const;
    bool may_follow(const std::string& next) const;
    RobotsVerdict robots_verdict(const Robots& robots, const Url& url) const;
    Visited refused(KnownUrl known, FetchStatus status, std::string note) const;

    // links.cpp
    Task<Result<void>> check_links();
    std::optional<KnownUrl> next_link();
    bool may_ask(const KnownUrl& known) const;
    std::size_t file_window() const;
    static bool is_read_file(const PageVisit& visited);
    Task<Result<void>> record_places();
    Visit visit_of_link(const PageVisit& visited);
    std::string suspicion_of(const PageVisit& visited) const;

    // confirm.cpp
    std::optional<std::set<std::int64_t>> due_targets() const;
    std::vector<KnownUrl> to_confirm(std::vector<CaptureLookback::Troubled> rows,
                                     std::size_t& asked) const;
    static std::vector<Url> hosts_of(const KnownUrl& known);
    std::vector<ControlOrder> controls_for(const std::vector<KnownUrl>& targets, Again again) const;
    Task<Result<void>> find_known_pages(const std::vector<KnownUrl>& targets);
    Task<Result<void>> ask_again(std::vector<KnownUrl> targets);
    Task<Result<std::vector<KnownUrl>>> still_failing(const std::vector<KnownUrl>& targets);
    Task<Result<void>> confirm_batch(std::vector<KnownUrl> targets, Again again);
    Task<Result<void>> confirm_links();

    // other_askers.cpp
    Task<Visited> visit_by_second_client(KnownUrl known);
    Task<Visited> visit_in_other_encoding(KnownUrl known);
    Task<Visited> visit_second_resolver(KnownUrl known);
    Task<bool> is_up(Vantage vantage);
    Task<Visited> visit_from(Vantage vantage, KnownUrl known);
    Task<Result<void>> ask_from(Vantage vantage, std::vector<KnownUrl> targets);
    Task<Result<void>> ask_aside(VisitUrl visit, std::vector<KnownUrl> targets);
    Task<Result<void>> ask_others(const std::vector<KnownUrl>& targets);
    Task<Result<void>> ask_second_client_of(std::vector<KnownUrl> targets);

    // controls.cpp
    void order_control(std::vector<ControlOrder>& orders, const Url& url, const std::string& kind,
                       Again again = Again::no) const;
    std::vector<ControlOrder> self_checks() const;
    std::vector<ControlOrder> nonsense_of_linked_hosts() const;
    Task<Result<void>> ask_controls(std::vector<ControlOrder> orders);
    Visit take_control(PageVisit&& visited, const ControlOrder& order);
    std::string random_url(const Url& like, std::string& scope) const;

    // search.cpp
    Task<Result<void>> probe_search();
    Task<Visited> ask_search(std::string url, std::string purpose);
    SearchFacts search_plan(const PageVisit& home, std::optional<SearchForm>& form) const;

    // probes
    Task<Result<void>> probe();
    Task<Result<void>> ask_over_ipv6(Url home);
    Task<Result<void>> ask_over_https(Url home);

    Task<Result<void>> store(Visit visit);
    Task<Result<void>> phase(std::string name, Task<Result<void>> work);
    bool stopping() const { return s_.stop->load(); }

    SitePlan plan_;
    CrawlServices s_;
    Scope scope_;
    Frontier frontier_;
    KindWatch kinds_;
    CaseTwins twins_;
    WallWatch watch_;
    struct ControlPage {
        std::string url;
        std::uint64_t fingerprint = 0;
        std::int64_t chars = 0;
        bool telling = false;  // a page of its own, not the home page
    };
    ControlPage control_page_;
    bool looking_ = false;                  // the known page is among what is under way
    std::deque<std::int64_t> in_flight_;    // given out, not booked; 0: the known page
    std::size_t under_way_ = 0;             // of the pages waiting: when we were interrupted
    std::size_t under_way_after_look_ = 0;  // of those: asked after the known page
    std::vector<LeftUrl> left_;             // to be booked with the next visit
    std::int64_t urls_dropped_ = 0;         // beyond known_urls_max
    bool not_asked_ = false;  // the host is in back-off: not even its robots.txt could be asked for
    using SharedRobots = std::shared_ptr<const Robots>;
    SharedRobots robots_ = std::make_shared<const Robots>();                      // the site's own
    std::map<std::string, std::shared_ptr<Running<SharedRobots>>> other_robots_;  // of linked hosts
    std::string reader_mark_, focus_mark_;
    EarlierLinks earlier_links_;
    std::string home_url_;
    std::vector<ControlFacts> controls_;
    std::map<std::string, std::string> known_pages_;  // of hosts whose own page cannot vouch for them
    int silent_asked_ = 0;  // of the other client
    std::map<std::string, Timestamp> vantages_up_;  // when one was last seen to work
    int failures_in_a_row_ = 0;
    std::string halted_;  // why no more pages are asked for
    std::int64_t bytes_ = 0;
    std::int64_t reported_waiting_ = 0;
    std::int64_t started_ms_ = 0;
    Timestamp started_;
};

}  // namespace duwang::crawler
