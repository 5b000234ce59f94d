#include "tests/links/served_world.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>

#include "core/url.h"
#include "core/url_encoding.h"
#include "tests/checks/links/situation.h"
#include "tests/support/loopback.h"
#include "tests/support/tls_stream.h"

namespace duwang::test {
namespace {

// Where names lead to.
constexpr const char *usual = "127.0.0.1", *nobody = "127.0.0.2", *crowded = "127.0.0.66",
                     *inside = "10.1.2.3", *out_of_date = "127.0.0.11", *of_others = "127.0.0.12",
                     *half_a_chain = "127.0.0.13", *no_tls = "127.0.0.14";

bool is_of_network(std::string_view said) {
    return said.starts_with("dns_") || said.starts_with("connect_") || said == "blocked_target";
}

// Words of its own for every address.
std::string words_of(std::string_view seed) {
    std::string words;
    std::uint64_t state = 1'469'598'103'934'665'603u;
    for (const char c : seed) state = (state ^ static_cast<unsigned char>(c)) * 1'099'511'628'211u;
    for (int i = 0; i < 80; ++i) {
        state = state * 6'364'136'223'846'793'005u + 1'442'695'040'888'963'407u;
        words += fmt::format("w{} ", state >> 40);
    }
    return words;
}

ScriptReply raw(int status, std::string_view fields, std::string_view body) {
    ScriptReply reply;
    reply.bytes = fmt::format("HTTP/1.1 {} X\r\n{}Content-Length: {}\r\n\r\n{}", status, fields,
                              body.size(), body);
    return reply;
}
ScriptReply html(std::string_view body, int status = 200) {
    return raw(status, "Content-Type: text/html; charset=utf-8\r\n", body);
}
ScriptReply page_of(std::string_view seed) {
    return html(fmt::format("<title>{}</title><p>{}", seed, words_of(seed)));
}
ScriptReply sent_to(std::string_view place) {
    return raw(302, fmt::format("Location: {}\r\n", place), "");
}
ScriptReply cut(std::string_view bytes, ScriptReply::Then then) {
    ScriptReply reply;
    reply.bytes = bytes;
    reply.then = then;
    return reply;
}

// Longer than anybody waits, and not for good: some programs would.
ScriptReply silent_after(std::string_view bytes) {
    ScriptReply reply = cut(bytes, ScriptReply::Then::close);
    reply.stall_after = static_cast<std::int64_t>(bytes.size());
    reply.stall_ms = 5'000;
    return reply;
}

constexpr std::string_view half =
    "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: "
    "90000\r\n\r\n<title>半</title><p>";

// What a server has to say for "ok error_phrase" and the like to be seen.
ScriptReply reply_to(std::string_view said, const ServedCase& one, const ScriptRequest& request) {
    using Then = ScriptReply::Then;
    if (said.starts_with("http_"))
        return html(fmt::format("<title>{0}</title><h1>{0}", said),
                    std::stoi(std::string(said.substr(5))));
    if (said == "rate_limited") return html("<title>429</title>", 429);
    if (said == "blocked") return html("<script>document.cookie='a=b';location.reload()</script>");
    if (said == "redirect_loop") return sent_to(request.target);
    if (said == "bad_redirect") return raw(302, "", "");
    if (said == "connection_reset") return cut("", Then::reset);
    if (said == "empty_response") return cut("", Then::close);
    if (said == "timeout") return silent_after("");
    if (said == "too_slow") return silent_after(half);
    if (said == "truncated") return cut(half, Then::close);
    const std::size_t blank = said.find(' ');
    const std::string_view suspect = blank == said.npos ? "" : said.substr(blank + 1);
    if (suspect == "like_random_path") return page_of(one.host + "nonsense");
    if (suspect == "home_redirect") return sent_to("/");
    if (suspect == "other_home") return sent_to("http://canary.example.cn/");
    if (suspect == "error_phrase") return html("<title>页面不存在</title><p>页面不存在");
    if (suspect == "deleted_refresh") return html("<meta http-equiv=refresh content='0;url=../'>");
    if (suspect == "blank") return html("<html><body></body></html>");
    if (suspect == "login_form")
        return html(
            "<title>统一登录</title><form><input name=u><input type=password name=p></form>");
    if (suspect == "hijack_words")
        return html("<title>百家乐 真人娱乐</title><p>" + words_of("casino"));
    const bool file = request.target.ends_with(".pdf") || request.target.ends_with(".doc");
    if (file && suspect.empty())
        return raw(200, "Content-Type: application/pdf\r\n", "%PDF-1.4\n" + words_of(one.host));
    return page_of(one.host + request.target);
}

// A web server that is asked for TLS and has none: it says so in plain text.
class NoTls final : public ScriptStream {
  public:
    explicit NoTls(int socket) : socket_(socket) {}
    bool accept() override {
        constexpr std::string_view said = "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n";
        (void)!::send(socket_, said.data(), said.size(), MSG_NOSIGNAL);
        return false;
    }
    long read(char*, std::size_t) override { return -2; }
    long write(const char*, std::size_t) override { return -2; }

