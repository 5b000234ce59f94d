#include "crawler/article/attachments.h"

#include <algorithm>
#include <unordered_set>

#include "core/text/ascii.h"
#include "core/text/normalise.h"
#include "core/text/percent.h"

namespace duwang::crawler {
namespace {

constexpr std::size_t attachments_max = 200;
constexpr std::size_t name_chars_max = 200, script_bytes_max = 500;

bool is_picture(std::string_view extension) {
    return extension == "jpg" || extension == "tif" || extension == "tiff";
}

// Asked of every link, so what has no dot near its end costs nothing.
std::string extension_of_name(std::string_view name, const ArticleWords& words) {
    constexpr std::size_t longest = 5, blanks_max = 12;
    const std::size_t tail = name.size() - std::min(name.size(), longest + blanks_max + 1);
    std::size_t dot = name.substr(tail).rfind('.');
    if (dot == name.npos) return {};
    const std::string_view extension = trim_blanks(name.substr(tail + dot + 1));
    if (extension.empty() || extension.size() > longest) return {};
    const std::string lower = lower_ascii(extension);
    const auto& known = words.rules.extensions;
    return std::ranges::find(known, lower) != known.end() ? lower : std::string();
}

class AttachmentReader {
  public:
    AttachmentReader(ArticleContext& context, ArticleFacts& facts) : c_(context), facts_(facts) {
        if (c_.title_line != no_line) from_node_ = c_.page.lines[c_.title_line].first;
    }
    void run();

  private:
    void link(const TextArea& link);
    void frame(html::Node frame);
    void script(html::Node element);
    void add(std::string_view reference, const std::string& extension, std::string name,
             html::Node element, std::string_view source);
    bool in_main(html::Node node) const {
        const html::Node main = c_.main.node;
        return main && node.index() >= main.index() && node.index() < main.end();
    }
    std::string name_of(const TextArea& link, std::string_view extension) const;

    ArticleContext& c_;
    ArticleFacts& facts_;
    std::size_t from_node_ = 0;  // what stands above the title is navigation
    std::unordered_set<std::string> seen_;
};

// What a reader is offered; "点击下载" says nothing, then the title attribute or the file's name
// does.
std::string AttachmentReader::name_of(const TextArea& link, std::string_view extension) const {
    std::string shown = collapse_blanks(c_.page.of(link));
    const std::string plain = match_form(shown);
    const auto& words = c_.words.rules.download_words;
    const bool generic =
        plain.empty() || plain == extension || std::ranges::find(words, plain) != words.end();
    if (!generic) return shown;
    std::string title = collapse_blanks(link.node.attr("title"));
    return title.empty() ? shown : title;
}

void AttachmentReader::add(std::string_view reference, const std::string& extension,
                           std::string name, html::Node element, std::string_view source) {
    if (facts_.attachments.size() >= attachments_max || c_.words.icons.in(reference)) return;
    ArticleAttachment one;
    one.url = c_.url_of(trim_blanks(reference));
    if (one.url.empty() || !seen_.insert(one.url).second) return;
    if (name.empty()) {
        const std::string_view path =
            std::string_view(one.url).substr(0, one.url.find_first_of("?#"));
        name = percent_decoded(path.substr(path.rfind('/') + 1));
    }
    one.name = truncate_code_points(name, name_chars_max);
    one.title = truncate_code_points(collapse_blanks(element.attr("title")), name_chars_max);
    if (one.title == one.name) one.title.clear();
    one.extension = extension;
    one.source = source;
    one.offset = static_cast<std::int64_t>(element.offset());
    facts_.attachments.push_back(std::move(one));
}

void AttachmentReader::link(const TextArea& link) {
    if (link.node.index() < from_node_) return;
    const std::string_view href = trim_blanks(link.node.attr("href"));
    if (href.starts_with("javascript:") || href.starts_with("JavaScript:"))
        return script(link.node);
    std::string extension = attachment_extension(href, c_.words);
    // "down.jsp?id=7" with the file's name as text.
    if (extension.empty()) extension = extension_of_name(c_.page.of(link), c_.words);
    if (extension.empty()) extension = extension_of_name(link.node.attr("title"), c_.words);
    if (extension.empty() || (is_picture(extension) && !in_main(link.node))) return;
    add(href, extension, name_of(link, extension), link.node, "link");
}

// The file itself, or a viewer with "file=".
void AttachmentReader::frame(html::Node frame) {
    for (std::string_view attribute : {"src", "data"}) {
        const std::string_view whole = trim_blanks(frame.attr(attribute));
        if (whole.empty()) continue;
        std::string file;
        for (std::string_view key : {"?file=", "&file=", "?src=", "&src=", "?url=", "&url="})
            if (const auto at = whole.find(key); at != whole.npos && file.empty())
                file = percent_decoded(
                    whole.substr(at + key.size(), whole.find('&', at + 1) - at - key.size()));
        if (file.empty()) file = whole;
        const std::string extension = attachment_extension(file, c_.words);
        if (!extension.empty()) add(file, extension, {}, frame, "frame");
    }
}

// Quoted paths of "downFile('x.pdf')" and "window.open(…)".
void AttachmentReader::script(html::Node element) {
    if (element.index() < from_node_) return;
    for (std::string_view attribute : {"onclick", "href"}) {
        std::string_view code = element.attr(attribute).substr(0, script_bytes_max);
        if (attribute == "href" && !lower_ascii(code.substr(0, 11)).starts_with("javascript:"))
            continue;
        for (std::size_t at = code.find_first_of("'\""); at != code.npos;) {
            const std::size_t end = code.find(code[at], at + 1);
            if (end == code.npos) break;
            const std::string_view quoted = code.substr(at + 1, end - at - 1);
            const std::string extension = attachment_extension(quoted, c_.words);
            if (!extension.empty() && !is_picture(extension))
                add(quoted, extension, collapse_blanks(element.text()), element, "script");
            at = code.find_first_of("'\"", end + 1);
        }
    }
}

void AttachmentReader::run() {
    for (const TextArea& one : c_.page.links) link(one);
    for (const html::Node& one : c_.page.frames) frame(one);
    for (const html::Node& one : c_.page.scripted) script(one);
    std::ranges::stable_sort(facts_.attachments, {}, &ArticleAttachment::offset);
}

}  // namespace

std::string attachment_extension(std::string_view address, const ArticleWords& words) {
    address = address.substr(0, address.find('#'));
    const std::size_t query = address.find('?');
    std::string extension = extension_of_name(address.substr(0, query), words);
    if (!extension.empty() || query == address.npos) return extension;
    for (std::string_view rest = address.substr(query + 1); extension.empty() && !rest.empty();) {
        const std::size_t end = rest.find('&');
        extension = extension_of_name(rest.substr(0, end), words);
        rest = end == rest.npos ? std::string_view{} : rest.substr(end + 1);
    }
    return extension;
}

void read_attachments(ArticleContext& context, ArticleFacts& facts) {
    AttachmentReader(context, facts).run();
}

}  // namespace duwang::crawler
