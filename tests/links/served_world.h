// The corpus played by real servers (断链判定语料): a host for each situation, name servers, web
// servers with and without TLS, a proxy in another network. Needs ports 53, 80 and 443 of a network
// namespace.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/time.h"
#include "tests/links/world.h"
#include "tests/support/certificates.h"
#include "tests/support/dns_server.h"
#include "tests/support/proxy_server.h"
#include "tests/support/script_server.h"

namespace duwang::test {

// Could real servers play it? Our own faults and filed windows they cannot.
bool is_served(const Situation& situation);

struct ServedCase {
    Situation situation;
    std::string host;  // of its own: a site would be given up after some of them
    std::string url;   // as it stands on the home page of www.x.gov.cn
};

class ServedWorld {
  public:
    // `self_check`: what canaries answer, "ok" as a rule. `since`: ms since the crawl began.
    ServedWorld(const std::vector<Situation>& situations, std::string self_check,
                std::function<std::int64_t()> since);

    ~ServedWorld();
    ServedWorld(const ServedWorld&) = delete;
    ServedWorld& operator=(const ServedWorld&) = delete;

    const std::vector<ServedCase>& cases() const { return cases_; }
    std::string ca_file() const { return certificates_.ca_file(); }
    std::string dns() const { return names_.endpoint(); }
    std::string second_dns() const { return other_names_.endpoint(); }
    std::string vantage() const;
    static constexpr const char* canary = "http://canary.example.cn/";

  private:
    enum class Asker { us, second_client, vantage, other_resolver };
    ScriptReply answer(const ScriptRequest& request, bool from_afar) const;
    ScriptReply answer_of_case(const ServedCase& one, const ScriptRequest& request,
                               Asker asker) const;
    DnsReply resolve(const DnsQuestion& question, Asker asker) const;
    std::string said_of_host(const ServedCase& one, Asker asker) const;
    std::string said(const ServedCase& one, const std::string& who) const;
    std::string said_of_link(const ServedCase& one, Asker asker) const;
    const ServedCase* case_of(std::string_view host) const;
    std::string home_page() const;

    std::vector<ServedCase> cases_;
    std::map<std::string, std::size_t, std::less<>> hosts_;
    std::string self_check_;
    std::function<std::int64_t()> since_;
    Certificates certificates_;
    std::vector<std::unique_ptr<ScriptServer>> servers_;
    std::unique_ptr<ScriptServer> afar_;
    std::unique_ptr<ProxyServer> proxy_;
    std::vector<int> full_;  // sockets of a server that accepts nothing any more
    DnsServer names_, other_names_;
};

}  // namespace duwang::test
