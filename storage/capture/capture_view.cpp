#include "storage/capture/capture_view.h"

#include <algorithm>
#include <map>

#include "core/hash.h"
#include "core/url.h"
#include "storage/capture/capture_store.h"
#include "storage/capture/detail.h"
#include "storage/capture/exchange_rows.h"
#include "storage/capture/link_targets.h"
#include "storage/capture/mark_sets.h"
#include "storage/capture/revisits.h"
#include "storage/capture/sqlite.h"
#include "storage/capture/supplement.h"
#include "storage/capture/tls_rows.h"

namespace duwang::storage {
namespace {

constexpr std::string_view page_columns =
    "SELECT u.id, u.url, u.final_url, u.status, u.http_status, COALESCE(p.exchange, 0), "
    "COALESCE(p.title, ''), COALESCE(p.charset, ''), COALESCE(p.text_chars, 0), "
    "COALESCE(p.fingerprint, 0), COALESCE(p.opening, ''), m.marks, "
    "COALESCE(p.detail, ''), COALESCE(p.places, '') FROM urls u LEFT JOIN pages p ON p.url_id = "
    "u.id "
    "LEFT JOIN mark_sets m ON m.id = p.marks ";

LinkTotals count_links(Database& database) {
    Statement rows = database.prepare(
        "SELECT COUNT(*), COALESCE(SUM(status = 'ok' AND suspect = ''), 0), "
        "COALESCE(SUM((status <> '' AND status <> 'ok') OR suspect <> ''), 0), "
        "COALESCE(SUM(status = ''), 0) FROM urls WHERE role <> 'skip'");
    LinkTotals totals;
    if (rows.bind().step())
        totals = {rows.number(0), rows.number(1), rows.number(2), rows.number(3)};
    return totals;
}

class CaptureView final : public EvidenceView {
  public:
    explicit CaptureView(CaptureViewSource source) : s_(std::move(source)) {
        for (const Column& column : s_.on_site)
            (column.unit == s_.unit.id ? mine_ : others_).push_back(column);
        for (const std::string& host : s_.site.hosts) hosts_.push_back(host);
        if (auto home = parse_url(s_.site.home)) hosts_.push_back(home->host_port());
    }

    Timestamp as_of() const override { return s_.as_of; }
    const Unit& unit() const override { return s_.unit; }
    const Site& site() const override { return s_.site; }
    const std::vector<Column>& columns() const override { return mine_; }
    const SiteState& state() const override { return s_.state; }
    const PageFacts* page(std::string_view url) const override;
    const PageFacts* home() const override;
    std::vector<const PageFacts*> inner_pages(std::size_t at_most) const override;
    std::vector<const PageFacts*> articles(std::size_t at_most) const override;
    const std::vector<LinkTarget>& troubled_links() const override;
    LinkTotals link_totals() const override { return count_links(*s_.database); }
    const LinkRules& link_rules() const override { return s_.link_rules; }
    const Ipv6Facts* ipv6() const override;
    const SearchFacts* search() const override;
    const std::vector<HostTls>& tls_hosts() const override;
    const AvailabilityRecord* availability() const override { return s_.availability; }
    Evidence evidence(std::int64_t exchange, std::string quote) const override;

    bool on_site(std::string_view url) const override {
        auto parsed = parse_url(url);
        return parsed && std::ranges::find(hosts_, parsed->host_port()) != hosts_.end();
    }

  private:
    const PageFacts* keep(Statement& rows) const;
    std::int64_t last_exchange(std::string_view purpose) const;
    bool is_ours(const std::string& page_url) const;

