// What of fetching and crawling can be configured; config/default.yaml explains each.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace duwang::crawler {

struct HttpOptions {
    std::string user_agent = "DuWang/0.1 (government website evaluation)";
    std::int64_t connect_timeout_ms = 15'000;
    std::int64_t answer_timeout_ms = 15'000;  // from connected to the first byte
    std::int64_t total_timeout_ms = 60'000;
    std::int64_t body_bytes_max = 8 << 20;     // of what is sent
    std::int64_t decoded_bytes_max = 16 << 20; // after the content-coding
    std::int64_t header_bytes_max = 256 << 10;
    int redirects_max = 10;
    int retries = 1;                           // after network failures and 5xx
    std::int64_t retry_wait_ms = 2'000;
    std::string ca_file;                       // empty: the system's
    std::int64_t connections_max = 256;
    std::string proxy;                         // "http://host:port", "socks5h://…"; empty: none
    bool proxy_is_vantage = false;             // it stands in another network, to look from there
    int decode_ratio_max = 500;                // decoded bytes for each byte sent, beyond 1 MiB
    int cookies_per_host = 50;
    int cookies_per_site = 1'000;              // all hosts together
    std::int64_t cookie_bytes_max = 4096;      // one cookie
    std::int64_t cookie_header_bytes_max = 8192;
};

struct PolitenessOptions {
    std::int64_t delay_ms = 1'000;       // between two requests to one host
    std::int64_t delay_max_ms = 30'000;  // no robots.txt or slow answer makes it longer
    int response_factor = 5;             // delay ≥ factor × last response time
    int connections_per_host = 1;
    std::int64_t internal_delay_ms = 0;  // for sites declared internal
    int internal_connections = 4;
    std::int64_t address_delay_ms = 100;  // between requests to one address, whatever the host
    int connections_per_address = 4;      // 集约化 platforms: many hosts on one address
    std::int64_t wait_max_ms = 900'000;   // longest wait for a host that is in back-off
    std::int64_t back_off_ms = 60'000;    // first back-off (主机暂停访问); doubles each time
    std::int64_t back_off_max_ms = 86'400'000;
    int back_off_failures = 5;            // failures in a row that start it …
    int back_off_window = 10;             // … or, of so many last answers,
    int back_off_percent = 50;            // this share
};

struct LimitOptions {
    int depth_max = 8;
    std::int64_t pages_max = 20'000;        // per site
    std::int64_t known_urls_max = 1'000'000;
    std::int64_t site_seconds_max = 6 * 3600;
    std::int64_t site_bytes_max = std::int64_t{4} << 30;
    int parallel_sites = 64;
    int failures_in_a_row_max = 5;          // then the host is asked whether it is there at all
};

// 爬行陷阱: addresses without end that lead to nothing new (portal-quirks §8).
struct TrapOptions {
    std::vector<std::string> mirror_words = {"/gate/big5/", "/print.", "/wza", "/wap/"};
    std::vector<std::string> mirror_parameters = {"fontsize", "wcaurl", "print"};
    std::vector<std::string> search_words = {"/search"};
    std::vector<std::string> search_parameters = {"searchword", "channelid", "keyword"};
    std::vector<std::string> paging_parameters = {
        "page",    "pn",        "p",           "pageno",      "pageindex",
        "curpage", "cur_page", "currentpage", "startrecord", "endrecord"};
    std::vector<std::string> calendar_parameters = {"y",   "year", "m",    "month", "d",
                                                    "day", "date", "rq",   "nian",  "yue"};
    std::vector<std::string> file_endings = {
        ".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx", ".wps", ".et",   ".dps", ".ofd", ".pdf",
        ".zip", ".rar",  ".7z",  ".gz",   ".jpg", ".jpeg", ".png", ".gif",  ".bmp", ".webp", ".svg",
        ".ico", ".tif",  ".tiff", ".mp3", ".mp4", ".avi",  ".wmv", ".flv",  ".mov", ".css", ".js",
        ".json", ".xml", ".txt", ".csv",  ".exe", ".apk",  ".ipa"};
    int segments_max = 12;             // directories of a path
    int repeats_max = 2;               // of one run of directories after another: /a/b/a/b/
    int query_variants_max = 2'000;    // of one path and one set of parameters
    int calendar_variants_max = 240;   // the same where a parameter is a date
    int parameter_sets_max = 20;       // sets of parameters of one path: 分面筛选
    int same_content_max = 5;          // pages of one path and set that say the same
};

