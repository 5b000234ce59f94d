#include "storage/capture/earlier.h"

#include <fmt/format.h>

#include <filesystem>
#include <mutex>

#include "core/hash.h"
#include "storage/capture/append_file.h"
#include "storage/capture/detail.h"
#include "storage/capture/manifest.h"
#include "storage/capture/old_schema.h"
#include "storage/capture/record_log.h"
#include "storage/capture/sqlite.h"
#include "storage/capture/supplement.h"
#include "storage/capture/varint.h"

namespace duwang::storage {
namespace {

// Only what came whole and as a page: bytes cut off for a mere link are no page.
constexpr std::string_view find_page =
    "SELECT u.id, e.url, e.id, e.file, e.offset, e.length, e.sha256, e.started_ms, p.detail <> '', "
    "v.etag, v.modified, v.content_type, v.coding, v.exchange, r.capture, r.origin, r.fetched_ms "
    "FROM urls u JOIN pages p ON p.url_id = u.id JOIN exchanges e ON e.id = p.exchange "
    "LEFT JOIN validators v ON v.exchange = e.id LEFT JOIN revisits r ON r.exchange = e.id "
    "WHERE u.key = ? AND u.url = ? AND u.role = 'page' AND u.status = 'ok' AND e.purpose = 'page' "
    "AND e.status = 'ok' AND e.http_status IN (200, 304) AND e.sha256 <> ''";

constexpr std::string_view find_sight =
    "SELECT p.title FROM urls u JOIN pages p ON p.url_id = u.id "
    "WHERE u.key = ? AND u.url = ? AND u.status = 'ok' AND u.suspect = ''";

class Earlier final : public EarlierCapture {
  public:
    Earlier(const std::string& folder, const Json& manifest);

    const EarlierInfo& info() const override { return info_; }
    std::optional<EarlierPage> find(const std::string& url, std::uint64_t key) override;
    std::optional<EarlierSight> sight(const std::string& url, std::uint64_t key) override;
    Result<EarlierFacts> facts(const EarlierPage& page,
                               const std::function<bool(std::int64_t)>& known,
                               bool same_focus) override;
    Result<PageFacts> detail(const StoredPage& page) override;
    Result<Exchange> answer(const EarlierPage& page) override;

  private:
    std::string value(std::string_view name);
    EarlierPage page_from(std::int64_t exchange);
    void add_targets(EarlierFacts& result, const std::function<bool(std::int64_t)>& known,
                     std::int64_t page);

