// Every input of the corpora, findings of the past among them, in the ordinary test run.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "tests/fuzz/target.h"

namespace duwang::fuzz {
namespace {

struct Named {
    const char* name;
    Target* run;
};

class Replay : public testing::TestWithParam<Named> {};

TEST_P(Replay, HoldsItsPromises) {
    namespace fs = std::filesystem;
    const fs::path folder =
        fs::path(DUWANG_SOURCE_DIR) / "tests" / "fuzz" / "corpus" / GetParam().name;
    int inputs = 0;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
        SCOPED_TRACE(entry.path().filename().string());
        std::ifstream file(entry.path(), std::ios::binary);
        // Exactly as large as the input, so that a sanitizer sees a read beyond it.
        const std::vector<char> bytes{std::istreambuf_iterator<char>(file), {}};
        GetParam().run({bytes.data(), bytes.size()});
        ++inputs;
    }
    EXPECT_GE(inputs, 3);
    GetParam().run({});
}

INSTANTIATE_TEST_SUITE_P(Corpus, Replay,
                         testing::Values(Named{"url", url}, Named{"robots", robots},
                                         Named{"charset", charset}, Named{"sitemap", sitemap},
                                         Named{"tokenizer", tokenizer}, Named{"warc", warc},
                                         Named{"page", page}, Named{"plan", plan},
                                         Named{"scheme", scheme}, Named{"yaml", yaml},
                                         Named{"sheet", sheet}, Named{"tables", tables},
                                         Named{"attachment", attachment}),
                         [](const auto& param) { return std::string(param.param.name); });

}  // namespace
}  // namespace duwang::fuzz
