#include "crawler/page/file_reader.h"

#include <algorithm>
#include <set>

#include "core/hash.h"
#include "core/text/normalise.h"
#include "core/text/percent.h"
#include "core/text/utf8.h"
#include "core/url.h"
#include "crawler/document/document.h"
#include "crawler/page/fingerprint.h"

namespace duwang::crawler {
namespace {

constexpr std::size_t opening_chars_max = 300;
constexpr std::size_t title_chars_max = 200;

// The last part of the address, undone as far as it is UTF-8.
std::string name_of(const Url& url) {
    const std::string_view path = url.path();
    return percent_decoded(path.substr(path.rfind('/') + 1));
}

void take_text(const Flow& flow, PageFacts& facts) {
    const std::string text = flow.text();
    const std::string plain = collapse_blanks(text);
    facts.text_chars = static_cast<std::int64_t>(count_code_points(strip_blanks(plain)));
    facts.opening = truncate_code_points(plain, opening_chars_max);
    Fingerprint fingerprint;
    facts.fingerprint = fingerprint.of(text);
}

class FileLinks {
  public:
    FileLinks(const PageContext& context, const ReaderRules& rules, PageReading& reading)
        : context_(context), rules_(rules), reading_(reading) {}

    void take(const AttachmentLink& link) {
        Link told;
        told.tag = "file";
        told.attr = "link";
        told.raw = link.address;
        told.text = link.text;
        const auto url = resolve_url(link.address, context_.url, "utf-8");
        if (url) {
            told.url = url->str();
            add(*url);
        }
        if (reading_.facts.links.size() < rules_.detailed_max)
            reading_.facts.links.push_back(std::move(told));
    }

  private:
    void add(const Url& url) {
        if (reading_.links.size() >= rules_.links_max) return;
        LinkRef ref;
        ref.key = hash64(url.key(rules_.urls));
        if (!seen_.insert(ref.key).second) return;
        ref.tag = "a";
        ref.at = static_cast<std::uint32_t>(reading_.addresses.size());
        reading_.addresses += url.str();
        ref.length = static_cast<std::uint32_t>(reading_.addresses.size() - ref.at);
        reading_.links.push_back(ref);
    }
    const PageContext& context_;
    const ReaderRules& rules_;
    PageReading& reading_;
    std::set<std::uint64_t> seen_;
};

}  // namespace

bool is_file_content(std::string_view bytes) {
    static constexpr std::string_view others[] = {"html", "xml", "text", "empty"};
    return std::ranges::find(others, attachment_kind(bytes)) == std::end(others);
}

PageReading read_file(std::string_view bytes, bool whole, const PageContext& context,
                      const ReaderRules& rules, const AttachmentLimits& limits) {
    PageReading reading;
    PageFacts& facts = reading.facts;
    facts.content_type = context.content_type;
    facts.detailed = true;
    const std::string name = name_of(context.url);
    if (!whole) {
        facts.attachment = cut_attachment(bytes, name, static_cast<std::int64_t>(bytes.size()));
        facts.title = name;
        return reading;
    }
    AttachmentReading file = read_attachment(bytes, name, limits);
    facts.attachment = std::move(file.facts);
    facts.title = truncate_code_points(
        facts.attachment.title.empty() ? name : facts.attachment.title, title_chars_max);
    take_text(file.flow, facts);
    FileLinks links(context, rules, reading);
    for (const AttachmentLink& link : file.links) links.take(link);
    DocumentContext about;
    about.title = facts.attachment.title;
    about.name = name;
    about.as_of = context.as_of;
    facts.document = read_document(file.flow, about, rules.documents);
    return reading;
}

}  // namespace duwang::crawler
