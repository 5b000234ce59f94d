#include "storage/capture/linking_pages.h"

#include <optional>

#include "storage/capture/record_log.h"
#include "storage/capture/sqlite.h"
#include "storage/capture/varint.h"

namespace duwang::storage {
namespace {

std::optional<LinkingPage> read_back(Database& database, RecordLog& log, std::int64_t page) {
    Statement find = database.prepare(
        "SELECT u.url, u.final_url, e.file, e.offset, e.length FROM pages p JOIN urls u ON u.id = "
        "p.url_id JOIN exchanges e ON e.id = p.exchange WHERE p.url_id = ?");
    if (!find.bind(page).step()) return std::nullopt;
    LinkingPage result;
    result.page = page;
    result.url = find.text(0);
    result.final_url = find.text(1);
    auto record = log.read({find.text(2), find.number(3), find.number(4), {}});
    if (!record) return std::nullopt;
    Exchange headers;
    headers.response_head = record->http_head();
    result.content_type = headers.header("content-type");
    result.content_encoding = headers.header("content-encoding");
    result.body = record->http_body();
    return result;
}

}  // namespace

std::map<std::int64_t, std::int64_t> read_linking_pages(
    Database& database, RecordLog& log, const std::vector<std::int64_t>& targets, int places_max,
    const std::function<void(LinkingPage)>& each) {
    std::map<std::int64_t, std::int64_t> counts;
    for (std::int64_t target : targets) counts[target] = 0;
    Statement rows = database.prepare("SELECT url_id, links FROM pages ORDER BY url_id");
    for (rows.bind(); rows.step();) {
        std::vector<std::int64_t> wanted;
        bool worth_reading = false;
        for (std::int64_t id : unpack_ids(rows.text(1))) {
            auto found = counts.find(id);
            if (found == counts.end()) continue;
            if (++found->second <= places_max) worth_reading = true;
            wanted.push_back(id);
        }
        if (!worth_reading) continue;
        auto page = read_back(database, log, rows.number(0));
        if (!page) continue;
        page->targets = std::move(wanted);
        each(std::move(*page));
    }
    return counts;
}

}  // namespace duwang::storage
