// When a known page is asked for again, and what its answer means for everything since.
#include "crawler/plan/wall_watch.h"

namespace duwang::crawler {
namespace {

using Control = WallWatch::Control;
using Step = WallWatch::Step;
using Ids = std::vector<std::int64_t>;

WallWatch::Seen page(std::int64_t id) {
    return {id, false, false, true, false, std::uint64_t(id) * 977, 500};
}
WallWatch::Seen wall(std::int64_t id) { return {id, false, true, false, false, 0, 0}; }
WallWatch::Seen same(std::int64_t id) { return {id, false, false, true, false, 42, 300}; }

TEST(WallWatch, ALookIsDueAfterAWhileAndClearsWhatCameBeforeItWasAsked) {
    WallWatch watch(WallOptions{.control_every = 3});
    watch.saw(page(1));
    watch.saw(page(2));
    EXPECT_FALSE(watch.wants_look());
    watch.saw(page(3));
    EXPECT_TRUE(watch.wants_look());
    EXPECT_FALSE(watch.wants_control());  // nobody needs to wait
    watch.look_asked();
    EXPECT_FALSE(watch.wants_look());
    for (int id : {4, 5, 6, 7}) watch.saw(page(id));
    EXPECT_FALSE(watch.wants_look());
    watch.looked(Control::good);
    EXPECT_EQ(watch.unsure(), (Ids{4, 5, 6, 7}));
    EXPECT_FALSE(watch.wants_control());
    EXPECT_TRUE(watch.wants_look());
}

TEST(WallWatch, ALookThatIsNotGoodIsFollowedByAControl) {
    for (Control bad : {Control::walled, Control::failed}) {
        WallWatch watch(WallOptions{.control_every = 2, .waits = 0});
        for (int id : {1, 2}) watch.saw(page(id));
        watch.look_asked();
        watch.saw(page(3));
        watch.looked(bad);
        EXPECT_TRUE(watch.wants_control());
        EXPECT_FALSE(watch.wants_look());
        EXPECT_EQ(watch.unsure(), (Ids{1, 2, 3}));
        WallWatch lifted = watch;
        EXPECT_EQ(lifted.control(Control::good),
                  bad == Control::walled ? Step::ask_again : Step::go_on);
        EXPECT_EQ(watch.control(Control::walled), Step::give_up);
    }
}

// A good look says nothing of what looked like a wall after it was asked.
TEST(WallWatch, WhatLooksWrongWhileALookIsUnderWayIsControlled) {
    WallWatch watch(WallOptions{.control_every = 2, .waits = 0});
    for (int id : {1, 2}) watch.saw(page(id));
    watch.look_asked();
    watch.saw(wall(3));
    watch.looked(Control::good);
    EXPECT_TRUE(watch.wants_control());
    EXPECT_EQ(watch.unsure(), Ids{3});
}

TEST(WallWatch, WhereWallsWereSeenNobodyGoesOnWithoutAControl) {
    WallWatch watch(WallOptions{.control_every = 4});
    watch.saw(wall(1));
    EXPECT_EQ(watch.control(Control::good), Step::go_on);
    for (const auto& seen : {page(2), wall(3), page(4), page(5)}) watch.saw(seen);
    EXPECT_TRUE(watch.wants_control());
    EXPECT_FALSE(watch.wants_look());
}

TEST(WallWatch, ALookUnderWayIsAskedAgainAfterAnInterruption) {
    WallOptions options{.control_every = 2};
    WallWatch watch(options);
    for (int id : {1, 2}) watch.saw(page(id));
    watch.look_asked();
    watch.saw(page(3));
    WallWatch continued(options);
    continued.restore(watch.to_text(), {1, 2, 3});
    EXPECT_TRUE(continued.is_looking());
    continued.look_asked();
    continued.looked(Control::good);
    EXPECT_EQ(continued.unsure(), Ids{3});
}

TEST(WallWatch, AWallWithAGoodControlIsThatPagesOwnAffair) {
    WallWatch watch{WallOptions{}};
    watch.saw(wall(1));
    EXPECT_TRUE(watch.wants_control());
    EXPECT_EQ(watch.control(Control::good), Step::go_on);
    // A closed section is not asked about for each of its pages.
    watch.saw(wall(2));
    EXPECT_FALSE(watch.wants_control());
    watch.saw(wall(3));
    EXPECT_TRUE(watch.wants_control());
}

TEST(WallWatch, AWallThatStaysVoidsWhatCameSinceTheLastGoodControl) {
    WallWatch watch(WallOptions{.control_every = 2, .waits = 2, .wait_ms = 60'000});
    watch.saw(page(1));
    watch.saw(page(2));
    EXPECT_EQ(watch.control(Control::good), Step::go_on);
    watch.saw(page(3));
    watch.saw(wall(4));
    EXPECT_EQ(watch.control(Control::walled), Step::wait);
    EXPECT_EQ(watch.wait_ms(), 60'000);
    EXPECT_EQ(watch.control(Control::walled), Step::wait);
    EXPECT_EQ(watch.wait_ms(), 120'000);
    EXPECT_EQ(watch.control(Control::walled), Step::give_up);
    EXPECT_EQ(watch.unsure(), (Ids{3, 4}));
}

TEST(WallWatch, AWallThatGoesAwayMeansAskingAgain) {
    WallWatch watch(WallOptions{.control_every = 100, .waits = 2});
    watch.saw(page(1));
    watch.saw(wall(2));
    EXPECT_EQ(watch.control(Control::walled), Step::wait);
    EXPECT_EQ(watch.control(Control::good), Step::ask_again);
    EXPECT_EQ(watch.unsure(), (Ids{1, 2}));
    watch.forget_unsure();
    EXPECT_FALSE(watch.wants_control());
}

TEST(WallWatch, AWallThatComesAndGoesIsNotPlayedWithForEver) {
    WallWatch watch(WallOptions{.control_every = 100, .waits = 1});
    Step step = Step::go_on;
    for (int round = 0; round < 10 && step != Step::give_up; ++round) {
        watch.saw(wall(round));
        step = watch.control(Control::walled);
        if (step == Step::wait) step = watch.control(Control::good);
        if (step == Step::ask_again) watch.forget_unsure();
    }
    EXPECT_EQ(step, Step::give_up);
}

TEST(WallWatch, B09ManyAddressesThatSayTheSame) {
    WallWatch watch(WallOptions{.same_content_run = 3});
    watch.saw(same(1));
    watch.saw(same(2));
    EXPECT_FALSE(watch.wants_control());
    watch.saw(same(3));
    EXPECT_TRUE(watch.wants_control());
    EXPECT_TRUE(watch.repeats(42, 300));
    // A site whose pages are all empty shells does say the same everywhere.
    EXPECT_EQ(watch.control(Control::good), Step::go_on);
    watch.saw(same(4));
    EXPECT_FALSE(watch.wants_control());
}

TEST(WallWatch, AWalledHomePageIsAskedAgainEvenIfTheNextAnswerIsGood) {
    WallWatch watch{WallOptions{}};
    WallWatch::Seen home = wall(1);
    home.vital = true;
    watch.saw(home);
    EXPECT_EQ(watch.control(Control::good), Step::ask_again);
    EXPECT_EQ(watch.unsure(), Ids{1});
}

TEST(WallWatch, AHomePageThatCameWellIsTheFirstGoodControl) {
    WallWatch watch(WallOptions{.waits = 0});
    WallWatch::Seen home = page(1);
    home.vital = true;
    watch.saw(home);
    watch.saw(page(2));
    watch.saw(wall(3));
    EXPECT_EQ(watch.control(Control::walled), Step::give_up);
    EXPECT_EQ(watch.unsure(), (Ids{2, 3}));
}

WallWatch::Seen tiny(std::int64_t id) { return {id, false, true, false, true, 0, 0}; }

TEST(WallWatch, B08APageOfTwoBytesIsAskedOnceMore) {
    WallWatch watch{WallOptions{}};
    watch.saw(page(1));
    watch.saw(tiny(2));
    EXPECT_TRUE(watch.wants_control());
    EXPECT_EQ(watch.control(Control::good), Step::ask_again);
    EXPECT_EQ(watch.unsure(), Ids{2});
    watch.forget_unsure();
    watch.saw(page(3));
    watch.saw(tiny(2));  // and says the same: that is its own affair
    watch.saw(wall(4));
    EXPECT_EQ(watch.control(Control::good), Step::go_on);
    EXPECT_EQ(watch.unsure(), Ids{});
}

TEST(WallWatch, PagesAskedAgainAreAllThatIsUnsureAfterAnInterruption) {
    WallWatch watch{WallOptions{}};
    for (auto seen : {page(1), tiny(2), page(3)}) watch.saw(seen);
    EXPECT_EQ(watch.control(Control::good), Step::ask_again);
    watch.forget_unsure();
    watch.saw(page(2));
    WallWatch continued{WallOptions{}};
    continued.restore(watch.to_text(), {1, 3, 2});
    EXPECT_EQ(continued.unsure(), Ids{2});
}

TEST(WallWatch, ASiteThatIsDownVoidsNothing) {
    WallWatch watch(WallOptions{.control_every = 1, .waits = 1});
    watch.saw(page(1));
    EXPECT_EQ(watch.control(Control::failed), Step::wait);
    EXPECT_EQ(watch.control(Control::failed), Step::dead);
}

TEST(WallWatch, GoesOnAfterAnInterruptionAsIfThereHadBeenNone) {
    WallOptions options{.control_every = 4, .waits = 2};
    WallWatch watch(options);
    for (int id : {1, 2, 3, 4}) watch.saw(page(id));
    EXPECT_EQ(watch.control(Control::good), Step::go_on);
    watch.saw(page(5));
    watch.saw(wall(6));
    EXPECT_EQ(watch.control(Control::walled), Step::wait);
    WallWatch continued(options);
    continued.restore(watch.to_text(), {1, 2, 3, 4, 5, 6});
    EXPECT_TRUE(continued.wants_control());
    EXPECT_EQ(continued.unsure(), (Ids{5, 6}));
    EXPECT_EQ(continued.to_text(), watch.to_text());
    EXPECT_EQ(continued.control(Control::walled), Step::wait);
    EXPECT_EQ(continued.control(Control::walled), Step::give_up);
}

}  // namespace
}  // namespace duwang::crawler
