// Crawls one site, served by a function, into a capture in a temporary folder: the real stack, the
// real pools, the real store.
#pragma once

#include <atomic>
#include <mutex>
#include <string>
#include <vector>

#include "app/demo/server.h"
#include "core/unit.h"
#include "crawler/options.h"
#include "storage/capture/capture_reader.h"

namespace duwang::test {

class SiteRun {
  public:
    explicit SiteRun(demo::AnswerFunction answer);
    ~SiteRun();

    Site site;                 // www.x.gov.cn, internal; may be changed before run()
    crawler::Options options;  // quick; may be changed before run()
    std::vector<std::string> focus;
    bool search = false;  // the site's own search is asked too
    std::vector<Column> columns;
    std::vector<std::string> hosts;  // further ones, on the same server

    // A network of many hosts instead of the one server: names are asked of a name server, ports
    // are those of the addresses. Empty: there is none.
    struct Network {
        std::string dns, second_dns;  // "127.0.0.1:53"
        std::string vantage;          // "http://127.0.0.1:3128"
    } network;

    // Crawls until the end, or until `stop_after` requests were made (0: never). Again: continues.
    Result<void> run(int stop_after = 0);

    // 断链复核: asks these targets again, in a supplement of what was captured last.
    Result<void> confirm(const std::vector<std::int64_t>& targets);
    // What the clock of the crawl says from now on. It goes on by itself unless it was never set.
    void set_clock(Timestamp now);
    Timestamp clock() const;

    // Lines of "status reason suspect url", in order of discovery.
    std::vector<std::string> urls() const;
    std::string facts() const;  // all facts, as `capture facts` prints them
    std::shared_ptr<storage::CaptureReader> reader() const;

    struct Asked {
        std::string path;
        std::int64_t at_ms;
    };
    std::vector<Asked> asked() const;  // what the server was sent, and when

  private:
    Result<void> crawl();

    std::string folder_, capture_ = "r1.x";  // the last one
    int supplements_ = 0;
    std::atomic<std::int64_t> clock_ms_ = 1'790'000'000'000, clock_set_ms_ = 0;
    demo::AnswerFunction answer_;
    std::unique_ptr<demo::DemoServer> server_;
    mutable std::mutex mutex_;
    std::vector<Asked> asked_;
    std::atomic<bool> stop_ = false;
    std::atomic<int> stop_after_ = 0;
};

}  // namespace duwang::test
