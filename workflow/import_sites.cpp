#include "workflow/import_sites.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "core/ip_address.h"
#include "core/text/normalise.h"
#include "workflow/table_reader.h"

namespace duwang::workflow {
namespace {

constexpr std::array<ColumnName, 10> columns{{
    {"id", "编号", true},
    {"name", "网站名称", true},
    {"home", "首页网址", true},
    {"hosts", "域名", false},
    {"code", "网站标识码", false},
    {"owner", "主办单位", true},
    {"internal", "内部", false},
    {"authority", "书面授权", false},
    {"blackout", "禁访时段", false},
    {"filed", "报备", false},
}};

bool all_digits(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

// The rows of sites.csv, each held against those before it.
class SitesImport {
  public:
    SitesImport(TableReader& table, const UnitIndex& units) : table_(table), units_(units) {}

    void row(std::vector<Site>& sites) {
        site_ = Site{};
        site_.id = table_.cell("id");
        site_.name = table_.cell("name");
        site_.authority = table_.cell("authority");
        read_names();
        read_internal();
        read_hosts();
        read_code();
        read_owner();
        read_blackout();
        read_filed();
        if (!table_.good()) {
            index_.dropped.insert({site_.id, match_form(site_.name)});
            return;
        }
        index_.ids_and_names[site_.id] = site_.id;
        index_.ids_and_names[match_form(site_.name)] = site_.id;
        for (const std::string& host : site_.hosts) index_.hosts[host] = site_.id;
        sites.push_back(site_);
    }

    SiteIndex index() { return std::move(index_); }

  private:
    TableReader& table_;
    const UnitIndex& units_;
    SiteIndex index_;
    Site site_;
    std::map<std::string, int> ids_, names_, codes_, hosts_;  // line of first use

    bool fresh(std::map<std::string, int>& seen, const std::string& key, std::string_view column,
               std::string_view what) {
        const auto [first, is_fresh] = seen.emplace(key, table_.line());
        if (is_fresh || first->second == table_.line()) return true;
        table_.fail(column, fmt::format("{} {} stands in line {} already; every site needs its own",
                                        what, shown(key), first->second));
        return false;
    }

    void read_names() {
        if (!site_.id.empty() && !is_good_id(site_.id))
            table_.fail("id", fmt::format("{} is no usable id; write 1 to 64 letters a-z, digits, "
                                          "'-', '_' or '.', beginning with a letter or digit",
                                          shown(site_.id)));
        else if (!site_.id.empty())
            fresh(ids_, site_.id, "id", "the site");
        if (!site_.name.empty()) fresh(names_, site_.name, "name", "the name");
    }

    void read_internal() {
        const std::string word = match_form(table_.cell("internal"));
        constexpr std::array<std::string_view, 5> yes{"yes", "是", "true", "1", "y"};
        constexpr std::array<std::string_view, 6> no{"", "no", "否", "false", "0", "n"};
        site_.internal = std::ranges::find(yes, word) != yes.end();
        if (!site_.internal && std::ranges::find(no, word) == no.end())
            table_.fail("internal", fmt::format("{} is neither yes nor no; write 是 or 否",
                                                shown(table_.cell("internal"))));
    }

    void read_hosts() {
        for (const std::string& text : table_.list("home")) {
            std::string problem;
            const auto url = read_address(text, problem);
            if (!url) {
                table_.fail("home", problem);
                continue;
            }
            if (site_.home.empty()) site_.home = std::string(url->str());
            take_host(*url, "home");
        }
        for (const std::string& text : table_.list("hosts")) {
            std::string problem;
            const auto url = read_address(text, problem);
            if (!url)
                table_.fail("hosts", problem);
            else if (text.find('/') != std::string::npos)
                table_.fail("hosts", fmt::format("{} is an address; write the host only: {}",
                                                 shown(text), url->host_port()));
            else
                take_host(*url, "hosts");
        }
    }

    void take_host(const Url& url, std::string_view column) {
        const std::string host = url.host_port();
        if (std::ranges::find(site_.hosts, host) != site_.hosts.end()) return;
        const std::string name(url.host());
        if (!site_.internal && parse_ip(name) && !is_public_address(name))
            return table_.fail(column, fmt::format("{} is no public address; write 是 under "
                                                   "internal (内部) if the site is internal",
                                                   shown(name)));
        if (!site_.internal && name.find_first_of(".:") == std::string::npos)
            return table_.fail(column, fmt::format("{} is no host of the public internet; write a "
                                                   "full host such as www.example.gov.cn",
                                                   shown(name)));
        if (fresh(hosts_, host, column, "the host")) site_.hosts.push_back(host);
    }

    void read_code() {
        const std::string text = table_.cell("code");
        site_.code = match_form(text);
        if (site_.code.empty()) return;
        if (is_site_code(site_.code))
            fresh(codes_, site_.code, "code", "the 网站标识码");
        else if (text.find_first_of("Ee") != std::string::npos && all_digits(text.substr(0, 1)))
            table_.fail("code", fmt::format("{} was shortened by a spreadsheet program; format the "
                                            "column as text and write all ten digits",
                                            shown(text)));
        else
            table_.fail("code", fmt::format("{} is no 网站标识码; write ten digits, or bm and "
                                            "eight digits, or leave the field empty",
                                            shown(text)));
    }

    void read_blackout() {
        auto windows = parse_blackout(table_.cell("blackout"));
        if (!windows) return table_.fail("blackout", windows.error().what);
        site_.blackout = std::move(*windows);
    }

    void read_filed() {
        auto filed = parse_filed(table_.cell("filed"));
        if (!filed) return table_.fail("filed", filed.error().what);
        site_.filed = std::move(*filed);
    }

    void read_owner() {
        const std::string word = table_.cell("owner");
        if (word.empty()) return;  // reported as missing
        std::string problem;
        site_.owner = units_.find(word, problem);
        if (!problem.empty()) table_.fail("owner", problem);
    }
};

}  // namespace

std::optional<Url> read_address(const std::string& text, std::string& problem) {
    const std::string full = text.find("://") == std::string::npos ? "http://" + text : text;
    auto url = parse_url(full);
    if (!url)
        problem = fmt::format(
            "{} is no address of a web page; write for example "
            "http://www.example.gov.cn/",
            shown(text));
    else if (url->has_credentials())
        problem = fmt::format("{} holds a user name or password; write the address without it",
                              shown(std::string(url->host())));
    else
        return url;
    return std::nullopt;
}

bool is_site_code(std::string_view code) {
    if (code.size() != 10) return false;
    if (code.starts_with("bm")) return all_digits(code.substr(2));
    return all_digits(code) && code.front() != '0';
}

SiteIndex import_sites(const TableFile& file, const UnitIndex& units, InventoryImport& import) {
    if (!file.bytes) return {};
    TableReader table(*file.bytes, file.name, "站点", columns, import.errors);
    SitesImport sites(table, units);
    while (table.next()) sites.row(import.inventory.sites);
    return sites.index();
}

}  // namespace duwang::workflow
