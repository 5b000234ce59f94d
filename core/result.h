// How an operation of ours says that it could not be done. What the outside world did (a 404, a DNS
// failure) is data, not an Error.
#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <utility>

namespace duwang {

enum class Errc {
    usage,        // the command line makes no sense
    config,       // a configuration, scheme or CSV file is wrong; `what` carries file, line, column
    not_found,    // a named round, unit, capture or file does not exist
    io,           // a file cannot be read or written
    disk_full,    // no space left; what was committed is safe and the work can be continued
    database,     // the ledger or a facts database refused
    damaged,      // stored bytes do not have the recorded hash or form
    interrupted,  // a signal asked us to stop; the work can be continued
    internal,     // a promise of ours broke
};

struct Error {
    Errc code = Errc::internal;
    std::string what;  // for people: what was found, and what to do about it
};

template <class T>
class [[nodiscard]] Result : public tl::expected<T, Error> {
  public:
    using tl::expected<T, Error>::expected;
};

inline tl::unexpected<Error> failure(Errc code, std::string what) {
    return tl::unexpected<Error>(Error{code, std::move(what)});
}

}  // namespace duwang
