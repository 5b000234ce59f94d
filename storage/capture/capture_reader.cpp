#include "storage/capture/capture_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "core/url.h"
#include "storage/capture/capture_view.h"
#include "storage/capture/detail.h"
#include "storage/capture/exchange_rows.h"
#include "storage/capture/link_targets.h"
#include "storage/capture/old_schema.h"
#include "storage/capture/record_log.h"
#include "storage/capture/revisits.h"
#include "storage/capture/sqlite.h"
#include "storage/capture/supplement.h"
#include "storage/capture/varint.h"

namespace duwang::storage {
namespace {

class Reader final : public CaptureReader {
  public:
    explicit Reader(std::string folder)
        : folder_(std::move(folder)),
          database_(
              std::make_shared<Database>(folder_ + "/facts.sqlite", Database::Mode::read_only)) {
        complete_schema(*database_);
        id_ = std::filesystem::path(folder_).filename().string();
        Statement rows =
            database_->prepare("SELECT value FROM named_values WHERE name = 'site_state'");
        if (!rows.bind().step()) return;
        if (auto json = Json::parse(rows.text(0))) {
            state_.reached = (*json)["reached"].boolean();
            state_.cause = cause_of((*json)["cause"].text());
            state_.note = (*json)["note"].text();
        }
        Statement halted =
            database_->prepare("SELECT value FROM named_values WHERE name = 'halted'");
        if (halted.bind().step()) state_.halted = halted.text(0);
        // Known and not visited, and those that were too many to be remembered at all.
        Statement left = database_->prepare(
            "SELECT COUNT(*) + COALESCE((SELECT CAST(value AS INTEGER) FROM named_values WHERE "
            "name "
            "= 'urls_dropped'), 0) FROM urls WHERE status = '' AND role <> 'skip'");
        if (left.bind().step()) state_.not_visited = left.number(0);
        // The home page is the first address of every crawl.
        Statement home =
            database_->prepare("SELECT COALESCE(MAX(id), 0) FROM exchanges WHERE url_id = 1");
        if (home.bind().step()) state_.home_exchange = home.number(0);
    }

    std::unique_ptr<EvidenceView> view(const Unit& unit, const Site& site,
                                       const std::vector<Column>& on_site, Timestamp as_of,
                                       const LinkRules& link_rules,
                                       const AvailabilityRecord* availability) override {
        return make_capture_view(
            {database_, id_, state_, unit, site, on_site, as_of, link_rules, availability});
    }

    std::vector<LinkTarget> links(const Site& site) override {
        LinkTargetFilter filter;
        filter.is_ours = [](const std::string&) { return true; };
        filter.on_site = [&](const std::string& url) {
            const auto parsed = parse_url(url);
            const auto home = parse_url(site.home);
            if (!parsed) return false;
            const std::string host = parsed->host_port();
            return (home && home->host_port() == host) ||
                   std::ranges::find(site.hosts, host) != site.hosts.end();
        };
        filter.filed = site.filed;
        return read_link_targets(*database_, filter);
    }

    const SiteState& state() const override { return state_; }
    std::string id() const override { return id_; }

    std::int64_t page_count() override {
        Statement rows = database_->prepare("SELECT COUNT(*) FROM pages");
        return rows.bind().step() ? rows.number(0) : 0;
    }

    std::int64_t unchanged_count() override { return count_revisits(*database_); }

    Result<ExchangeFacts> exchange(std::int64_t id) override {
        return guarded([&]() -> Result<ExchangeFacts> {
            auto found = find_exchange(*database_, id);
            if (!found) return failure(Errc::not_found, fmt::format("{}: no exchange {}", id_, id));
            return *found;
        });
    }

    Result<WarcRecord> record(const RecordPlace& place) override {
        return read_record(folder_, place);
    }

    Result<std::string> request(std::int64_t exchange) override {
        auto place = own_place(exchange);
        if (!place) return tl::unexpected(place.error());
        auto answer = read_record(folder_, *place);
        if (!answer) return tl::unexpected(answer.error());
        const std::int64_t teller = exchange_of_record_id(told_request_id(*answer));
        if (teller > 0) place = own_place(teller);
        if (!place) return tl::unexpected(place.error());
        auto sent = read_record_after(folder_, *place);
        if (!sent) return tl::unexpected(sent.error());
        // Of captures of earlier versions another exchange's request may follow.
        const RecordIds ids(record_home(id_, place->file).capture);
        const std::string wanted = ids.of(RecordIds::Kind::request, teller > 0 ? teller : exchange);
        if (sent->type != "request" || sent->field("WARC-Record-ID") != wanted)
            return failure(Errc::not_found, "no request is recorded behind the answer");
        if (teller == 0) return std::move(sent->block);
        auto rebuilt = rebuild_request(*sent, *answer);
        if (!rebuilt) return failure(Errc::damaged, "the request cannot be rebuilt");
        return std::move(*rebuilt);
    }

    Result<void> export_facts(const std::function<void(const Json&)>& each) override {
        return guarded([&]() -> Result<void> {
            export_urls(each);
            export_pages(each);
            export_rest(each);
            export_origins(each);
            return {};
        });
    }

