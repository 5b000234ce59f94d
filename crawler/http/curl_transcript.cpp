#include "crawler/http/curl_transcript.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstring>

namespace duwang::crawler {
namespace {

constexpr std::size_t usual_head_bytes = 400;
constexpr std::int64_t redirect_bytes_max = 64 << 10;

// What the server announces, within reason: most bodies then never move in memory.
std::size_t announced_bytes(const Exchange& exchange) {
    constexpr std::size_t reasonable = 1 << 20;
    const std::string_view text = exchange.header("content-length");
    std::size_t bytes = 0;
    std::from_chars(text.data(), text.data() + text.size(), bytes);
    return std::min(bytes, reasonable);
}

std::size_t on_body(char* data, std::size_t, std::size_t size, void* user) noexcept {
    auto& transcript = *static_cast<Transcript*>(user);
    if (transcript.body.empty()) transcript.body.reserve(announced_bytes(transcript.exchange));
    auto room = static_cast<std::size_t>(transcript.body_max) - transcript.body.size();
    transcript.body.append(data, std::min(size, room));
    if (size <= room) return size;
    transcript.cut = true;
    return 0;
}

// A new block of headers: after an interim answer the last one counts.
void begin_head(Transcript& transcript, std::string_view line) {
    transcript.exchange.response_head.clear();
    transcript.exchange.response_head.reserve(usual_head_bytes);
    transcript.head_complete = false;
    if (auto tls = tls_in_use(transcript.easy)) transcript.tls = tls;
    // Nobody reads the body of a redirect.
    auto space = line.find(' ');
    if (space != line.npos && line.substr(space + 1).starts_with('3'))
        transcript.body_max = std::min(transcript.body_max, redirect_bytes_max);
}

std::size_t on_header(char* data, std::size_t, std::size_t size, void* user) noexcept {
    auto& transcript = *static_cast<Transcript*>(user);
    std::string_view line(data, size);
    transcript.header_bytes += static_cast<std::int64_t>(size);
    if (transcript.header_bytes > transcript.header_max) {
        transcript.headers_too_large = true;
        return 0;
    }
    if (line.starts_with("HTTP/")) begin_head(transcript, line);
    if (transcript.head_complete) return size;  // a trailer: counted, not kept
    transcript.exchange.response_head.append(line);
    if (line == "\r\n" || line == "\n") transcript.head_complete = true;
    return size;
}

// libcurl shows what it sends only while it tells about everything it does, which costs more than
// the sending. So it is asked to from just before the request until the head is out.
int on_sending(void* user, char*, char*, int, int) noexcept {
    auto& transcript = *static_cast<Transcript*>(user);
    ++transcript.sendings;
    transcript.exchange.request_head.clear();  // of what did not arrive
    curl_easy_setopt(transcript.easy, CURLOPT_VERBOSE, 1L);
    return CURL_PREREQFUNC_OK;
}

int on_debug(CURL* easy, curl_infotype type, char* data, std::size_t size, void* user) noexcept {
    auto& transcript = *static_cast<Transcript*>(user);
    if (type != CURLINFO_HEADER_OUT) return 0;
    std::string_view head(data, size);
    if (head.starts_with("CONNECT ")) return 0;  // to the proxy, not to the site
    transcript.exchange.request_head.append(head);
    if (transcript.exchange.request_head.ends_with("\r\n\r\n"))
        curl_easy_setopt(easy, CURLOPT_VERBOSE, 0L);
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

// Opens the socket only for an address that the policy allows: the guard against rebinding. With a
// proxy the address is the proxy's, which the operator has named.
curl_socket_t on_open(void* user, curlsocktype, curl_sockaddr* address) noexcept {
    auto& transcript = *static_cast<Transcript*>(user);
    int port = 0;
    std::string text = text_of(address->addr, port);
    if (!transcript.proxied && !(*transcript.allowed)(transcript.host_port, text, port)) {
        transcript.address_refused = true;
        return CURL_SOCKET_BAD;
    }
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

}  // namespace

void write_down(CURL* easy, Transcript& transcript) {
    transcript.easy = easy;
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, &on_body);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, &transcript);
    curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, &on_header);
    curl_easy_setopt(easy, CURLOPT_HEADERDATA, &transcript);
    curl_easy_setopt(easy, CURLOPT_VERBOSE, 0L);
    curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, &on_sending);
    curl_easy_setopt(easy, CURLOPT_PREREQDATA, &transcript);
    curl_easy_setopt(easy, CURLOPT_DEBUGFUNCTION, &on_debug);
    curl_easy_setopt(easy, CURLOPT_DEBUGDATA, &transcript);
    curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, &on_open);
    curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, &transcript);
    curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, transcript.words);
}

void forget(CURL* easy) {
    curl_easy_setopt(easy, CURLOPT_VERBOSE, 0L);
    curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, nullptr);
}

}  // namespace duwang::crawler
