// A real nginx on ports of its own, for as long as the object lives.
#pragma once

#include <sys/types.h>

#include <map>
#include <string>

#include "tests/support/program.h"

namespace duwang::test {

class Nginx {
  public:
    // `servers`: name → what stands in its server block beside the listening port; "ssl http2" and
    // the like go into `listen`. Throws when nginx does not start, with its log.
    explicit Nginx(const std::map<std::string, std::string>& servers,
                   const std::string& listen = "ssl http2");
    ~Nginx();
    Nginx(const Nginx&) = delete;
    Nginx& operator=(const Nginx&) = delete;

    int port(const std::string& name) const { return ports_.at(name); }
    std::string log() const { return read_text(folder_.path("access.log")); }

  private:
    bool answers(int port) const;

    TempFolder folder_;
    std::map<std::string, int> ports_;
    pid_t child_ = -1;
};

// A port of 127.0.0.1 that nobody listens at just now.
int free_port();

}  // namespace duwang::test
