#include "app/link_commands.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>

#include "app/asking.h"
#include "app/exit_code.h"
#include "app/grid.h"
#include "app/links.h"
#include "app/system_clock.h"
#include "core/text/closest.h"
#include "reports/escape.h"
#include "reports/format/terminal.h"
#include "reports/format/xlsx.h"
#include "storage/capture/append_file.h"

namespace duwang::app {
namespace {

using checks::links::LinkClass;

constexpr LinkClass all_classes[] = {
    LinkClass::ok_note,    LinkClass::broken,  LinkClass::soft_404,
    LinkClass::restricted, LinkClass::blocked, LinkClass::transient,
    LinkClass::suspect,    LinkClass::hijack,  LinkClass::undetermined};

Result<void> check_classes(const std::vector<std::string>& words) {
    std::vector<std::string_view> known;
    for (const LinkClass one : all_classes) known.push_back(checks::links::class_word(one));
    for (const std::string& word : words)
        if (std::ranges::find(known, word) == known.end())
            return failure(Errc::usage, fmt::format("--class {}: no class of links; {}", word,
                                                    word_advice(word, known)));
    return {};
}

bool is_wanted(const JudgedLink& link, const LinksOrder& order) {
    const std::string_view word = checks::links::class_word(link.verdict.link_class);
    if (order.due && !link.verdict.due.is_set()) return false;
    return order.classes.empty() || std::ranges::find(order.classes, word) != order.classes.end();
}

std::string minute_of(Timestamp moment) {
    return moment.is_set() ? moment.iso().substr(0, 16) : std::string();
}

const std::vector<std::string> head{
    "网站",     "链接地址", "判定",     "认定依据", "理由",   "首次失败", "最近失败", "失败次数",
    "下次复核", "所在页面", "页面标题", "链接文字", "共几处", "行",       "采集包",   "记录"};

// What a verdict still waits for, in words for people.
std::string_view wanted_label(std::string_view word) {
    constexpr std::pair<std::string_view, std::string_view> labels[] = {
        {"second_client", "第二客户端"},
        {"vantage", "另一条网络"},
        {"controls", "正常的对照页"},
        {"other_encoding", "另一编码的地址"},
        {"second_resolver", "另一个域名服务器"}};
    const auto found =
        std::ranges::find(labels, word, &std::pair<std::string_view, std::string_view>::first);
    return found == std::end(labels) ? word : found->second;
}

std::string reason_text(const checks::links::LinkVerdict& verdict) {
    if (verdict.wanted.empty()) return verdict.reason;
    std::vector<std::string_view> labels;
    for (const std::string& one : verdict.wanted) labels.push_back(wanted_label(one));
    return fmt::format("{}（还缺：{}）", verdict.reason, fmt::join(labels, "、"));
}

std::vector<std::string> row_of(const JudgedLink& link) {
    const checks::links::LinkVerdict& verdict = link.verdict;
    const LinkPlace none, &place = link.target.places.empty() ? none : link.target.places.front();
    const auto& attempts = link.target.attempts;
    return {link.site,
            link.target.url,
            std::string(checks::links::class_label(verdict.link_class)),
            std::string(checks::links::basis_label(verdict.basis)),
            reason_text(verdict),
            minute_of(verdict.first_failure),
            minute_of(verdict.last_failure),
            verdict.looks > 0 ? std::to_string(verdict.looks) : std::string(),
            minute_of(verdict.due),
            place.page_url,
            place.page_title,
            place.text,
            std::to_string(link.target.place_count),
            std::to_string(verdict.row),
            link.capture,
            attempts.empty() ? std::string() : std::to_string(attempts.back().id)};
}

Json json_of(const JudgedLink& link) {
    const checks::links::LinkVerdict& verdict = link.verdict;
    const auto moment = [](Timestamp at) { return at.is_set() ? Json(at.iso()) : Json(); };
    Json wanted = Json::array(), places = Json::array(), exchanges = Json::array();
    for (const std::string& one : verdict.wanted) wanted.push_back(one);
    for (const LinkPlace& place : link.target.places)
        places.push_back(Json::object()
                             .set("page", place.page_url)
                             .set("title", place.page_title)
                             .set("text", place.text));
    for (const LinkAttempt& attempt : link.target.attempts) exchanges.push_back(attempt.id);
    return Json::object()
        .set("site", link.site)
        .set("url", link.target.url)
        .set("class", checks::links::class_word(verdict.link_class))
        .set("row", verdict.row)
        .set("basis", checks::links::basis_word(verdict.basis))
        .set("cause", verdict.cause == Cause::none ? Json() : Json(cause_word(verdict.cause)))
        .set("reason", verdict.reason)
        .set("looks", verdict.looks)
        .set("first_failure", moment(verdict.first_failure))
        .set("last_failure", moment(verdict.last_failure))
        .set("due", moment(verdict.due))
        .set("review", verdict.review)
        .set("wanted", wanted)
        .set("places", places)
        .set("place_count", link.target.place_count)
        .set("capture", link.capture)
        .set("exchanges", exchanges);
}

using Rows = std::vector<std::vector<std::string>>;

Result<void> write_table(const Rows& rows, const std::string& file) {
    if (file.ends_with(".xlsx")) {
        Book book;
        BookSheet& sheet = book.sheets.emplace_back();
        sheet.name = "链接清单";
        sheet.rows = rows;
        sheet.widths = {10, 50, 16, 14, 40, 18, 18, 8, 18, 50, 30, 24, 8, 6, 20, 8};
        return reports::write_xlsx(book, file);
    }
    std::string csv = "\xEF\xBB\xBF";
    for (const std::vector<std::string>& row : rows) {
        for (std::size_t i = 0; i < row.size(); ++i)
            csv += (i > 0 ? "," : "") + reports::csv_cell(row[i]);
        csv += "\r\n";
    }
    return storage::replace_file(file, csv);
}

void print_links(const std::vector<JudgedLink>& links, const Rows& rows) {
    GridRows lines{{"网站", "判定", "依据", "下次复核", "处数", "链接地址", "理由"}};
    for (std::size_t i = 1; i < rows.size(); ++i)
        lines.push_back(
            {rows[i][0], rows[i][2], rows[i][3], rows[i][8], rows[i][12], rows[i][1], rows[i][4]});
    fmt::print("{}", grid(std::move(lines)));
    const auto due = std::ranges::count_if(
        links, [](const JudgedLink& link) { return link.verdict.due.is_set(); });
    fmt::print("共 {} 条，其中待复核 {} 条\n", links.size(), due);
}

// What a run over several rounds ends with: refusals and errors are worse than sites out of reach.
int worse(int one, int other) {
    const auto rank = [](int code) {
        constexpr int order[] = {exit_done, exit_partial, exit_nothing, exit_usage, exit_internal};
        return std::ranges::find(order, code) - std::begin(order);
    };
    return rank(one) < rank(other) ? other : one;
}

int report_round_error(const std::string& round, const Error& error) {
    if (error.what.find(round) != std::string::npos) return report_error(error);
    return report_error({error.code, fmt::format("round {}: {}", round, error.what)});
}

int confirm_round(Workspace& workspace, SweepOrder order, bool named) {
    auto plan = plan_round(workspace, order.round);
    if (!plan) return report_round_error(order.round, plan.error());
    if (!named && !order.sites.empty()) {
        const auto& sites = (*plan)->sites;
        std::erase_if(order.sites, [&](const std::string& id) {
            return std::ranges::find(sites, id, &Site::id) == sites.end();
        });
        if (order.sites.empty()) return exit_done;  // none of this round's
    }
    const auto end = confirm_links(workspace, **plan, order, SystemClock());
    if (!end) return report_round_error(order.round, end.error());
    if (!*end) {
        fmt::print("{}：没有到期的复核\n", order.round);
        return exit_done;
    }
    fmt::print("{}：复核完毕\n{}\n报告：{}/index.html\n", order.round,
               reports::terminal_table((*end)->report), (*end)->folder);
    return (*end)->exit_code;
}

// A misspelt site is in no round: that nothing is due there would say nothing.
Result<void> check_known(Workspace& workspace, const std::vector<std::string>& ids) {
    if (ids.empty()) return {};
    auto inventory = workspace.ledger->inventory();
    if (!inventory) return tl::unexpected(inventory.error());
    std::vector<std::string_view> known;
    for (const Site& site : inventory->sites) known.push_back(site.id);
    for (const std::string& id : ids)
        if (std::ranges::find(known, id) == known.end())
            return failure(Errc::usage, fmt::format("--site {}: not in the inventory; {}", id,
                                                    word_advice(id, known)));
    return {};
}

// Of the chosen sites those of which nothing is known yet.
void tell_missing(const std::string& round, const std::vector<SiteToJudge>& sites) {
    constexpr std::size_t names_max = 20;
    std::vector<std::string> missing;
    for (const SiteToJudge& one : sites) {
        if (!one.capture.folder.empty()) continue;
        const std::string& why = one.capture.note;
        missing.push_back(one.site->id + (why.empty() ? why : "（" + why + "）"));
    }
    if (missing.empty()) return;
    const std::size_t shown = std::min(missing.size(), names_max);
    fmt::print(
        stderr, "注意：批次 {} 中没有可判定的采集包：{}{}\n", round,
        fmt::join(missing.begin(), missing.begin() + static_cast<std::ptrdiff_t>(shown), "、"),
        shown < missing.size() ? fmt::format(" 等 {} 个网站", missing.size()) : "");
}

}  // namespace

int confirm_command(const Place& place, SweepOrder order) {
    auto workspace = open_workspace(place.workspace, place.data);
    if (!workspace) return report_error(workspace.error());
    if (auto fine = check_asking(*workspace, order); !fine) return report_error(fine.error());
    warn_without_second_client(workspace->config.crawler);
    order.confirm = true;
    if (!order.round.empty()) return confirm_round(*workspace, order, true);
    if (auto fine = check_known(*workspace, order.sites); !fine) return report_error(fine.error());
    const auto which = order.fast ? storage::LinksDue::later_too : storage::LinksDue::now;
    const auto rounds = workspace->ledger->rounds_with_links_due(SystemClock().now(), which);
    if (!rounds) return report_error(rounds.error());
    if (rounds->empty()) fmt::print("没有到期的复核\n");
    int worst = exit_done;
    for (const std::string& round : *rounds) {
        order.round = round;
        const int code = confirm_round(*workspace, order, false);
        // A signal or a full disk stops everything; what is wrong with one round holds up no other.
        if (code == exit_interrupted) return code;
        worst = worse(worst, code);
    }
    return worst;
}

int links_command(const Place& place, const LinksOrder& order) {
    if (auto fine = check_classes(order.classes); !fine) return report_error(fine.error());
    const bool table = order.file.ends_with(".xlsx") || order.file.ends_with(".csv");
    if (!order.file.empty() && !table)
        return report_error(
            {Errc::usage, fmt::format("{}: write a name that ends in .xlsx or .csv", order.file)});
    auto workspace = open_workspace(place.workspace, place.data);
    if (!workspace) return report_error(workspace.error());
    auto plan = plan_round(*workspace, order.round);
    if (!plan) return report_error(plan.error());
    if (auto known = check_sites(order.sites, **plan); !known) return report_error(known.error());
    auto sites = sealed_captures(*workspace, **plan, order.sites);
    if (!sites) return report_error(sites.error());
    auto links = judged_links(**plan, *sites);
    if (!links) return report_error(links.error());
    tell_missing(order.round, *sites);
    std::erase_if(*links, [&](const JudgedLink& link) { return !is_wanted(link, order); });
    if (order.json) {
        for (const JudgedLink& link : *links) fmt::print("{}\n", json_of(link).dump());
        return exit_done;
    }
    Rows rows{head};
    for (const JudgedLink& link : *links) rows.push_back(row_of(link));
    if (order.file.empty()) {
        print_links(*links, rows);
        return exit_done;
    }
    if (auto done = write_table(rows, order.file); !done) return report_error(done.error());
    fmt::print("{}：{} 条\n", reports::terminal(order.file), links->size());
    return exit_done;
}

}  // namespace duwang::app
