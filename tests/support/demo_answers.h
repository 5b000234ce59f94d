// What the servers of tests answer.
#pragma once

#include <string>
#include <string_view>

#include "app/demo/server.h"

namespace duwang::test {

using demo::DemoAnswer;

inline DemoAnswer html(std::string body, int status = 200) {
    DemoAnswer answer;
    answer.status = status;
    answer.headers = {{"Content-Type", "text/html; charset=utf-8"}};
    answer.body = std::move(body);
    return answer;
}

inline DemoAnswer sent_to(std::string_view address) {
    DemoAnswer answer = html("", 302);
    answer.headers.emplace_back("Location", address);
    return answer;
}

}  // namespace duwang::test
