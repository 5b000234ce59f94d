#include "core/footer.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "core/text/ascii.h"
#include "core/text/normalise.h"

namespace duwang {
namespace {

constexpr std::size_t psb_digits = 14;
constexpr std::size_t conac_id_chars = 32;
// Where the find-error entry (找错) was before it moved.
constexpr std::array<std::string_view, 2> old_find_error_hosts{"pucha.kaipuyun.cn", "121.43.68.40"};

struct Kind {
    std::string_view id, label;
};
constexpr std::array<Kind, 9> kinds{{{"conac", "党政机关网站标识"},
                                     {"find_error", "“我为政府网站找错”入口"},
                                     {"gov_site_id", "网站标识码"},
                                     {"organiser", "主办单位"},
                                     {"contact", "联系方式"},
                                     {"icp", "ICP备案编号"},
                                     {"psb", "公安机关备案标识"},
                                     {"site_map", "站点地图"},
                                     {"accessibility", "无障碍、适老化入口"}}};

constexpr std::array<std::pair<std::string_view, std::string_view>, 19> labels{
    {{"site_code_format", "标识码不是10位数字或bm加8位数字"},
     {"site_codes_differ", "几处标识码不一致"},
     {"icp_without_hao", "ICP备案编号缺“号”字"},
     {"icp_without_province", "ICP备案编号缺省份简称"},
     {"icp_number_length", "ICP备案编号位数异常"},
     {"icp_records_differ", "ICP备案主体号不止一个"},
     {"psb_without_hao", "公安备案号缺“号”字"},
     {"psb_words_turned_round", "“号”字写在号码之前"},
     {"psb_not_current_form", "不是现行的14位公安备案号"},
     {"psb_wording", "未写明“公网安备”"},
     {"recordcode_missing", "备案链接没有编号参数"},
     {"recordcode_with_hao", "备案链接的编号参数带“号”字"},
     {"recordcode_differs", "备案链接与文字的编号不一致"},
     {"conac_without_id", "标识链接没有32位编号"},
     {"conac_ids_differ", "标识编号不止一个"},
     {"image_only", "只有图片，没有链接"},
     {"empty_link", "图片的链接为空"},
     {"old_find_error_host", "找错入口地址过期"},
     {"without_site_code", "找错入口没有网站标识码"}}};

bool has(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

bool is_picture(const Mark& mark) { return mark.source == "image" || mark.source == "empty_link"; }

bool proves(const Mark& mark) { return mark.kind != "conac" || !is_picture(mark); }

using Words = std::vector<std::string_view>;

void icp_oddities(const Mark& mark, Words& words) {
    if (!has(mark.text, "号")) words.emplace_back("icp_without_hao");
    if (mark.value.starts_with("ICP")) words.emplace_back("icp_without_province");
    const std::string main = main_record(mark.value);
    const auto digits = static_cast<std::size_t>(std::ranges::count_if(main, is_ascii_digit));
    if (digits < 6 || digits > 10) words.emplace_back("icp_number_length");
}

void psb_oddities(const Mark& mark, Words& words) {
    const std::string digits = digits_of(mark.value);
    if (mark.source == "link") {
        if (digits.empty()) words.emplace_back("recordcode_missing");
        const std::size_t at = digits.empty() ? std::string::npos : mark.text.find(digits);
        const std::string_view behind =
            at == std::string::npos ? "" : std::string_view(mark.text).substr(at + digits.size());
        if (behind.starts_with("号") || behind.starts_with("%E5%8F%B7"))
            words.emplace_back("recordcode_with_hao");
    } else {
        const std::size_t number = mark.text.find_first_of("0123456789");
        const std::string_view text = mark.text;
        const std::size_t split = std::min(number, text.size());
        const bool behind = has(text.substr(split), "号");
        const bool label = has(text.substr(0, split), "案号") || has(text.substr(0, split), "编号");
        if (!behind && has(text.substr(0, split), "号") && !label)
            words.emplace_back("psb_words_turned_round");
        else if (!behind && !label)
            words.emplace_back("psb_without_hao");
        if (!has(mark.value, "公网安备") && !label) words.emplace_back("psb_wording");
    }
    if (!digits.empty() && (digits.size() != psb_digits || has(mark.value, "-")))
        words.emplace_back("psb_not_current_form");
}

Words oddities_of(const Mark& mark) {
    Words words;
    if (mark.kind == "gov_site_id" && !is_site_code(mark.value))
        words.emplace_back("site_code_format");
    if (mark.kind == "icp") icp_oddities(mark, words);
    if (mark.kind == "psb") psb_oddities(mark, words);
    if (mark.kind == "conac" && mark.source == "link" && mark.value.empty())
        words.emplace_back("conac_without_id");
    if (mark.kind == "conac" || mark.kind == "find_error") {
        if (mark.source == "empty_link") words.emplace_back("empty_link");
        if (mark.source == "image") words.emplace_back("image_only");
    }
    if (mark.kind == "find_error") {
        for (std::string_view host : old_find_error_hosts)
            if (has(mark.text, host)) words.emplace_back("old_find_error_host");
        if (mark.value.empty()) words.emplace_back("without_site_code");
    }
    return words;
}

// What may be compared among the values of one element.
std::string comparable(const Mark& mark) {
    // A script names the 党政机关 mark by its file, "CA…": not comparable with the id of a link.
    if (mark.kind == "conac" && mark.value.size() != conac_id_chars) return {};
    if (mark.kind == "icp") return main_record(mark.value);
    return mark.kind == "psb" ? digits_of(mark.value) : mark.value;
}

std::string_view word_for_different(std::string_view kind) {
    return kind == "gov_site_id" ? "site_codes_differ"
           : kind == "icp"       ? "icp_records_differ"
           : kind == "conac"     ? "conac_ids_differ"
                                 : "";
}

// 公安: two records may both be right, but not text and link that differ.
bool link_differs(const std::vector<FooterMark>& marks) {
    std::set<std::string> linked, written;
    for (const FooterMark& one : marks)
        if (const std::string digits = digits_of(one.mark->value); !digits.empty())
            (one.mark->source == "link" ? linked : written).insert(digits);
    return !linked.empty() && !written.empty() &&
           std::ranges::any_of(linked, [&](const auto& d) { return !written.contains(d); });
}

void compare(FooterElement& element) {
    std::set<std::string> different, told;
    // Of the two forms of a 公安 record the written one says more.
    for (const bool links : {false, true})
        for (const FooterMark& one : element.marks) {
            if ((one.mark->source == "link" && element.kind == "psb") != links) continue;
            if (const std::string value = comparable(*one.mark); !value.empty())
                different.insert(value);
            const std::string key =
                element.kind == "psb" ? digits_of(one.mark->value) : one.mark->value;
            if (!key.empty() && told.insert(key).second) element.values.push_back(one.mark->value);
        }
    const std::string_view word = word_for_different(element.kind);
    if (different.size() > 1 && !word.empty()) element.oddities.push_back(word);
    if (element.kind == "psb" && link_differs(element.marks))
        element.oddities.emplace_back("recordcode_differs");
}

// Was the text of the footer seen at all? The organiser alone does not say so: news name theirs.
bool footer_seen(const PageFacts& page) {
    return std::ranges::any_of(page.marks, [](const Mark& mark) {
        const bool part = mark.kind == "icp" || mark.kind == "psb" || mark.kind == "gov_site_id";
        return part && mark.source == "text";
    });
}

// What may still bring an element, in words; empty: nothing can.
std::string may_come_by(const PageFacts& page) {
    for (const LateContent& late : page.late)
        if (late.footer_like) return "页脚由脚本载入：" + late.what;
    // Pagers are written piece by piece; what brings whole files says more.
    const LateContent* named = nullptr;
    for (const LateContent& late : page.late) {
        if (late.library) continue;
        const bool better =
            named != nullptr && named->kind == "document_write" && late.kind != "document_write";
        if (named == nullptr || better) named = &late;
    }
    if (named != nullptr) return "可能由脚本载入：" + named->what;
    return footer_seen(page) ? "" : "静态页面中看不到页脚";
}

void judge(const PageFacts& page, FooterElement& element) {
    const bool proved =
        std::ranges::any_of(element.marks, [](const FooterMark& one) { return proves(*one.mark); });
    if (proved) {
        element.state = ElementState::present;
        return;
    }
    element.why = may_come_by(page);
    if (element.why.empty() && !element.marks.empty()) element.why = "只看到图片，看不到有效链接";
    element.state = element.why.empty() ? ElementState::absent : ElementState::not_visible;
    if (element.why.empty()) element.why = "静态页脚中没有";
}

}  // namespace

std::string_view state_word(ElementState state) {
    return state == ElementState::present  ? "present"
           : state == ElementState::absent ? "absent"
                                           : "not_visible";
}

std::string_view state_label(ElementState state) {
    return state == ElementState::present  ? "有"
           : state == ElementState::absent ? "无"
                                           : "静态未见";
}

std::string_view oddity_label(std::string_view word) {
    for (const auto& [known, label] : labels)
        if (known == word) return label;
    return {};
}

std::vector<std::string> site_hosts(std::string_view value) {
    std::vector<std::string> hosts;
    std::string spaced = fold_width(value.substr(0, 2000));
    for (std::string_view sign : {"、", "，", "；"})
        for (auto at = spaced.find(sign); at != spaced.npos; at = spaced.find(sign, at))
            spaced.replace(at, sign.size(), " ");
    std::string_view rest = spaced;
    while (!rest.empty()) {
        const std::size_t end = rest.find_first_of(" ,;|\t\r\n");
        std::string_view one = rest.substr(0, end);
        rest = end == rest.npos ? std::string_view{} : rest.substr(end + 1);
        if (const auto scheme = one.find("://"); scheme != one.npos) one.remove_prefix(scheme + 3);
        while (one.starts_with('/')) one.remove_prefix(1);
        one = one.substr(0, one.find_first_of("/?#:"));
        const std::string host = lower_ascii(one);
        if (host.find('.') != host.npos && std::ranges::find(hosts, host) == hosts.end())
            hosts.push_back(host);
    }
    return hosts;
}

std::vector<std::string> domains_said(const PageFacts& page) {
    std::vector<std::string> hosts;
    for (const Meta& meta : page.metas)
        if (meta.name == "sitedomain")
            std::ranges::move(site_hosts(meta.content), std::back_inserter(hosts));
    return hosts;
}

bool is_site_code(std::string_view value) {
    const bool ministry = value.starts_with("bm") || value.starts_with("BM");
    const std::string_view digits = ministry ? value.substr(2) : value;
    return value.size() == 10 && value.front() != '0' &&
           std::ranges::all_of(digits, is_ascii_digit);
}

std::string main_record(std::string_view icp) {
    return std::string(icp.substr(0, icp.find("号-")));
}

std::string digits_of(std::string_view psb) {
    std::string digits;
    std::ranges::copy_if(psb, std::back_inserter(digits), is_ascii_digit);
    return digits;
}

std::vector<const Mark*> proving_marks(const PageFacts& page, std::string_view kind) {
    std::vector<const Mark*> found;
    for (const Mark& mark : page.marks)
        if (mark.kind == kind && proves(mark)) found.push_back(&mark);
    return found;
}

std::vector<FooterElement> footer_of(const PageFacts& page) {
    std::vector<FooterElement> elements;
    for (const Kind& kind : kinds) {
        FooterElement element;
        element.kind = kind.id;
        element.label = kind.label;
        for (const Mark& mark : page.marks)
            if (mark.kind == kind.id) element.marks.push_back({&mark, oddities_of(mark)});
        compare(element);
        judge(page, element);
        elements.push_back(std::move(element));
    }
    return elements;
}

}  // namespace duwang
