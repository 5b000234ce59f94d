#include "storage/capture/tls_rows.h"

#include <map>

#include "core/exchange_json.h"
#include "core/url.h"
#include "storage/capture/sqlite.h"

namespace duwang::storage {
namespace {

// 304: as it was, in a re-sweep.
bool is_page(FetchStatus status, int http_status) {
    const bool page = (http_status >= 200 && http_status < 300) || http_status == 304;
    return content_arrived(status) && page;
}

TlsFacts tls_set(Database& database, std::int64_t id) {
    Statement set = database.prepare("SELECT facts FROM tls_sets WHERE id = ?");
    if (!set.bind(id).step()) return {};
    auto json = Json::parse(set.text(0));
    return json ? tls_facts_from_json(*json) : TlsFacts{};
}

}  // namespace

std::vector<HostTls> read_tls_hosts(Database& database,
                                    const std::function<bool(const std::string& url)>& on_site) {
    std::map<std::string, HostTls> hosts;
    std::map<std::string, std::int64_t> sets;  // host: id of what its newest handshake showed
    Statement rows = database.prepare(
        "SELECT id, url, status, http_status, started_ms, tls FROM exchanges ORDER BY id");
    for (rows.bind(); rows.step();) {
        const std::string address = rows.text(1);
        const auto url = parse_url(address);
        if (!url || !on_site(address)) continue;
        const std::string name = url->host_port();
        HostTls& host = hosts[name];
        host.host = name;
        int http_status = 0;
        const FetchStatus status = status_of(rows.text(2), http_status);
        http_status = static_cast<int>(rows.number(3));
        if (url->scheme() == "http") {
            if (is_page(status, http_status)) host.http_exchange = rows.number(0);
            continue;
        }
        host.asked_https = true;
        // A connection that broke before it showed anything does not hide an earlier one.
        if (rows.number(5) == 0 && sets.contains(name)) continue;
        if (rows.number(5) != 0) sets[name] = rows.number(5);
        host.url = address;
        host.status = status;
        host.http_status = http_status;
        host.exchange = rows.number(0);
        host.at = {rows.number(4)};
    }
    std::vector<HostTls> all;
    for (auto& [name, host] : hosts) {
        if (auto set = sets.find(name); set != sets.end())
            host.tls = tls_set(database, set->second);
        all.push_back(std::move(host));
    }
    return all;
}

}  // namespace duwang::storage
