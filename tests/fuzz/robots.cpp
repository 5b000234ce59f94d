// Line 1: a path, the rest: robots.txt.
#include "crawler/robots/robots.h"

#include <algorithm>

#include "tests/fuzz/target.h"

namespace duwang::fuzz {

void robots(std::string_view bytes) {
    const std::size_t end = std::min(bytes.find('\n'), bytes.size());
    const std::string_view path = bytes.substr(0, end);
    const std::string_view text = bytes.substr(std::min(end + 1, bytes.size()));
    const crawler::Robots rules = crawler::Robots::parse(text);
    for (std::string_view agent : {"DuWang", "*", ""}) {
        const crawler::RobotsVerdict verdict = rules.allowed(agent, path);
        require(verdict.allowed == rules.allowed(agent, path).allowed, "a verdict stays");
    }
    require(rules.allowed("DuWang", "/robots.txt").allowed, "robots.txt itself is never forbidden");
}

}  // namespace duwang::fuzz
