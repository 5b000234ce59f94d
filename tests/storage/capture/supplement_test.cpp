// 补采: what a supplement takes up again, and what it leaves as it was.
#include "storage/capture/supplement.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>

#include "storage/capture/capture_reader.h"
#include "storage/capture/capture_store.h"

namespace duwang::storage {
namespace {

constexpr const char* reached = R"({"reached":true,"cause":"none","note":""})";
constexpr const char* not_reached = R"({"reached":false,"cause":"http_refused","note":""})";

struct Answered {
    std::string status;
    std::vector<std::string> purposes{"page"};
};

class Supplement : public testing::Test {
  protected:
    void SetUp() override {
        std::string name =
            (std::filesystem::temp_directory_path() / "duwang-supplement-XXXXXX").string();
        root_ = ::mkdtemp(name.data());
    }
    void TearDown() override { std::filesystem::remove_all(root_); }

    std::string folder(const std::string& id) const { return root_ + "/" + id; }

    static CaptureInfo info(const std::string& id) {
        CaptureInfo result;
        result.id = id;
        result.started = {1'790'000'000'000};
        return result;
    }

    // A sealed capture r1.x with these addresses; the first is the home page.
    void seal(const std::vector<Answered>& answers,
              const std::vector<std::pair<std::string, std::string>>& values) {
        auto store = CaptureStore::open(folder("r1.x"), info("r1.x")).value();
        for (std::size_t i = 0; i < answers.size(); ++i) {
            Visit visit;
            KnownUrl known;
            known.id = visit.url = static_cast<std::int64_t>(i) + 1;
            known.url = "http://www.x.gov.cn/" + std::to_string(i);
            known.key = i + 100;
            known.role = UrlRole::page;
            known.reason = i == 0 ? "home" : "on_site";
            visit.discovered.push_back(known);
            visit.status = status_of(answers[i].status, visit.http_status);
            for (const std::string& purpose : answers[i].purposes) {
                Exchange exchange;
                exchange.url = known.url;
                exchange.purpose = purpose;
                exchange.status = visit.status;
                exchange.http_status = visit.http_status;
                visit.exchanges.push_back(std::move(exchange));
            }
            ASSERT_TRUE(store->store(std::move(visit)));
        }
        Visit note;
        note.values = values;
        ASSERT_TRUE(store->store(std::move(note)));
        ASSERT_TRUE(store->seal({1'790'000'000'000}));
    }

    // Which addresses the supplement will ask, by id.
    std::vector<std::int64_t> asked_again() {
        EXPECT_TRUE(begin_supplement(folder("r1.x"), folder("r1.x+1")));
        auto store = CaptureStore::open(folder("r1.x+1"), info("r1.x+1")).value();
        std::vector<std::int64_t> ids;
        EXPECT_TRUE(store->known([&](const KnownUrl& known) {
            if (!known.visited) ids.push_back(known.id);
        }));
        return ids;
    }

