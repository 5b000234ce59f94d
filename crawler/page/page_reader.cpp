#include "crawler/page/page_reader.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/html/char_ref.h"
#include "core/text/ascii.h"
#include "core/text/charset.h"
#include "core/text/garble.h"
#include "core/text/normalise.h"
#include "crawler/page/fingerprint.h"
#include "crawler/page/forward.h"
#include "crawler/page/hidden_element.h"
#include "crawler/page/late.h"
#include "crawler/page/links.h"
#include "crawler/page/marks.h"
#include "crawler/page/structure.h"
#include "crawler/page/tag_name.h"
#include "crawler/page/visible_text.h"

namespace duwang::crawler {
namespace {

constexpr std::size_t metas_max = 200;
constexpr std::size_t meta_chars_max = 2000;
constexpr std::size_t title_chars_max = 500;

// Is this text of a link nothing but characters without width (X02)? Blanks are none of them.
bool is_of_no_width(std::string_view raw) {
    constexpr std::string_view beginnings = "&\xC2\xE2\xEF";
    if (raw.empty() || raw.size() > 400 || beginnings.find(raw[0]) == std::string_view::npos)
        return false;
    const std::string text = html::decode_references(raw, html::ReferencePlace::text);
    for (std::size_t at = 0; at < text.size();) {
        if (!has_no_width(next_code_point(text, at))) return false;
    }
    return !text.empty();
}

// Reads one page, token by token.
class PageScan : public html::Handler {
  public:
    PageScan(const PageContext& context, const MarkWords& words, LinkReader& links,
             VisibleText& visible, Fingerprint& fingerprint, PageFacts& facts)
        : context_(context),
          words_(words),
          links_(links),
          visible_(visible),
          fingerprint_(fingerprint),
          facts_(facts),
          tag_marks_(words, marks_),
          late_(words.rules) {}

    void start_tag(const html::StartTag& tag) override;
    void end_tag(std::string_view name, std::size_t offset) override;
    void text(std::string_view raw, html::TextKind kind, std::size_t offset) override;
    void finish();

  private:
    void look_up_link();
    void end_link();
    void reference(const html::StartTag& tag, Hiding hidden);
    void meta(const html::StartTag& tag);
    void note_garble();

