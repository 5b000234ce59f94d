#include "crawler/http/curl_client.h"

#include <curl/curl.h>
#include <fmt/format.h>

#include <algorithm>

#include "core/proxy_address.h"
#include "core/url.h"
#include "crawler/http/curl_multi.h"
#include "crawler/http/curl_outcome.h"
#include "crawler/http/curl_transcript.h"

namespace duwang::crawler {
namespace {

struct EasyDeleter {
    void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
};
using Easy = std::unique_ptr<CURL, EasyDeleter>;

struct ListDeleter {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using List = std::unique_ptr<curl_slist, ListDeleter>;

constexpr long read_bytes = 64 << 10;  // most pages come with one call of the system

std::string bracketed(const std::string& address) {
    return address.find(':') == std::string::npos ? address : "[" + address + "]";
}

List connect_to(const Request& request) {
    std::string rule =
        fmt::format("::{}:{}", bracketed(request.connect_address), request.connect_port);
    return List(curl_slist_append(nullptr, rule.c_str()));
}

List extra_headers() {
    curl_slist* list = curl_slist_append(nullptr, "Accept-Encoding: gzip, deflate, br, zstd");
    list = curl_slist_append(list, "Accept: text/html,application/xhtml+xml,*/*;q=0.8");
    return List(curl_slist_append(list, "Accept-Language: zh-CN,zh;q=0.9"));
}

// Those and the question whether the page has changed, where this hop is to be asked so.
List conditional_headers(const Request& request) {
    const Condition& condition = request.condition;
    if (condition.url.empty() || condition.url != request.url) return nullptr;
    List list = extra_headers();
    auto add = [&](std::string_view name, const std::string& value) {
        if (value.empty()) return;
        std::string line = fmt::format("{}: {}", name, value);
        list.reset(curl_slist_append(list.release(), line.c_str()));
    };
    add("If-None-Match", condition.etag);
    add("If-Modified-Since", condition.modified);
    return list;
}

template <class T>
T info(CURL* easy, CURLINFO what) {
    T value{};
    curl_easy_getinfo(easy, what, &value);
    return value;
}

std::int64_t elapsed_ms(CURL* easy, CURLINFO what) { return info<curl_off_t>(easy, what) / 1000; }

std::string_view protocol_word(long version) {
    if (version == CURL_HTTP_VERSION_2_0) return "h2";
    return version == CURL_HTTP_VERSION_1_0 ? "HTTP/1.0" : "HTTP/1.1";
}

// The library's words are for people: the longer ones say more.
std::string note_of(int code, const Transcript& transcript) {
    if (code == CURLE_OK) return {};
    if (transcript.words[0]) return transcript.words;
    return curl_easy_strerror(static_cast<CURLcode>(code));
}

void conclude_tls(int code, Transcript& transcript) {
    TlsFacts& tls = transcript.exchange.tls;
    if (transcript.tls) tls = transcript.tls->facts;
    tls.used = transcript.exchange.url.starts_with("https:");
    if (code != CURLE_SSL_CONNECT_ERROR) return;
    auto word = handshake_problem(transcript.words);
    if (!word.empty() && std::ranges::find(tls.problems, word) == tls.problems.end())
        tls.problems.emplace_back(word);
}

class MultiClient final : public CurlClient {
  public:
    MultiClient(Executor net, const HttpOptions& options, const Clock& clock, AddressCheck allowed)
        : options_(options),
          clock_(clock),
          allowed_(std::move(allowed)),
          headers_(extra_headers()),
          multi_(std::move(net), static_cast<long>(options.connections_max)) {}

    Task<FetchOutcome> fetch(const Request& request) override;
    void cancel_all() override { multi_.cancel_all(); }

  private:
    // What a request sets besides what every request does. What was set stays with the handle.
    enum Extra : unsigned { none = 0, head = 1, tls = 2, cookies = 4, referer = 8, fresh = 16 };
    static constexpr unsigned worn = ~0u;  // to be reset whatever is asked next
    struct Handle {
        Easy easy;
        unsigned extras = none;
        std::string address;  // that it is told to connect to
        int port = -1;
        List target;
    };

