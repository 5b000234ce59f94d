// What the sites of field_test and learned_test are made of.
#pragma once

#include <string>
#include <vector>

#include "tests/support/demo_answers.h"
#include "tests/support/site_run.h"

namespace duwang::test {

// A page with enough words of its own to be told from every other.
inline DemoAnswer page(std::string_view path, const std::string& links = {}) {
    std::string words;
    std::uint64_t state = 1469598103934665603ull;
    for (char c : path) state = (state ^ static_cast<unsigned char>(c)) * 1099511628211ull;
    for (int i = 0; i < 80; ++i) {
        state = state * 6364136223846793005ull + 1442695040888963407ull;
        words += "w" + std::to_string(state >> 40) + " ";
    }
    return html("<title>" + std::string(path) + "</title><p>" + words + "</p>" + links);
}

inline std::string link(const std::string& path) {
    return "<a href=\"" + path + "\">" + path + "</a>";
}

inline std::string many(const std::string& prefix, int count) {
    std::string links;
    for (int i = 0; i < count; ++i) links += link(prefix + std::to_string(i) + ".html");
    return links;
}

inline DemoAnswer challenge() {
    return html("<script>document.cookie='k=1';location.reload()</script>", 412);
}

inline std::vector<std::string> pages_asked(const SiteRun& run) {
    std::vector<std::string> paths;
    for (const auto& asked : run.asked())
        if (asked.path.ends_with(".html")) paths.push_back(asked.path);
    return paths;
}

inline std::string word_of(const SiteRun& run, const std::string& path) {
    for (const std::string& line : run.urls())
        if (line.ends_with("gov.cn" + path)) return line.substr(0, line.find(' '));
    return "unknown";
}

inline DemoAnswer plain(std::string body) {
    DemoAnswer answer;
    answer.headers = {{"Content-Type", "text/plain"}};
    answer.body = std::move(body);
    return answer;
}

inline std::string sitemap_of(const std::string& path, int count) {
    std::string entries;
    for (int i = 0; i < count; ++i)
        entries += "<url><loc>http://www.x.gov.cn" + path + std::to_string(i) + "</loc></url>";
    return "<?xml version='1.0'?><urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>" +
           entries + "</urlset>";
}

}  // namespace duwang::test