// 防护墙: when a known page is asked for again, to tell whether the site still answers us.
struct WallOptions {
    int control_every = 200;           // visits between two controls
    int same_content_run = 5;          // different addresses in a row that say the same
    int waits = 3;                     // pauses before a walled site is given up
    std::int64_t wait_ms = 60'000;     // the first; each further one is twice as long
    // What an answer of a protection looks like (plan/wall.h).
    std::vector<std::string> codes = {"412", "418", "444", "468", "493", "512", "521", "829"};
    std::vector<std::string> shell_codes = {"202", "403", "405", "406", "503"};
    std::vector<std::string> vendor_cookies = {"__jsl_clearance", "__jsluid", "acw_sc__v2", "C3VK"};
    std::vector<std::string> vendor_headers = {"WZWS-RAY", "cf-mitigated"};
    std::vector<std::string> phrases = {
        "访问过于频繁",   "访问频繁",      "请完成验证", "请求被拦截",
        "WEB 应用防火墙", "WEB应用防火墙", "安全验证",   "您的请求可能存在威胁",
        "Access denied",  "Access Denied"};
    std::vector<std::string> json_phrases = {"请刷新重试"};
    std::int64_t shell_bytes_max = 4096;  // of a page that is only a script or a notice
    int shell_chars_max = 60;             // visible characters of a page that is only a script
    int notice_chars_max = 400;           // of a page that is only a notice
    std::int64_t tiny_bytes_max = 2;      // a page of so few bytes is none (B08)
};

struct LinkOptions {
    bool check_external = true;
    std::int64_t body_bytes_max = 64 << 10;  // enough to recognise a page
    std::int64_t confirm_after_ms = 30'000;  // second attempt within the session
    int places_max = 20;                     // places recorded with text for each bad target
    std::vector<std::string> error_phrases;  // 页面不存在 …
    std::vector<std::string> login_words;    // in titles and addresses of login pages: 登录, sso
    std::vector<std::string> hijack_words;   // of pages that took over a domain (博彩 …)
    int hijack_words_min = 2;                // so many of them in title, keywords, description
    std::vector<std::string> internal_names = {  // ends of host names that the public cannot have
        ".local", ".lan", ".intranet", ".internal", ".corp", ".home", ".localdomain"};
    bool second_client = true;               // what fails is asked by wget too
    std::int64_t second_client_answer_ms = 60'000;  // how long for, where we got no answer in time
    int second_client_silent_max = 60;              // so many of those in a session
    std::vector<std::string> vantages;       // "NAME PROXY": other networks (core/proxy_address.h)
    std::vector<std::string> resolvers;      // other name servers, asked of names that do not exist
    std::vector<std::string> canaries;       // pages of others that surely work (self_check)
};

// 文档和附件: articles of judged lists are read in structure, and the files of judged pages are
// fetched whole and read. What a file may cost.
struct DocumentOptions {
    bool read = true;
    std::int64_t file_bytes_max = 25 << 20;      // larger ones are only asked for (A08)
    std::int64_t inflated_bytes_max = 64 << 20;  // of all parts of a container together
    std::int64_t text_bytes_max = 8 << 20;       // of its text
    std::int64_t time_max_ms = 9'000;            // of all tools
    std::int64_t memory_bytes_max = 192 << 20;   // of each tool
    int pages_max = 400;                         // of a PDF
    int at_once = 2;                             // files that are held in memory
};

// 站内搜索: how the search form of a home page is known, and how much is asked.
struct SearchOptions {
    // In name, id, placeholder, title or value of the field, in small letters.
    std::vector<std::string> fields = {"keyword", "searchword", "search", "query", "qt",
                                       "搜索",    "检索",       "关键"};
    int titles = 2;  // of the home page that are searched for
};

// 复采: pages that an earlier capture of the site holds are asked for only if they have changed.
struct ResweepOptions {
    bool reuse = true;
};

struct DnsOptions {
    std::vector<std::string> servers;  // "192.0.2.1:53"; empty: the system's
    std::int64_t timeout_ms = 5'000;
    int tries = 2;
};

struct Options {
    HttpOptions http;
    PolitenessOptions politeness;
    LimitOptions limits;
    TrapOptions traps;
    WallOptions walls;
    LinkOptions links;
    DocumentOptions documents;
    SearchOptions search;
    ResweepOptions resweep;
    DnsOptions dns;
    bool ipv6_enabled = true;                // false: this machine has no IPv6, do not try
    std::vector<std::string> ipv6_names = {"www.gov.cn", "www.cernet.edu.cn"};  // surely have AAAA
    std::vector<std::string> ipv6_canaries;  // "[v6]:port": answer when our own IPv6 works
    int ipv6_probes = 10;  // requests for the home page over each family (访问成功率、时延)
    int ipv6_links = 20;   // links of each level asked over IPv6 (二级、三级内链); 0: none
};

}  // namespace duwang::crawler
