// 附件: what is kept is a copy under its hash, and what became of it is found.
#include "storage/attachments.h"

#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "core/hash.h"

namespace duwang::storage {
namespace {

namespace fs = std::filesystem;

class AttachmentsTest : public testing::Test {
  protected:
    void SetUp() override {
        std::string pattern = (fs::temp_directory_path() / "attachments XXXXXX").string();
        ASSERT_NE(mkdtemp(pattern.data()), nullptr);
        folder_ = pattern;
    }
    void TearDown() override { fs::remove_all(folder_); }

    std::string write(const std::string& name, const std::string& content) {
        std::ofstream(folder_ + "/" + name, std::ios::binary) << content;
        return folder_ + "/" + name;
    }
    std::size_t kept_files() const {
        std::size_t files = 0;
        for (const auto& entry : fs::recursive_directory_iterator(folder_ + "/kept"))
            files += entry.is_regular_file();
        return files;
    }
    Attachments store(std::int64_t bytes_max = 1 << 20) const {
        return Attachments(folder_ + "/kept", {bytes_max, 20});
    }

    std::string folder_;
};

TEST_F(AttachmentsTest, ACopyIsKeptUnderItsHash) {
    const std::string content = std::string(700'000, 'x') + "\0 the end";
    const std::string path = write("评分 表.PDF", content);
    auto kept = store().keep(path);
    ASSERT_TRUE(kept) << kept.error().what;
    EXPECT_EQ(kept->name, "评分 表.PDF");
    EXPECT_EQ(kept->sha256, sha256_hex(content));
    EXPECT_EQ(kept->bytes, static_cast<std::int64_t>(content.size()));
    const std::string place =
        folder_ + "/kept/" + kept->sha256.substr(0, 2) + "/" + kept->sha256 + ".pdf";
    EXPECT_EQ(store().place_of(*kept), place);
    fs::remove(path);  // the original may go
    EXPECT_TRUE(store().verify(*kept));
    EXPECT_EQ(sha256_file(place).value(), kept->sha256);
    EXPECT_EQ(kept_files(), 1u);  // nothing half done beside it
    EXPECT_EQ(store().keep(write("again.pdf", content))->sha256, kept->sha256);
    EXPECT_EQ(kept_files(), 1u);  // the same bytes once
}

TEST_F(AttachmentsTest, EndingsThatMayMeanSomethingElseAreLeftOut) {
    struct Case {
        const char *name, *ending;
    };
    for (const Case& one : {Case{"a.jpeg", ".jpeg"}, Case{"a.tar.gz", ".gz"}, Case{"a", ""},
                            Case{"a.", ""}, Case{".hidden", ".hidden"}, Case{"a.照片", ""},
                            Case{"a.p d", ""}, Case{"a.longending", ""}}) {
        const std::string hash(64, 'a');
        EXPECT_EQ(store().place_of({one.name, hash, 1}), folder_ + "/kept/aa/" + hash + one.ending)
            << one.name;
    }
}

TEST_F(AttachmentsTest, WhatIsNoFileOrTooLargeIsRefused) {
    EXPECT_EQ(store().keep(folder_ + "/nothing.jpg").error().code, Errc::not_found);
    EXPECT_NE(store().keep(folder_).error().what.find("name the files in it"), std::string::npos);
    ASSERT_EQ(mkfifo((folder_ + "/pipe").c_str(), 0600), 0);
    EXPECT_EQ(store().keep(folder_ + "/pipe").error().code, Errc::io);
    write("a.jpg", "picture");
    fs::create_symlink("a.jpg", folder_ + "/link.jpg");
    fs::create_symlink("/dev/zero", folder_ + "/endless.jpg");
    for (const char* link : {"/link.jpg", "/endless.jpg"}) {
        const auto refused = store().keep(folder_ + link);
        ASSERT_FALSE(refused) << link;
        EXPECT_NE(refused.error().what.find("a link"), std::string::npos) << refused.error().what;
        EXPECT_FALSE(store().examine(folder_ + link)) << link;
    }
    EXPECT_EQ(store().keep("/dev/null").error().code, Errc::io);
    const std::string path = write("large.bin", std::string(2000, 'x'));
    const auto refused = store(1999).keep(path);
    ASSERT_FALSE(refused);
    EXPECT_NE(refused.error().what.find("attachments.file_bytes_max"), std::string::npos);
    EXPECT_FALSE(fs::exists(folder_ + "/kept"));
    EXPECT_TRUE(store(2000).keep(path));
}

TEST_F(AttachmentsTest, AlteredShortenedAndMissingFilesAreFound) {
    auto kept = store().keep(write("a.txt", "twelve bytes"));
    ASSERT_TRUE(kept);
    const std::string place = store().place_of(*kept);
    std::ofstream(place, std::ios::binary) << "twelve bytez";
    EXPECT_EQ(store().verify(*kept).error().code, Errc::damaged);
    std::ofstream(place, std::ios::binary) << "twelve";
    EXPECT_EQ(store().verify(*kept).error().code, Errc::damaged);
    fs::remove(place);
    EXPECT_EQ(store().verify(*kept).error().code, Errc::not_found);
    ASSERT_TRUE(store().keep(folder_ + "/a.txt"));  // kept again, it is there again
    EXPECT_TRUE(store().verify(*kept));
}

}  // namespace
}  // namespace duwang::storage
