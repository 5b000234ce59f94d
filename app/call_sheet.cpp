#include "app/call_sheet.h"

#include <algorithm>
#include <set>

#include "app/round_captures.h"
#include "config/call_words.h"
#include "core/html/document.h"
#include "core/phone_numbers.h"
#include "core/text/charset.h"
#include "core/text/normalise.h"
#include "crawler/http/decode.h"
#include "reports/escape.h"
#include "storage/capture/capture_reader.h"

namespace duwang::app {
namespace {

using workflow::PrefilledRow;

constexpr std::size_t guides_max = 20;  // of one unit on one site
constexpr std::int64_t page_bytes_max = 16 << 20;

bool names_guide(const Link& link, const PhoneRules& rules) {
    return contains_any(link.text, rules.guides) || contains_any(link.title, rules.guides);
}

// Addresses of the unit's guides on a site, as far as its inventory and its pages tell.
std::vector<std::string> guides_of(const EvidenceView& view, const PhoneRules& rules) {
    std::vector<std::string> guides;
    const auto add = [&](const std::string& address) {
        if (!address.empty() && guides.size() < guides_max &&
            std::ranges::find(guides, address) == guides.end())
            guides.push_back(address);
    };
    const auto is_one = [](const std::vector<std::string>& kinds, const Column& column) {
        return std::ranges::find(kinds, column.kind) != kinds.end();
    };
    for (const Column& column : view.columns())
        if (is_one(rules.guide_columns, column)) add(column.address);
    for (const Column& column : view.columns()) {
        const PageFacts* page =
            is_one(rules.link_columns, column) ? view.page(column.address) : nullptr;
        if (!page) continue;
        for (const Link& link : page->links)
            if (names_guide(link, rules)) add(link.url);
    }
    return guides;
}

class CallSheet {
  public:
    CallSheet(const RoundPlan& plan, const PhoneRules& rules) : plan_(plan), rules_(rules) {}

    Result<void> add(const Unit& unit, const Site& site, storage::CaptureReader& capture) {
        auto view = capture.view(unit, site, plan_.columns_on(site.id), plan_.round.as_of,
                                 plan_.link_rules);
        for (const std::string& address : guides_of(*view, rules_)) {
            const PageFacts* page = view->page(address);
            if (!page || page->status != FetchStatus::ok) continue;
            if (auto done = add(unit, *page, capture); !done) return done;
        }
        return {};
    }

    std::vector<PrefilledRow> take() { return std::move(rows_); }

  private:
    const RoundPlan& plan_;
    const PhoneRules& rules_;
    std::set<std::pair<std::string, std::string>> seen_;  // unit and digits
    std::vector<PrefilledRow> rows_;

    Result<void> add(const Unit& unit, const PageFacts& page, storage::CaptureReader& capture) {
        auto exchange = capture.exchange(page.exchange);
        if (!exchange) return tl::unexpected(exchange.error());
        auto record = capture.record(exchange->record);
        if (!record) return tl::unexpected(record.error());
        Exchange answer;
        answer.response_head = record->http_head();
        const crawler::Decoded plain = crawler::decode_content(
            record->http_body(), answer.header("content-encoding"), page_bytes_max);
        const Decoded decoded = decode(plain.bytes, page.charset);
        const html::Document document(decoded.text);
        for (const PhoneNumber& one :
             find_phone_numbers(document.body().text(), rules_)) {
            if (!seen_.emplace(unit.id, one.digits).second) continue;
            rows_.push_back({{"unit", unit.id},
                             {"unit_name", unit.name},
                             {"number", one.number},
                             {"quote", reports::mask_personal(one.quote)},
                             {"address", page.url},
                             {"capture", capture.id()},
                             {"captured", exchange->started.iso()}});
        }
        return {};
    }
};

}  // namespace

Result<std::vector<PrefilledRow>> call_sheet(Workspace& workspace, const RoundPlan& plan,
                                             const std::string& unit) {
    auto words = config::load_phone_rules(workspace.data + "/vocabulary/calls.yaml");
    if (!words.errors.empty()) return tl::unexpected(joined(words.errors));
    auto attached = workspace.ledger->captures(plan.round.id);
    if (!attached) return tl::unexpected(attached.error());
    CallSheet sheet(plan, words.rules);
    for (const Unit* one : plan.units) {
        if (!unit.empty() && one->id != unit) continue;
        for (const Site* site : plan.sites_of(*one)) {
            const SiteCapture capture =
                capture_to_judge(workspace, plan.round, *attached, site->id);
            auto reader = storage::CaptureReader::open(capture.folder);
            if (!reader) continue;  // the site was not captured: nothing is known of its guides
            if (auto done = sheet.add(*one, *site, **reader); !done)
                return tl::unexpected(done.error());
        }
    }
    return sheet.take();
}

}  // namespace duwang::app
