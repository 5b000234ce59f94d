// Tools that misbehave in every way we could think of; shells and the like stand in for them.
#include "crawler/attachment/child_process.h"

#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cerrno>
#include <filesystem>

namespace duwang::crawler {
namespace {

using Why = ToolEnd::Why;
using namespace std::chrono_literals;

ToolEnd shell(const std::string& line, ToolLimits limits = {}) {
    return run_tool({"sh", "-c", line}, "", limits);
}

bool no_child_is_left() { return ::waitpid(-1, nullptr, WNOHANG) == -1 && errno == ECHILD; }

TEST(ChildProcess, ReadsItsInputAndAnswers) {
    const std::string input(3u << 20, 'x');
    EXPECT_EQ(run_tool({"cat"}, input).output, input);
    EXPECT_EQ(run_tool({"cat", input_path}, input).output, input);
    EXPECT_TRUE(run_tool({"cat"}, "").fine());
    EXPECT_TRUE(no_child_is_left());
}

TEST(ChildProcess, SaysHowItEnded) {
    const ToolEnd three = shell("echo words; echo why >&2; exit 3");
    EXPECT_EQ(three.why, Why::exited);
    EXPECT_EQ(three.exit_code, 3);
    EXPECT_EQ(three.output, "words\n");
    EXPECT_EQ(three.complaint, "why\n");
    EXPECT_EQ(run_tool({"no-such-tool-anywhere"}, "").why, Why::no_such_program);
}

TEST(ChildProcess, ArgumentsAreNoShellWords) {
    EXPECT_EQ(run_tool({"echo", "$(id); `id` * > /tmp/x"}, "").output, "$(id); `id` * > /tmp/x\n");
}

TEST(ChildProcess, TimeEndsIt) {
    ToolLimits limits;
    limits.time = 200ms;
    EXPECT_EQ(run_tool({"sleep", "600"}, "", limits).why, Why::time);
    EXPECT_EQ(shell("while :; do :; done", limits).why, Why::time);
    // One that closes its output and goes on all the same.
    EXPECT_EQ(shell("exec >&- 2>&-; while :; do :; done", limits).why, Why::time);
    EXPECT_TRUE(no_child_is_left());
}

TEST(ChildProcess, MemoryEndsIt) {
    ToolLimits limits;
    limits.memory = 64u << 20;
    const ToolEnd end = run_tool({"awk", "BEGIN { s = \"x\"; while (1) s = s s }"}, "", limits);
    EXPECT_EQ(end.why, Why::memory) << end.complaint;
}

TEST(ChildProcess, OurOwnSizeIsNotTheTools) {
    const std::string large(300u << 20, 'x');
    ASSERT_EQ(large[large.size() / 2], 'x');
    const ToolEnd end = shell("exit 3");
    EXPECT_EQ(end.why, Why::exited) << "a small tool of a large program failed for another reason";
}

TEST(ChildProcess, OutputEndsItAndIsBounded) {
    ToolLimits limits;
    limits.output = 100'000;
    const ToolEnd end = run_tool({"yes"}, "", limits);
    EXPECT_EQ(end.why, Why::output);
    EXPECT_EQ(end.output.size(), limits.output);
    const ToolEnd loud =
        shell("i=0; while [ $i -lt 3000 ]; do echo complaint >&2; i=$((i+1)); done");
    EXPECT_TRUE(loud.fine());
    EXPECT_LE(loud.complaint.size(), 4'096u);
}

TEST(ChildProcess, FilesAreBounded) {
    ToolLimits limits;
    limits.files = 10'000;
    const ToolEnd end =
        run_tool({"dd", "if=/dev/zero", "of=large", "bs=1000", "count=1000"}, "", limits);
    EXPECT_FALSE(end.fine());
}

TEST(ChildProcess, StartsNoOtherProcess) {
    const ToolEnd end = shell("b() { b | b & }; b; echo no");
    EXPECT_NE(end.complaint.find("fork"), std::string::npos) << end.complaint;
    EXPECT_TRUE(no_child_is_left());
}

TEST(ChildProcess, HasNoNetwork) {
    const ToolEnd end = run_tool({"bash", "-c", "echo x > /dev/tcp/127.0.0.1/9"}, "");
    EXPECT_NE(end.complaint.find("not permitted"), std::string::npos) << end.complaint;
}

TEST(ChildProcess, SeesNothingOfOurs) {
    ::setenv("DUWANG_SECRET", "geheim", 1);
    const ToolEnd end = run_tool({"env"}, "");
    EXPECT_EQ(end.output.find("geheim"), std::string::npos);
    EXPECT_NE(end.output.find("LANG=C.UTF-8"), std::string::npos);
    // 0 to 2, and the one by which ls looks.
    EXPECT_EQ(run_tool({"ls", "/proc/self/fd"}, "").output, "0\n1\n2\n3\n");
}

TEST(ChildProcess, ItsFolderIsRemoved) {
    const ToolEnd end = shell("echo x > file; pwd");
    ASSERT_TRUE(end.fine());
    const std::string folder = end.output.substr(0, end.output.find('\n'));
    EXPECT_TRUE(folder.find("duwang-") != std::string::npos) << folder;
    EXPECT_FALSE(std::filesystem::exists(folder));
}

TEST(ChildProcess, TheInputCannotBeChanged) {
    const ToolEnd end = shell("echo other > /proc/self/fd/0; cat");
    EXPECT_EQ(end.output.find("other"), std::string::npos);
}

}  // namespace
}  // namespace duwang::crawler
