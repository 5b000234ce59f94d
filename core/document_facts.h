// What was read from a page or file as a document of a kind: an annual report, a budget, a
// catalogue, a guide … Part of PageFacts. Nothing here judges.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/json.h"
#include "core/typed_table.h"

namespace duwang {

// A section of a report (部分): "二、主动公开政府信息情况" and what stands below.
struct DocumentSection {
    std::string key;         // of the format: "1" … "6"; empty: not one of them
    std::string heading;     // as written
    std::int64_t chars = 0;  // of its paragraphs, blanks not counted; tables not counted
    std::string text;        // of its paragraphs, a line each; bounded
    bool has_table = false;
    std::int64_t pictures = 0;  // 图片 that stand in it: what they show was not read
    std::int64_t offset = -1;
};

// A number that the text names: "新收政府信息公开申请12件".
struct NamedNumber {
    std::string key;   // new_requests, carried_requests, received_requests, reviews, lawsuits …
    std::string text;  // the words around it
    Decimal value;
    std::int64_t offset = -1;
};

// An element of a guide, an organisation page, a consultation: "办公时间" and its value.
struct DocumentElement {
    std::string key;    // of config/documents
    std::string label;  // as written
    std::string text;   // as written, bounded
    std::string value;  // normalised by its form (see ValueForm); empty: 无, -, nothing, or not so
    std::string source;              // pair (label and value), heading (value below), table, prose
    std::vector<std::string> notes;  // empty, vague:WORD, no_phone …; docs/documents.md
    std::int64_t offset = -1;
};

// 领导信息
struct DocumentLeader {
    std::string name, post, duties;  // 姓名, 职务, 分工
    std::int64_t offset = -1;
};

struct DocumentFacts {
    // annual_report, final_account, budget, catalogue, power_list, licence_list, charge_list,
    // proof_list, public_service_list, service_guide, disclosure_guide, organisation, consultation; empty: none of them
    std::string kind;
    std::string format;  // annual_report: 2021, 2019, narrative; catalogue: its field; else the kind
    std::string title;
    int year = 0;       // that it is about (统计年度, 预算年度); 0: not said
    std::string organ;  // whose it is, as the title says
    std::vector<DocumentSection> sections;
    std::vector<TypedTable> tables;
    std::vector<NamedNumber> numbers;
    std::vector<DocumentElement> elements;
    std::vector<DocumentLeader> leaders;
    // 雷同比对: smallest hashes of the text's runs of characters, so that two documents can be
    // compared without their texts. Sorted.
    std::vector<std::uint64_t> sketch;
    std::vector<std::string> notes;  // words: docs/documents.md
    bool empty() const { return kind.empty(); }

    const TypedTable* table(std::string_view key) const;
};

Json to_json(const DocumentFacts& facts);
DocumentFacts document_from_json(const Json& json);

}  // namespace duwang
