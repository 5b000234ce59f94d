// Tables as offices type them, for tests.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "config/table_words.h"
#include "core/sheet.h"
#include "rules/table/table_import.h"
#include "tests/support/zip.h"

namespace duwang::rules {

inline const TableWords& table_words() {
    static const config::TableWordsLoad load =
        config::load_table_words(DUWANG_SOURCE_DIR "/config/vocabulary/scheme_table.yaml");
    for (const Error& error : load.errors) ADD_FAILURE() << error.what;
    return load.words;
}

inline const std::vector<CheckWords>& check_words() {
    static const config::CheckWordsLoad load =
        config::load_check_words(DUWANG_SOURCE_DIR "/config/vocabulary/check_words.yaml");
    for (const Error& error : load.errors) ADD_FAILURE() << error.what;
    return load.checks;
}

inline std::vector<Unit> table_units() {
    return {
        {"hexi", "河西县人民政府", {"河西县政府"}, "county", {}, {}, {}, {}},
        {"finance", "临川市财政局", {}, "department", {}, {}, {}, {}},
        {"audit", "临川市审计局", {}, "department", {}, {}, {}, {}},
        {"office",
         "临川市人民政府办公室",
         {"市政务公开办公室"},
         "department",
         {},
         {},
         {"disclosure_office"},
         {}},
        {"trade", "临川市行政服务中心（市公共资源交易中心）", {}, "department", {}, {}, {}, {}}};
}

using Cells = std::vector<std::vector<std::string>>;

inline Workbook typed(const Cells& rows, const std::vector<std::string>& merges = {}) {
    Result<Workbook> book =
        read_workbook(test::workbook_of(test::sheet_of(rows, merges)), "指标表.xlsx");
    if (!book) ADD_FAILURE() << book.error().what;
    return book.value_or(Workbook{});
}

inline TableImport imported(const Workbook& book, std::string sheet = {}) {
    static const std::vector<Unit> units = table_units();
    return import_table(
        book, {"linchuan", "临川市指标", std::move(sheet), table_words(), check_words(), units});
}

inline std::string errors_of(const TableImport& import) {
    std::string all;
    for (const Error& error : import.errors) all += error.what + "\n";
    return all;
}

inline std::string notes_of(const TableImport& import, NoteKind kind) {
    std::string all;
    for (const TableNote& note : import.notes)
        if (note.kind == kind) all += note.place + ": " + note.text + "\n";
    return all;
}

inline void expect_holds(const std::string& all, std::string_view part) {
    EXPECT_NE(all.find(part), std::string::npos) << "no: " << part << "\nin: " << all;
}

}  // namespace duwang::rules