    Handle take_handle(unsigned extras);
    void give_back(Handle handle);
    void set_up(CURL* easy) const;
    void set_limits(CURL* easy) const;
    void begin(Transcript& transcript, const Request& request) const;
    static unsigned extras_of(const Request& request, const Transcript& transcript);
    void prepare(Handle& handle, const Request& request, Transcript& transcript);
    void conclude(CURL* easy, int code, Transcript& transcript);

    HttpOptions options_;
    const Clock& clock_;
    AddressCheck allowed_;
    List headers_;
    CurlMulti multi_;
    std::vector<Handle> idle_;
};

// A handle on which nothing is set that the request would not set itself.
MultiClient::Handle MultiClient::take_handle(unsigned extras) {
    Handle handle;
    if (!idle_.empty()) {
        handle = std::move(idle_.back());
        idle_.pop_back();
        if ((handle.extras & ~extras) != 0) {
            curl_easy_reset(handle.easy.get());
            set_up(handle.easy.get());
        }
    } else {
        handle.easy.reset(curl_easy_init());
        set_up(handle.easy.get());
    }
    handle.extras = extras;
    return handle;
}

void MultiClient::give_back(Handle handle) {
    forget(handle.easy.get());
    idle_.push_back(std::move(handle));
}

void MultiClient::set_limits(CURL* easy) const {
    curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS,
                     static_cast<long>(options_.connect_timeout_ms));
    curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, static_cast<long>(options_.total_timeout_ms));
    // The body may stall for as long as the answer may take; libcurl counts in seconds.
    long stall = std::max<long>(1, static_cast<long>(options_.answer_timeout_ms / 1000));
    curl_easy_setopt(easy, CURLOPT_LOW_SPEED_LIMIT, 1L);
    curl_easy_setopt(easy, CURLOPT_LOW_SPEED_TIME, stall);
}

// What is the same for every request: set once, when the handle is new.
void MultiClient::set_up(CURL* easy) const {
    set_limits(easy);
    curl_easy_setopt(easy, CURLOPT_BUFFERSIZE, read_bytes);
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(easy, CURLOPT_PATH_AS_IS, 1L);
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_HTTP09_ALLOWED, 0L);
    curl_easy_setopt(easy, CURLOPT_HTTP_CONTENT_DECODING, 0L);
    curl_easy_setopt(easy, CURLOPT_USERAGENT, options_.user_agent.c_str());
    curl_easy_setopt(easy, CURLOPT_PROXY, options_.proxy.c_str());  // "": none
    if (!options_.proxy.empty()) curl_easy_setopt(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
    // Through a tunnel the site's 502 and the proxy's own cannot be taken for one another.
    if (options_.proxy_is_vantage) curl_easy_setopt(easy, CURLOPT_HTTPPROXYTUNNEL, 1L);
    curl_easy_setopt(easy, CURLOPT_NOPROXY, "");  // nothing of the environment
    if (!options_.ca_file.empty()) curl_easy_setopt(easy, CURLOPT_CAINFO, options_.ca_file.c_str());
}

void MultiClient::begin(Transcript& transcript, const Request& request) const {
    transcript.exchange.url = request.url;
    transcript.exchange.purpose = request.purpose;
    transcript.exchange.started = clock_.now();
    transcript.allowed = &allowed_;
    transcript.header_max = options_.header_bytes_max;
    transcript.body_max =
        request.body_bytes_max > 0 ? request.body_bytes_max : options_.body_bytes_max;
    transcript.proxied = !options_.proxy.empty();
    if (transcript.proxied) transcript.exchange.proxy = proxy_shown(options_.proxy);
    auto url = parse_url(request.url);
    if (!url) return;
    transcript.host_port = url->host_port();
    if (url->scheme() != "https") return;
    transcript.tls = std::make_shared<TlsRecord>();
    transcript.tls->host = url->host();
}

unsigned MultiClient::extras_of(const Request& request, const Transcript& transcript) {
    unsigned extras = none;
    if (request.head) extras |= head;
    if (transcript.tls) extras |= tls;
    if (!request.cookies.empty()) extras |= cookies;
    if (!request.referer.empty()) extras |= referer;
    if (request.fresh_connection) extras |= fresh;
    return extras;
}

void MultiClient::prepare(Handle& handle, const Request& request, Transcript& transcript) {
    CURL* easy = handle.easy.get();
    if (handle.address != request.connect_address || handle.port != request.connect_port) {
        handle.target = connect_to(request);
        handle.address = request.connect_address;
        handle.port = request.connect_port;
    }
    curl_easy_setopt(easy, CURLOPT_URL, request.url.c_str());
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers_.get());
    if (!transcript.proxied) curl_easy_setopt(easy, CURLOPT_CONNECT_TO, handle.target.get());
    if (request.head) curl_easy_setopt(easy, CURLOPT_NOBODY, 1L);
    if (transcript.tls) watch_tls(easy, transcript.tls);
    if (!request.cookies.empty()) curl_easy_setopt(easy, CURLOPT_COOKIE, request.cookies.c_str());
    if (!request.referer.empty()) curl_easy_setopt(easy, CURLOPT_REFERER, request.referer.c_str());
    if (request.fresh_connection) curl_easy_setopt(easy, CURLOPT_FRESH_CONNECT, 1L);
    write_down(easy, transcript);
}

