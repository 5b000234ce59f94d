#include "crawler/robots/robots.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "core/text/ascii.h"

namespace duwang::crawler {
namespace {

std::string_view trimmed(std::string_view text) {
    auto from = text.find_first_not_of(" \t\r");
    if (from == text.npos) return {};
    return text.substr(from, text.find_last_not_of(" \t\r") - from + 1);
}

// %-triplets in one spelling, so that "/%7ea" and "/~a" are the same path (RFC 9309 §2.2.2).
int hex_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    char l = lower_ascii(c);
    return l >= 'a' && l <= 'f' ? l - 'a' + 10 : -1;
}

bool is_unreserved(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.' || c == '_' || c == '~';
}

// '*' and '$' are signs in a rule, but plain characters in an address, where a rule can only mean
// them as %2A and %24 (RFC 9309 §2.2.3). Inside a rule, only a '$' at its end is a sign.
bool is_literal_sign(char c, bool in_rule, bool at_end) {
    return in_rule ? c == '$' && !at_end : c == '*' || c == '$';
}

std::string normalised(std::string_view path, bool in_rule) {
    std::string result;
    for (std::size_t i = 0; i < path.size(); ++i) {
        auto byte = static_cast<unsigned char>(path[i]);
        int high = path[i] == '%' && i + 2 < path.size() ? hex_value(path[i + 1]) : -1;
        int low = high >= 0 ? hex_value(path[i + 2]) : -1;
        if (low >= 0) {
            int value = high * 16 + low;
            result += is_unreserved(value) ? std::string(1, static_cast<char>(value))
                                           : fmt::format("%{:02X}", value);
            i += 2;
        } else if (byte >= 0x80 || is_literal_sign(path[i], in_rule, i + 1 == path.size())) {
            result += fmt::format("%{:02X}", byte);
        } else {
            result.push_back(path[i]);
        }
    }
    return result;
}

// "DuWang/1.0 (…)" → "duwang".
std::string token_of(std::string_view agent) {
    return lower_ascii(agent.substr(0, agent.find_first_of("/ \t")));
}

// "2", "1.5" and "10s" in milliseconds; -1 when there is no number or more than a day is asked for.
std::int64_t delay_of(std::string_view value) {
    std::int64_t seconds = 0;
    auto [end, error] = std::from_chars(value.begin(), value.end(), seconds);
    if (error != std::errc{} || seconds < 0 || seconds > 86'400) return -1;
    std::int64_t delay_ms = seconds * 1'000;
    if (end == value.end() || *end != '.') return delay_ms;
    std::int64_t unit = 100;
    for (++end; end != value.end() && *end >= '0' && *end <= '9' && unit > 0; ++end, unit /= 10)
        delay_ms += (*end - '0') * unit;
    return delay_ms;
}

// '*' matches anything, a final '$' the end. Linear: only the last star is remembered.
bool matches(std::string_view pattern, std::string_view path) {
    bool anchored = pattern.ends_with('$');
    if (anchored) pattern.remove_suffix(1);
    std::size_t p = 0;
    std::size_t s = 0;
    std::size_t star = pattern.npos;
    std::size_t resume = 0;
    while (s <= path.size()) {
        if (p < pattern.size() && pattern[p] == '*') {
            star = p++;
            resume = s;
            continue;
        }
        if (p == pattern.size() && (!anchored || s == path.size())) return true;
        if (p < pattern.size() && s < path.size() && pattern[p] == path[s]) {
            ++p;
            ++s;
            continue;
        }
        if (star == pattern.npos || resume >= path.size()) return false;
        p = star + 1;
        s = ++resume;
    }
    return false;
}

}  // namespace

// Turns lines into groups: consecutive user-agent lines share the rules that follow.
class RobotsReader {
  public:
    explicit RobotsReader(Robots& robots) : robots_(robots) {}

    void line(std::string_view text, int number) {
        text = trimmed(text.substr(0, text.find('#')));
        auto colon = text.find(':');
        if (colon == text.npos) return;
        std::string key = lower_ascii(trimmed(text.substr(0, colon)));
        std::string_view value = trimmed(text.substr(colon + 1));
        if (key == "user-agent") return agent(value);
        if (key == "sitemap") return robots_.sitemaps_.emplace_back(value), void();
        if (key == "allow" || key == "disallow") return rule(key == "allow", value, number);
        if (key == "crawl-delay") return delay(value);
    }