  private:
    // Of the record that was made of this exchange; bytes that were copied are another's.
    Result<RecordPlace> own_place(std::int64_t exchange) {
        auto facts = this->exchange(exchange);
        if (!facts) return tl::unexpected(facts.error());
        return guarded([&]() -> Result<RecordPlace> {
            auto revisit = find_revisit_record(*database_, exchange);
            if (revisit) {
                facts->record.offset = revisit->offset;
                facts->record.length = revisit->length;
            }
            return facts->record;
        });
    }

    void export_urls(const std::function<void(const Json&)>& each) {
        Statement rows = database_->prepare(
            "SELECT id, url, depth, found_on, role, reason, focus, "
            "status, final_url, suspect, not_visited FROM urls ORDER BY id");
        for (rows.bind(); rows.step();)
            each(Json::object()
                     .set("fact", "url")
                     .set("id", rows.number(0))
                     .set("url", rows.text(1))
                     .set("depth", rows.number(2))
                     .set("found_on", rows.number(3))
                     .set("role", rows.text(4))
                     .set("reason", rows.text(5))
                     .set("focus", rows.number(6) != 0)
                     .set("class", rows.text(7))
                     .set("final_url", rows.text(8))
                     .set("suspect", rows.text(9))
                     .set("not_visited", rows.text(10)));
    }

    void export_pages(const std::function<void(const Json&)>& each) {
        Statement rows = database_->prepare(
            "SELECT p.url_id, p.title, p.charset, p.text_chars, p.fingerprint, p.opening, m.marks, "
            "p.links, p.detail, p.places FROM pages p JOIN mark_sets m ON m.id = p.marks ORDER BY "
            "p.url_id");
        for (rows.bind(); rows.step();) {
            Json links = Json::array();
            for (std::int64_t id : unpack_ids(rows.text(7))) links.push_back(id);
            Json places = Json::array();
            for (std::int64_t offset : unpack_numbers(rows.text(9))) places.push_back(offset);
            const std::string detail = unpack_detail(rows.text(8));
            Json line = Json::object()
                            .set("fact", "page")
                            .set("url_id", rows.number(0))
                            .set("title", rows.text(1))
                            .set("charset", rows.text(2))
                            .set("text_chars", rows.number(3))
                            .set("fingerprint", rows.number(4))
                            .set("opening", rows.text(5))
                            .set("marks", rows.text(6))
                            .set("places", places)
                            .set("links", links);
            const auto facts = Json::parse(detail.empty() ? "{}" : detail);
            tell_document(facts ? *facts : Json(), line);
            each(line.set("detail", detail));
        }
    }

    void export_rest(const std::function<void(const Json&)>& each) {
        Statement places =
            database_->prepare("SELECT target, page, tag, raw, text FROM link_places");
        for (places.bind(); places.step();)
            each(Json::object()
                     .set("fact", "link_place")
                     .set("target", places.number(0))
                     .set("page", places.number(1))
                     .set("tag", places.text(2))
                     .set("raw", places.text(3))
                     .set("text", places.text(4)));
        Statement exchanges = database_->prepare(
            "SELECT DISTINCT e.url_id, e.attempt, e.hop, e.url, e.purpose, "
            "e.status, e.location, e.sha256, e.protocol, COALESCE(t.facts, '') "
            "FROM exchanges e LEFT JOIN tls_sets t ON t.id = e.tls "
            "ORDER BY 1, 2, 3, 4, 5");
        for (exchanges.bind(); exchanges.step();)
            each(Json::object()
                     .set("fact", "exchange")
                     .set("url_id", exchanges.number(0))
                     .set("attempt", exchanges.number(1))
                     .set("hop", exchanges.number(2))
                     .set("url", exchanges.text(3))
                     .set("purpose", exchanges.text(4))
                     .set("class", exchanges.text(5))
                     .set("location", exchanges.text(6))
                     .set("payload_sha256", exchanges.text(7))
                     .set("protocol", exchanges.text(8))
                     .set("tls", exchanges.text(9)));
    }

    void export_origins(const std::function<void(const Json&)>& each) {
        Statement rows = database_->prepare(
            "SELECT e.url_id, r.how, r.capture, r.origin, r.fetched_ms, e.started_ms FROM revisits "
            "r "
            "JOIN exchanges e ON e.id = r.exchange ORDER BY r.exchange");
        for (rows.bind(); rows.step();) {
            BytesOrigin origin{rows.text(1), rows.text(2), rows.number(3), {rows.number(4)}};
            each(Json::object()
                     .set("fact", "unchanged")
                     .set("url_id", rows.number(0))
                     .set("bytes_from", to_json(origin))
                     .set("text", bytes_age_text(origin, {rows.number(5)})));
        }
    }

    std::string folder_;
    std::string id_;
    std::shared_ptr<Database> database_;
    SiteState state_;
};

}  // namespace

Result<std::shared_ptr<CaptureReader>> CaptureReader::open(const std::string& folder) {
    if (!std::filesystem::exists(folder + "/facts.sqlite"))
        return failure(Errc::not_found, fmt::format("{}: there is no capture here", folder));
    return guarded([&]() -> Result<std::shared_ptr<CaptureReader>> {
        return std::shared_ptr<CaptureReader>(std::make_shared<Reader>(folder));
    });
}

}  // namespace duwang::storage
