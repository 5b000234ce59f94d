// Facts: what reading a page or asking a server yielded. Written by the crawler into a capture,
// read by checks. Nothing here judges.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/article.h"
#include "core/attachment_facts.h"
#include "core/document_facts.h"
#include "core/earlier_bytes.h"
#include "core/fetch_status.h"
#include "core/json.h"
#include "core/list_facts.h"
#include "core/time.h"

namespace duwang {

// 交换: one request and what came back.
struct ExchangeFacts {
    std::int64_t id = 0;  // within the capture
    std::string url;
    std::string purpose;  // page, link, robots, control_home, control_random, confirm, ipv6
    FetchStatus status = FetchStatus::not_attempted;
    int http_status = 0;
    std::string location;  // of a redirect, resolved
    Timestamp started;
    std::int64_t duration_ms = 0;
    std::string address;   // connected to, "203.0.113.5:443"
    RecordPlace record;
    BytesOrigin origin;  // set: the record is an earlier capture's, and this answer confirmed it
};

// A link as it stands in the page.
struct Link {
    std::string tag;   // a, area, option, iframe, img …
    std::string attr;  // href, src, value …
    std::string raw;   // as written
    std::string url;   // resolved and normalised; empty when it cannot be
    std::string text;  // what a person sees, blanks collapsed; alt text for images
    std::string title; // title attribute
    std::int64_t offset = 0;  // of the tag in the decoded text, in bytes
    bool hidden = false;      // a way of hiding was seen
    // That way: display_none, visibility_hidden, attribute, off_screen, tiny, font_size_zero,
    // same_colour, marquee, zero_width, noscript. Empty: none.
    std::string hidden_by;
    // 空链接: "#", "javascript:;" or nothing, on a tag without anything a script could know it by.
    bool idle = false;
};

// 网站标识要素: a mark the page carries, e.g. an ICP record number.
struct Mark {
    // gov_site_id, icp, psb, conac, find_error, organiser, contact, site_map, accessibility
    std::string kind;
    std::string value;  // normalised: "新ICP备05001234号-1"; may be empty for conac, find_error
    std::string text;   // as written, blanks collapsed
    // text, meta, link, script, unescaped_script, image, empty_link (an image in a link to nowhere)
    std::string source;
    std::int64_t offset = 0;
};

// A part of the page that arrives later and cannot be seen in static bytes.
struct LateContent {
    // script_file, module_script, load_call, document_write, dom_write, frame, refresh
    std::string kind;
    std::string what;   // the file or call as written, shortened
    bool footer_like = false;  // its name or place says it brings the footer
    std::int64_t offset = 0;
    bool library = false;      // known by its name to bring no content: jquery, a counter …
};

struct Meta {
    std::string name;  // lower case
    std::string content;
};

// 页面: what reading one page yielded.
struct PageFacts {
    std::int64_t id = 0;  // of the address, within the capture
    std::string url;
    std::string final_url;  // after redirects
    FetchStatus status = FetchStatus::not_attempted;
    int http_status = 0;
    std::int64_t exchange = 0;  // the last hop
    std::string content_type;
    std::string charset;
    std::string charset_source;  // bom, header, meta, detected
    std::string title;
    std::string lang;
    std::int64_t text_chars = 0;   // visible characters outside links, scripts and styles
    std::uint64_t fingerprint = 0; // similarity hash of the visible text
    std::string opening;           // the first visible words, for phrases such as 页面不存在
    // 首页跳转 (H14): where a page that shows nothing itself sends its visitors; empty: nowhere.
    std::string forwards_to;
    std::string forwards_by;  // refresh, script, frame, only_link
    std::vector<Meta> metas;
    std::vector<Mark> marks;
    std::vector<LateContent> late;
    std::vector<Link> links;           // with texts; only where the plan asked for detail
    std::vector<ListItem> items;       // only where structure was read
    ListReading reading;               // the lists they stand in, and the pager
    ArticleFacts article;              // only where structure was read; empty: it is none
    std::vector<std::string> files;    // addresses of files it offers; only where structure was read
    AttachmentFacts attachment;        // of a file; empty: it is a page
    DocumentFacts document;            // an annual report, a budget …; empty: no such document
    bool detailed = false;             // links (with texts) were recorded
    bool structured = false;           // a DOM was built and items were read
    std::string dates_by;              // the day that dates of items were read by, where it
                                       // mattered ("08-25" has no year); else empty
    Timestamp bytes_from;  // older than the visit: the page has not changed since (复采)
    std::vector<std::string> warnings; // limits that were hit, odd codings
};

Json to_json(const Mark& mark);
// 最近更新: newest_day of its lists.
std::string newest_day(const PageFacts& facts);

Json to_json(const PageFacts& facts);
PageFacts page_facts_from_json(const Json& json);

}  // namespace duwang
