#include "crawler/http/curl_client.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <fmt/format.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstring>

#include "core/url.h"
#include "crawler/http/curl_multi.h"
#include "crawler/http/curl_outcome.h"

namespace duwang::crawler {
namespace {

constexpr std::int64_t redirect_bytes_max = 64 << 10;

struct EasyDeleter {
    void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
};
using Easy = std::unique_ptr<CURL, EasyDeleter>;

struct ListDeleter {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using List = std::unique_ptr<curl_slist, ListDeleter>;

// What the C callbacks of one transfer write to.
struct Transcript {
    Exchange exchange;
    const AddressCheck* allowed = nullptr;
    std::string host_port;  // of the URL
    std::int64_t body_max = 0;
    std::int64_t header_max = 0;
    bool head_complete = false;
    bool cut = false;
    bool headers_too_large = false;
    bool address_refused = false;
};

std::size_t on_body(char* data, std::size_t, std::size_t size, void* user) noexcept {
    auto& transcript = *static_cast<Transcript*>(user);
    auto room = static_cast<std::size_t>(transcript.body_max) - transcript.exchange.body.size();
    transcript.exchange.body.append(data, std::min(size, room));
    if (size <= room) return size;
    transcript.cut = true;
    return 0;
}

std::size_t on_header(char* data, std::size_t, std::size_t size, void* user) noexcept {
    auto& transcript = *static_cast<Transcript*>(user);
    std::string& head = transcript.exchange.response_head;
    std::string_view line(data, size);
    if (line.starts_with("HTTP/")) {
        head.clear();  // only the last block: after 100-continue
        transcript.head_complete = false;
        // Nobody reads the body of a redirect.
        auto space = line.find(' ');
        if (space != line.npos && line.substr(space + 1).starts_with('3'))
            transcript.body_max = std::min(transcript.body_max, redirect_bytes_max);
    }
    if (head.size() + size > static_cast<std::size_t>(transcript.header_max)) {
        transcript.headers_too_large = true;
        return 0;
    }
    head.append(line);
    if (line == "\r\n" || line == "\n") transcript.head_complete = true;
    return size;
}

int on_debug(CURL*, curl_infotype type, char* data, std::size_t size, void* user) noexcept {
    auto& transcript = *static_cast<Transcript*>(user);
    if (type == CURLINFO_HEADER_OUT) transcript.exchange.request_head.append(data, size);
    return 0;
}

std::string text_of(const sockaddr& address, int& port) {
    char text[INET6_ADDRSTRLEN] = {};
    if (address.sa_family == AF_INET) {
        sockaddr_in v4;
        std::memcpy(&v4, &address, sizeof v4);
        inet_ntop(AF_INET, &v4.sin_addr, text, sizeof text);
        port = ntohs(v4.sin_port);
    } else if (address.sa_family == AF_INET6) {
        sockaddr_in6 v6;
        std::memcpy(&v6, &address, sizeof v6);
        inet_ntop(AF_INET6, &v6.sin6_addr, text, sizeof text);
        port = ntohs(v6.sin6_port);
    }
    return text;
}

// Opens the socket only for an address that the policy allows: the guard against rebinding.
curl_socket_t on_open(void* user, curlsocktype, curl_sockaddr* address) noexcept {
    auto& transcript = *static_cast<Transcript*>(user);
    int port = 0;
    std::string text = text_of(address->addr, port);
    if (!(*transcript.allowed)(transcript.host_port, text, port)) {
        transcript.address_refused = true;
        return CURL_SOCKET_BAD;
    }
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

std::string bracketed(const std::string& address) {
    return address.find(':') == std::string::npos ? address : "[" + address + "]";
}

List connect_to(const Request& request) {
    std::string rule = fmt::format("::{}:{}", bracketed(request.connect_address),
                                   request.connect_port);
    return List(curl_slist_append(nullptr, rule.c_str()));
}

List extra_headers() {
    curl_slist* list = curl_slist_append(nullptr, "Accept-Encoding: gzip, deflate, br");
    list = curl_slist_append(list, "Accept: text/html,application/xhtml+xml,*/*;q=0.8");
    return List(curl_slist_append(list, "Accept-Language: zh-CN,zh;q=0.9"));
}

template <class T>
T info(CURL* easy, CURLINFO what) {
    T value{};
    curl_easy_getinfo(easy, what, &value);
    return value;
}

std::int64_t elapsed_ms(CURL* easy, CURLINFO what) {
    return info<curl_off_t>(easy, what) / 1000;
}

std::string certificate_line(const curl_slist* fields) {
    std::string subject;
    std::string issuer;
    std::string until;
    for (; fields; fields = fields->next) {
        std::string_view field = fields->data;
        if (field.starts_with("Subject:")) subject = field.substr(8);
        if (field.starts_with("Issuer:")) issuer = field.substr(7);
        if (field.starts_with("Expire date:")) until = field.substr(12);
    }
    return fmt::format("{}; {}; {}", subject, issuer, until);
}

void read_tls(CURL* easy, TlsFacts& tls) {
    tls.verify_result = info<long>(easy, CURLINFO_SSL_VERIFYRESULT);
    curl_certinfo* certificates = info<curl_certinfo*>(easy, CURLINFO_CERTINFO);
    if (!certificates) return;
    for (int i = 0; i < certificates->num_of_certs; ++i)
        tls.chain.push_back(certificate_line(certificates->certinfo[i]));
}

class MultiClient final : public CurlClient {
  public:
    MultiClient(Executor net, const HttpOptions& options, const Clock& clock, AddressCheck allowed)
        : options_(options),
          clock_(clock),
          allowed_(std::move(allowed)),
          headers_(extra_headers()),
          multi_(std::move(net), static_cast<long>(options.connections_max)) {}

    Task<FetchOutcome> fetch(Request request) override;
    void cancel_all() override { multi_.cancel_all(); }

  private:
    Easy take_handle();
    void give_back(Easy easy);
    void prepare(CURL* easy, const Request& request, Transcript& transcript, curl_slist* target);
    void set_limits(CURL* easy, Transcript& transcript) const;
    static void conclude(CURL* easy, int code, Transcript& transcript);

    HttpOptions options_;
    const Clock& clock_;
    AddressCheck allowed_;
    List headers_;
    CurlMulti multi_;
    std::vector<Easy> idle_;
};

Easy MultiClient::take_handle() {
    if (idle_.empty()) return Easy(curl_easy_init());
    Easy easy = std::move(idle_.back());
    idle_.pop_back();
    return easy;
}

void MultiClient::give_back(Easy easy) {
    curl_easy_reset(easy.get());
    idle_.push_back(std::move(easy));
}

void MultiClient::set_limits(CURL* easy, Transcript& transcript) const {
    transcript.header_max = options_.header_bytes_max;
    curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(options_.connect_timeout_ms));
    curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, static_cast<long>(options_.total_timeout_ms));
    // The body may stall for as long as the answer may take; libcurl counts in seconds.
    long stall = std::max<long>(1, static_cast<long>(options_.answer_timeout_ms / 1000));
    curl_easy_setopt(easy, CURLOPT_LOW_SPEED_LIMIT, 1L);
    curl_easy_setopt(easy, CURLOPT_LOW_SPEED_TIME, stall);
}

void MultiClient::prepare(CURL* easy, const Request& request, Transcript& transcript,
                         curl_slist* target) {
    transcript.allowed = &allowed_;
    if (auto url = parse_url(request.url)) transcript.host_port = url->host_port();
    transcript.body_max = request.body_bytes_max > 0 ? request.body_bytes_max
                                                     : options_.body_bytes_max;
    set_limits(easy, transcript);
    curl_easy_setopt(easy, CURLOPT_URL, request.url.c_str());
    if (request.head) curl_easy_setopt(easy, CURLOPT_NOBODY, 1L);
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(easy, CURLOPT_PATH_AS_IS, 1L);
    curl_easy_setopt(easy, CURLOPT_PROXY, "");
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_HTTP09_ALLOWED, 0L);
    curl_easy_setopt(easy, CURLOPT_HTTP_CONTENT_DECODING, 0L);
    curl_easy_setopt(easy, CURLOPT_USERAGENT, options_.user_agent.c_str());
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers_.get());
    curl_easy_setopt(easy, CURLOPT_CONNECT_TO, target);
    curl_easy_setopt(easy, CURLOPT_CERTINFO, 1L);
    if (!request.referer.empty()) curl_easy_setopt(easy, CURLOPT_REFERER, request.referer.c_str());
    if (request.fresh_connection) curl_easy_setopt(easy, CURLOPT_FRESH_CONNECT, 1L);
    if (!options_.ca_file.empty()) curl_easy_setopt(easy, CURLOPT_CAINFO, options_.ca_file.c_str());
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, &on_body);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, &transcript);
    curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, &on_header);
    curl_easy_setopt(easy, CURLOPT_HEADERDATA, &transcript);
    curl_easy_setopt(easy, CURLOPT_VERBOSE, 1L);
    curl_easy_setopt(easy, CURLOPT_DEBUGFUNCTION, &on_debug);
    curl_easy_setopt(easy, CURLOPT_DEBUGDATA, &transcript);
    curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, &on_open);
    curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, &transcript);
}

