#include "tests/checks/links/situation.h"

#include <fmt/format.h>

#include <charconv>
#include <map>
#include <sstream>

namespace duwang::checks::links::test {
namespace {

FetchStatus status_in(const std::string& word, int& http_status) {
    http_status = word == "ok" ? 200 : 0;
    return status_of(word, http_status);
}

bool is_control(const std::string& kind) {
    return kind.ends_with("known_good") || kind.ends_with("random_path") || kind == "self_check";
}

// "ok suspect=error_phrase"
void read_attempt(const std::string& text, LinkAttempt& attempt) {
    std::istringstream words(text);
    std::string word;
    words >> word;
    attempt.status = status_in(word, attempt.http_status);
    while (words >> word)
        if (word.starts_with("suspect=")) attempt.suspect = word.substr(8);
}

class Maker {
  public:
    explicit Maker(const Yaml& situation) : s_(situation) {
        target_.url = s_["url"].text_or("http://www.x.gov.cn/a/b.html");
        target_.skipped = s_["skipped"].text();
        // "from until what", as spans since the first look
        if (const Yaml filed = s_["filed"]) {
            std::istringstream words(filed.text());
            std::string from, until, what;
            words >> from >> until >> what;
            target_.filed = {{{begin_ms + span_of(from)}, {begin_ms + span_of(until)}, what}};
        }
        target_.internal_host = s_["external"].text() != "yes";
        target_.places.emplace_back().text = s_["text"].text_or("通知公告");
        beside_ = {{"known_good", "ok"}, {"random_path", "http_404"}, {"self_check", "ok"}};
        for (const auto& [kind, word] : s_["beside"].members()) beside_[kind.text()] = word.text();
    }
    LinkTarget run() {
        for (const Yaml& look : s_["looks"].items()) add_look(look.text());
        return std::move(target_);
    }

  private:
    void add_look(const std::string& text) {
        std::map<std::string, std::string> beside = beside_;
        std::istringstream words(text);
        std::string when, own, word;
        words >> when >> own;
        while (words >> word) {
            const std::size_t sign = word.find('=');
            if (word.starts_with("suspect="))
                own += " " + word;
            else
                beside[word.substr(0, sign)] = word.substr(sign + 1);
        }
        at_ = begin_ms + span_of(when);
        add_attempt("link", own);
        at_ += 1'000;
        for (const auto& [kind, said] : beside)
            if (said != "-") is_control(kind) ? add_control(kind, said) : add_attempt(kind, said);
    }
    void add_attempt(const std::string& asker, const std::string& said) {
        LinkAttempt& attempt = target_.attempts.emplace_back();
        attempt.id = ++ids_;
        attempt.url = s_["led"].text_or(target_.url);
        attempt.purpose = asker == "vantage" ? "vantage:unicom" : asker;
        attempt.started = {at_};
        read_attempt(said, attempt);
    }
    void add_control(const std::string& kind, const std::string& said) {
        ControlFacts& control = target_.controls.emplace_back();
        const bool led = kind.starts_with("led_");
        const std::string host = led ? "www.led.gov.cn" : "www.x.gov.cn";
        control.kind = led ? kind.substr(4) : kind;
        control.scope = control.kind == "random_path"  ? host + "/a/*.html"
                        : control.kind == "self_check" ? "v4"
                                                       : host;
        if (s_["same_for_all"].text() == "yes") control.final_url = "http://www.x.gov.cn/weihu.html";
        control.status = status_in(said, control.http_status);
        control.exchange = ++ids_;
        control.at = {at_};
    }

    const Yaml& s_;
    LinkTarget target_;
    std::map<std::string, std::string> beside_;
    std::int64_t at_ = 0, ids_ = 0;
};

}  // namespace

std::int64_t span_of(std::string_view text) {
    static const std::map<char, std::int64_t> units{
        {'s', 1'000}, {'m', minute_ms}, {'h', hour_ms}, {'d', 24 * hour_ms}};
    std::int64_t all = 0;
    while (!text.empty()) {
        std::int64_t count = 0;
        const auto read = std::from_chars(text.data(), text.data() + text.size(), count);
        text.remove_prefix(static_cast<std::size_t>(read.ptr - text.data()));
        if (text.empty()) return all + count;
        all += count * units.at(text.front());
        text.remove_prefix(1);
    }
    return all;
}

LinkTarget target_of(const Yaml& situation) { return Maker(situation).run(); }

std::string verdict_line(const LinkVerdict& verdict) {
    std::string line = fmt::format("{} {}", class_word(verdict.link_class), verdict.row);
    if (verdict.cause != Cause::none) line += fmt::format(" {}", cause_word(verdict.cause));
    if (verdict.basis != Basis::none) line += fmt::format(" {}", basis_word(verdict.basis));
    return line;
}

}  // namespace duwang::checks::links::test
