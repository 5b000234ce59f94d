// 压缩包: what lies in it is listed, and nothing of it opened.
#include <fmt/format.h>

#include <algorithm>

#include "core/text/charset.h"
#include "core/text/normalise.h"
#include "core/text/utf8.h"
#include "crawler/attachment/readers.h"

namespace duwang::crawler {
namespace {

constexpr std::size_t end_record = 22, comment_max = 65'535;
constexpr std::size_t name_chars_max = 300;

std::size_t two_bytes(std::string_view bytes, std::size_t at) {
    return static_cast<unsigned char>(bytes[at]) + 256u * static_cast<unsigned char>(bytes[at + 1]);
}

// Programs on Chinese Windows write GB18030 and mark it as anything.
std::string entry_name(const std::string& raw) {
    const std::string text = is_valid_utf8(raw) ? raw : decode(raw, "gb18030").text;
    return printable(truncate_code_points(text, name_chars_max));
}

}  // namespace

std::size_t zip_entries_said(std::string_view bytes) {
    if (bytes.size() < end_record) return 0;
    const std::size_t window = std::min(bytes.size(), end_record + comment_max);
    const std::size_t at = bytes.substr(bytes.size() - window).rfind("PK\x05\x06");
    if (at == bytes.npos || at + end_record > window) return 0;
    return two_bytes(bytes, bytes.size() - window + at + 10);
}

std::optional<ZipReader> open_container(Reading& reading) {
    if (zip_entries_said(reading.bytes) > zip_entries_opened_max) {
        reading.give_up("too_large", "more files inside than are looked at");
        return {};
    }
    ZipLimits limits;
    limits.entries_max = zip_entries_opened_max;
    limits.inflated_max = reading.limits.inflated_max;
    limits.entry_max = reading.limits.inflated_max / 2;  // reading XML takes some copies of it
    auto zip = ZipReader::open(reading.bytes, reading.out.facts.name, limits);
    if (!zip) {
        reading.give_up("damaged", zip.error().what);
        return {};
    }
    return std::move(*zip);
}

namespace {

// What lies in an archive, and in archives in it, would come to. Those are looked into for this
// alone: a bomb may be packed many times over.
class Weight {
  public:
    explicit Weight(const Reading& reading)
        : file_(reading.bytes.size()), budget_(reading.limits.inflated_max) {}

    // Why it is a bomb; empty: it is none.
    std::string_view bomb(ZipReader& zip) {
        add(zip, file_, 0);
        while (verdict_.empty() && !inside_.empty()) {
            const Inside one = std::move(inside_.back());
            inside_.pop_back();
            if (zip_entries_said(one.bytes) > zip_entries_opened_max) return "too_large";
            if (auto inner = ZipReader::open(one.bytes, "zip", limits()))
                add(*inner, one.bytes.size(), one.depth);
        }
        return verdict_;
    }

  private:
    static constexpr int depth_max = 3;
    static constexpr std::uint64_t ratio_max = 100, ratio_of_one_max = 250;
    struct Inside {
        std::string bytes;
        int depth = 0;
    };
    const std::uint64_t file_;
    const std::size_t budget_;
    std::size_t opened_ = 0;  // bytes that were unpacked
    std::uint64_t all_ = 0, absurd_ = 0;
    std::vector<Inside> inside_;
    std::string_view verdict_;

    ZipLimits limits() const {
        ZipLimits limits;
        limits.entries_max = zip_entries_opened_max;
        limits.inflated_max = limits.entry_max = budget_ - std::min(budget_, opened_);
        return limits;
    }

    void add(ZipReader& zip, std::uint64_t archive_bytes, int depth) {
        std::uint64_t packed = 0;
        const std::vector<ZipEntry> entries = zip.entries();
        for (const ZipEntry& entry : entries) {
            // Saturating: an archive may say anything.
            const auto more = [](std::uint64_t& sum, std::uint64_t by) {
                sum = by > ~sum ? ~std::uint64_t{0} : sum + by;
            };
            more(packed, entry.packed);
            more(all_, entry.bytes);
            if (entry.bytes / ratio_of_one_max > entry.packed) more(absurd_, entry.bytes);
        }
        // Entries that overlap each other are packed once and unpacked many times.
        if (packed > archive_bytes || absurd_ > budget_ ||
            (all_ > budget_ && all_ / ratio_max > file_))
            verdict_ = "ratio";
        for (std::size_t i = 0; i < entries.size() && verdict_.empty(); ++i)
            if (kind_said(entries[i].name) == "zip" && !entries[i].encrypted)
                open(zip, zip.names()[i], entries[i].bytes, depth + 1);
    }

    void open(ZipReader& zip, const std::string& name, std::uint64_t said, int depth) {
        if (depth > depth_max) verdict_ = "too_deep";
        if (said > budget_ - std::min(budget_, opened_)) verdict_ = "too_large";
        if (!verdict_.empty()) return;
        Result<std::string> bytes = zip.read(name);
        if (zip.problem() == ZipProblem::ratio || zip.problem() == ZipProblem::too_large)
            verdict_ = cause_of(zip.problem());
        if (!bytes) return;
        opened_ += bytes->size();
        inside_.push_back({std::move(*bytes), depth});
    }
};

std::string_view note_of(std::string_view cause) {
    if (cause == "ratio") return "unpacks to far more than files come to";
    if (cause == "too_deep") return "archives in archives in archives";
    return "the archives in it are larger than what is looked into";
}

}  // namespace

void read_archive(Reading& reading, ZipReader& zip) {
    AttachmentFacts& facts = reading.out.facts;
    const std::vector<ZipEntry> entries = zip.entries();
    std::size_t locked = 0, files = 0;
    for (const ZipEntry& entry : entries) {
        if (entry.name.ends_with('/')) continue;  // a folder
        ++files;
        locked += entry.encrypted ? 1 : 0;
        if (facts.entries.size() >= reading.limits.entries_max) {
            reading.warn("entries_cut");
            continue;
        }
        ArchiveEntry said{
            entry_name(entry.name), static_cast<std::int64_t>(entry.bytes), {}, entry.encrypted};
        said.kind = kind_said(said.name);
        if (entry.bytes > (entry.packed + 1) * 1'000) reading.warn("entry_ratio");
        if (said.name.find("..") != said.name.npos || said.name.starts_with('/'))
            reading.warn("entry_path");
        facts.entries.push_back(std::move(said));
    }
    if (files > 0 && locked == files)
        return reading.give_up("encrypted", "every file in it has a password");
    if (locked > 0) reading.warn("entries_encrypted");
    if (const std::string_view cause = Weight(reading).bomb(zip); !cause.empty())
        return reading.give_up(cause, note_of(cause));
    facts.state = "listed";
}

}  // namespace duwang::crawler