void MultiClient::conclude(CURL* easy, int code, Transcript& transcript) {
    Exchange& exchange = transcript.exchange;
    exchange.http_status = static_cast<int>(info<long>(easy, CURLINFO_RESPONSE_CODE));
    exchange.timings = {
        elapsed_ms(easy, CURLINFO_NAMELOOKUP_TIME_T), elapsed_ms(easy, CURLINFO_CONNECT_TIME_T),
        elapsed_ms(easy, CURLINFO_APPCONNECT_TIME_T),
        elapsed_ms(easy, CURLINFO_STARTTRANSFER_TIME_T), elapsed_ms(easy, CURLINFO_TOTAL_TIME_T)};
    const char* ip = info<const char*>(easy, CURLINFO_PRIMARY_IP);
    long port = info<long>(easy, CURLINFO_PRIMARY_PORT);
    if (ip && *ip) exchange.address = fmt::format("{}:{}", bracketed(ip), port);
    exchange.protocol = protocol_word(info<long>(easy, CURLINFO_HTTP_VERSION));
    conclude_tls(code, transcript);
    exchange.note = note_of(code, transcript);
    CurlEnding ending;
    ending.code = code;
    // A reused connection has no connect time of its own.
    bool reused = info<long>(easy, CURLINFO_NUM_CONNECTS) == 0 && !exchange.address.empty();
    ending.connected = reused || info<curl_off_t>(easy, CURLINFO_CONNECT_TIME_T) > 0;
    ending.http_status = exchange.http_status;
    ending.head_complete = transcript.head_complete;
    ending.body_bytes = static_cast<std::int64_t>(transcript.body.size());
    if (!transcript.body.empty()) exchange.body = std::move(transcript.body);
    ending.tls_status = status_of_problems(exchange.tls);
    ending.proxied = transcript.proxied;
    ending.proxy_answer = static_cast<int>(info<long>(easy, CURLINFO_HTTP_CONNECTCODE));
    ending.proxy_is_vantage = options_.proxy_is_vantage;
    ending.proxy_error = static_cast<int>(info<long>(easy, CURLINFO_PROXY_ERROR));
    ending.cut_by_us = transcript.cut;
    ending.headers_too_large = transcript.headers_too_large;
    ending.address_refused = transcript.address_refused;
    exchange.status =
        code == CURLE_ABORTED_BY_CALLBACK ? FetchStatus::cancelled : status_from(ending);
}

Task<FetchOutcome> MultiClient::fetch(const Request& request) {
    Transcript transcript;
    begin(transcript, request);
    List conditional = conditional_headers(request);
    Handle handle = take_handle(extras_of(request, transcript));
    CURL* easy = handle.easy.get();
    prepare(handle, request, transcript);
    if (conditional) curl_easy_setopt(easy, CURLOPT_HTTPHEADER, conditional.get());
    const CurlEnd end = co_await multi_.perform(easy);
    // libcurl counts its own retries over the whole life of a handle, and gives up at five.
    if (transcript.sendings > 1 || !end.begun) handle.extras = worn;
    // Else the handle would tell of the transfer before.
    if (!end.begun) curl_easy_reset(easy);
    conclude(easy, end.code, transcript);
    give_back(std::move(handle));

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
