#include "storage/capture/exchange_records.h"

#include <fmt/format.h>

#include "core/exchange_json.h"
#include "storage/capture/routes.h"
#include "storage/capture/warc.h"

namespace duwang::storage {
namespace {

constexpr std::size_t connections_max = 10'000;  // remembered

std::string ip_of(const Exchange& exchange) {
    // Behind a proxy the address is not the site's.
    if (exchange.address.empty() || !exchange.proxy.empty()) return {};
    std::string ip = exchange.address.substr(0, exchange.address.rfind(':'));
    if (ip.starts_with('[')) ip = ip.substr(1, ip.size() - 2);
    return ip;
}

// What all exchanges of one connection share.
Json connection_facts(const Exchange& exchange) {
    Json dns = Json::array();
    for (const DnsFacts& answer : exchange.dns) dns.push_back(to_json(answer));
    return Json::object()
        .set("connected_to", exchange.address)
        .set("proxy", text_or_null(exchange.proxy))
        .set("protocol", exchange.protocol)
        .set("dns", std::move(dns))
        .set("tls", to_json(exchange.tls));
}

// The same for two exchanges exactly when the facts above are.
std::string connection_key(const Exchange& exchange) {
    std::string key;
    auto add = [&](std::string_view part) { key.append(part).push_back('\0'); };
    add(exchange.address);
    add(exchange.proxy);
    add(exchange.protocol);
    for (const DnsFacts& answer : exchange.dns) {
        for (std::string_view part : {answer.host, answer.type, answer.rcode, answer.server})
            add(part);
        for (std::string_view name : answer.cnames) add(name);
        add("");
        for (std::string_view address : answer.addresses) add(address);
        add(std::to_string(answer.ttl));
    }
    return key + tls_key(exchange.tls);
}

std::string metadata_block(const Exchange& exchange) {
    const Timings& t = exchange.timings;
    Json facts = connection_facts(exchange);
    if (exchange.earlier) facts.set("bytes_from", to_json(exchange.earlier->origin));
    return facts.set("purpose", exchange.purpose)
        .set("class", status_word(exchange.status, exchange.http_status))
        .set("note", exchange.note)
        .set("warnings", list_of(exchange.warnings))
        .set("timing_ms", Json::object()
                              .set("name", t.name_ms)
                              .set("connect", t.connect_ms)
                              .set("tls", t.tls_ms)
                              .set("first_byte", t.first_byte_ms)
                              .set("total", t.total_ms))
        .dump();
}

// The rest of a metadata record, for a record header. What is as ever is left out: it was a page,
// it is `ok`, it took no time.
std::string exchange_field(const Exchange& exchange) {
    std::string field;
    auto add = [&](std::string_view what, const auto& value) {
        field += fmt::format("{}{}={}", field.empty() ? "" : "; ", what, value);
    };
    if (exchange.purpose != "page") add("purpose", exchange.purpose);
    const std::string status = status_word(exchange.status, exchange.http_status);
    if (status != "ok") add("class", status);
    auto took = [&](std::string_view what, std::int64_t ms) {
        if (ms > 0) add(what, ms);
    };
    const Timings& t = exchange.timings;
    took("name", t.name_ms);
    took("connect", t.connect_ms);
    took("tls", t.tls_ms);
    took("first_byte", t.first_byte_ms);
    took("total", t.total_ms);
    if (exchange.earlier) {
        const BytesOrigin& origin = exchange.earlier->origin;
        add("bytes_from", fmt::format("{}/{}", origin.capture, origin.exchange));
    }
    return field;
}

// Transfer-coding was removed, so a header that announces it would make readers fail.
std::string stored_head(std::string_view head) {
    std::string result;
    result.reserve(head.size() + 16);
    while (!head.empty()) {
        auto end = std::min(head.find('\n'), head.size() - 1) + 1;
        std::string_view line = head.substr(0, end);
        bool transfer =
            line.size() > 18 && (line[0] == 'T' || line[0] == 't') &&
            (line.starts_with("Transfer-Encoding:") || line.starts_with("transfer-encoding:") ||
             line.starts_with("Transfer-encoding:"));
        if (transfer) result.append("X-Original-");
        result.append(line);
        head.remove_prefix(end);
    }
    // A head that broke off is closed, or readers would look for its end in the next record.
    if (!result.ends_with("\n\n") && !result.ends_with("\r\n\r\n"))
        result += result.ends_with('\n') ? "\r\n" : "\r\n\r\n";
    return result;
}

// Writes the records of one exchange one after the other.
class Writing {
  public:
    Writing(const Exchange& exchange, const RecordIds& ids, std::int64_t number, ToldBefore* told)
        : exchange_(exchange),
          ids_(ids),
          number_(number),
          told_(told),
          date_(exchange.started.iso_utc()) {}

    WarcRecords all();