  private:
    void agent(std::string_view name) {
        if (!collecting_agents_) robots_.groups_.emplace_back();
        collecting_agents_ = true;
        robots_.groups_.back().agents.push_back({token_of(name), std::string(name), 0});
    }

    void rule(bool allow, std::string_view path, int number) {
        collecting_agents_ = false;
        if (robots_.groups_.empty() || path.empty()) return;  // an empty Disallow allows
        robots_.groups_.back().rules.push_back(
            {allow, normalised(path, true), std::string(path), number});
    }

    // No rule of RFC 9309, so it does not end the user-agent lines (§2.2.4); it holds for the
    // agents named so far.
    void delay(std::string_view value) {
        std::int64_t delay_ms = delay_of(value);
        if (robots_.groups_.empty() || delay_ms < 0) return;
        for (auto& agent : robots_.groups_.back().agents) agent.delay_ms = delay_ms;
    }

    Robots& robots_;
    bool collecting_agents_ = false;
};

Robots Robots::parse(std::string_view bytes) {
    Robots robots;
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
    if (bytes.size() > bytes_max) {
        // Half a line must not count: "Disallow: /abc" cut behind the slash would forbid
        // everything.
        auto end = bytes.find_last_of("\r\n", bytes_max - 1);
        bytes = bytes.substr(0, end == bytes.npos ? 0 : end);
    }
    // S03: an error page in place of the file is no robots.txt.
    auto first = bytes.find_first_not_of(" \t\r\n");
    if (first != bytes.npos && bytes[first] == '<') return robots;
    RobotsReader reader(robots);
    for (int number = 1; !bytes.empty(); ++number) {
        auto end = bytes.find_first_of("\r\n");
        reader.line(bytes.substr(0, end), number);
        if (end == bytes.npos) break;
        bool pair = bytes[end] == '\r' && end + 1 < bytes.size() && bytes[end + 1] == '\n';
        bytes.remove_prefix(end + (pair ? 2 : 1));
    }
    return robots;
}

Robots Robots::unreachable() {
    Robots robots;
    robots.unreachable_ = true;
    return robots;
}

std::vector<Robots::Addressed> Robots::groups_for(std::string_view agent) const {
    std::vector<Addressed> named;
    std::vector<Addressed> general;
    std::string token = token_of(agent);
    for (const Group& group : groups_) {
        auto line = std::ranges::find(group.agents, token, &Agent::token);
        if (line != group.agents.end()) named.push_back({&group, &*line});
        auto star = std::ranges::find(group.agents, "*", &Agent::token);
        if (star != group.agents.end()) general.push_back({&group, &*star});
    }
    return named.empty() ? general : named;
}

RobotsVerdict Robots::allowed(std::string_view agent, std::string_view path_and_query) const {
    RobotsVerdict verdict;
    if (path_and_query == "/robots.txt") return verdict;
    if (unreachable_) {
        verdict.allowed = false;
        verdict.rule = "robots.txt unreachable";
        return verdict;
    }
    std::string path = normalised(path_and_query, false);
    std::size_t longest = 0;
    for (const Addressed& addressed : groups_for(agent)) {
        if (verdict.group.empty()) verdict.group = addressed.agent->written;
        for (const Rule& rule : addressed.group->rules) {
            if (!matches(rule.path, path)) continue;
            bool better = rule.path.size() > longest ||
                          (rule.path.size() == longest && rule.allow && !verdict.allowed);
            if (verdict.line != 0 && !better) continue;
            longest = rule.path.size();
            verdict.allowed = rule.allow;
            verdict.line = rule.line;
            verdict.rule = fmt::format("{}: {}", rule.allow ? "Allow" : "Disallow", rule.written);
            verdict.group = addressed.agent->written;
        }
    }
    return verdict;
}

std::int64_t Robots::crawl_delay_ms(std::string_view agent) const {
    std::int64_t delay = 0;
    for (const Addressed& addressed : groups_for(agent))
        delay = std::max(delay, addressed.agent->delay_ms);
    return delay;
}

}  // namespace duwang::crawler
