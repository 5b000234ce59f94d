#include "crawler/http/curl_multi.h"

#include <curl/curl.h>
#include <unistd.h>

#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <unordered_map>

#include "crawler/async/during.h"
#include "crawler/async/wake.h"

namespace duwang::crawler {
namespace asio = boost::asio;

// One socket that libcurl wanted watched. It stays registered as long as the connection lives:
// libcurl lets go of it after each transfer and wants it again with the next, and registering costs
// system calls. The descriptor is libcurl's: it is released, not closed.
struct SocketWatch {
    explicit SocketWatch(const Executor& net, curl_socket_t socket) : descriptor(net, socket) {}
    ~SocketWatch() {
        if (descriptor.is_open()) descriptor.release();
    }
    asio::posix::stream_descriptor descriptor;
    int wanted = 0;  // CURL_POLL_*
    bool reading = false, writing = false;
};

// A transfer under way: the waiting coroutine sleeps on `done`.
struct Transfer {
    Wake done;
    int code = CURLE_ABORTED_BY_CALLBACK;
    bool finished = false;
};

class CurlMulti::Impl : public std::enable_shared_from_this<CurlMulti::Impl> {
  public:
    Impl(Executor net, long connections_max)
        : net_(std::move(net)), timer_(net_), multi_(curl_multi_init()) {
        curl_multi_setopt(multi_, CURLMOPT_SOCKETFUNCTION, &Impl::on_socket);
        curl_multi_setopt(multi_, CURLMOPT_SOCKETDATA, this);
        curl_multi_setopt(multi_, CURLMOPT_TIMERFUNCTION, &Impl::on_timer);
        curl_multi_setopt(multi_, CURLMOPT_TIMERDATA, this);
        curl_multi_setopt(multi_, CURLMOPT_MAXCONNECTS, connections_max);
        curl_multi_setopt(multi_, CURLMOPT_MAX_TOTAL_CONNECTIONS, connections_max);
    }

    void close() {
        closing_ = true;
        cancel_all();
        timer_.cancel();
        watches_.clear();
        curl_multi_cleanup(multi_);
        multi_ = nullptr;
    }

    Task<CurlEnd> perform(CURL* easy) {
        auto self = shared_from_this();
        CurlEnd end{CURLE_ABORTED_BY_CALLBACK, false};
        if (cancelled_) co_return end;
        auto transfer = std::make_shared<Transfer>();
        transfers_.emplace(easy, transfer);
        if (!begin(easy)) {
            transfers_.erase(easy);
            end.code = CURLE_FAILED_INIT;
            co_return end;
        }
        end.begun = true;
        co_await transfer->done.wait();
        // Removal must not happen while libcurl is on the stack; after the wait it is not.
        if (self->multi_) curl_multi_remove_handle(self->multi_, easy);
        self->transfers_.erase(easy);
        end.code = transfer->code;
        co_return end;
    }

    void cancel_all() {
        cancelled_ = true;
        for (auto& [easy, transfer] : transfers_)
            if (finish(*transfer, CURLE_ABORTED_BY_CALLBACK)) transfer->done.wake_later();
    }

  private:
    using Clock = std::chrono::steady_clock;
    static constexpr Clock::time_point never = Clock::time_point::max();

    static bool finish(Transfer& transfer, int code) {
        if (transfer.finished) return false;
        transfer.finished = true;
        transfer.code = code;
        return true;
    }

    // The request is sent at once where a connection is open, not when libcurl's timer has fired.
    bool begin(CURL* easy) {
        curl_easy_setopt(easy, CURLOPT_CLOSESOCKETFUNCTION, &Impl::on_close);
        curl_easy_setopt(easy, CURLOPT_CLOSESOCKETDATA, this);
        {
            During beginning(beginning_);
            if (curl_multi_add_handle(multi_, easy) != CURLM_OK) return false;
        }
        due_now();
        return true;
    }

    void due_now() {
        due_ = never;
        act(CURL_SOCKET_TIMEOUT, 0);
    }

    static int on_timer(CURLM*, long timeout_ms, void* user) noexcept {
        static_cast<Impl*>(user)->arm(timeout_ms);
        return 0;
    }

    static int on_socket(CURL*, curl_socket_t socket, int what, void* user, void*) noexcept {
        static_cast<Impl*>(user)->watch(socket, what);
        return 0;
    }

    // libcurl changes its mind at every step of a transfer, mostly to something later. The timer is
    // left alone then and looks again when it fires: setting it costs a system call.
    void arm(long timeout_ms) {
        if (closing_) return;
        due_ = timeout_ms < 0 ? never : Clock::now() + std::chrono::milliseconds(timeout_ms);
        if (timeout_ms == 0 && beginning_) return;
        if (timeout_ms == 0)
            asio::post(net_, [weak = weak_from_this()] {
                if (auto self = weak.lock()) self->ring();
            });
        else if (due_ < armed_for_)
            wait_until(due_);
    }