    const PageContext& context_;
    const MarkWords& words_;
    LinkReader& links_;
    VisibleText& visible_;
    Fingerprint& fingerprint_;
    PageFacts& facts_;
    MarkSet marks_;
    TagMarks tag_marks_;
    LateReader late_;
    std::uint64_t current_ = 0;  // the last start tag, to know whose raw text follows
    HiddenElement hidden_;
    int template_depth_ = 0;
    int foreign_depth_ = 0;
    bool title_seen_ = false;
    bool runs_script_ = false;
};

void PageScan::meta(const html::StartTag& tag) {
    std::string name = tag.value("name");
    if (name.empty()) name = tag.value("property");
    if (name.empty()) name = tag.value("http-equiv");
    name = lower_ascii(trim_blanks(name));
    const html::Attribute* content = tag.find("content");
    if (name.empty() || content == nullptr || facts_.metas.size() >= metas_max) return;
    const std::string value = content->value();
    facts_.metas.push_back({std::string(truncate_code_points(name, 100)),
                            std::string(truncate_code_points(trim_blanks(value), meta_chars_max))});
}

// Before anything else may be offered or say a mark, so that all keep their order.
void PageScan::look_up_link() {
    const auto marked = links_.look_up();
    if (!marked) return;
    tag_marks_.link(marked->raw, marked->offset);
    if (!links_.in_link()) tag_marks_.end_link();
}

void PageScan::end_link() {
    if (links_.must_know_target(visible_)) look_up_link();
    if (const auto link = links_.end_link(visible_)) tag_marks_.link_text(*link);
    tag_marks_.end_link();
}

// Of a tag that may lead somewhere or carry a mark.
void PageScan::reference(const html::StartTag& tag, Hiding hidden) {
    const std::uint64_t number = tag.number;
    look_up_link();
    if (number == tag_number("a")) end_link();
    links_.start_tag(tag, visible_, hidden);
    // Nearly every link is none of the marks, and the reader of links will know.
    if (number == tag_number("img")) tag_marks_.set_in_empty_link(links_.in_empty_link());
    if (number != tag_number("a")) tag_marks_.start_tag(tag);
    if (number == tag_number("meta")) meta(tag);
    if (number == tag_number("script")) {
        const std::string_view type = tag.raw("type");
        runs_script_ =
            type.empty() || type.find("script") != std::string_view::npos || type == "module";
    }
}

void PageScan::start_tag(const html::StartTag& tag) {
    const std::uint64_t number = tag.number;
    current_ = number;
    if (number == tag_number("template")) ++template_depth_;
    if (template_depth_ > 0) return;
    if (number == tag_number("svg") && !tag.self_closing) ++foreign_depth_;
    const std::uint8_t traits = tag_traits.of(number);
    if ((traits & block_tag) != 0) visible_.break_line();
    // Only recorded links say how they are hidden.
    const Hiding hidden = context_.detail ? hidden_.enter(tag) : Hiding::none;
    if ((traits & reference_tag) != 0) reference(tag, hidden);
    if ((traits & head_tag) == 0)
        late_.enter_body();
    else
        late_.start_tag(tag);
    if (number == tag_number("html") && facts_.lang.empty())
        facts_.lang = trim_blanks(tag.value("lang"));
}

void PageScan::end_tag(std::string_view name, std::size_t) {
    const std::uint64_t number = tag_number(name);
    if (number == tag_number("template") && template_depth_ > 0) --template_depth_;
    if (template_depth_ > 0) return;
    if (number == tag_number("svg") && foreign_depth_ > 0) --foreign_depth_;
    if (number == tag_number("a")) end_link();
    if (number == tag_number("option") || number == tag_number("select"))
        links_.end_option(visible_);
    if (is_block(number)) visible_.break_line();
    hidden_.leave(number);
}

void PageScan::text(std::string_view raw, html::TextKind kind, std::size_t offset) {
    if (template_depth_ > 0) return;
    switch (kind) {
        case html::TextKind::data:
            visible_.append(raw, offset, links_.in_link());
            if (context_.detail && links_.in_link() && is_of_no_width(raw)) links_.note_no_width();
            return fingerprint_.grown(visible_.str());
        case html::TextKind::rcdata:
            if (current_ != tag_number("title") || title_seen_ || foreign_depth_ > 0) return;
            facts_.title = truncate_code_points(
                collapse_blanks(html::decode_references(raw, html::ReferencePlace::text)),
                title_chars_max);
            title_seen_ = !facts_.title.empty();  // a pasted page's title comes later (M23)
            return;
        case html::TextKind::script:
            if (!runs_script_ || !words_.writes.in(raw)) return;
            late_.script_text(raw, offset);
            read_script_marks(raw, offset, words_, marks_);
            return;
        case html::TextKind::raw:
            return;
    }
}

// 页面乱码 by what a reader sees (E03, E04, H10); a few signs prove nothing.
void PageScan::note_garble() {
    constexpr std::size_t signs_min = 4, share = 20;  // one character in so many
    const std::size_t all = visible_.characters_outside_links();
    const Garble twice = double_encoded(visible_.str());
    if (twice.characters >= 3 * signs_min && twice.characters * share >= all)
        facts_.warnings.push_back(fmt::format("garbled: double encoded, {} characters, as in {}",
                                              twice.characters, twice.sample));
    std::size_t signs = 0;
    for (const std::size_t at : visible_.maybe_words())
        signs += std::ranges::count(garbled_signs, std::string_view(visible_.str()).substr(at, 3));
    // The signs are a tenth of what UTF-8 read as GBK consists of.
    if (signs >= signs_min && signs * 10 * share >= all)
        facts_.warnings.push_back(fmt::format("garbled: utf-8 read as gbk, {} signs", signs));
}

void PageScan::finish() {
    look_up_link();
    end_link();
    read_text_marks(visible_, words_, "text", marks_);
    note_garble();
    facts_.marks = marks_.take();
    facts_.late = late_.take();
    facts_.text_chars = static_cast<std::int64_t>(visible_.characters_outside_links());
    facts_.opening = visible_.opening();
    facts_.fingerprint = fingerprint_.finish(visible_.str());
    facts_.detailed = context_.detail;
}

void note_charset(const CharsetGuess& guess, std::size_t replaced, PageFacts& facts) {
    facts.charset = guess.name;
    facts.charset_source = guess.source;
    if (guess.contradicted) {
        std::string declared;
        for (const std::string& one : guess.declared)
            declared += (declared.empty() ? "" : ", ") + one;
        facts.warnings.push_back(
            fmt::format("charset: declared {}, read as {}", declared, guess.name));
    }
    if (replaced > 0)
        facts.warnings.push_back(fmt::format("charset: {} invalid sequences replaced", replaced));
}

void note_limits(const html::TokenizerReport& report, bool links, PageFacts& facts) {
    if (report.attributes_dropped)
        facts.warnings.emplace_back("html: too many attributes in a tag");
    if (report.value_cut) facts.warnings.emplace_back("html: an attribute value was cut");
    if (report.unclosed_quote) facts.warnings.emplace_back("html: a quote in a tag never ends");
    if (links) facts.warnings.emplace_back("links: more than the limit");
}

}  // namespace

struct PageReader::State {
    explicit State(ReaderRules given)
        : rules(std::move(given)),
          words(rules.marks),
          list_words(rules.lists),
          articles(rules.articles),
          structure_words{list_words, articles, rules.documents},
          links(rules, words.addresses),
          visible(words.in_text) {}
    const ReaderRules rules;
    const MarkWords words;
    const ListWords list_words;
    const ArticleWords articles;
    const StructureWords structure_words;
    Decoder decoder;
    void read_page(std::string_view text, const PageContext& context, PageReading& reading);
    void read_list_answer(std::string_view text, const PageContext& context, PageFacts& facts);
    LinkReader links;
    VisibleText visible;
    Fingerprint fingerprint;

