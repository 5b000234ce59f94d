#include "storage/capture/warc.h"

#include <fmt/format.h>

#include <charconv>

#include "core/exchange_json.h"
#include "core/hash.h"

namespace duwang::storage {
namespace {

// A UUID made of a hash: stable, unique, and of the form readers expect.
std::string record_id(const std::string& key) {
    std::string hex = sha256_hex(key);
    return fmt::format("<urn:uuid:{}-{}-5{}-8{}-{}>", hex.substr(0, 8), hex.substr(8, 4),
                       hex.substr(13, 3), hex.substr(17, 3), hex.substr(20, 12));
}

// Header values are ours or percent-encoded addresses; a line break can still not slip in.
std::string one_line(std::string_view text) {
    std::string line;
    for (char c : text) line.push_back(c == '\r' || c == '\n' ? ' ' : c);
    return line;
}

struct RecordHead {
    std::string type, id, url, date, content_type, concurrent_to, address, protocol, payload;
    std::string exchange, connection;  // our own fields, instead of a metadata record
    std::string profile, refers_to, refers_to_url, refers_to_date;  // of a revisit
};

std::string record(const RecordHead& head, std::string_view block_head, std::string_view block_body,
                   std::string_view block_digest) {
    std::string text = fmt::format(
        "WARC/1.1\r\nWARC-Type: {}\r\nWARC-Record-ID: {}\r\n"
        "WARC-Date: {}\r\n",
        head.type, head.id, head.date);
    auto line = [&](std::string_view name, std::string_view value) {
        if (!value.empty()) text += fmt::format("{}: {}\r\n", name, one_line(value));
    };
    line("WARC-Target-URI", head.url);
    line("WARC-Concurrent-To", head.concurrent_to);
    line("WARC-Profile", head.profile);
    line("WARC-Refers-To", head.refers_to);
    line("WARC-Refers-To-Target-URI", head.refers_to_url);
    line("WARC-Refers-To-Date", head.refers_to_date);
    line("WARC-IP-Address", head.address);
    line("WARC-Protocol", head.protocol);
    if (!head.payload.empty()) line("WARC-Payload-Digest", "sha256:" + head.payload);
    line("WARC-Block-Digest", fmt::format("sha256:{}", block_digest));
    line("DuWang-Exchange", head.exchange);
    line("DuWang-Connection", head.connection);
    line("Content-Type", head.content_type);
    text += fmt::format("Content-Length: {}\r\n\r\n", block_head.size() + block_body.size());
    text.reserve(text.size() + block_head.size() + block_body.size() + 4);
    text.append(block_head).append(block_body).append("\r\n\r\n");
    return text;
}

std::string ip_of(const std::string& address) {
    auto colon = address.rfind(':');
    std::string ip = address.substr(0, colon);
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

std::string metadata_block(const Exchange& exchange, Json facts) {
    const Timings& t = exchange.timings;
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

// The rest of a metadata record, for a record header.
std::string exchange_field(const Exchange& exchange) {
    const Timings& t = exchange.timings;
    std::string field =
        fmt::format("purpose={}; class={}; name={}; connect={}; tls={}; first_byte={}; total={}",
                    exchange.purpose, status_word(exchange.status, exchange.http_status), t.name_ms,
                    t.connect_ms, t.tls_ms, t.first_byte_ms, t.total_ms);
    if (!exchange.earlier) return field;
    const BytesOrigin& origin = exchange.earlier->origin;
    return field + fmt::format("; bytes_from={}/{}", origin.capture, origin.exchange);
}

// Transfer-coding was removed, so a header that announces it would make readers fail.
std::string stored_head(std::string_view head) {
    std::string result;
    while (!head.empty()) {
        auto end = std::min(head.find('\n'), head.size() - 1) + 1;
        std::string_view line = head.substr(0, end);
        bool transfer =
            line.size() > 18 && (line[0] == 'T' || line[0] == 't') &&
            (line.starts_with("Transfer-Encoding:") || line.starts_with("transfer-encoding:") ||
             line.starts_with("Transfer-encoding:"));
        result += transfer ? fmt::format("X-Original-{}", line) : std::string(line);
        head.remove_prefix(end);
    }
    // A head that broke off is closed, or readers would look for its end in the next record.
    if (!result.ends_with("\n\n") && !result.ends_with("\r\n\r\n"))
        result += result.ends_with('\n') ? "\r\n" : "\r\n\r\n";
    return result;
}

// A revisit (WARC 1.1, 6.7): the head that came now; the body stands in the record it refers to.
std::string revisit(RecordHead head, std::string_view stored_head, const EarlierBytes& earlier) {
    head.type = "revisit";
    head.content_type = "application/http;msgtype=response";
    head.payload = earlier.payload_sha256;
    head.profile = earlier.origin.how == not_modified
                       ? "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
                       : "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest";
    head.refers_to = response_id(earlier.origin.capture, earlier.origin.exchange);
    head.refers_to_url = earlier.url;
    head.refers_to_date = earlier.origin.fetched.iso_utc();
    return record(head, stored_head, "", sha256_hex(stored_head));
}

}  // namespace

namespace {

// The record that tells of this connection already; nothing when the exchange needs its own.
const std::string* told_before(const Exchange& exchange, std::uint64_t connection,
                               const KnownConnections* known) {
    const bool ordinary =
        !exchange.response_head.empty() && exchange.note.empty() && exchange.warnings.empty();
    if (known == nullptr || !ordinary) return nullptr;
    const auto found = known->find(connection);
    return found == known->end() ? nullptr : &found->second;
}

}  // namespace

std::string record_key(const std::string& capture, std::int64_t exchange) {
    return fmt::format("{}/{}", capture, exchange);
}

std::string response_id(const std::string& capture, std::int64_t exchange) {
    return record_id(record_key(capture, exchange) + "/response");
}

WarcRecords make_records(const Exchange& exchange, const std::string& record_key,
                         KnownConnections* known) {
    WarcRecords records;
    RecordHead head;
    head.url = exchange.url;
    head.date = exchange.started.iso_utc();
    head.protocol = exchange.protocol == "h2" ? "h2" : "";
    // Behind a proxy the address is not the site's.
    bool direct = !exchange.address.empty() && exchange.proxy.empty();
    head.address = direct ? ip_of(exchange.address) : "";
    Json connection = connection_facts(exchange);
    const std::uint64_t hash = hash64(connection.dump());
    const std::string* told = told_before(exchange, hash, known);
    std::string answer_id = record_id(record_key + "/response");
    RecordHead answer = head;
    answer.id = answer_id;
    if (told != nullptr) {
        answer.exchange = exchange_field(exchange);
        answer.connection = *told;
    }
    if (exchange.earlier) {
        records.payload_sha256 = exchange.earlier->payload_sha256;
        records.response =
            revisit(std::move(answer), stored_head(exchange.response_head), *exchange.earlier);
        head.concurrent_to = answer_id;
    } else if (!exchange.response_head.empty()) {
        std::string stored = stored_head(exchange.response_head);
        records.payload_sha256 = sha256_hex(exchange.body);
        answer.type = "response";
        answer.content_type = "application/http;msgtype=response";
        answer.payload = records.payload_sha256;
        records.response = record(answer, stored, exchange.body, sha256_hex(stored, exchange.body));
        head.concurrent_to = answer_id;
    }
    if (!exchange.request_head.empty()) {
        head.type = "request";
        head.id = record_id(record_key + "/request");
        head.content_type = "application/http;msgtype=request";
        records.request =
            record(head, exchange.request_head, "", sha256_hex(exchange.request_head));
    }
    if (told != nullptr) return records;
    std::string block = metadata_block(exchange, std::move(connection));
    head.type = "metadata";
    head.id = record_id(record_key + "/metadata");
    head.content_type = "application/json";
    records.metadata = record(head, block, "", sha256_hex(block));
    if (known != nullptr) known->emplace(hash, head.id);
    return records;
}

std::string make_warcinfo(const std::string& record_key, const std::string& software,
                          const std::string& started_utc) {
    RecordHead head;
    head.type = "warcinfo";
    head.id = record_id(record_key + "/warcinfo");
    head.date = started_utc;
    head.content_type = "application/warc-fields";
    std::string block = fmt::format("software: {}\r\nformat: WARC File Format 1.1\r\n", software);
    return record(head, block, "", sha256_hex(block));
}

// The empty line may be made of bare line feeds: heads are stored as they came.
std::string_view WarcRecord::http_head() const {
    std::string_view all = block;
    for (auto at = all.find('\n'); at != all.npos; at = all.find('\n', at + 1)) {
        std::string_view next = all.substr(at + 1, 2);
        if (next.starts_with('\n')) return all.substr(0, at + 2);
        if (next == "\r\n") return all.substr(0, at + 3);
    }
    return all;
}

std::string_view WarcRecord::http_body() const {
    return std::string_view(block).substr(http_head().size());
}

namespace {

std::string field(std::string_view headers, std::string_view name) {
    std::string key = fmt::format("\r\n{}: ", name);
    auto at = headers.find(key);
    if (at == headers.npos) return {};
    at += key.size();
    return std::string(headers.substr(at, headers.find("\r\n", at) - at));
}

}  // namespace

Result<WarcRecord> parse_record(std::string plain) {
    auto end = plain.find("\r\n\r\n");
    if (!plain.starts_with("WARC/1.") || end == plain.npos)
        return failure(Errc::damaged, "no WARC record begins here");
    WarcRecord record;
    record.headers = plain.substr(0, end + 2);
    record.type = field(record.headers, "WARC-Type");
    record.url = field(record.headers, "WARC-Target-URI");
    record.date = field(record.headers, "WARC-Date");
    std::string length_text = field(record.headers, "Content-Length");
    std::size_t length = 0;
    std::from_chars(length_text.data(), length_text.data() + length_text.size(), length);
    if (end + 4 + length > plain.size())
        return failure(Errc::damaged, "a WARC record is cut short");
    record.block = plain.substr(end + 4, length);
    if (field(record.headers, "WARC-Block-Digest") != "sha256:" + sha256_hex(record.block))
        return failure(Errc::damaged, "a WARC record does not have its recorded digest");
    return record;
}

}  // namespace duwang::storage