  private:
    int socket_;
};

std::vector<std::string> sights_of(const Yaml& plan) {
    std::vector<std::string> sights;
    if (!plan.is_list() && plan) sights.push_back(plan.text());
    for (const Yaml& item : plan.items())
        if (!item.text().starts_with("/"))
            sights.push_back(item.text().substr(item.text().find(' ') + 1));
    return sights;
}

bool is_given(const std::string& sight) {
    static constexpr std::array never{"internal", "robots_denied", "not_attempted", "proxy_error"};
    return std::ranges::find(never, sight) == never.end();
}

bool lasts_a_day(const Yaml& window) {
    const std::vector<Yaml> ends = window.items();
    using checks::links::test::span_of;
    return ends.size() == 2 && span_of(ends[1].text()) - span_of(ends[0].text()) >= 24 * hour_ms;
}

}  // namespace

bool is_served(const Situation& situation) {
    const Yaml &kind = situation.kind, &noise = situation.noise;
    // All are played on hosts of others. Those that are down for a day are broken indeed.
    if (lasts_a_day(noise["host_down"])) return false;
    // There is no earlier capture of what they serve.
    if (kind["filed"] || kind["all"].text() == "ok changed_kind") return false;
    // Our client keeps cookies, so that it meets no such loop.
    if (kind["name"].text() == "a loop for want of cookies") return false;
    if (kind["name"].text() == "old TLS") return false;  // nor do servers of today offer it
    if (kind["name"].text() == "other encoding untried") return false;  // it always is tried
    // A host of others that is down is no outage of the site.
    if (!kind["external"] &&
        is_of_network(sights_of(kind["known_good"]).empty() ? ""
                                                            : sights_of(kind["known_good"])[0]))
        return false;
    for (const char* who : {"all", "link", "second_client", "vantage", "known_good", "random_path"})
        if (!std::ranges::all_of(sights_of(kind[who]), is_given))
            return kind["skipped"] ? true : false;
    static constexpr std::array known{"name", "host_down", "wall", "wall_says", "cron"};
    return std::ranges::all_of(noise.members(), [](const auto& member) {
        return std::ranges::find(known, member.first.text()) != known.end();
    });
}

ServedWorld::ServedWorld(const std::vector<Situation>& situations, std::string self_check,
                         std::function<std::int64_t()> since)
    : self_check_(std::move(self_check)),
      since_(std::move(since)),
      names_([this](const DnsQuestion& question) { return resolve(question, Asker::us); }, usual,
             53),
      other_names_([this](const DnsQuestion& question) {
          return resolve(question, Asker::other_resolver);
      }) {
    for (const Situation& situation : situations) {
        const Yaml& kind = situation.kind;
        ServedCase one{situation, {}, {}};
        one.host = (kind["external"] ? fmt::format("e{}.other.example.cn", cases_.size())
                                     : fmt::format("s{}.x.gov.cn", cases_.size()));
        const auto given = parse_url(kind["url"].text_or("http://www.x.gov.cn/a/b.html"));
        const bool tls = kind["all"].text().starts_with("tls_");
        one.url = fmt::format("{}://{}{}", tls ? "https" : "http", one.host, given->path());
        if (kind["skipped"]) one.url = kind["url"].text();
        hosts_.emplace(one.host, cases_.size());
        cases_.push_back(std::move(one));
    }
    const auto serve = [this](const ScriptRequest& request) { return answer(request, false); };
    servers_.push_back(std::make_unique<ScriptServer>(
        serve, std::vector<std::string>{usual, out_of_date, of_others, half_a_chain, no_tls},
        StreamMaker{}, 80));
    const std::pair<const char*, const char*> secured[] = {
        {out_of_date, "expired"}, {of_others, "wrong_name"}, {half_a_chain, "incomplete"}};
    for (const auto& [address, kind] : secured) {
        const CertificateFiles files = certificates_.of(kind);
        servers_.push_back(std::make_unique<ScriptServer>(
            serve, std::vector<std::string>{address}, tls_streams(files.chain, files.key), 443));
    }
    servers_.push_back(std::make_unique<ScriptServer>(
        serve, std::vector<std::string>{no_tls},
        [](int socket) { return std::make_unique<NoTls>(socket); }, 443));
    afar_ = std::make_unique<ScriptServer>(
        [this](const ScriptRequest& request) { return answer(request, true); });
    proxy_ = std::make_unique<ProxyServer>(
        afar_->port(), ProxyServer::Manner::forward, [this](const std::string& wanted) {
            const ServedCase* one = case_of(wanted.substr(0, wanted.find(':')));
            return one != nullptr && is_of_network(said_of_host(*one, Asker::vantage));
        });
    // Its queue is full: whoever comes next waits for nothing.
    for (const int port : {80, 443}) {
        sockaddr_in address = loopback(port);
        ::inet_pton(AF_INET, crowded, &address.sin_addr);
        full_.push_back(listen_at(address, 0));
        for (int i = 0; i < 3; ++i) {
            full_.push_back(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
            (void)::connect(full_.back(), reinterpret_cast<sockaddr*>(&address), sizeof address);
        }
    }
}

ServedWorld::~ServedWorld() {
    for (const int socket : full_) ::close(socket);
}

std::string ServedWorld::vantage() const {
    return fmt::format("http://127.0.0.1:{}", proxy_->port());
}

const ServedCase* ServedWorld::case_of(std::string_view host) const {
    const auto found = hosts_.find(host);
    return found == hosts_.end() ? nullptr : &cases_[found->second];
}

// Of one asker or control; what all see, where nothing else is said.
std::string ServedWorld::said(const ServedCase& one, const std::string& who) const {
    const Yaml& kind = one.situation.kind;
    const std::int64_t at = since_();
    std::string said = item_at(kind[who], at);
    if (!said.empty()) return said;
    if (who == "random_path") return "http_404";
    return who == "known_good" ? "ok" : item_at(kind["all"], at);
}

std::string ServedWorld::said_of_link(const ServedCase& one, Asker asker) const {
    switch (asker) {
        case Asker::second_client:
            return said(one, "second_client");
        case Asker::vantage:
            return said(one, "vantage");
        case Asker::other_resolver:
            return said(one, "second_resolver");
        default:
            return said(one, "link");
    }
}

// Whether the host can be had at all: what its control says of it, or its link.
std::string ServedWorld::said_of_host(const ServedCase& one, Asker asker) const {
    const std::string link = said_of_link(one, asker);
    if (is_of_network(link)) return link;
    // As in the records: hosts of others keep to what their kind says.
    const bool own = !one.situation.kind["external"];
    if (own && is_within(one.situation.noise["host_down"], since_())) return "connect_refused";
    if (asker == Asker::us && is_of_network(said(one, "known_good")))
        return said(one, "known_good");
    return "ok";
}

DnsReply ServedWorld::resolve(const DnsQuestion& question, Asker asker) const {
    DnsReply reply;
    reply.ttl = 0;
    const ServedCase* one = case_of(question.name);
    const bool is_canary = question.name == "canary.example.cn";
    if (one == nullptr && !is_canary && question.name != "www.x.gov.cn") reply.rcode = 3;
    if (reply.rcode != 0) return reply;
    const std::string said = is_canary ? self_check_ : one ? said_of_host(*one, asker) : "ok";
    if (said == "dns_nxdomain") reply.rcode = 3;
    if (said == "dns_error") reply.rcode = 2;
    reply.silent = said == "dns_timeout";
    if (said == "dns_nodata" && question.type == "AAAA") reply.addresses = {"2001:db8::1"};
    if (said.starts_with("dns_") || question.type != "A") return reply;
    const std::string link = one ? said_of_link(*one, asker) : "";
    const char* place = usual;
    if (said == "connect_refused") place = nobody;
    if (said == "connect_timeout") place = crowded;
    if (said == "blocked_target") place = inside;
    if (link == "tls_expired") place = out_of_date;
    if (link == "tls_name_mismatch") place = of_others;
    if (link == "tls_incomplete_chain") place = half_a_chain;
    if (link == "tls_handshake") place = no_tls;
    reply.addresses = {place};
    return reply;
}

ScriptReply ServedWorld::answer(const ScriptRequest& request, bool from_afar) const {
    if (request.host == "www.x.gov.cn")
        return request.target == "/" ? html(home_page()) : html("<title>404</title>", 404);
    if (request.host == "canary.example.cn")
        return self_check_.starts_with("http_") && !from_afar ? html("<title>x</title>", 404)
                                                              : page_of("canary");
    const ServedCase* one = case_of(request.host);
    if (one == nullptr) return html("<title>404</title>", 404);
    // Ours asks for packed content; wget and others do not.
    const bool ours = request.head.find("gzip, deflate, br") != request.head.npos;
    const Asker asker = from_afar ? Asker::vantage : ours ? Asker::us : Asker::second_client;
    return answer_of_case(*one, request, asker);
}

ScriptReply ServedWorld::answer_of_case(const ServedCase& one, const ScriptRequest& request,
                                        Asker asker) const {
    const Yaml &kind = one.situation.kind, &noise = one.situation.noise;
    const std::string link = parse_url(one.url) ? std::string(parse_url(one.url)->path()) : "";
    const bool wall = is_within(noise["wall"], since_()) && asker != Asker::vantage;
    if (wall) return reply_to(noise["wall_says"].text_or("blocked"), one, request);
    if (request.target == "/robots.txt") return html("<title>404</title>", 404);
    if (request.target == "/") return reply_to(said(one, "known_good"), one, request);
    const auto other = in_other_encoding(one.url);
    const auto other_url = other ? parse_url(*other) : std::nullopt;
    if (other_url && request.target == other_url->path() && kind["other_encoding"])
        return reply_to(said(one, "other_encoding"), one, request);
    std::string link_says = said_of_link(one, asker);
    if (link_says.starts_with("tls_")) link_says = "ok";
    if (request.target == link) return reply_to(link_says, one, request);
    const std::string nonsense = said(one, "random_path");
    if (nonsense != "ok") return reply_to(nonsense, one, request);
    if (said(one, "link").ends_with(" home_redirect")) return sent_to("/");
    return page_of(one.host + "nonsense");
}

std::string ServedWorld::home_page() const {
    std::string page = "<title>首页</title><p>" + words_of("home");
    for (std::size_t i = 0; i < cases_.size(); ++i)
        page += fmt::format("<a href=\"{}\">{}</a>\n", cases_[i].url,
                            cases_[i].situation.kind["text"].text_or(fmt::format("通知公告{}", i)));
    return page;
}

}  // namespace duwang::test
