#include "checks/describe.h"

#include <fmt/format.h>

#include <array>

#include "checks/registry.h"

namespace duwang::checks {
namespace {

struct NeedWord {
    Needs need;
    std::string_view word;
};

constexpr std::array need_words{
    NeedWord{Needs::home, "首页"},         NeedWord{Needs::inner_pages, "内页"},
    NeedWord{Needs::sections, "栏目页面"}, NeedWord{Needs::links, "全部链接"},
    NeedWord{Needs::ipv6, "IPv6 探测"},    NeedWord{Needs::https, "HTTPS 探测"},
    NeedWord{Needs::search, "站内搜索"},
};

std::string needs_of(const CheckInfo& check) {
    std::string words;
    for (const NeedWord& known : need_words)
        if (has(check.needs, known.need))
            words += (words.empty() ? "" : "、") + std::string(known.word);
    return words.empty() ? "无" : words;
}

std::string section_of(const CheckInfo& check) {
    std::string text = fmt::format("\n## {}（{}）\n\n{}。\n\n- 采集内容：{}\n", check.id,
                                   check.code, check.summary, needs_of(check));
    if (!check.params.empty()) {
        text += "- 参数：";
        for (std::string_view name : check.params)
            text += fmt::format("{}`{}`", name == check.params.front() ? "" : "、", name);
        text += "\n";
    }
    text += "\n| 问题类型 | 说法 |\n| --- | --- |\n";
    for (const FindingKind& kind : check.findings)
        text += fmt::format("| `{}` | {} |\n", kind.id, kind.message);
    return text;
}

}  // namespace

std::string checks_markdown() {
    std::string text =
        "# 检查清单\n\n本页由 `checks/checks.def` "
        "登记的检查生成，测试保证两者一致。每项检查只回答："
        "合格（pass）、不合格（fail）、存疑待人工（doubtful）、无法评估（not_determined）、"
        "不适用（not_applicable）。\n";
    for (const CheckInfo* check : all_checks()) text += section_of(*check);
    return text;
}

}  // namespace duwang::checks
