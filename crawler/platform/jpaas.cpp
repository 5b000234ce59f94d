// 大汉 jpaas: a script tag names the interface (unitUrl or url) and its question (queryData); the
// answer is JSON with markup inside (U05, J06). Pages are asked for with paramJson={"pageNo":2,…}.
#include <fmt/format.h>

#include <algorithm>

#include "core/text/normalise.h"
#include "core/url.h"
#include "crawler/platform/platform.h"
#include "crawler/platform/script_values.h"

namespace duwang::crawler::platform {
namespace {

constexpr std::string_view interface_path = "/front/page/build/unit";
constexpr std::string_view names[] = {"parseType", "webId",    "tplSetId", "pageType",
                                      "tagId",     "editType", "pageId"};

std::string percent_encoded(std::string_view text) {
    std::string out;
    for (const char c : text) {
        const bool plain = (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') ||
                           c == '-' || c == '_' || c == '.';
        if (plain)
            out += c;
        else
            out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return out;
}

std::string page_parameter(std::int64_t number, std::int64_t size) {
    return "&paramJson=" +
           percent_encoded(fmt::format("{{\"pageNo\":{},\"pageSize\":{}}}", number, size));
}

// data.html of {"success":true,"data":{"html":"…"}}; empty: it is none.
std::string markup_of(const Json& json) {
    const std::string html = json["data"]["html"].text();
    return html.empty() ? json["html"].text() : html;
}

}  // namespace

bool read_jpaas(const Page& page);
bool read_jpaas(const Page& page) {
    for (const InlineScript& script : page.scripts) {
        std::string_view address = script.node.attr("uniturl");
        if (address.empty()) address = script.node.attr("url");
        const std::string_view question = script.node.attr("querydata");
        if (question.empty() || address.find(interface_path) == address.npos) continue;
        PagerFacts& pager = page.pager();
        pager.kind = "jpaas";
        pager.offset = static_cast<std::int64_t>(script.node.offset());
        pager.text = truncate_code_points(collapse_blanks(question), 160);
        std::string query;
        for (const std::string_view name : names)
            if (const auto value = value_of(question, name))
                query += fmt::format("{}{}={}", query.empty() ? "?" : "&", name,
                                     percent_encoded(*value));
        page.add_address(std::string(address) + query);
        return true;
    }
    return false;
}

bool read_jpaas_answer(const Answer& answer);
bool read_jpaas_answer(const Answer& answer) {
    const std::string markup = markup_of(answer.json);
    if (markup.empty()) return false;
    PagerFacts& pager = answer.pager();
    pager.kind = "jpaas";
    answer.lists.read_fragment(markup, 0);
    if (answer.words.empty_phrases.in(markup)) answer.facts.reading.why = "says_empty";
    const ScriptNumbers numbers = answer.words.numbers_of(markup);
    pager.records = numbers.records;
    pager.page_size = numbers.page_size > 0 ? numbers.page_size
                                            : static_cast<std::int64_t>(answer.facts.items.size());
    pager.pages = numbers.pages;
    answer.count_pages();
    const std::string own(answer.context.url.str());
    if (own.find("paramJson=") != own.npos) return true;  // a further page: the first told the rest
    const auto most = static_cast<std::int64_t>(answer.words.rules.addresses_max);
    for (std::int64_t number = 2; number <= std::min(pager.pages, most + 1); ++number)
        answer.add_address(own + page_parameter(number, pager.page_size));
    return true;
}

}  // namespace duwang::crawler::platform
