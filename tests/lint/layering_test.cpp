// Who may include whom. Both tables are data; an entry that nobody uses is an error too.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <set>

#include "tests/lint/source_tree.h"

namespace duwang::lint {
namespace {

// A folder may include its own headers and these. `only`: nothing else of that folder.
struct Edge {
    std::string_view from, to;
    std::string_view only = {};
};

constexpr std::array edges{
    Edge{"crawler", "core"},
    Edge{"checks", "core"},
    Edge{"rules", "core"},
    Edge{"storage", "core"},
    Edge{"reports", "core"},
    Edge{"workflow", "core"},
    Edge{"config", "core"},
    Edge{"config", "crawler", "crawler/options.h"},
    Edge{"config", "storage", "storage/options.h"},
    Edge{"config", "crawler", "crawler/article/rules.h"},
    Edge{"config", "crawler", "crawler/document/labelled_rules.h"},
    Edge{"config", "crawler", "crawler/document/rules.h"},
    Edge{"config", "crawler", "crawler/list/rules.h"},
    Edge{"config", "crawler", "crawler/page/mark_rules.h"},
    Edge{"app", "core"},
    Edge{"app", "crawler"},
    Edge{"app", "checks"},
    Edge{"app", "rules"},
    Edge{"app", "storage"},
    Edge{"app", "reports"},
    Edge{"app", "workflow"},
    Edge{"app", "config"},
};

struct Door {
    std::string_view header;               // how the name begins
    std::vector<std::string_view> places;  // paths that may include it
};

const std::vector<Door>& doors() {
    static const std::vector<Door> all{
        {"boost/asio/",
         {"crawler/async/", "crawler/dns/", "crawler/http/", "crawler/probe/", "crawler/pch.h",
          "app/demo/", "app/runtime", "tests/"}},
        {"boost/multiprecision/", {"core/decimal.cpp"}},
        {"boost/unordered/", {"crawler/plan/"}},
        {"boost/beast/", {"app/demo/"}},
        {"curl/", {"crawler/http/curl_", "tests/bench/"}},
        {"ares.h", {"crawler/dns/"}},
        {"libxml/", {"core/xml.cpp"}},
        {"linux/", {"crawler/attachment/child_sandbox.cpp"}},
        {"sched.h", {"crawler/attachment/child_sandbox.cpp"}},
        {"gumbo.h", {"core/html/document.cpp", "tests/bench/"}},
        {"openssl/",
         {"core/hash.cpp", "crawler/http/certificate.cpp", "crawler/http/curl_tls.cpp",
          "tests/support/tls_stream.cpp"}},
        {"intel-ipsec-mb.h", {"core/hash_pair.cpp"}},
        {"libpsl.h", {"crawler/http/public_suffix.cpp"}},
        {"unicode/", {"core/text/"}},
        {"emmintrin.h", {"core/html/tokenizer.cpp"}},
        {"immintrin.h", {"core/text/utf8_blocks.cpp", "storage/capture/gzip.cpp"}},
        {"nlohmann/", {"core/json.cpp"}},
        {"zip.h", {"core/zip.cpp"}},
        {"xlsxwriter.h", {"reports/format/xlsx.cpp"}},
        {"yaml-cpp/", {"core/yaml_parser.cpp"}},
        {"brotli/", {"crawler/http/decode_codings.cpp", "tests/support/"}},
        {"zstd.h", {"crawler/http/decode_codings.cpp", "tests/support/"}},
        {"zlib.h",
         {"crawler/http/decode_codings.cpp", "tests/bench/", "tests/crawler/", "tests/support/"}},
        {"isa-l/", {"storage/capture/gzip.cpp"}},
        {"libdeflate.h", {"storage/capture/gzip.cpp", "tests/bench/"}},
        {"sqlite3.h", {"storage/capture/", "tests/"}},
        {"soci/", {"storage/ledger/"}},
        {"CLI/",
         {"app/cli.cpp", "app/cli_entries.cpp", "app/cli_inspect.cpp", "app/cli_monitor.cpp",
          "app/cli_options.cpp"}},
        {"tl/expected.hpp", {"core/"}},
        {"fmt/",
         {"app/", "checks/", "config/", "core/", "crawler/", "reports/", "rules/", "storage/",
          "tests/", "workflow/"}},
        {"iconv.h", {"tests/bench/"}},
        {"gtest/", {"tests/"}},
    };
    return all;
}

// Headers of the operating system; <iostream> and <regex> are used nowhere.
constexpr std::array system_headers{"arpa/inet.h", "fcntl.h", "netdb.h", "poll.h",
                                    "stdlib.h",    "sys/",    "unistd.h"};
constexpr std::array banned{"iostream", "regex", "boost/asio.hpp", "boost/beast.hpp"};

struct Include {
    std::string file;
    int line = 0;
    std::string name;
    bool angled = false;
};

std::vector<Include> includes_of(const SourceFile& file) {
    std::vector<Include> found;
    for (const Line& line : lines_of(file.text)) {
        std::string_view text = line.text;
        if (!text.starts_with("#include ") || text.size() < 12) continue;
        text.remove_prefix(9);
        const char close = text[0] == '<' ? '>' : '"';
        const std::size_t end = text.find(close, 1);
        if (end == text.npos) continue;
        found.push_back(
            {file.path, line.number, std::string(text.substr(1, end - 1)), text[0] == '<'});
    }
    return found;
}

std::string targets_of(std::string_view folder) {
    std::string names = std::string(folder);
    for (const Edge& edge : edges)
        if (edge.from == folder)
            names += ", " + std::string(edge.only.empty() ? edge.to : edge.only);
    return names;
}

// What is wrong with our own header here, or "". Remembers which edges are used.
std::string edge_problem(const Include& include, std::set<std::size_t>& used) {
    const std::string from = include.file.substr(0, include.file.find('/'));
    const std::string to = include.name.substr(0, include.name.find('/'));
    if (from == to || from == "tests" || to == "embedded") return {};
    for (std::size_t i = 0; i < edges.size(); ++i) {
        const bool fits = edges[i].only.empty() || edges[i].only == include.name;
        if (edges[i].from == from && edges[i].to == to && fits) return used.insert(i), "";
    }
    return include.file + ":" + std::to_string(include.line) + " includes " + include.name + "; " +
           from + " may include " + targets_of(from) +
           " only. Move the shared type to core, or pass it in from app.";
}

std::string door_problem(const Include& include, std::set<std::string>& used) {
    const std::string where =
        include.file + ":" + std::to_string(include.line) + " includes <" + include.name + ">; ";
    if (std::find(banned.begin(), banned.end(), include.name) != banned.end())
        return where + "that header is not used in this project.";
    if (include.name.find_first_of("/.") == std::string::npos) return {};  // standard library
    for (const char* header : system_headers)
        if (include.name.starts_with(header)) return {};
    for (const Door& door : doors()) {
        if (!include.name.starts_with(door.header)) continue;
        for (std::string_view place : door.places)
            if (include.file.starts_with(place))
                return used.insert(std::string(door.header) + " in " + std::string(place)), "";
        std::string places;
        for (std::string_view place : door.places) places += " " + std::string(place);
        return where + "it may be included only in" + places + ". Use the door instead.";
    }
    return where +
           "no door is known for it: choose the one file that may include it and add it "
           "to tests/lint/layering_test.cpp.";
}

TEST(Layering, FoldersIncludeOnlyWhatTheyMay) {
    std::set<std::size_t> used;
    for (const SourceFile& file : source_files({".h", ".cpp"}))
        for (const Include& include : includes_of(file)) {
            if (!include.angled) {
                EXPECT_EQ(edge_problem(include, used), "");
            }
        }
    for (std::size_t i = 0; i < edges.size(); ++i)
        EXPECT_TRUE(used.contains(i)) << "nobody uses the edge " << edges[i].from << " -> "
                                      << edges[i].to << " " << edges[i].only << "; remove it";
}

TEST(Layering, ThirdPartyHeadersStopAtTheirDoors) {
    std::set<std::string> used;
    for (const SourceFile& file : source_files({".h", ".cpp"}))
        for (const Include& include : includes_of(file)) {
            if (include.angled) {
                EXPECT_EQ(door_problem(include, used), "");
            }
        }
    for (const Door& door : doors())
        for (std::string_view place : door.places) {
            const std::string entry = std::string(door.header) + " in " + std::string(place);
            EXPECT_TRUE(used.contains(entry)) << "nobody uses the door " << entry << "; remove it";
        }
}

TEST(Layering, ViolationsAreTold) {
    std::set<std::size_t> edges_used;
    std::set<std::string> doors_used;
    EXPECT_NE(edge_problem({"checks/links/dead.cpp", 7, "storage/x.h", false}, edges_used)
                  .find("checks may include checks, core only"),
              std::string::npos);
    EXPECT_NE(edge_problem({"config/x.h", 1, "rules/scheme/scheme.h", false}, edges_used), "");
    EXPECT_NE(edge_problem({"core/x.h", 1, "rules/scheme/scheme.h", false}, edges_used), "");
    EXPECT_NE(door_problem({"checks/x.cpp", 1, "boost/asio/post.hpp", true}, doors_used), "");
    EXPECT_NE(door_problem({"app/x.cpp", 1, "iostream", true}, doors_used), "");
    EXPECT_NE(door_problem({"app/x.cpp", 1, "zip.h", true}, doors_used), "");
    EXPECT_EQ(door_problem({"app/x.cpp", 1, "vector", true}, doors_used), "");
}

}  // namespace
}  // namespace duwang::lint
