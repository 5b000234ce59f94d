#include "crawler/probe/second_client.h"

#include <fmt/format.h>

#include <charconv>

#include "core/text/ascii.h"
#include "core/url.h"
#include "crawler/async/offload.h"
#include "crawler/attachment/child_process.h"
#include "crawler/probe/relay.h"

namespace duwang::crawler {
namespace {

constexpr int redirects_max = 10;
constexpr std::size_t output_max = 8u << 20;
constexpr std::size_t note_max = 4u << 10;  // kept of its messages
constexpr std::size_t complaint_max = 256u << 10;  // the headers of all redirects

std::int64_t patience_ms(const SecondClientTools& tools) {
    return std::max(tools.answer_ms, tools.http.answer_timeout_ms);
}

std::vector<std::string> command_of(const std::string& url, const SecondClientTools& tools,
                                    int port) {
    const std::int64_t seconds = std::max<std::int64_t>(patience_ms(tools) / 1'000, 1);
    const std::string relay = fmt::format("http://127.0.0.1:{}/", port);
    return {"wget",
            "--no-config",
            "--no-verbose",
            "--server-response",
            "--save-headers",
            "--content-on-error",
            "--output-document=-",
            "--tries=1",
            fmt::format("--timeout={}", seconds),
            fmt::format("--max-redirect={}", redirects_max),
            "--no-hsts",
            "--no-http-keep-alive",
            "--no-check-certificate",
            "--user-agent=" + tools.http.user_agent,
            "--execute=use_proxy=yes",
            "--execute=http_proxy=" + relay,
            "--execute=https_proxy=" + relay,
            "--execute=ftp_proxy=" + relay,  // which serves no FTP: nothing goes past it
            "--",
            url};
}

// "HTTP/1.1 404 Not Found"
int status_in(std::string_view line) {
    const std::size_t blank = line.find(' ');
    int status = 0;
    if (!line.starts_with("HTTP/") || blank == line.npos) return 0;
    const std::string_view rest = line.substr(blank + 1);
    std::from_chars(rest.data(), rest.data() + rest.size(), status);
    return status;
}

std::string field_in(std::string_view head, std::string_view name) {
    while (!head.empty()) {
        const std::size_t end = std::min(head.find('\n'), head.size());
        std::string_view line = head.substr(0, end);
        head.remove_prefix(std::min(end + 1, head.size()));
        const std::size_t colon = line.find(':');
        if (colon == line.npos || lower_ascii(line.substr(0, colon)) != name) continue;
        line.remove_prefix(colon + 1);
        while (line.starts_with(' ')) line.remove_prefix(1);
        while (line.ends_with('\r') || line.ends_with(' ')) line.remove_suffix(1);
        return std::string(line);
    }
    return {};
}

// Where it ended, by the redirects that it told of.
std::string end_of(const std::string& url, std::string_view complaint) {
    std::string at = url;
    for (int hops = 0; hops <= redirects_max; ++hops) {
        const std::size_t found = complaint.find("\n  Location: ");
        if (found == complaint.npos) break;
        complaint.remove_prefix(found + 13);
        const std::string_view to = complaint.substr(0, complaint.find_first_of("\r\n "));
        const auto base = parse_url(at);
        const auto next = base ? resolve_url(to, *base) : parse_url(to);
        if (!next) break;
        at = next->str();
    }
    return at;
}

// A redirect that names no place ends there: the last status it told of is one.
bool ends_in_redirect(std::string_view complaint) {
    const std::size_t line = complaint.rfind("\n  HTTP/");
    const std::size_t head = line == complaint.npos ? complaint.find("  HTTP/") : line + 1;
    if (head == complaint.npos) return false;
    const int status = status_in(complaint.substr(head + 2));
    return status >= 300 && status < 400 &&
           complaint.find("\n  Location: ", head) == complaint.npos;
}

FetchStatus failure_of(int exit_code, std::string_view complaint, FetchStatus connection) {
    if (connection != FetchStatus::ok && connection != FetchStatus::not_attempted)
        return connection;
    if (complaint.find("redirections exceeded") != complaint.npos)
        return FetchStatus::too_many_redirects;
    if (ends_in_redirect(complaint)) return FetchStatus::bad_redirect;
    if (exit_code == 5) return FetchStatus::tls_handshake;
    if (complaint.find("timed out") != complaint.npos) return FetchStatus::timeout;
    if (complaint.find("No data received") != complaint.npos) return FetchStatus::empty_response;
    return exit_code == 4 ? FetchStatus::connection_reset : FetchStatus::protocol_error;
}

}  // namespace

FetchOutcome second_client_outcome(const std::string& url, const SecondClientAnswer& answer) {
    FetchOutcome outcome;
    Exchange exchange;
    exchange.url = url;
    exchange.purpose = "second_client";
    exchange.address = answer.address;
    std::size_t end = answer.output.find("\r\n\r\n"), skip = 4;
    if (const std::size_t other = answer.output.find("\n\n"); other < end) end = other, skip = 2;
    const bool came = answer.output.starts_with("HTTP/") && end != answer.output.npos;
    // A 502 of our own relay is no answer of the site's.
    const bool connected = answer.connection == FetchStatus::ok;
    const int status = came && connected ? status_in(answer.output) : 0;
    if (status > 0) {
        exchange.response_head = answer.output.substr(0, end + skip);
        std::string body = answer.output.substr(end + skip);
        outcome.content_type = field_in(exchange.response_head, "content-type");
        outcome.body = std::make_shared<const std::string>(body);
        exchange.body = SharedBytes(std::move(body));
        exchange.protocol = "HTTP/1.1";
        outcome.http_status = status;
        outcome.status = status == 429           ? FetchStatus::rate_limited
                         : status >= 400         ? FetchStatus::http_error
                         : status >= 300         ? FetchStatus::bad_redirect
                         : answer.exit_code == 4 ? FetchStatus::truncated
                                                 : FetchStatus::ok;
    } else {
        outcome.status = failure_of(answer.exit_code, answer.complaint, answer.connection);
    }
    outcome.final_url = end_of(url, answer.complaint);
    exchange.status = outcome.status;
    exchange.http_status = outcome.http_status;
    exchange.started = answer.started;
    exchange.timings.total_ms = answer.took_ms;
    exchange.note = answer.complaint.substr(0, note_max);
    outcome.exchanges.push_back(std::move(exchange));
    return outcome;
}

Task<FetchOutcome> ask_second_client(std::string url, SecondClientTools tools) {
    FetchOutcome none;
    none.final_url = url;
    if (!tools.http.proxy.empty()) co_return none;
    auto relay =
        Relay::open(tools.net, *tools.resolver, tools.allowed, tools.http.connect_timeout_ms);
    if (!relay) co_return none;
    ToolLimits limits;
    limits.time = std::chrono::milliseconds(tools.http.total_timeout_ms + patience_ms(tools) -
                                            tools.http.answer_timeout_ms);
    limits.output = output_max;
    limits.complaint = complaint_max;
    limits.network = true;
    const std::vector<std::string> command = command_of(url, tools, (*relay)->port());
    SecondClientAnswer answer;
    answer.started = tools.clock->now();
    auto work = [command, limits] { return run_tool(command, "", limits); };
    ToolEnd end = co_await offload(tools.work, work);
    answer.took_ms = tools.clock->now().unix_ms - answer.started.unix_ms;
    answer.connection = (*relay)->last_connection();
    answer.address = (*relay)->last_address();
    (*relay)->close();
    const bool ran = end.why == ToolEnd::Why::exited || end.why == ToolEnd::Why::output ||
                     end.why == ToolEnd::Why::time;
    // What the relay does not serve (ftp://) nobody has asked for.
    if (!ran || answer.connection == FetchStatus::not_attempted) co_return none;
    answer.exit_code = end.exit_code;
    answer.output = std::move(end.output);
    answer.complaint = std::move(end.complaint);
    if (end.why == ToolEnd::Why::time) answer.complaint += "timed out";
    FetchOutcome outcome = second_client_outcome(url, answer);
    co_return outcome;
}

}  // namespace duwang::crawler
