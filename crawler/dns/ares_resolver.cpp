// Which server is asked, and when another: a machine-sized loop over channels of one server each.
#include <fmt/format.h>

#include "crawler/dns/ares_channel.h"
#include "crawler/dns/reply.h"
#include "crawler/dns/resolver.h"

namespace duwang::crawler {
namespace {

bool is_answer(DnsAnswer::Kind kind) {
    return kind == DnsAnswer::Kind::ok || kind == DnsAnswer::Kind::nodata ||
           kind == DnsAnswer::Kind::nxdomain;
}

// Of two failures the one that says more: a code, then silence, then nobody there.
bool says_more(const DnsAnswer& a, const DnsAnswer& b) {
    auto rank = [](const DnsAnswer& answer) {
        if (!answer.rcode.empty()) return 2;
        return answer.kind == DnsAnswer::Kind::timeout ? 1 : 0;
    };
    return rank(a) > rank(b);
}

class AresResolver final : public Resolver {
  public:
    AresResolver(Executor net, const DnsOptions& options) : tries_(options.tries) {
        std::vector<std::string> names = options.servers;
        if (names.empty()) names = system_name_servers();
        if (names.empty()) names.emplace_back();
        for (const std::string& name : names)
            servers_.push_back(
                {name, std::make_unique<AresChannel>(net, name, options.timeout_ms)});
    }

    Task<DnsAnswer> resolve(std::string host, Family family) override {
        DnsAnswer failed;
        failed.detail = "no name server is known";
        for (int round = 0; round < tries_; ++round)
            for (Server& server : servers_) {
                DnsAnswer answer = co_await ask(server, host, family);
                if (is_answer(answer.kind)) {
                    saw_aaaa_ = saw_aaaa_ || (family == Family::v6 && !answer.addresses.empty());
                    co_return answer;
                }
                if (failed.server.empty() || says_more(answer, failed)) failed = answer;
            }
        co_return failed;
    }

    Task<NsAnswer> name_servers(std::string zone) override {
        constexpr int type_ns = 2;
        NsAnswer failed;
        failed.asked = true;
        for (int round = 0; round < tries_; ++round)
            for (Server& server : servers_) {
                DnsReply reply = co_await server.channel->ask(zone, type_ns);
                if (reply.end == DnsReply::End::timeout) failed.kind = DnsAnswer::Kind::timeout;
                if (reply.end != DnsReply::End::answered) continue;
                NsAnswer answer = read_ns_reply(reply.bytes, zone);
                if (is_answer(answer.kind)) co_return answer;
                failed = answer;
            }
        co_return failed;
    }

    bool saw_aaaa() const override { return saw_aaaa_; }

  private:
    struct Server {
        std::string name;
        std::unique_ptr<AresChannel> channel;
    };

    static Task<DnsAnswer> ask(Server& server, std::string host, Family family) {
        DnsReply reply = co_await server.channel->ask(host, family == Family::v6 ? 28 : 1);
        DnsAnswer answer;
        if (reply.end == DnsReply::End::answered) {
            answer = read_dns_reply(reply.bytes, host, family);
            if (!is_answer(answer.kind))
                answer.detail = fmt::format("{} from {}", answer.rcode, server.name);
        } else {
            bool silent = reply.end == DnsReply::End::timeout;
            answer.kind = silent ? DnsAnswer::Kind::timeout : DnsAnswer::Kind::error;
            answer.detail = fmt::format("{} ({})", reply.detail, server.name);
        }
        answer.server = server.name;
        co_return answer;
    }

    int tries_;
    std::vector<Server> servers_;
    bool saw_aaaa_ = false;
};

}  // namespace

std::unique_ptr<Resolver> make_ares_resolver(Executor net, const DnsOptions& options) {
    return std::make_unique<AresResolver>(std::move(net), options);
}

}  // namespace duwang::crawler