    std::string root_;
};

using Ids = std::vector<std::int64_t>;

TEST_F(Supplement, AsksWhatASecondTryCouldChange) {
    seal({{"ok"},
          {"http_404", {"page", "confirm"}},
          {"timeout"},
          {"proxy_error"},
          {"redirect_loop"},
          {"robots_denied"},
          {"too_slow"},
          {"http_502"}},
         {{"site_state", reached}, {"phase_links", "done"}});
    EXPECT_EQ(open_questions(folder("r1.x")).value(), 4);
    EXPECT_EQ(asked_again(), (Ids{3, 4, 5, 8}));
}

// Killed between what it wrote and the new name, another try must not mix with the first.
TEST_F(Supplement, ADraftThatWasLeftBehindIsNotTakenUp) {
    seal({{"ok"}, {"http_404"}}, {{"phase_links", "done"}, {"site_state", reached}});
    std::filesystem::create_directories(folder("r1.x+1"));
    for (const char* left : {"", "-wal", "-journal"})
        std::ofstream(folder("r1.x+1") + "/facts.sqlite.draft" + left) << "half of another one";
    const auto begun = begin_supplement(folder("r1.x"), folder("r1.x+1"));
    ASSERT_TRUE(begun) << begun.error().what;
    for (const auto& entry : std::filesystem::directory_iterator(folder("r1.x+1")))
        EXPECT_EQ(entry.path().filename(), "facts.sqlite");
}

TEST_F(Supplement, AMissingPageThatWasAskedOnceIsAskedAgainWhereLinksAreChecked) {
    seal({{"ok"}, {"http_404"}, {"http_410", {"page", "confirm"}}},
         {{"site_state", reached}, {"phase_links", "done"}});
    EXPECT_EQ(asked_again(), Ids{2});
}

TEST_F(Supplement, AMissingPageIsSettledWhereLinksAreNotChecked) {
    seal({{"ok"}, {"http_404"}}, {{"site_state", reached}});
    EXPECT_EQ(open_questions(folder("r1.x")).value(), 0);
}

// Else "not reached" would stay for ever, whatever the site answers now.
TEST_F(Supplement, AHomePageThatWasMissingIsAskedAgain) {
    seal({{"http_404", {"page", "confirm"}}, {"ok"}},
         {{"site_state", not_reached}, {"phase_links", "done"}});
    EXPECT_EQ(asked_again(), Ids{1});
}

TEST_F(Supplement, AddressesThatWereTooManyAreStillMissing) {
    seal({{"ok"}, {"timeout"}}, {{"site_state", reached}, {"urls_dropped", "7"}});
    asked_again();
    EXPECT_EQ(CaptureReader::open(folder("r1.x+1")).value()->state().not_visited, 8);
}

// 防护墙: what came behind it is no look at the link, also when the address is asked again later.
TEST_F(Supplement, WhatAWallMadeVoidStaysVoid) {
    auto store = CaptureStore::open(folder("r1.x"), info("r1.x")).value();
    Visit home, voids, again;
    KnownUrl page, gone;
    page.id = home.url = 1;
    page.url = "http://www.x.gov.cn/";
    gone.id = again.url = 2;
    gone.url = "http://www.x.gov.cn/gone.html";
    page.role = gone.role = UrlRole::page;
    page.key = 1;
    gone.key = 2;
    home.discovered = {page, gone};
    home.status = FetchStatus::ok;
    home.facts.emplace().title = "首页";
    again.status = FetchStatus::http_error;
    again.http_status = 404;
    Exchange exchange;
    exchange.url = gone.url;
    exchange.purpose = "page";
    exchange.status = again.status;
    exchange.http_status = 404;
    again.exchanges.push_back(std::move(exchange));
    Visit first = again;
    voids.ask_again = {2};
    for (Visit* visit : {&home, &first, &voids, &again})
        ASSERT_TRUE(store->store(std::move(*visit)));
    LinkPlace place;
    place.page = 1;
    place.tag = "a";
    ASSERT_TRUE(store->store_place(2, place));
    ASSERT_TRUE(store->seal({1'790'000'000'000}));
    Site site;
    site.home = page.url;
    site.filed = {{{1}, {2}, "机房迁移"}};
    std::vector<LinkTarget> links = CaptureReader::open(folder("r1.x")).value()->links(site);
    ASSERT_EQ(links.size(), 1u);
    EXPECT_EQ(links[0].filed, site.filed);
    ASSERT_EQ(links[0].attempts.size(), 2u);
    EXPECT_EQ(links[0].attempts[0].suspect, "voided");
    EXPECT_EQ(links[0].attempts[1].suspect, "");
    // What is filed for a site says nothing of the sites it links to.
    site.home = "http://www.other.gov.cn/";
    links = CaptureReader::open(folder("r1.x")).value()->links(site);
    ASSERT_EQ(links.size(), 1u);
    EXPECT_TRUE(links[0].filed.empty());
}

}  // namespace
}  // namespace duwang::storage