    void wait_until(Clock::time_point moment) {
        armed_for_ = moment;
        timer_.expires_at(moment);
        timer_.async_wait([weak = weak_from_this()](const boost::system::error_code& error) {
            auto self = weak.lock();
            if (error || !self) return;
            self->armed_for_ = never;
            self->ring();
        });
    }

    void ring() {
        if (closing_ || due_ == never) return;
        if (Clock::now() < due_) {
            if (due_ < armed_for_) wait_until(due_);
            return;
        }
        due_now();
    }

    void watch(curl_socket_t socket, int what) {
        if (closing_) return;
        if (what == CURL_POLL_REMOVE) {
            auto found = watches_.find(socket);
            if (found == watches_.end()) return;
            found->second->wanted = 0;
            // A wait that is not over would keep the event loop from ending.
            if (found->second->reading || found->second->writing) let_go(socket);
            return;
        }
        auto& watched = watches_[socket];
        if (!watched) watched = std::make_shared<SocketWatch>(net_, socket);
        watched->wanted = what;
        listen(socket, watched);
    }

    static int on_close(void* user, curl_socket_t socket) noexcept {
        static_cast<Impl*>(user)->let_go(socket);
        return ::close(socket);
    }

    // Released at once: a handler may still hold the watch while the number is used anew.
    void let_go(curl_socket_t socket) {
        auto found = watches_.find(socket);
        if (found == watches_.end()) return;
        found->second->descriptor.release();
        watches_.erase(found);
    }

    void listen(curl_socket_t socket, const std::shared_ptr<SocketWatch>& watched) {
        if ((watched->wanted & CURL_POLL_IN) && !watched->reading) {
            watched->reading = true;
            listen_for(socket, watched, asio::posix::stream_descriptor::wait_read, CURL_CSELECT_IN);
        }
        if ((watched->wanted & CURL_POLL_OUT) && !watched->writing) {
            watched->writing = true;
            listen_for(socket, watched, asio::posix::stream_descriptor::wait_write,
                       CURL_CSELECT_OUT);
        }
    }

    void listen_for(curl_socket_t socket, const std::shared_ptr<SocketWatch>& watched,
                    asio::posix::stream_descriptor::wait_type type, int event) {
        watched->descriptor.async_wait(
            type, [weak_self = weak_from_this(), weak = std::weak_ptr(watched), socket,
                   event](const boost::system::error_code& error) {
                auto self = weak_self.lock();
                auto still = weak.lock();
                if (error || !self || !still || self->closing_) return;
                (event == CURL_CSELECT_IN ? still->reading : still->writing) = false;
                int asked = event == CURL_CSELECT_IN ? CURL_POLL_IN : CURL_POLL_OUT;
                if (!(still->wanted & asked)) return;
                self->act(socket, event);
                // Still watched, still the same socket: listen again.
                auto found = self->watches_.find(socket);
                if (found != self->watches_.end() && found->second == still)
                    self->listen(socket, still);
            });
    }

    void act(curl_socket_t socket, int event) {
        int running = 0;
        curl_multi_socket_action(multi_, socket, event, &running);
        // What is told goes on right here, and begins the next transfer: act() within act().
        if (telling_) return;
        During telling(telling_);
        int left = 0;
        while (CURLMsg* message = closing_ ? nullptr : curl_multi_info_read(multi_, &left)) {
            if (message->msg != CURLMSG_DONE) continue;
            auto found = transfers_.find(message->easy_handle);
            if (found == transfers_.end()) continue;
            auto transfer = found->second;
            if (finish(*transfer, message->data.result)) transfer->done.wake();
        }
    }

    Executor net_;
    asio::steady_timer timer_;
    Clock::time_point due_ = never;        // when libcurl wants to be called
    Clock::time_point armed_for_ = never;  // when the timer fires; never later than due_
    CURLM* multi_;
    bool closing_ = false;
    bool beginning_ = false;  // the timer that this sets need not be waited for
    bool telling_ = false;    // about transfers that ended
    bool cancelled_ = false;
    std::unordered_map<curl_socket_t, std::shared_ptr<SocketWatch>> watches_;
    std::unordered_map<CURL*, std::shared_ptr<Transfer>> transfers_;
};

CurlMulti::CurlMulti(Executor net, long connections_max)
    : impl_(std::make_shared<Impl>(std::move(net), connections_max)) {}

CurlMulti::~CurlMulti() { impl_->close(); }

Task<CurlEnd> CurlMulti::perform(CURL* easy) { return impl_->perform(easy); }

void CurlMulti::cancel_all() { impl_->cancel_all(); }

}  // namespace duwang::crawler