    std::mutex busy_;
    std::string folder_;
    Database database_;
    EarlierInfo info_;
    Statement find_, sight_, facts_, marks_, url_;
};

Earlier::Earlier(const std::string& folder, const Json& manifest)
    : folder_(folder), database_(folder + "/facts.sqlite", Database::Mode::read_only) {
    complete_schema(database_);
    find_ = database_.prepare(find_page);
    sight_ = database_.prepare(find_sight);
    facts_ = database_.prepare(
        "SELECT title, charset, text_chars, fingerprint, opening, marks, links, detail, "
        "places, newest, dates_by, further FROM pages "
        "WHERE url_id = ?");
    marks_ = database_.prepare("SELECT marks, hash FROM mark_sets WHERE id = ?");
    url_ = database_.prepare("SELECT url, key, focus, role, found_on FROM urls WHERE id = ?");
    info_.capture = std::filesystem::path(folder).filename().string();
    info_.reader = value("reader");
    info_.focus = value("focus");
    std::string dropped = value("urls_dropped");
    info_.links_complete = dropped.empty() || dropped == "0";
    if (auto as_of = parse_timestamp(manifest["as_of"].text())) info_.as_of = as_of->date();
    Statement last = database_.prepare("SELECT COALESCE(MAX(id), 0) FROM urls");
    if (last.bind().step()) info_.last_url = last.number(0);
}

std::string Earlier::value(std::string_view name) {
    Statement rows = database_.prepare("SELECT value FROM named_values WHERE name = ?");
    return rows.bind(name).step() ? rows.text(0) : std::string();
}

EarlierPage Earlier::page_from(std::int64_t exchange) {
    EarlierPage page;
    page.id = find_.number(0);
    page.bytes.url = find_.text(1);
    page.place = {find_.text(3), find_.number(4), find_.number(5), find_.text(6)};
    page.bytes.payload_sha256 = page.place.payload_sha256;
    page.detailed = find_.number(8) != 0;
    page.bytes.said = {find_.text(9), find_.text(10), find_.text(11), find_.text(12)};
    bool again = !find_.is_null(14);
    page.bytes.origin.capture =
        again ? find_.text(14) : record_home(info_.capture, page.place.file).capture;
    page.bytes.origin.exchange = again ? find_.number(15) : exchange;
    page.bytes.origin.fetched.unix_ms = find_.number(again ? 16 : 7);
    return page;
}

std::optional<EarlierPage> Earlier::find(const std::string& url, std::uint64_t key) {
    EarlierPage page;
    bool said = false;
    try {
        std::lock_guard lock(busy_);
        if (!find_.bind(static_cast<std::int64_t>(key), url).step()) return std::nullopt;
        page = page_from(find_.number(2));
        said = !find_.is_null(13);
    } catch (const DatabaseFailure&) {  // then the page is asked for as if it were new
        return std::nullopt;
    }
    auto member = read_member(folder_, page.place);
    if (!member) return std::nullopt;
    page.bytes.member = std::move(*member);
    auto begin = begin_of_record(page.bytes.member);
    if (!begin) return std::nullopt;
    page.bytes.record_id = std::move(begin->id);
    if (said) return page;
    Exchange answer;
    answer.response_head = std::move(begin->http_head);
    auto header = [&](std::string_view name) { return std::string(answer.header(name)); };
    page.bytes.said = {header("etag"), header("last-modified"), header("content-type"),
                       header("content-encoding")};
    return page;
}

std::optional<EarlierSight> Earlier::sight(const std::string& url, std::uint64_t key) {
    try {
        std::lock_guard lock(busy_);
        if (!sight_.bind(static_cast<std::int64_t>(key), url).step()) return std::nullopt;
        return EarlierSight{sight_.text(0)};
    } catch (const DatabaseFailure&) {  // then nothing is known of before
        return std::nullopt;
    }
}

void Earlier::add_targets(EarlierFacts& result, const std::function<bool(std::int64_t)>& known,
                          std::int64_t page) {
    for (std::int64_t id : result.links) {
        if (known(id) || !url_.bind(id).step()) continue;
        EarlierFacts::Target target{
            id, static_cast<std::uint64_t>(url_.number(1)), url_.text(0), {}};
        if (url_.text(3) == "page" && url_.number(4) == page) target.focus = url_.number(2) != 0;
        result.targets.push_back(std::move(target));
    }
}

Result<PageFacts> Earlier::detail(const StoredPage& page) {
    return guarded([&]() -> Result<PageFacts> {
        auto json = Json::parse(unpack_detail(page.detail));
        if (!json) return failure(Errc::damaged, "facts of a page cannot be read");
        return page_facts_from_json(*json);
    });
}

Result<EarlierFacts> Earlier::facts(const EarlierPage& page,
                                    const std::function<bool(std::int64_t)>& known,
                                    bool same_focus) {
    std::lock_guard lock(busy_);
    return guarded([&]() -> Result<EarlierFacts> {
        if (!facts_.bind(page.id).step()) return failure(Errc::not_found, "no such page");
        EarlierFacts result;
        PageFacts& facts = result.facts;
        if (!marks_.bind(facts_.number(5)).step()) return failure(Errc::damaged, "no marks");
        result.stored = {marks_.text(0), marks_.text(1), facts_.text(7), facts_.text(8),
                         facts_.text(9), facts_.number(11) != 0};
        result.links = unpack_ids(facts_.text(6));
        add_targets(result, known, page.id);
        // What the links say matters only where they lead to something new. Earlier versions did
        // not tell the rest beside the details.
        const bool told = !facts_.is_null(9);
        const bool detailed = !result.stored.detail.empty();
        result.links_left_out = detailed && told && (result.targets.empty() || same_focus);
        if (detailed && !result.links_left_out) {
            auto all = detail(result.stored);
            if (!all) return tl::unexpected(all.error());
            facts = std::move(*all);
        }
        if (told)
            facts.dates_by = facts_.text(10);
        else
            result.stored.newest = newest_day(facts);
        facts.detailed = detailed;
        facts.title = facts_.text(0);
        facts.charset = facts_.text(1);
        facts.text_chars = facts_.number(2);
        facts.fingerprint = static_cast<std::uint64_t>(facts_.number(3));
        facts.opening = facts_.text(4);
        return result;
    });
}

Result<Exchange> Earlier::answer(const EarlierPage& page) {
    auto record = read_record(folder_, page.place);
    if (!record) return tl::unexpected(record.error());
    Exchange answer;
    answer.url = page.bytes.url;
    answer.response_head = record->http_head();
    answer.body = record->http_body();
    return answer;
}

}  // namespace

std::string to_text(const EarlierName& name) {
    return Json::object()
        .set("capture", name.capture)
        .set("folder", name.folder)
        .set("manifest_sha256", name.manifest_sha256)
        .dump();
}

EarlierName earlier_name(const std::string& text) {
    auto json = Json::parse(text);
    if (!json) return {};
    return {(*json)["capture"].text(), (*json)["folder"].text(), (*json)["manifest_sha256"].text()};
}

Result<std::unique_ptr<EarlierCapture>> open_earlier(const std::string& folder,
                                                     const std::string& manifest_sha256) {
    auto hash = sha256_file(folder + "/manifest.json");
    if (!hash) return tl::unexpected(hash.error());
    if (*hash != manifest_sha256)
        return failure(Errc::damaged,
                       fmt::format("{}/manifest.json is not the one that was sealed", folder));
    if (auto whole = verify_manifest(folder); !whole) return tl::unexpected(whole.error());
    auto manifest = read_manifest(folder);
    if (!manifest) return tl::unexpected(manifest.error());
    return guarded([&]() -> Result<std::unique_ptr<EarlierCapture>> {
        return std::unique_ptr<EarlierCapture>(std::make_unique<Earlier>(folder, *manifest));
    });
}

}  // namespace duwang::storage
