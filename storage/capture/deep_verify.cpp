#include "storage/capture/deep_verify.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <optional>

#include "core/hash.h"
#include "storage/capture/append_file.h"
#include "storage/capture/gzip.h"
#include "storage/capture/manifest.h"
#include "storage/capture/old_schema.h"
#include "storage/capture/record_log.h"
#include "storage/capture/sqlite.h"
#include "storage/capture/warc.h"

namespace duwang::storage {
namespace {

constexpr std::int64_t window_min = 4 << 10;
constexpr std::int64_t record_bytes_max = 64 << 20;
constexpr int parents_max = 100;

// What the database says lies somewhere: the answer of an exchange, or the record that confirms it.
struct Expected {
    std::int64_t exchange = 0, offset = 0, length = 0;
    std::string url, sha256;
    bool revisit = false;
};

class FileCheck {
  public:
    FileCheck(const std::string& folder, const std::string& name, Database& database,
              DeepVerified& counts, const std::function<void(const DamagedRecord&)>& damaged);
    void run();

  private:
    void next_expected();
    bool expected_at(std::int64_t offset) const { return next_ && next_->offset == offset; }
    Result<GzipMember> member_at(std::int64_t offset) const;
    Result<WarcRecord> check_member(std::string plain, std::string& payload) const;
    std::string disagreement(const WarcRecord& record, const std::string& payload,
                             std::int64_t length) const;
    void report(std::int64_t offset, const std::string& url, const std::string& what);
    bool skip_to_next(std::int64_t& at);

    std::string path_;
    std::int64_t size_ = 0;
    DeepVerified& counts_;
    const std::function<void(const DamagedRecord&)>& damaged_;
    Statement rows_;
    std::optional<Expected> next_;
};

FileCheck::FileCheck(const std::string& folder, const std::string& name, Database& database,
                     DeepVerified& counts, const std::function<void(const DamagedRecord&)>& damaged)
    : path_(fmt::format("{}/{}", folder, name)),
      counts_(counts),
      damaged_(damaged),
      rows_(database.prepare(
          "SELECT id, offset, length, url, sha256, 0 FROM exchanges WHERE file = ?1 UNION ALL "
          "SELECT e.id, r.offset, r.length, e.url, '', 1 FROM revisits r JOIN exchanges e ON "
          "e.id = r.exchange WHERE e.file = ?1 ORDER BY 2, 1")) {
    std::error_code error;
    auto size = std::filesystem::file_size(path_, error);
    size_ = error ? 0 : static_cast<std::int64_t>(size);
    rows_.bind(name);
    next_expected();
}

void FileCheck::next_expected() {
    next_.reset();
    if (!rows_.step()) return;
    next_ = Expected{rows_.number(0), rows_.number(1), rows_.number(2),
                     rows_.text(3),   rows_.text(4),   rows_.number(5) != 0};
    counts_.exchanges += next_->revisit ? 0 : 1;
}

Result<GzipMember> FileCheck::member_at(std::int64_t offset) const {
    return read_member_at(path_, size_, offset, expected_at(offset) ? next_->length : window_min);
}

Result<WarcRecord> FileCheck::check_member(std::string plain, std::string& payload) const {
    auto record = parse_record(std::move(plain));
    if (!record || record->type != "response") return record;
    payload = sha256_hex(record->http_body());
    if (record->headers.find("WARC-Payload-Digest: sha256:" + payload) == std::string::npos)
        return failure(Errc::damaged, "the body does not have its recorded digest");
    return record;
}

// Between a good record and what the database says of it; empty: there is none.
std::string FileCheck::disagreement(const WarcRecord& record, const std::string& payload,
                                    std::int64_t length) const {
    if (length != next_->length)
        return fmt::format("the record has {} bytes, facts.sqlite says {}", length, next_->length);
    if (record.url != next_->url) return "the record is of another address than facts.sqlite says";
    if (next_->revisit) return record.type == "revisit" ? "" : "no revisit record lies here";
    if (payload != next_->sha256)
        return fmt::format("the SHA-256 of the body is {}, facts.sqlite says {}", payload,
                           next_->sha256);
    return {};
}

void FileCheck::report(std::int64_t offset, const std::string& url, const std::string& what) {
    ++counts_.damaged;
    bool known = expected_at(offset);
    damaged_({path_, offset, known ? next_->exchange : 0, known ? next_->url : url, what});
}

// Behind a member that cannot be read only the database knows where another begins.
bool FileCheck::skip_to_next(std::int64_t& at) {
    while (next_ && next_->offset <= at) next_expected();
    if (!next_) return false;
    at = next_->offset;
    return true;
}

void FileCheck::run() {
    for (std::int64_t at = 0; at < size_;) {
        while (next_ && next_->offset < at) {
            report(next_->offset, next_->url, "no record begins here");
            next_expected();
        }
        auto member = member_at(at);
        ++counts_.records;
        if (!member) {
            report(at, "", member.error().what);
            if (!skip_to_next(at)) return;
            continue;
        }
        auto length = static_cast<std::int64_t>(member->length);
        std::string payload;
        auto record = check_member(std::move(member->plain), payload);
        if (!record) report(at, "", record.error().what);
        for (; expected_at(at); next_expected()) {
            std::string why = record ? disagreement(*record, payload, length) : std::string();
            if (!why.empty()) report(at, record->url, why);
        }
        at += length;
    }
    for (; next_; next_expected()) report(next_->offset, next_->url, "the file ends before it");
}

Result<void> verify_folder(const std::string& folder, DeepVerified& counts, int depth,
                           const std::function<void(const DamagedRecord&)>& damaged) {
    auto manifest = read_manifest(folder);
    if (!manifest) return tl::unexpected(manifest.error());
    auto plain = [](const std::string& name) {
        return !name.empty() && name.find('/') == std::string::npos && name.front() != '.';
    };
    auto done = guarded([&]() -> Result<void> {
        Database database(folder + "/facts.sqlite", Database::Mode::read_only);
        complete_schema(database);
        for (const Json& file : (*manifest)["files"].items()) {
            std::string name = file["name"].text();
            if (!name.ends_with(".warc.gz")) continue;
            if (!plain(name))
                return failure(Errc::damaged, "the manifest names a file outside its folder");
            FileCheck(folder, name, database, counts, damaged).run();
        }
        return {};
    });
    const Json& parent = (*manifest)["parent"];
    if (!done || !parent.is_object()) return done;
    std::string name = parent["capture"].text();
    if (!plain(name) || depth >= parents_max)
        return failure(Errc::damaged, "the manifest names a parent outside its folder");
    return verify_folder(fmt::format("{}/../{}", folder, name), counts, depth + 1, damaged);
}

}  // namespace

Result<DeepVerified> verify_records(const std::string& folder,
                                    const std::function<void(const DamagedRecord&)>& damaged) {
    DeepVerified counts;
    if (auto done = verify_folder(folder, counts, 0, damaged); !done)
        return tl::unexpected(done.error());
    return counts;
}

}  // namespace duwang::storage