    // What a script sends visitors to is a page to visit; all else is among the links already.
    void note_forward(const Forward& forward, const PageContext& context, PageReading& reading) {
        if (forward.by.empty()) return;
        const auto url = resolve_url(forward.ref, context.url, reading.facts.charset);
        if (!url || url->str() == context.url.str()) return;
        if (forward.by == "script") links.offer_forward(forward.ref, forward.offset);
        reading.facts.forwards_to = url->str();
        reading.facts.forwards_by = forward.by;
    }
};

void PageReader::State::read_page(std::string_view text, const PageContext& context,
                                  PageReading& reading) {
    PageFacts& facts = reading.facts;
    visible.clear(text.size());
    fingerprint.begin();
    PageScan scan(context, words, links, visible, fingerprint, facts);
    const html::TokenizerReport report = html::tokenize(text, scan);
    scan.finish();
    if (may_forward(text, facts)) note_forward(forward_of(text), context, reading);
    note_limits(report, links.limit_hit(), facts);
    if (context.structure) read_structure(text, context, structure_words, links.targets(), facts);
}

// Its text, for telling whether two of them say the same, is what its entries say.
void PageReader::State::read_list_answer(std::string_view text, const PageContext& context,
                                         PageFacts& facts) {
    read_answer(text, context, list_words, links.targets(), facts);
    std::string said;
    for (const ListItem& item : facts.items) said += item.title + ' ' + item.date + '\n';
    fingerprint.begin();
    facts.fingerprint = fingerprint.finish(said);
    facts.text_chars = static_cast<std::int64_t>(count_code_points(said));
    facts.detailed = context.detail;
}

PageReader::PageReader(ReaderRules rules) : state_(std::make_unique<State>(std::move(rules))) {}
PageReader::~PageReader() = default;
PageReader::PageReader(PageReader&&) noexcept = default;
PageReader& PageReader::operator=(PageReader&&) noexcept = default;

PageReading PageReader::read(std::string_view bytes, const PageContext& context) {
    PageReading reading;
    PageFacts& facts = reading.facts;
    facts.content_type = context.content_type;
    const CharsetGuess guess = sniff_charset(bytes, context.content_type);
    Decoded decoded;
    std::string_view text = bytes;
    const bool plain = guess.name == "utf-8" && !bytes.starts_with("\xEF\xBB\xBF") &&
                       (guess.valid_utf8 || is_valid_utf8(bytes));
    if (!plain) {
        decoded = state_->decoder.decode(bytes, guess.name);
        text = decoded.text;
    }
    note_charset(guess, decoded.replaced, facts);
    state_->links.begin(context, guess.name, reading);
    if (context.structure && is_list_answer(text))
        state_->read_list_answer(text, context, facts);
    else
        state_->read_page(text, context, reading);
    // Entries that scripts and interfaces bring are links like those in markup.
    if (context.structure) state_->links.add_entries(facts);
    return reading;
}

PageReading read_page(std::string_view bytes, const PageContext& context,
                      const ReaderRules& rules) {
    return PageReader(rules).read(bytes, context);
}

}  // namespace duwang::crawler
