// 稿件: what was read from the structure of an article or document (公文) page. Part of PageFacts.
// Nothing here judges. Offsets are bytes in the decoded text; -1: it does not stand in the page.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/json.h"

namespace duwang {

struct ArticleDate {
    std::string kind;  // published, updated, written 成文, generated 页面生成, effective 实施,
                       // validity 有效期, signed 落款, file, url, text
    std::string value;   // ISO 8601 with the precision of the text
    std::string text;    // as written, half width
    std::string label;   // as written, without blanks and colon; empty: none
    std::string source;  // meta, element, info_line, text, url, comment, file
    std::int64_t offset = -1;
};

// 公文要素
struct ArticleElement {
    std::string key;    // index_number, organ, written_date … (config/vocabulary/elements.yaml)
    std::string label;  // as written, without blanks and colon
    std::string text;   // as written, blanks collapsed
    std::string value;  // normalised; empty also where the text says 无, - or / (M12)
    std::string form;   // table, list, dl, grid, hidden
    std::string about;  // the entry of a list it belongs to (M14); empty: the page itself
    std::int64_t offset = -1;
};

// 发文字号
struct DocumentNumber {
    std::string value;                  // 某政发〔2026〕7号
    std::string text;                   // as written
    std::string source;                 // element, line, title, text
    std::vector<std::string> oddities;  // bracket, blank, no_hao, with_di, zero_padded, full_width
    std::int64_t offset = -1;
    bool empty() const { return value.empty(); }
};

struct ArticleAttachment {
    std::string url;
    std::string name;       // what a person sees, else the title attribute, else the file's name
    std::string title;      // title attribute
    std::string extension;  // lower case
    std::string source;     // link, script, frame
    std::int64_t offset = -1;
};

// 附件说明: a file that the text says it has.
struct Promised {
    std::string name;    // without blanks
    std::string met_by;  // file, link, text (printed below), image; empty: the page has no such thing
    std::int64_t offset = -1;  // of its line
};

// A link of the breadcrumb, or to an interpretation (解读) or its document.
struct ArticleLink {
    std::string kind;  // crumb: empty; interpretation, document, related
    std::string text;
    std::string url;  // empty: text without a link
    std::int64_t offset = -1;
};

// 正文, without navigation.
struct ArticleBody {
    std::string kind;        // text, images, preview, attachments, empty, not_visible
    std::int64_t chars = 0;  // visible characters, blanks not counted
    std::int64_t images = 0;
    std::uint64_t fingerprint = 0;
    std::string opening;  // the first words
    std::int64_t offset = -1;
};

struct ArticleFacts {
    std::string kind;  // article, document (has 公文要素), entries (a list with 公文要素 of its
                       // entries); empty: the page is none of them
    std::string title, title_source;  // meta, heading, title
    std::int64_t title_offset = -1;
    std::string published, published_source;  // the moment to judge by; source as in ArticleDate
    bool published_unsure = false;            // of the body, the address or without a label
    std::vector<ArticleDate> dates;
    std::string source;  // 来源
    std::int64_t source_offset = -1;
    std::string organ;      // 发文机关, of the elements
    std::string signature;  // 落款单位
    std::int64_t signature_offset = -1;
    std::vector<ArticleLink> breadcrumb;
    std::vector<ArticleElement> elements;
    DocumentNumber number;              // 本文文号
    std::vector<DocumentNumber> cited;  // others' 文号
    std::vector<ArticleAttachment> attachments;
    std::vector<Promised> promised;
    std::vector<ArticleLink> related;
    std::string related_state;  // present, absent, not_visible
    ArticleBody body;
    std::vector<std::string> notes;  // words: docs/probes.md
    bool empty() const { return kind.empty(); }
};

// Nothing is written for what is empty.
Json to_json(const ArticleFacts& facts);
ArticleFacts article_from_json(const Json& json);

}  // namespace duwang
