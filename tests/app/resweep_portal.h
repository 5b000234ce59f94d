// A small portal that is captured again and again, for tests of re-sweeps (复采).
#pragma once

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <set>
#include <sstream>
#include <string>

#include "core/json.h"
#include "tests/support/capture_walk.h"
#include "tests/support/kept_captures.h"
#include "tests/support/workspace_fixture.h"

namespace duwang::test {

inline constexpr int articles = 30;

// Pages below a folder, and a workspace that evaluates them wherever they are served.
class Portal {
  public:
    Portal() {
        write("index.html", list("清源县人民政府", 1, articles / 2));
        write("gk/index.html", list("政府信息公开", articles / 2 + 1, articles));
        for (int i = 1; i <= articles; ++i) write_article(i, "正文");
        workspace_ = folder_.path("ws");
        EXPECT_EQ(run_program({"init", workspace_}).exit_code, 0);
        write_text(workspace_ + "/units.csv",
                   "id,name,aliases,kind,parent,level,groups,contact\n"
                   "x,清源县人民政府,,county,,county,,\n");
        write_text(workspace_ + "/sites.csv",
                   "id,name,home,hosts,code,owner,internal,authority\n"
                   "x,清源县人民政府,http://www.x.gov.cn/,www.x.gov.cn,,x,yes,\n");
        write_text(workspace_ + "/columns.csv",
                   "unit,site,kind,address\n"
                   "x,x,disclosure_platform,http://www.x.gov.cn/gk/index.html\n");
        configure("");
        ProgramEnd end = run_program({"inventory", "import", "-w", workspace_});
        EXPECT_EQ(end.exit_code, 0) << end.err;
    }
    ~Portal() { keep_captures(workspace_); }

    std::string root() const { return folder_.path("site"); }
    const std::string& workspace() const { return workspace_; }
    std::string capture(const std::string& round) const {
        return fmt::format("{}/captures/{}/{}.x", workspace_, round, round);
    }

    void configure(const std::string& more) {
        write_text(workspace_ + "/duwang.yaml",
                   "confirm: {in_session_after_ms: 0, in_session_needs_second_client: false}\n"
               "links:\n  confirm_after_ms: 100\nhttp:\n  retries: 0\n" + more);
    }
    void write(const std::string& name, const std::string& html) {
        std::string path = root() + "/" + name;
        std::filesystem::create_directories(std::filesystem::path(path).parent_path());
        write_text(path, html);
    }
    // Of another length every time it says something else: servers tell by length and second.
    void write_article(int i, const std::string& words) {
        write(fmt::format("a/{}.html", i),
              fmt::format("<html><head><title>通知第{0}号</title></head><body><h1>通知第{0}号</h1>"
                          "<p>{1}，第{0}件事项的办理情况说明，共{2}字。{3}</p>"
                          "<a href=\"/index.html\">首页</a><a href=\"/a/{4}.html\">下一篇</a>"
                          "<a href=\"/gk/index.html\">公开</a><a href=\"/missing.html\">附件</a>"
                          "<div>新ICP备05001234号-1 网站标识码6521000001</div></body></html>",
                          i, words, i * 37, std::string(static_cast<std::size_t>(i), 'x'),
                          i % articles + 1));
    }
    ProgramEnd sweep(const std::string& round, int port, std::vector<std::string> more = {},
                     const ProgramLimits& limits = {}) const {
        std::vector<std::string> arguments{
            "sweep",      round,
            "--scheme",   "turpan-2022",
            "--as-of",    "2026-09-30",
            "--seed",     "7",
            "-w",         workspace_,
            "--progress", "json",
            "--dns",      "127.0.0.1:9",
            "--resolve",  "www.x.gov.cn:80:127.0.0.1:" + std::to_string(port)};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return run_program(arguments, limits);
    }

  private:
    static std::string list(const std::string& title, int from, int to) {
        std::string html = fmt::format("<html><head><title>{}</title></head><body><ul>", title);
        for (int i = from; i <= to; ++i)
            html += fmt::format(
                "<li><a href=\"/a/{0}.html\">关于第{0}件事项的通知</a>"
                "<span>2026-08-{1:02}</span></li>",
                i, i % 28 + 1);
        return html +
               "</ul><a href=\"/gk/index.html\">政府信息公开</a> "
               "<a href=\"/gone.html\">旧闻</a>" +
               title + title + "</body></html>";
    }

    TempFolder folder_;
    std::string workspace_;
};

struct Facts {
    std::string plain;  // what two crawls of the same site have in common
    int pages = 0;
    std::set<std::string> ways, captures, moments;  // of what was taken over
    int unchanged = 0;
};

inline Facts facts_of(const Portal& portal, const std::string& round) {
    ProgramEnd end = run_program({"capture", "facts", portal.capture(round)});
    EXPECT_EQ(end.exit_code, 0) << end.err;
    Facts facts;
    std::istringstream lines(end.out);
    for (std::string line; std::getline(lines, line);) {
        Json json = Json::parse(line).value();
        facts.pages += json["fact"].text() == "page";
        if (json["fact"].text() != "unchanged") {
            facts.plain += line + "\n";
            continue;
        }
        ++facts.unchanged;
        facts.ways.insert(json["bytes_from"]["how"].text());
        facts.captures.insert(json["bytes_from"]["capture"].text());
        facts.moments.insert(json["bytes_from"]["fetched"].text());
    }
    return facts;
}

// A number of the last line that --progress json printed.
inline std::int64_t counted(const ProgramEnd& end, std::string_view name) {
    auto at = end.err.rfind("{\"sites\"");
    if (at == std::string::npos) return -1;
    auto line = Json::parse(end.err.substr(at, end.err.find('\n', at) - at));
    return line ? (*line)[name].number() : -1;
}

inline void expect_stands_alone(const Portal& portal, const std::string& round) {
    for (const std::string& problem : walk_capture(portal.capture(round))) ADD_FAILURE() << problem;
    EXPECT_EQ(run_program({"capture", "verify", portal.capture(round)}).exit_code, 0);
}

inline std::string with_validators(const Portal& portal) {
    return fmt::format("root {}; gzip on; gzip_min_length 1; gzip_types text/html;", portal.root());
}

inline std::string without_validators(const Portal& portal) {
    return with_validators(portal) +
           " etag off; if_modified_since off; add_header Last-Modified \"\";";
}

}  // namespace duwang::test
