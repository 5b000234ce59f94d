#include "tests/support/tls_stream.h"

#include <openssl/ssl.h>
#include <poll.h>

#include <csignal>
#include <stdexcept>

namespace duwang::test {
namespace {

using Context = std::shared_ptr<SSL_CTX>;

class TlsStream final : public ScriptStream {
  public:
    TlsStream(Context context, int socket)
        : context_(std::move(context)), ssl_(SSL_new(context_.get())), socket_(socket) {
        SSL_set_fd(ssl_, socket);
    }
    ~TlsStream() override {
        SSL_shutdown(ssl_);
        SSL_free(ssl_);
    }
    TlsStream(const TlsStream&) = delete;
    TlsStream& operator=(const TlsStream&) = delete;

    bool accept() override {
        for (int i = 0; i < 500; ++i) {
            int done = SSL_accept(ssl_);
            if (done == 1) return true;
            int why = SSL_get_error(ssl_, done);
            if (why != SSL_ERROR_WANT_READ && why != SSL_ERROR_WANT_WRITE) return false;
            pollfd one{socket_, static_cast<short>(why == SSL_ERROR_WANT_READ ? POLLIN : POLLOUT),
                       0};
            ::poll(&one, 1, 20);
        }
        return false;
    }
    long read(char* data, std::size_t size) override {
        return told(SSL_read(ssl_, data, static_cast<int>(size)));
    }
    long write(const char* data, std::size_t size) override {
        return told(SSL_write(ssl_, data, static_cast<int>(size)));
    }

  private:
    long told(int done) const {
        if (done > 0) return done;
        int why = SSL_get_error(ssl_, done);
        if (why == SSL_ERROR_ZERO_RETURN) return 0;
        return why == SSL_ERROR_WANT_READ || why == SSL_ERROR_WANT_WRITE ? -1 : -2;
    }
    Context context_;
    SSL* ssl_;
    int socket_;
};

}  // namespace

StreamMaker tls_streams(const std::string& chain_file, const std::string& key_file) {
    std::signal(SIGPIPE, SIG_IGN);  // as the program does: OpenSSL writes without MSG_NOSIGNAL
    Context context(SSL_CTX_new(TLS_server_method()), &SSL_CTX_free);
    SSL_CTX_set_mode(context.get(),
                     SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
    if (SSL_CTX_use_certificate_chain_file(context.get(), chain_file.c_str()) != 1 ||
        SSL_CTX_use_PrivateKey_file(context.get(), key_file.c_str(), SSL_FILETYPE_PEM) != 1)
        throw std::runtime_error("cannot use the certificate " + chain_file);
    return [context](int socket) { return std::make_unique<TlsStream>(context, socket); };
}

}  // namespace duwang::test
