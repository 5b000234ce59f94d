#include "tests/quirks/quirk_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "core/text/base64.h"
#include "core/text/charset.h"
#include "core/yaml.h"
#include "tests/documents/report_page.h"

namespace duwang::quirks {
namespace {

const std::string folder = DUWANG_SOURCE_DIR "/tests/quirks";

std::vector<Expectation> expectations(const Yaml& map) {
    std::vector<Expectation> out;
    for (const auto& [path, value] : map.members())
        out.emplace_back(path.text(), value.is_scalar() ? value.text() : "null");
    return out;
}

constexpr int usual_year = 2023;  // of a report; that of the year before is a year earlier

// An annual report, made of what is special about it.
std::string report_of(const Yaml& node, int year) {
    return test::report_html(test::report_page_of(node, year));
}

// The page as bytes, in its charset; every other key of the case is one of the question.
Json question_of(const Yaml& one, const std::string& ask) {
    static const std::vector<std::string> own = {"name",    "ask",    "page",
                                                 "charset", "expect", "never"};
    Json question = Json::object();
    for (const auto& [key, value] : one.members())
        if (value.is_scalar() && std::ranges::find(own, key.text()) == own.end())
            question.set(key.text(), value.text());
    for (const std::string other : {"against", "attachment"})
        if (const Yaml report = one[other]; report.is_map())
            question.set(std::string(other) + "_b64",
                         base64(report_of(report, usual_year - (other == "against" ? 1 : 0))));
    if (const Yaml report = one["report"])
        return std::move(question.set("page_b64", base64(report_of(report, usual_year))));
    if (!one["page"]) return question;
    std::string bytes = one["page"].text();
    if (const std::string charset = one["charset"].text(); !charset.empty())
        bytes = encode_query(bytes, charset);
    const std::string key = ask == "text"      ? "text_b64"
                            : ask == "sitemap" ? "sitemap_b64"
                                               : "page_b64";
    return std::move(question.set(key, base64(bytes)));
}

Result<Case> load_case(const Yaml& one) {
    Case loaded;
    loaded.place = one.place();
    loaded.name = one["name"].text();
    loaded.ask = one["ask"].text();
    loaded.question = question_of(one, loaded.ask);
    loaded.expect = expectations(one["expect"]);
    loaded.never = expectations(one["never"]);
    if (loaded.ask.empty()) return tl::unexpected(one.error("say what to ask: \"ask: list\""));
    if (loaded.expect.empty()) return tl::unexpected(one.error("say what to expect"));
    return loaded;
}

bool is_number(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

// All values at a path.
void collect(const Json& json, std::string_view path, std::vector<std::string>& out) {
    if (path.empty()) {
        out.push_back(json.is_null() ? "null" : json.is_text() ? json.text() : json.dump());
        return;
    }
    const std::size_t dot = path.find('.');
    const std::string_view step = path.substr(0, dot);
    const std::string_view rest = dot == path.npos ? "" : path.substr(dot + 1);
    if (step == "#") return collect(Json(json.items().size()), rest, out);
    if (step == "*") {
        for (const Json& item : json.items()) collect(item, rest, out);
        return;
    }
    if (json.is_array() && is_number(step)) {
        const std::size_t index = std::stoul(std::string(step));
        if (index < json.items().size()) collect(json.items()[index], rest, out);
        return;
    }
    for (const auto& [key, value] : json.members())
        if (key == step) return collect(value, rest, out);
}

std::vector<std::string> values_at(const Json& answer, std::string_view path) {
    std::vector<std::string> values;
    collect(answer, path, values);
    return values;
}

}  // namespace

Result<QuirkFile> load_quirk(const std::string& path) {
    auto root = Yaml::load(folder + "/" + path);
    if (!root) return tl::unexpected(root.error());
    QuirkFile file;
    file.path = path;
    file.number = (*root)["quirk"].text();
    file.about = (*root)["about"].text();
    if (file.number != std::filesystem::path(path).stem())
        return tl::unexpected(root->error("the file must be named after its quirk"));
    if (file.about.empty()) return tl::unexpected(root->error("say what it is about"));
    for (const Yaml& one : (*root)["cases"].items()) {
        auto loaded = load_case(one);
        if (!loaded) return tl::unexpected(loaded.error());
        file.cases.push_back(std::move(*loaded));
    }
    for (const Yaml& one : (*root)["scenario"].items()) file.scenarios.push_back(one.text());
    if (file.cases.empty() && file.scenarios.empty())
        return tl::unexpected(root->error("neither a case nor a scenario"));
    return file;
}

std::vector<std::string> quirk_paths() {
    std::vector<std::string> paths;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
        if (entry.path().extension() == ".yaml")
            paths.push_back(std::filesystem::relative(entry.path(), folder).string());
    std::ranges::sort(paths);
    return paths;
}

std::vector<std::string> differences(const Case& one, const Json& answer) {
    std::vector<std::string> wrong;
    for (const auto& [path, value] : one.expect) {
        const std::vector<std::string> found = values_at(answer, path);
        if (std::ranges::find(found, value) == found.end())
            wrong.push_back(
                fmt::format("{} is not \"{}\" but [{}]", path, value, fmt::join(found, " | ")));
    }
    for (const auto& [path, value] : one.never) {
        const std::vector<std::string> found = values_at(answer, path);
        if (std::ranges::find(found, value) != found.end())
            wrong.push_back(fmt::format("{} must not be \"{}\"", path, value));
    }
    return wrong;
}

}  // namespace duwang::quirks
