// Attachments made to hurt. Each is read in a process of its own: at most 10 s, and at most 300 MB
// by that process and its largest tool together.
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cstdio>

#include "tests/crawler/attachment/hostile_files.h"
#include "tests/crawler/attachment/sample_files.h"
#include "tests/support/measured_child.h"

namespace duwang::crawler {

std::string repeated(std::string_view part, std::size_t times) {
    std::string out;
    out.reserve(part.size() * times);
    for (std::size_t i = 0; i < times; ++i) out += part;
    return out;
}

const std::vector<Hostile>& hostile_files() {
    static const std::vector<Hostile> all = [] {
        std::vector<Hostile> files = hostile_containers();
        for (const auto& more : {hostile_pdfs(), hostile_old_files()})
            files.insert(files.end(), more.begin(), more.end());
        return files;
    }();
    return all;
}

void PrintTo(const Hostile& one, std::ostream* out) { *out << one.name; }

namespace {

bool fits(const std::string& end, std::string_view wanted) {
    while (!wanted.empty()) {
        const std::size_t bar = std::min(wanted.find('|'), wanted.size());
        if (end.starts_with(wanted.substr(0, bar))) return true;
        wanted.remove_prefix(std::min(bar + 1, wanted.size()));
    }
    return false;
}

double mebibytes(int who) {
    rusage used{};
    ::getrusage(static_cast<__rusage_who_t>(who), &used);
    return static_cast<double>(used.ru_maxrss) / 1024;
}

class HostileFile : public testing::TestWithParam<Hostile> {};

TEST_P(HostileFile, CostsLittleAndSaysWhy) {
    const Hostile& one = GetParam();
    const std::string bytes = one.make();
    ASSERT_LE(bytes.size(), AttachmentLimits{}.bytes_max);
    const test::Spent spent = test::run_in_child(
        [&] {
            const AttachmentReading reading = read_attachment(bytes, one.file);
            const double all = mebibytes(RUSAGE_SELF) + mebibytes(RUSAGE_CHILDREN);
            if (!fits(ended(reading), one.ends)) {
                std::fprintf(stderr, "ends as \"%s\" (%s)\n", ended(reading).c_str(),
                             reading.facts.note.c_str());
                ::_exit(2);
            }
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
            if (all > 300) {
                std::fprintf(stderr, "%.0f MB\n", all);
                ::_exit(3);
            }
#endif
            if (::getenv("DUWANG_SHOW") != nullptr)
                std::fprintf(stderr, "%s: %.0f MB\n", ended(reading).c_str(), all);
        },
        20);
    EXPECT_TRUE(spent.ended);
    EXPECT_LE(spent.seconds, 15) << "a slow machine is allowed some more than 10";
}

INSTANTIATE_TEST_SUITE_P(Files, HostileFile, testing::ValuesIn(hostile_files()),
                         [](const auto& param) { return std::string(param.param.name); });

}  // namespace
}  // namespace duwang::crawler
