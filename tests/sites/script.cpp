#include "tests/sites/script.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "tests/sites/words.h"

namespace duwang::sites {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::size_t run_of(char kind, std::string_view text) {
    std::size_t length = 0;
    while (length < text.size() &&
           (kind == 's' ? std::string_view("/?&").find(text[length]) == std::string_view::npos
                        : is_digit(text[length])))
        ++length;
    return length;
}

}  // namespace

std::string filled(std::string_view text, const Values& values) {
    std::string result;
    while (!text.empty()) {
        auto open = text.find('{');
        result += text.substr(0, open);
        if (open == text.npos) break;
        text.remove_prefix(open);
        auto close = text.find('}');
        std::string_view name = text.substr(1, close == text.npos ? 0 : close - 1);
        bool next = name.ends_with("+1");
        auto found = values.find(std::string(next ? name.substr(0, name.size() - 2) : name));
        if (found == values.end()) {
            result += '{';
            text.remove_prefix(1);
            continue;
        }
        result += next ? std::to_string(std::atoll(found->second.c_str()) + 1) : found->second;
        text.remove_prefix(close + 1);
    }
    return result;
}

bool fits(std::string_view pattern, std::string_view target, Values& values) {
    for (;;) {
        auto open = pattern.find('{');
        if (target.substr(0, open) != pattern.substr(0, open)) return false;
        if (open == pattern.npos) return target.size() == pattern.size();
        auto close = pattern.find('}', open);
        std::string name(pattern.substr(open + 1, close - open - 1));
        target.remove_prefix(open);
        pattern.remove_prefix(close + 1);
        if (name == "rest") {
            values[name] = target;
            return true;
        }
        auto length = run_of(name.front(), target);
        if (length == 0) return false;
        values[name] = target.substr(0, length);
        target.remove_prefix(length);
    }
}

Result<Script> Script::read(const Yaml& answers, const Yaml& otherwise, std::string first_host) {
    Script script;
    script.otherwise_ = otherwise;
    for (const Yaml& node : answers.items()) {
        if (auto fine = check_words(node, answer_words()); !fine)
            return tl::unexpected(fine.error());
        Rule rule;
        rule.node = node;
        std::string ask = node["ask"].text();
        auto slash = ask.find('/');
        if (slash == ask.npos)
            return tl::unexpected(node.error("ask: /path or host/path is missing"));
        rule.host = slash == 0 ? first_host : ask.substr(0, slash);
        rule.path = ask.substr(slash);
        rule.if_head = node["if_head"].text();
        rule.after = number_of(node["after_requests"], 0);
        rule.until = number_of(node["until_requests"], 0);
        script.rules_.push_back(std::move(rule));
    }
    return script;
}

std::set<std::string> Script::hosts() const {
    std::set<std::string> hosts;
    for (const Rule& rule : rules_)
        if (rule.host != "*") hosts.insert(rule.host);
    return hosts;
}

test::ScriptReply Script::answer(const test::ScriptRequest& request, Values values) {
    std::lock_guard lock(mutex_);  // the document is read by one thread at a time
    ++requests_;
    bool head = request.method == "HEAD";
    for (Rule& rule : rules_) {
        Values found = values;
        if (rule.host != "*" && rule.host != request.host) continue;
        if (requests_ <= rule.after || (rule.until > 0 && requests_ > rule.until)) continue;
        if (request.head.find(rule.if_head) == std::string::npos) continue;
        if (!fits(rule.path, request.target, found)) continue;
        std::vector<Yaml> sequence = rule.node["sequence"].items();
        std::size_t turn = std::min(rule.asked++, sequence.empty() ? 0 : sequence.size() - 1);
        found["count"] = std::to_string(rule.asked);
        return reply_of(sequence.empty() ? rule.node : sequence[turn], found, head);
    }
    if (otherwise_) return reply_of(otherwise_, values, head);
    test::ScriptReply none;
    none.bytes = "HTTP/1.1 404 Not Found\r\nContent-Type: text/plain\r\nContent-Length: 0\r\n\r\n";
    return none;
}

}  // namespace duwang::sites
