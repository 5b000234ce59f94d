// What an embedded demo or test server says to one request.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace duwang::demo {

struct DemoAnswer {
    int status = 200;
    std::vector<std::pair<std::string, std::string>> headers;  // Content-Length is added
    std::string body;                                          // bytes as sent
    int delay_ms = 0;                                          // before the first byte
    bool close_early = false;  // promise the whole body, send half of it and hang up
};

// host: lower case, without port; path: with its query. Called on the server's thread.
using AnswerFunction = std::function<DemoAnswer(std::string_view host, std::string_view path)>;

}  // namespace duwang::demo
