// DNS through c-ares, asked of a real dnsmasq: what is there, what is not, and who does not answer.
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <boost/asio/io_context.hpp>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <thread>

#include "crawler/dns/resolver.h"
#include "tests/support/run_task.h"

namespace duwang::crawler {
namespace {

// dnsmasq on a port of its own, for as long as this object lives.
class NameServer {
  public:
    // Test runs side by side must not meet.
    explicit NameServer(unsigned late_ms = 0) : port_(20'000 + ::getpid() % 12'000) {
        const char* program =
            std::filesystem::exists("/usr/sbin/dnsmasq") ? "/usr/sbin/dnsmasq" : "dnsmasq";
        std::string where = "--port=" + std::to_string(port_);
        child_ = ::fork();
        if (child_ == 0) {
            ::usleep(late_ms * 1'000);
            int quiet = ::open("/dev/null", O_WRONLY);
            ::dup2(quiet, 1);
            ::dup2(quiet, 2);
            ::execlp(program, program, "--keep-in-foreground", "--no-resolv", "--no-hosts",
                     "--conf-file=/dev/null", "--listen-address=127.0.0.1", "--bind-interfaces",
                     "--pid-file=", where.c_str(), "--host-record=both.test,192.0.2.7,2001:db8::7",
                     "--host-record=four.test,192.0.2.8", "--local=/test/", nullptr);
            ::_exit(127);
        }
    }
    ~NameServer() {
        ::kill(child_, SIGTERM);
        ::waitpid(child_, nullptr, 0);
    }
    DnsOptions options() const {
        DnsOptions options;
        options.servers = {"127.0.0.1:" + std::to_string(port_)};
        options.timeout_ms = 1'000;
        return options;
    }

  private:
    int port_;
    pid_t child_ = -1;
};

DnsAnswer ask(Resolver& resolver, boost::asio::io_context& net, std::string host, Family family) {
    return test::run_task(net, resolver.resolve(std::move(host), family));
}

// A name server that is started anew, or late: what was refused before is no reason to stop asking.
TEST(AresResolver, AServerThatComesBackIsAskedAgain) {
    NameServer server(700);
    boost::asio::io_context net(1);
    auto resolver = make_ares_resolver(net.get_executor(), server.options());
    int refused = 0;
    DnsAnswer a;
    for (int i = 0; i < 300 && a.addresses.empty(); ++i) {
        a = ask(*resolver, net, "both.test", Family::v4);
        if (!a.addresses.empty()) break;
        ++refused;
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
    EXPECT_GT(refused, 1);
    EXPECT_EQ(a.addresses.size(), 1u) << a.detail;
}

TEST(AresResolver, TellsAnswersApart) {
    NameServer server;
    boost::asio::io_context net(1);
    auto resolver = make_ares_resolver(net.get_executor(), server.options());
    DnsAnswer a;
    for (int i = 0; i < 300 && a.addresses.empty(); ++i) {  // until the server is up
        a = ask(*resolver, net, "both.test", Family::v4);
        if (a.addresses.empty()) std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
    ASSERT_EQ(a.addresses.size(), 1u) << a.detail;
    EXPECT_EQ(a.addresses[0].ip, "192.0.2.7");
    EXPECT_FALSE(resolver->saw_aaaa());
    EXPECT_EQ(ask(*resolver, net, "four.test", Family::v6).kind, DnsAnswer::Kind::nodata);
    EXPECT_FALSE(resolver->saw_aaaa());
    EXPECT_EQ(ask(*resolver, net, "both.test", Family::v6).addresses.at(0).ip, "2001:db8::7");
    EXPECT_TRUE(resolver->saw_aaaa());
    EXPECT_EQ(ask(*resolver, net, "gone.test", Family::v4).kind, DnsAnswer::Kind::nxdomain);
}

TEST(AresResolver, AServerThatRefusesIsNoMissingName) {
    DnsOptions options;
    options.servers = {"127.0.0.1:9"};
    options.timeout_ms = 20'000;
    options.tries = 2;
    boost::asio::io_context net(1);
    auto resolver = make_ares_resolver(net.get_executor(), options);
    auto started = std::chrono::steady_clock::now();
    for (int i = 0; i < 5; ++i) {
        DnsAnswer answer = ask(*resolver, net, "x" + std::to_string(i) + ".test", Family::v4);
        EXPECT_TRUE(answer.kind == DnsAnswer::Kind::error ||
                    answer.kind == DnsAnswer::Kind::timeout);
    }
    auto took = std::chrono::steady_clock::now() - started;
    EXPECT_LT(took, std::chrono::seconds(10));  // no time-out was waited for
}

}  // namespace
}  // namespace duwang::crawler
