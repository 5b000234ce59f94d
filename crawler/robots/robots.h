// robots.txt as RFC 9309 reads it; every verdict names the line that decided.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace duwang::crawler {

struct RobotsVerdict {
    bool allowed = true;
    int line = 0;       // 1-based; 0: no rule matched
    std::string rule;   // "Disallow: /admin/", as written
    std::string group;  // the name on the user-agent line that addresses the agent; "": none does
};

class Robots {
  public:
    static constexpr std::size_t bytes_max = 500 << 10;  // RFC 9309 §2.5

    Robots() = default;  // allows everything
    static Robots parse(std::string_view bytes);
    // A robots.txt that could not be had: 4xx allows everything, 5xx and network failure nothing.
    static Robots unreachable();

    // `agent`: the product token, "DuWang"; what follows a '/' or a blank is left out.
    // `path_and_query`: "/a/b?c=d".
    RobotsVerdict allowed(std::string_view agent, std::string_view path_and_query) const;
    std::int64_t crawl_delay_ms(std::string_view agent) const;  // 0: none asked for
    const std::vector<std::string>& sitemaps() const { return sitemaps_; }
    bool is_unreachable() const { return unreachable_; }

  private:
    struct Rule {
        bool allow = false;
        std::string path;     // in one spelling, for comparing
        std::string written;  // for people
        int line = 0;
    };
    struct Agent {
        std::string token;    // lower case
        std::string written;  // for people
        std::int64_t delay_ms = 0;
    };
    struct Group {
        std::vector<Agent> agents;
        std::vector<Rule> rules;
    };
    struct Addressed {  // a group, and its line that names the agent
        const Group* group = nullptr;
        const Agent* agent = nullptr;
    };
    friend class RobotsReader;
    std::vector<Addressed> groups_for(std::string_view agent) const;

    std::vector<Group> groups_;
    std::vector<std::string> sitemaps_;
    bool unreachable_ = false;
};

}  // namespace duwang::crawler