    CaptureViewSource s_;
    std::vector<Column> mine_, others_;
    std::vector<std::string> hosts_;
    mutable std::map<std::int64_t, PageFacts> pages_;
    mutable std::optional<std::vector<LinkTarget>> troubled_;
    mutable std::optional<std::optional<Ipv6Facts>> ipv6_;
    mutable std::optional<std::optional<SearchFacts>> search_;
    mutable std::optional<std::vector<HostTls>> tls_hosts_;
};

// A home page that only sends its visitors on is not the one they see (H14): one hop is followed.
const PageFacts* CaptureView::home() const {
    const PageFacts* first = page(s_.site.home);
    if (first == nullptr || first->forwards_to.empty()) return first;
    const PageFacts* real = page(first->forwards_to);
    return real != nullptr && content_arrived(real->status) ? real : first;
}

const PageFacts* CaptureView::keep(Statement& rows) const {
    std::int64_t id = rows.number(0);
    if (auto known = pages_.find(id); known != pages_.end()) return &known->second;
    PageFacts facts;
    const std::string detail = unpack_detail(rows.text(12));
    if (!detail.empty()) {
        if (auto json = Json::parse(detail)) facts = page_facts_from_json(*json);
    } else if (!rows.is_null(11)) {
        read_marks(rows.text(11), rows.text(13), facts);
    }
    facts.id = id;
    facts.url = rows.text(1);
    facts.final_url = rows.text(2);
    facts.status = status_of(rows.text(3), facts.http_status);
    facts.http_status = static_cast<int>(rows.number(4));
    facts.exchange = rows.number(5);
    facts.title = rows.text(6);
    facts.charset = rows.text(7);
    facts.text_chars = rows.number(8);
    facts.fingerprint = static_cast<std::uint64_t>(rows.number(9));
    facts.opening = rows.text(10);
    if (facts.exchange == 0) {
        Statement last = s_.database->prepare("SELECT MAX(id) FROM exchanges WHERE url_id = ?");
        if (last.bind(id).step()) facts.exchange = last.number(0);
    }
    if (auto origin = find_origin(*s_.database, facts.exchange)) facts.bytes_from = origin->fetched;
    return &pages_.emplace(id, std::move(facts)).first->second;
}

const PageFacts* CaptureView::page(std::string_view url) const {
    auto parsed = parse_url(url);
    if (!parsed) return nullptr;
    auto key = static_cast<std::int64_t>(hash64(parsed->key()));
    Statement rows = s_.database->prepare(
        std::string(page_columns) + "WHERE u.key = ? AND u.status <> '' ORDER BY u.id LIMIT 1");
    return rows.bind(key).step() ? keep(rows) : nullptr;
}

std::vector<const PageFacts*> CaptureView::inner_pages(std::size_t at_most) const {
    std::vector<const PageFacts*> result;
    Statement rows =
        s_.database->prepare(std::string(page_columns) +
                             "WHERE u.role = 'page' AND u.status = 'ok' AND u.depth > 0 "
                             "AND p.url_id IS NOT NULL ORDER BY u.id LIMIT 1000");
    for (rows.bind(); rows.step() && result.size() < at_most;) {
        const PageFacts* page = keep(rows);
        if (on_site(page->final_url)) result.push_back(page);  // not what it redirects away to
    }
    return result;
}

std::vector<const PageFacts*> CaptureView::articles(std::size_t at_most) const {
    std::vector<const PageFacts*> result;
    Statement rows = s_.database->prepare(std::string(page_columns) +
                                          "WHERE u.role = 'page' AND u.status = 'ok' "
                                          "AND p.detail <> '' ORDER BY u.id");
    for (rows.bind(); rows.step() && result.size() < at_most;) {
        if (!is_ours(rows.text(1))) continue;
        const PageFacts* page = keep(rows);
        const bool read = page->article.kind == "article" || page->article.kind == "document";
        if (read && on_site(page->final_url)) result.push_back(page);
    }
    return result;
}

// A defect inside a column is that column's unit's; everything else is the owner's.
bool CaptureView::is_ours(const std::string& page_url) const {
    auto inside = [&](const Column& column) {
        auto end = column.address.rfind('/');
        return page_url.starts_with(std::string_view(column.address).substr(0, end + 1));
    };
    auto home = parse_url(s_.site.home);
    auto deeper_than_home = [&](const Column& column) {
        auto address = parse_url(column.address);
        return address && home && address->path().size() > home->path().size();
    };
    for (const Column& column : mine_)
        if (deeper_than_home(column) && inside(column)) return true;
    if (!owns_site()) return false;
    return std::ranges::none_of(
        others_, [&](const Column& column) { return deeper_than_home(column) && inside(column); });
}

const std::vector<LinkTarget>& CaptureView::troubled_links() const {
    if (!troubled_) {
        LinkTargetFilter filter;
        filter.is_ours = [this](const std::string& page) { return is_ours(page); };
        filter.owns_site = owns_site();
        filter.on_site = [this](const std::string& url) { return on_site(url); };
        filter.filed = site().filed;
        troubled_ = read_link_targets(*s_.database, filter);
    }
    return *troubled_;
}

std::int64_t CaptureView::last_exchange(std::string_view purpose) const {
    Statement last =
        s_.database->prepare("SELECT COALESCE(MAX(id), 0) FROM exchanges WHERE purpose = ?");
    return last.bind(purpose).step() ? last.number(0) : 0;
}

const SearchFacts* CaptureView::search() const {
    if (search_) return *search_ ? &**search_ : nullptr;
    search_.emplace();
    Statement rows = s_.database->prepare("SELECT value FROM named_values WHERE name = 'search'");
    if (rows.bind().step())
        if (auto json = Json::parse(rows.text(0))) *search_ = search_facts_from_json(*json);
    if (!*search_) return nullptr;
    for (std::size_t i = 0; i < (*search_)->questions.size(); ++i)
        (*search_)->questions[i].exchange = last_exchange(fmt::format("search:{}", i));
    return &**search_;
}

const Ipv6Facts* CaptureView::ipv6() const {
    if (!ipv6_) {
        ipv6_.emplace();
        Statement rows = s_.database->prepare("SELECT value FROM named_values WHERE name = 'ipv6'");
        if (rows.bind().step())
            if (auto json = Json::parse(rows.text(0))) *ipv6_ = ipv6_facts_from_json(*json);
        if (*ipv6_) {
            (*ipv6_)->exchange = last_exchange("ipv6");
            (*ipv6_)->dns_exchange = last_exchange("dns");
        }
    }
    return *ipv6_ ? &**ipv6_ : nullptr;
}

const std::vector<HostTls>& CaptureView::tls_hosts() const {
    if (!tls_hosts_)
        tls_hosts_ =
            read_tls_hosts(*s_.database, [this](const std::string& url) { return on_site(url); });
    return *tls_hosts_;
}

Evidence CaptureView::evidence(std::int64_t exchange, std::string quote) const {
    Evidence evidence;
    evidence.capture = s_.capture;
    evidence.exchange = exchange;
    evidence.quote = std::move(quote);
    if (auto facts = find_exchange(*s_.database, exchange)) {
        evidence.url = facts->url;
        evidence.at = facts->started;
        evidence.address = facts->address;
        evidence.status = status_word(facts->status, facts->http_status);
        RecordHome home = record_home(s_.capture, facts->record.file);
        evidence.capture = home.capture;
        evidence.record = facts->record;
        evidence.origin = facts->origin;
        evidence.record.file = home.file;
    }
    return evidence;
}

}  // namespace

std::unique_ptr<EvidenceView> make_capture_view(CaptureViewSource source) {
    return std::make_unique<CaptureView>(std::move(source));
}

}  // namespace duwang::storage
