// c-ares on Asio. The sockets are c-ares': they are watched, released, never closed here.
#include <ares.h>
#include <fmt/format.h>
#include <netdb.h>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <unordered_map>

#include "crawler/dns/resolver.h"

namespace duwang::crawler {
namespace asio = boost::asio;
namespace {

struct Watch {
    Watch(const Executor& net, ares_socket_t socket) : descriptor(net, socket) {}
    ~Watch() {
        if (descriptor.is_open()) descriptor.release();
    }
    asio::posix::stream_descriptor descriptor;
    bool read = false, write = false, reading = false, writing = false;
};

// One question under way. Shared with the C callback through a heap cell.
struct Question {
    explicit Question(const Executor& net) : done(net, asio::steady_timer::time_point::max()) {}
    asio::steady_timer done;
    bool finished = false;
    Family family = Family::v4;
    DnsAnswer answer;
};

DnsAnswer::Kind kind_of(int status) {
    switch (status) {
        case ARES_SUCCESS: return DnsAnswer::Kind::ok;
        case ARES_ENODATA: return DnsAnswer::Kind::nodata;
        case ARES_ENOTFOUND: return DnsAnswer::Kind::nxdomain;
        case ARES_ETIMEOUT: return DnsAnswer::Kind::timeout;
        default: return DnsAnswer::Kind::error;  // SERVFAIL, REFUSED, no server …
    }
}

int parse_reply(Family family, const unsigned char* data, int size, hostent** host) {
    return family == Family::v6 ? ares_parse_aaaa_reply(data, size, host, nullptr, nullptr)
                                : ares_parse_a_reply(data, size, host, nullptr, nullptr);
}

void read_reply(Question& question, int status, const unsigned char* data, int size) {
    hostent* host = nullptr;
    if (status == ARES_SUCCESS) status = parse_reply(question.family, data, size, &host);
    question.answer.kind = kind_of(status);
    question.answer.detail = ares_strerror(status);
    if (!host) return;
    for (char** address = host->h_addr_list; address && *address; ++address) {
        char text[64] = {};
        if (ares_inet_ntop(host->h_addrtype, *address, text, sizeof text))
            question.answer.addresses.push_back({text, 0, 0});
    }
    ares_free_hostent(host);
    if (status == ARES_SUCCESS && question.answer.addresses.empty())
        question.answer.kind = DnsAnswer::Kind::nodata;
}

class AresResolver final : public Resolver {
  public:
    AresResolver(Executor net, const DnsOptions& options) : net_(std::move(net)), tick_(net_) {
        ares_library_init(ARES_LIB_INIT_ALL);
        ares_options settings{};
        settings.timeout = static_cast<int>(options.timeout_ms);
        settings.tries = options.tries;
        settings.sock_state_cb = &AresResolver::on_socket;
        settings.sock_state_cb_data = this;
        int mask = ARES_OPT_TIMEOUTMS | ARES_OPT_TRIES | ARES_OPT_SOCK_STATE_CB;
        if (ares_init_options(&channel_, &settings, mask) != ARES_SUCCESS) channel_ = nullptr;
        if (!channel_ || options.servers.empty()) return;
        ares_set_servers_ports_csv(channel_, fmt::format("{}", fmt::join(options.servers, ",")).c_str());
    }

    ~AresResolver() override {
        closing_ = true;
        if (channel_) ares_destroy(channel_);
        ares_library_cleanup();
    }

    Task<DnsAnswer> resolve(std::string host, Family family) override {
        auto question = std::make_shared<Question>(net_);
        question->family = family;
        if (!channel_) co_return question->answer;
        auto* cell = new std::shared_ptr<Question>(question);  // freed in on_answer
        ares_query(channel_, host.c_str(), 1 /* IN */, family == Family::v6 ? 28 : 1,
                   &AresResolver::on_answer, cell);
        ++pending_;
        arm();
        if (!question->finished)
            co_await question->done.async_wait(asio::as_tuple(asio::use_awaitable));
        if (--pending_ == 0) tick_.cancel();  // nothing left that could time out
        if (family == Family::v6 && !question->answer.addresses.empty()) saw_aaaa_ = true;
        co_return question->answer;
    }

    bool saw_aaaa() const override { return saw_aaaa_; }

  private:
    static void on_answer(void* user, int status, int, unsigned char* data, int size) noexcept {
        std::unique_ptr<std::shared_ptr<Question>> cell(static_cast<std::shared_ptr<Question>*>(user));
        Question& question = **cell;
        read_reply(question, status, data, size);
        question.finished = true;
        question.done.cancel();
    }

    static void on_socket(void* user, ares_socket_t socket, int read, int write) noexcept {
        static_cast<AresResolver*>(user)->watch(socket, read != 0, write != 0);
    }

    void watch(ares_socket_t socket, bool read, bool write) {
        if (!read && !write) {
            // Released at once: a handler may still hold the watch while the number is used anew.
            auto found = watches_.find(socket);
            if (found == watches_.end()) return;
            found->second->descriptor.release();
            watches_.erase(found);
            return;
        }
        if (closing_) return;
        auto& watch = watches_[socket];
        if (!watch) watch = std::make_shared<Watch>(net_, socket);
        watch->read = read;
        watch->write = write;
        listen(socket, watch);
    }

    void listen(ares_socket_t socket, const std::shared_ptr<Watch>& watch) {
        using Descriptor = asio::posix::stream_descriptor;
        if (watch->read && !watch->reading) {
            watch->reading = true;
            watch->descriptor.async_wait(Descriptor::wait_read, handler(socket, watch, true));
        }
        if (watch->write && !watch->writing) {
            watch->writing = true;
            watch->descriptor.async_wait(Descriptor::wait_write, handler(socket, watch, false));
        }
    }

    std::function<void(const boost::system::error_code&)> handler(
        ares_socket_t socket, const std::shared_ptr<Watch>& watch, bool read) {
        return [this, socket, weak = std::weak_ptr(watch), read](const auto& error) {
            auto still = weak.lock();
            if (error || !still) return;  // gone: perhaps the resolver too
            (read ? still->reading : still->writing) = false;
            ares_process_fd(channel_, read ? socket : ARES_SOCKET_BAD,
                            read ? ARES_SOCKET_BAD : socket);
            auto found = watches_.find(socket);
            if (found != watches_.end() && found->second == still) listen(socket, still);
        };
    }

    // c-ares wants to be called now and then, for its time-outs.
    void arm() {
        timeval buffer{};
        timeval* next = ares_timeout(channel_, nullptr, &buffer);
        if (!next) return;
        auto wait = std::chrono::seconds(next->tv_sec) + std::chrono::microseconds(next->tv_usec);
        tick_.expires_after(std::chrono::duration_cast<std::chrono::milliseconds>(wait) +
                            std::chrono::milliseconds(1));
        tick_.async_wait([this](const boost::system::error_code& error) {
            if (error) return;
            ares_process_fd(channel_, ARES_SOCKET_BAD, ARES_SOCKET_BAD);
            arm();
        });
    }

    Executor net_;
    asio::steady_timer tick_;
    ares_channel channel_ = nullptr;
    bool closing_ = false;
    bool saw_aaaa_ = false;
    int pending_ = 0;
    std::unordered_map<ares_socket_t, std::shared_ptr<Watch>> watches_;
};

}  // namespace

std::unique_ptr<Resolver> make_ares_resolver(Executor net, const DnsOptions& options) {
    return std::make_unique<AresResolver>(std::move(net), options);
}

}  // namespace duwang::crawler