void MultiClient::conclude(CURL* easy, int code, Transcript& transcript) {
    Exchange& exchange = transcript.exchange;
    exchange.http_status = static_cast<int>(info<long>(easy, CURLINFO_RESPONSE_CODE));
    exchange.timings = {elapsed_ms(easy, CURLINFO_NAMELOOKUP_TIME_T),
                        elapsed_ms(easy, CURLINFO_CONNECT_TIME_T),
                        elapsed_ms(easy, CURLINFO_APPCONNECT_TIME_T),
                        elapsed_ms(easy, CURLINFO_STARTTRANSFER_TIME_T),
                        elapsed_ms(easy, CURLINFO_TOTAL_TIME_T)};
    const char* ip = info<const char*>(easy, CURLINFO_PRIMARY_IP);
    long port = info<long>(easy, CURLINFO_PRIMARY_PORT);
    if (ip && *ip) exchange.address = fmt::format("{}:{}", bracketed(ip), port);
    exchange.protocol = info<long>(easy, CURLINFO_HTTP_VERSION) == CURL_HTTP_VERSION_2_0
                            ? "h2"
                            : "HTTP/1.1";
    exchange.tls.used = exchange.url.starts_with("https:");
    if (exchange.tls.used) read_tls(easy, exchange.tls);
    if (code != CURLE_OK) exchange.note = curl_easy_strerror(static_cast<CURLcode>(code));
    CurlEnding ending;
    ending.code = code;
    // A reused connection has no connect time of its own.
    bool reused = info<long>(easy, CURLINFO_NUM_CONNECTS) == 0 && !exchange.address.empty();
    ending.connected = reused || info<curl_off_t>(easy, CURLINFO_CONNECT_TIME_T) > 0;
    ending.http_status = exchange.http_status;
    ending.head_complete = transcript.head_complete;
    ending.body_bytes = static_cast<std::int64_t>(exchange.body.size());
    ending.verify_result = exchange.tls.verify_result;
    ending.cut_by_us = transcript.cut;
    ending.headers_too_large = transcript.headers_too_large;
    ending.address_refused = transcript.address_refused;
    exchange.status = code == CURLE_ABORTED_BY_CALLBACK ? FetchStatus::cancelled
                                                        : status_from(ending);
}

Task<FetchOutcome> MultiClient::fetch(Request request) {
    Transcript transcript;
    transcript.exchange.url = request.url;
    transcript.exchange.purpose = request.purpose;
    transcript.exchange.started = clock_.now();
    List target = connect_to(request);
    Easy easy = take_handle();
    prepare(easy.get(), request, transcript, target.get());
    int code = co_await multi_.perform(easy.get());
    conclude(easy.get(), code, transcript);
    give_back(std::move(easy));

    FetchOutcome outcome;
    outcome.status = transcript.exchange.status;
    outcome.http_status = transcript.exchange.http_status;
    outcome.final_url = request.url;
    outcome.content_type = transcript.exchange.header("content-type");
    outcome.exchanges.push_back(std::move(transcript.exchange));
    co_return outcome;
}

}  // namespace

std::unique_ptr<CurlClient> make_curl_client(Executor net, const HttpOptions& options,
                                             const Clock& clock, AddressCheck allowed) {
    return std::make_unique<MultiClient>(std::move(net), options, clock, std::move(allowed));
}

}  // namespace duwang::crawler
