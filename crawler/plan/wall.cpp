#include "crawler/plan/wall.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "core/json.h"
#include "core/text/ascii.h"

namespace duwang::crawler {
namespace {

constexpr std::size_t notice_links_max = 3;

bool carries(std::string_view text, std::string_view part) { return text.find(part) != text.npos; }

// One answer, looked at from all sides.
class Answer {
  public:
    Answer(const FetchOutcome& outcome, const PageFacts& facts, std::size_t links,
           const WallOptions& options)
        : outcome_(outcome),
          exchange_(*outcome.last()),
          facts_(facts),
          links_(links),
          options_(options),
          small_(std::cmp_less(outcome.body->size(), options.shell_bytes_max)) {
        if (small_) body_ = lower_ascii(*outcome.body);
    }

    std::string wall() const {
        if (sent_one_of(options_.codes)) return fmt::format("状态码 {}", outcome_.http_status);
        for (auto rule :
             {&Answer::shell, &Answer::form, &Answer::notice, &Answer::json_notice, &Answer::tiny})
            if (std::string why = (this->*rule)(); !why.empty()) return why;
        return {};
    }

  private:
    bool sent_one_of(const std::vector<std::string>& codes) const {
        return std::ranges::find(codes, std::to_string(outcome_.http_status)) != codes.end();
    }
    bool nothing_to_read() const {
        return small_ && facts_.text_chars < options_.shell_chars_max && links_ == 0;
    }
    // A server's own error page: "405 Not Allowed".
    bool names_its_code() const {
        std::string code = std::to_string(outcome_.http_status);
        return carries(facts_.title, code) || carries(facts_.opening, code);
    }
    std::string vendor_mark() const {
        for (const std::string& header : options_.vendor_headers)
            if (!exchange_.header(header).empty()) return header;
        for (const std::string& cookie : options_.vendor_cookies)
            if (carries(exchange_.response_head, cookie)) return cookie;
        return {};
    }

    // B01, B02, B04: scripts, and nothing to read.
    std::string shell() const {
        if (!nothing_to_read() || !carries(body_, "<script")) return {};
        if (std::string vendor = vendor_mark(); !vendor.empty())
            return fmt::format("防护标记 {}", vendor);
        if (carries(body_, "document.cookie") && carries(body_, "location"))
            return "只有设置 Cookie 并刷新的脚本";
        if (sent_one_of(options_.shell_codes) && !names_its_code())
            return fmt::format("状态码 {}，页面只有脚本", outcome_.http_status);
        return {};
    }

    // B10: a form that is sent by a script, and nothing to read.
    std::string form() const {
        bool posts = carries(body_, "<form") && carries(body_, "post");
        bool by_itself = carries(body_, ".submit()") || carries(body_, ".submit;");
        return nothing_to_read() && posts && by_itself ? "只有自动提交的表单" : "";
    }

    // B06: a short page that says so.
    std::string notice() const {
        bool short_page = small_ && facts_.text_chars < options_.notice_chars_max;
        if (!short_page || links_ > notice_links_max) return {};
        for (const std::string& phrase : options_.phrases)
            if (carries(facts_.opening, phrase) || carries(facts_.title, phrase))
                return fmt::format("页面提示“{}”", phrase);
        return {};
    }

    // B07: the same as JSON, where a page was asked for. JSON often spells Chinese as \uXXXX.
    std::string json_notice() const {
        std::size_t begin = body_.find_first_not_of(" \t\r\n");
        if (outcome_.http_status < 400 || begin == body_.npos || body_[begin] != '{') return {};
        auto json = Json::parse(*outcome_.body);
        std::string said = json ? json->dump() : std::string();
        for (const std::string& phrase : options_.json_phrases)
            if (carries(said, phrase)) return fmt::format("应答提示“{}”", phrase);
        return {};
    }

    // B08: a page of two bytes.
    std::string tiny() const {
        bool page = outcome_.http_status == 200 && carries(outcome_.content_type, "html");
        std::size_t size = outcome_.body->size();
        if (!page || size == 0 || std::cmp_greater(size, options_.tiny_bytes_max)) return {};
        return fmt::format("正文只有 {} 字节", size);
    }

    const FetchOutcome& outcome_;
    const Exchange& exchange_;
    const PageFacts& facts_;
    std::size_t links_;
    const WallOptions& options_;
    bool small_;
    std::string body_;  // in lower case; empty when it is not small
};

}  // namespace

std::string recognise_wall(const FetchOutcome& outcome, const PageFacts& facts,
                           std::size_t links_on_page, const WallOptions& options) {
    const Exchange* last = outcome.last();
    if (!last || last->response_head.empty()) return {};
    return Answer(outcome, facts, links_on_page, options).wall();
}

}  // namespace duwang::crawler
