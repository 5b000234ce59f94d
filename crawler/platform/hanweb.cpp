// 大汉 jpage: entries as XML inside the page, <datastore>…<record><![CDATA[<li>…]]></record>, and
// more of them from dataproxy.jsp, as XML of the same form (U04, J07).
#include <fmt/format.h>

#include <algorithm>

#include "core/text/normalise.h"
#include "crawler/page/tag_name.h"
#include "crawler/platform/platform.h"
#include "crawler/platform/script_values.h"

namespace duwang::crawler::platform {
namespace {

constexpr std::size_t records_max = 2000;
constexpr std::size_t markup_bytes_max = 4 << 20;

// What stands between <name> and </name>, CDATA undone; `at` moves behind it.
std::optional<std::string_view> element(std::string_view xml, std::string_view name,
                                        std::size_t& at) {
    const std::string open = fmt::format("<{}>", name), close = fmt::format("</{}>", name);
    const std::size_t start = xml.find(open, at);
    if (start == xml.npos) return std::nullopt;
    const std::size_t end = xml.find(close, start);
    if (end == xml.npos) return std::nullopt;
    at = end + close.size();
    std::string_view inside =
        trim_blanks(xml.substr(start + open.size(), end - start - open.size()));
    constexpr std::string_view cdata = "<![CDATA[";
    if (inside.starts_with(cdata)) {
        inside.remove_prefix(cdata.size());
        inside = inside.substr(0, inside.find("]]>"));
    }
    return inside;
}

std::int64_t number_in(std::string_view xml, std::string_view name) {
    std::size_t at = 0;
    const auto text = element(xml, name, at);
    return text ? ScriptArgument{std::string(*text), false}.number().value_or(0) : 0;
}

std::string markup_of(std::string_view xml) {
    std::string markup = "<ul>";
    std::size_t at = 0;
    for (std::size_t records = 0; records < records_max; ++records) {
        const auto record = element(xml, "record", at);
        if (!record || markup.size() + record->size() > markup_bytes_max) break;
        markup += *record;
        markup += '\n';
    }
    return markup + "</ul>";
}

// "/module/web/jpage/dataproxy.jsp?page=2&…" of the link to what follows.
std::string next_group(std::string_view xml) {
    std::size_t at = 0;
    const auto group = element(xml, "nextgroup", at);
    if (!group) return {};
    const html::Document document(*group);
    for (html::Node one = document.root(); one; one = one.next(document.root()))
        if (one.number() == tag_number("a")) return std::string(one.attr("href"));
    return {};
}

void note_numbers(std::string_view xml, PagerFacts& pager) {
    pager.records = std::max(pager.records, number_in(xml, "totalrecord"));
    pager.pages = std::max(pager.pages, number_in(xml, "totalpage"));
}

void read_store(std::string_view xml, std::size_t place, ListReader& lists, PagerFacts& pager) {
    pager.kind = "hanweb";
    pager.offset = static_cast<std::int64_t>(place);
    note_numbers(xml, pager);
    lists.read_fragment(markup_of(xml), place);
}

// $('#1').jpage({ columnid: 7, unitid: 9, proxyUrl: '/…/dataproxy.jsp', totalRecord: 396, perPage:
// 15 …})
bool read_proxy(const Page& page, const InlineScript& script) {
    const std::size_t call = script.text.find(".jpage(");
    if (call == script.text.npos) return false;
    const std::size_t open = script.text.find('{', call);
    if (open == script.text.npos) return false;
    const std::string_view options = balanced(script.text, open);
    const auto proxy = value_of(options, "proxyUrl");
    if (!proxy) return false;
    PagerFacts& pager = page.pager();
    pager.kind = "hanweb";
    pager.offset = static_cast<std::int64_t>(script.offset + call);
    const ScriptNumbers numbers = page.words.numbers_of(options);
    pager.records = numbers.records, pager.page_size = numbers.page_size;
    pager.pages = 0;
    page.count_pages();
    std::string query;
    for (const char* name : {"appid", "webid", "path", "columnid", "sourceContentType", "unitid",
                             "webname", "permissiontype"})
        if (const auto value = value_of(options, name))
            query += fmt::format("&{}={}", name, *value);
    for (std::int64_t number = 2;
         number <= pager.pages && pager.addresses.size() < page.words.rules.addresses_max; ++number)
        page.add_address(fmt::format("{}?page={}{}", *proxy, number, query));
    return true;
}

}  // namespace

bool read_hanweb(const Page& page);
bool read_hanweb(const Page& page) {
    bool any = false;
    for (const InlineScript& script : page.scripts) {
        if (script.raw.find("<datastore>") != script.raw.npos) {
            read_store(script.raw, script.offset, page.lists, page.pager());
            if (const std::string next = next_group(script.raw); !next.empty())
                page.add_address(next);
            any = true;
        } else {
            any = read_proxy(page, script) || any;
        }
    }
    return any;
}

bool read_hanweb_answer(const Answer& answer);
bool read_hanweb_answer(const Answer& answer) {
    if (answer.text.find("<datastore>") == answer.text.npos) return false;
    PagerFacts& pager = answer.pager();
    read_store(answer.text, 0, answer.lists, pager);
    const bool counted = answer.text.find("<totalrecord>") != answer.text.npos;
    if (counted && pager.records == 0 && answer.text.find("<record>") == answer.text.npos)
        answer.facts.reading.why = "says_empty";
    answer.add_address(next_group(answer.text));
    return true;
}

}  // namespace duwang::crawler::platform