  private:
    bool answered() const { return !exchange_.response_head.empty() || exchange_.earlier; }
    std::string id(RecordIds::Kind kind) const { return ids_.of(kind, number_); }
    RecordText begin(std::string_view type, RecordIds::Kind kind) const;
    std::string connection();
    std::string told_in_header();
    std::string response(std::string_view told, WarcRecords& records) const;
    std::string revisit(std::string_view told) const;
    std::string request() const;
    std::string metadata() const;

    const Exchange& exchange_;
    const RecordIds& ids_;
    std::int64_t number_;
    ToldBefore* told_;
    std::string date_;
    bool needs_metadata_ = true, needs_request_ = true;
};

RecordText Writing::begin(std::string_view type, RecordIds::Kind kind) const {
    RecordText text(type, id(kind), date_);
    text.line("WARC-Target-URI", exchange_.url);
    if (kind != RecordIds::Kind::response && answered())
        text.line("WARC-Concurrent-To", id(RecordIds::Kind::response));
    text.line("WARC-IP-Address", ip_of(exchange_));
    text.line("WARC-Protocol", exchange_.protocol == "h2" ? "h2" : "");
    return text;
}

// The record that tells of this connection already; empty when the exchange needs its own.
std::string Writing::connection() {
    const bool ordinary =
        !exchange_.response_head.empty() && exchange_.note.empty() && exchange_.warnings.empty();
    if (told_ == nullptr) return {};
    if (told_->connections.size() > connections_max) told_->connections.clear();
    auto [known, is_new] = told_->connections.try_emplace(connection_key(exchange_));
    if (ordinary && !is_new) return known->second;
    if (is_new) known->second = id(RecordIds::Kind::metadata);
    return {};
}

// Header lines in place of records of their own.
std::string Writing::told_in_header() {
    std::string lines;
    std::string known = connection();
    needs_metadata_ = known.empty();
    if (!known.empty()) {
        const std::string field = exchange_field(exchange_);
        if (!field.empty()) lines = fmt::format("DuWang-Exchange: {}\r\n", field);
        lines += fmt::format("DuWang-Connection: {}\r\n", known);
    }
    needs_request_ = !exchange_.request_head.empty();
    if (!needs_request_ || told_ == nullptr || !answered()) return lines;
    std::string fields = told_->requests.fields(exchange_.url, exchange_.request_head);
    needs_request_ = fields.empty();
    if (needs_request_)
        told_->requests.add(exchange_.url, exchange_.request_head, id(RecordIds::Kind::request));
    return lines + fields;
}

std::string Writing::response(std::string_view told, WarcRecords& records) const {
    std::string head = stored_head(exchange_.response_head);
    return begin("response", RecordIds::Kind::response)
        .lines(told)
        .line("Content-Type", "application/http;msgtype=response")
        .finish(head, exchange_.body, records.payload_sha256);
}

// A revisit (WARC 1.1, 6.7): the head that came now; the body stands in the record it refers to.
std::string Writing::revisit(std::string_view told) const {
    const EarlierBytes& earlier = *exchange_.earlier;
    std::string head = stored_head(exchange_.response_head);
    return begin("revisit", RecordIds::Kind::response)
        .line("WARC-Profile",
              earlier.origin.how == not_modified
                  ? "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
                  : "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest")
        .line("WARC-Refers-To", earlier.record_id)
        .line("WARC-Refers-To-Target-URI", earlier.url)
        .line("WARC-Refers-To-Date", earlier.origin.fetched.iso_utc())
        .line("WARC-Payload-Digest", "sha256:" + earlier.payload_sha256)
        .lines(told)
        .line("Content-Type", "application/http;msgtype=response")
        .finish(head);
}

std::string Writing::request() const {
    return begin("request", RecordIds::Kind::request)
        .line("Content-Type", "application/http;msgtype=request")
        .finish(exchange_.request_head);
}

std::string Writing::metadata() const {
    std::string block = metadata_block(exchange_);
    return begin("metadata", RecordIds::Kind::metadata)
        .line("Content-Type", "application/json")
        .finish(block);
}

WarcRecords Writing::all() {
    WarcRecords records;
    const std::string told = told_in_header();
    if (exchange_.earlier) {
        records.payload_sha256 = exchange_.earlier->payload_sha256;
        records.response = revisit(told);
    } else if (answered()) {
        records.response = response(told, records);
    }
    if (needs_request_) records.request = request();
    if (needs_metadata_) records.metadata = metadata();
    return records;
}

}  // namespace

WarcRecords make_records(const Exchange& exchange, const RecordIds& ids, std::int64_t number,
                         ToldBefore* told) {
    return Writing(exchange, ids, number, told).all();
}

std::string make_warcinfo(const RecordIds& ids, std::string_view software,
                          std::string_view started_utc) {
    std::string block = fmt::format("software: {}\r\nformat: WARC File Format 1.1\r\n", software);
    return RecordText("warcinfo", ids.of(RecordIds::Kind::info, 0), started_utc)
        .line("Content-Type", "application/warc-fields")
        .finish(block);
}

}  // namespace duwang::storage
