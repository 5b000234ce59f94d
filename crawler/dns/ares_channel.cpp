// The sockets are c-ares': they are watched, released, never closed here.
#include "crawler/dns/ares_channel.h"

#include <ares.h>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <unordered_map>
#include <vector>

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
    DnsReply reply;
};

// With ARES_FLAG_NOCHECKRESP every packet that fits the question comes back, SERVFAIL as well.
void read_reply(DnsReply& reply, int status, const unsigned char* data, int size) {
    if (data && size > 0) {
        reply.end = DnsReply::End::answered;
        reply.bytes.assign(reinterpret_cast<const char*>(data), static_cast<std::size_t>(size));
        return;
    }
    reply.end = status == ARES_ETIMEOUT ? DnsReply::End::timeout : DnsReply::End::unreachable;
    reply.detail = ares_strerror(status);
}

}  // namespace

class AresChannel::Impl {
  public:
    Impl(Executor net, const std::string& server, std::int64_t timeout_ms)
        : net_(std::move(net)), tick_(net_) {
        ares_library_init(ARES_LIB_INIT_ALL);
        ares_options settings{};
        settings.flags = ARES_FLAG_NOCHECKRESP;
        settings.timeout = static_cast<int>(timeout_ms);
        settings.tries = 1;  // the resolver asks again, perhaps another server
        settings.sock_state_cb = &Impl::on_socket;
        settings.sock_state_cb_data = this;
        int mask = ARES_OPT_FLAGS | ARES_OPT_TIMEOUTMS | ARES_OPT_TRIES | ARES_OPT_SOCK_STATE_CB;
        if (ares_init_options(&channel_, &settings, mask) != ARES_SUCCESS) channel_ = nullptr;
        if (channel_ && !server.empty()) use_only(server);
    }

    ~Impl() {
        closing_ = true;
        if (channel_) ares_destroy(channel_);
        ares_library_cleanup();
    }

    Task<DnsReply> ask(std::string host, int type) {
        auto question = std::make_shared<Question>(net_);
        if (!channel_) {
            question->reply.detail = problem_;
            co_return std::move(question->reply);
        }
        auto* cell = new std::shared_ptr<Question>(question);  // freed in on_answer
        ares_query(channel_, host.c_str(), 1 /* IN */, type, &Impl::on_answer, cell);
        ++pending_;
        arm();
        if (!question->finished)
            co_await question->done.async_wait(asio::as_tuple(asio::use_awaitable));
        if (--pending_ == 0) tick_.cancel();  // nothing left that could time out
        co_return std::move(question->reply);
    }

  private:
    // The library would go on asking the system's servers, and the answer would be put down to
    // this.
    void use_only(const std::string& server) {
        const int done = ares_set_servers_ports_csv(channel_, server.c_str());
        if (done == ARES_SUCCESS) return;
        problem_ = server + ": " + ares_strerror(done);
        ares_destroy(channel_);
        channel_ = nullptr;
    }

    static void on_answer(void* user, int status, int, unsigned char* data, int size) noexcept {
        std::unique_ptr<std::shared_ptr<Question>> cell(
            static_cast<std::shared_ptr<Question>*>(user));
        Question& question = **cell;
        read_reply(question.reply, status, data, size);
        question.finished = true;
        question.done.cancel();
    }

    static void on_socket(void* user, ares_socket_t socket, int read, int write) noexcept {
        static_cast<Impl*>(user)->watch(socket, read != 0, write != 0);
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
    std::string problem_;  // why there is no channel
    int pending_ = 0;
    std::unordered_map<ares_socket_t, std::shared_ptr<Watch>> watches_;
};

AresChannel::AresChannel(Executor net, const std::string& server, std::int64_t timeout_ms)
    : impl_(std::make_unique<Impl>(std::move(net), server, timeout_ms)) {}

AresChannel::~AresChannel() = default;

Task<DnsReply> AresChannel::ask(std::string host, int type) {
    return impl_->ask(std::move(host), type);
}

std::vector<std::string> system_name_servers() {
    std::vector<std::string> servers;
    ares_channel channel = nullptr;
    ares_library_init(ARES_LIB_INIT_ALL);
    ares_addr_port_node* nodes = nullptr;
    if (ares_init(&channel) == ARES_SUCCESS) {
        if (ares_get_servers_ports(channel, &nodes) == ARES_SUCCESS)
            for (const ares_addr_port_node* node = nodes; node; node = node->next) {
                char text[64] = {};
                bool v6 = node->family == AF_INET6;
                if (!ares_inet_ntop(node->family, &node->addr, text, sizeof text)) continue;
                int port = node->udp_port > 0 ? node->udp_port : 53;
                servers.push_back((v6 ? "[" + std::string(text) + "]" : std::string(text)) + ":" +
                                  std::to_string(port));
            }
        ares_free_data(nodes);
        ares_destroy(channel);
    }
    ares_library_cleanup();
    return servers;
}

}  // namespace duwang::crawler
