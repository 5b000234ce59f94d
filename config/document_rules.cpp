#include "config/document_rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>

#include "config/report_format.h"
#include "embedded/document_files.h"

namespace duwang::config {
namespace {

constexpr std::array<std::string_view, 2> kinds{"annual_report", "annual_report_titles"};

// The last generation first: a report that says nothing of its year is most likely of today.
void sort_formats(crawler::AnnualReportRules& rules) {
    std::ranges::stable_sort(rules.formats, std::greater{}, &crawler::ReportFormat::first_year);
}

void add_file(const Result<Yaml>& document, DocumentRulesLoad& load) {
    if (!document) {
        load.errors.push_back(document.error());
        return;
    }
    WordReader reader(load.errors);
    if (!reader.map(*document, "the rules of a document", {})) return;
    const std::string kind = reader.word(*document, "kind", "the rules of a document");
    crawler::AnnualReportRules& reports = load.rules.annual_reports;
    if (kind == "annual_report") {
        crawler::ReportFormat format = read_report_format(reader, *document);
        if (!format.id.empty() && reports.format(format.id) != nullptr)
            reader.fail((*document)["id"],
                        fmt::format("the format \"{}\" stands twice; choose another id", format.id));
        reports.formats.push_back(std::move(format));
    } else if (kind == "annual_report_titles") {
        read_report_titles(reader, *document, reports);
    } else if (!kind.empty()) {
        reader.fail((*document)["kind"], fmt::format("\"{}\" is no kind of rules; write {}", kind,
                                                     fmt::join(kinds, " or ")));
    }
}

}  // namespace

DocumentRulesLoad load_document_rules(const std::string& folder) {
    DocumentRulesLoad load;
    std::vector<std::string> paths;
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(folder, error))
        if (entry.path().extension() == ".yaml") paths.push_back(entry.path().string());
    if (error || paths.empty()) {
        load.errors.push_back({Errc::config, fmt::format("{}: no rules of documents are there; "
                                                         "install share/duwang/documents",
                                                         folder)});
        return load;
    }
    std::ranges::sort(paths);
    for (const std::string& path : paths) add_file(Yaml::load(path), load);
    sort_formats(load.rules.annual_reports);
    return load;
}

DocumentRulesLoad parse_document_rules(const NamedTexts& files) {
    DocumentRulesLoad load;
    for (const auto& [name, text] : files) add_file(Yaml::parse(text, name), load);
    sort_formats(load.rules.annual_reports);
    return load;
}

const crawler::DocumentRules& default_document_rules() {
    static const crawler::DocumentRules rules = [] {
        NamedTexts files;
        for (const auto& file : embedded::document_files())
            files.emplace_back(std::string(file.path), file.content);
        return parse_document_rules(files).rules;
    }();
    return rules;
}

}  // namespace duwang::config
