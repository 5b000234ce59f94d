#include "reports/format/html_style.h"

#include <fmt/format.h>

#include "reports/coverage_text.h"
#include "reports/escape.h"

namespace duwang::reports {
namespace {

constexpr std::string_view style = R"(
:root{--ink:#1d2733;--soft:#5b6775;--line:#d9dfe6;--back:#f4f6f8;--blue:#1f4e8c;--red:#b3261e;
--amber:#8a5a00;--green:#1d6b3a}
*{box-sizing:border-box}
body{margin:0;background:var(--back);color:var(--ink);line-height:1.6;
font-family:"Noto Sans SC","Noto Sans CJK SC","Source Han Sans SC","Microsoft YaHei",
"PingFang SC",sans-serif;font-size:15px}
main{max-width:1080px;margin:0 auto;padding:24px 28px 48px;background:#fff;
border-left:1px solid var(--line);border-right:1px solid var(--line);min-height:100vh}
h1{font-size:24px;margin:0 0 4px}
h2{font-size:18px;margin:32px 0 10px;padding-bottom:4px;border-bottom:2px solid var(--blue)}
h3{font-size:16px;margin:24px 0 6px}
h4{font-size:15px;margin:14px 0 4px}
p{margin:4px 0}
a{color:var(--blue);overflow-wrap:anywhere}
.soft{color:var(--soft)}
.small{font-size:13px}
.banner{margin:16px 0;padding:10px 14px;border:1px solid #e3c27a;border-left:6px solid #d99a00;
background:#fff8e5;font-weight:600}
.final{border-color:#9bc7ab;border-left-color:var(--green);background:#eef8f1}
.cards{display:flex;flex-wrap:wrap;gap:12px;margin:14px 0}
.card{flex:1 1 150px;border:1px solid var(--line);border-radius:6px;padding:8px 14px}
.card b{display:block;font-size:22px;font-variant-numeric:tabular-nums}
table{width:100%;border-collapse:collapse;margin:8px 0}
th,td{border:1px solid var(--line);padding:5px 8px;text-align:left;vertical-align:top}
th{background:#eaf0f7;font-weight:600;white-space:nowrap}
td.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.state{white-space:nowrap;font-weight:600}
.decided,.pass{color:var(--green)}
.open,.doubtful,.not_determined{color:var(--amber)}
.fail,.lost{color:var(--red)}
.not_applicable{color:var(--soft)}
.tag{display:inline-block;padding:0 6px;border:1px solid #c9a24a;border-radius:3px;
background:#fff8e5;color:var(--amber);font-size:12px;font-weight:400}
.box{border:1px solid var(--line);border-left:4px solid var(--line);padding:8px 12px;margin:8px 0}
.box.lost{border-left-color:var(--red);color:inherit}
.box.open{border-left-color:#d99a00;color:inherit}
.evidence{margin:6px 0 8px;padding:6px 10px;background:var(--back);font-size:13px}
blockquote{margin:4px 0;padding:2px 10px;border-left:3px solid var(--line);
overflow-wrap:anywhere}
code{font-family:"Noto Sans Mono",Consolas,monospace;font-size:12px;overflow-wrap:anywhere}
footer{margin-top:36px;border-top:1px solid var(--line);padding-top:8px}
@media print{body{background:#fff;font-size:12px}main{border:0;max-width:none;padding:0}
tr,.evidence{break-inside:avoid}h2,h3,h4{break-after:avoid}a{color:inherit}}
)";

}  // namespace

std::string html_document(std::string_view title, std::string_view body) {
    return fmt::format(
        "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
        "style-src 'unsafe-inline'\">\n<meta name=\"referrer\" content=\"no-referrer\">\n"
        "<title>{}</title>\n<style>{}</style>\n</head>\n<body>\n<main>\n{}</main>\n</body>\n"
        "</html>\n",
        html(title), style, body);
}

std::string html_coverage(const Coverage& coverage) {
    std::string text = "<h2>覆盖情况</h2>\n<ul>\n";
    for (const std::string& line : coverage_lines(coverage))
        text += fmt::format("<li>{}</li>\n", html(line));
    return text + "</ul>\n<p class=\"soft small\">无法评估的对象不扣分，只使分数成为暂定。</p>\n";
}

std::string html_sources(const RoundReport& report) {
    std::string captures;
    for (const std::string& capture : report.captures)
        captures += fmt::format("{}<code>{}</code>", captures.empty() ? "" : "、", html(capture));
    return fmt::format(
        "<footer class=\"soft small\">\n<p>评价日期 {}；采集包 {}</p>\n"
        "<p>指标体系 {}，SHA-256 <code>{}</code></p>\n<p>程序版本 {}；审计链头 "
        "<code>{}</code></p>\n"
        "</footer>\n",
        html(report.as_of.iso()), captures, html(report.scheme), html(report.scheme_hash),
        html(report.program_version), html(report.audit_head));
}

std::string html_state(std::string_view css_class, std::string_view label) {
    return fmt::format("<span class=\"state {}\">{}</span>", css_class, html(label));
}

}  // namespace duwang::reports
