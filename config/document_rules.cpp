#include "config/document_rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <functional>

#include "config/call_words.h"
#include "config/labelled_format.h"
#include "config/report_format.h"
#include "config/tabular_format.h"
#include "core/hash.h"
#include "embedded/document_files.h"

namespace duwang::config {
namespace {

constexpr std::array<std::string_view, 4> kinds{"annual_report", "annual_report_titles", "labelled",
                                                "tabular"};

// Labels tell telephones from other numbers as in call sheets.
void add_phones(PhoneRulesLoad phones, DocumentRulesLoad& load) {
    load.rules.labelled.phones = std::move(phones.rules);
    load.errors.insert(load.errors.end(), phones.errors.begin(), phones.errors.end());
}

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
            reader.fail(
                (*document)["id"],
                fmt::format("the format \"{}\" stands twice; choose another id", format.id));
        reports.formats.push_back(std::move(format));
    } else if (kind == "annual_report_titles") {
        read_report_titles(reader, *document, reports);
    } else if (kind == "labelled") {
        read_labelled_formats(reader, *document, load.rules.labelled);
    } else if (kind == "tabular") {
        read_tabular_formats(reader, *document, load.rules.tabular);
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
    for (const std::string& path : paths) {
        add_file(Yaml::load(path), load);
        if (auto hash = sha256_file(path)) load.rules.id += *hash;
    }
    load.rules.id = sha256_hex(load.rules.id);
    add_phones(load_phone_rules(folder + "/../vocabulary/calls.yaml"), load);
    sort_formats(load.rules.annual_reports);
    return load;
}

DocumentRulesLoad parse_document_rules(const NamedTexts& files) {
    DocumentRulesLoad load;
    for (const auto& [name, text] : files) {
        add_file(Yaml::parse(text, name), load);
        load.rules.id += sha256_hex(text);
    }
    load.rules.id = sha256_hex(load.rules.id);
    sort_formats(load.rules.annual_reports);
    return load;
}

const crawler::DocumentRules& default_document_rules() {
    static const crawler::DocumentRules rules = [] {
        NamedTexts files;
        std::string_view calls;
        for (const auto& file : embedded::document_files()) {
            if (file.path == "vocabulary/calls.yaml")
                calls = file.content;
            else
                files.emplace_back(std::string(file.path), file.content);
        }
        DocumentRulesLoad load = parse_document_rules(files);
        add_phones(parse_phone_rules(calls, "vocabulary/calls.yaml"), load);
        return std::move(load.rules);
    }();
    return rules;
}

}  // namespace duwang::config
