// The tokenizer and the tree agree on what a page refers to: over all pages of this repository and
// over thousands of damaged ones. Where the construction of a tree differs from the tokens, a rule
// says why; docs/tokenizer.md lists them.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <random>
#include <set>

#include "core/html/char_ref.h"
#include "core/html/document.h"
#include "core/html/tokenizer.h"
#include "core/text/charset.h"
#include "core/text/normalise.h"

namespace duwang::html {
namespace {

namespace fs = std::filesystem;

// What is compared, by the offset of its tag: "a href=/x".
using References = std::multimap<std::size_t, std::string>;

constexpr std::pair<std::string_view, const char*> wanted[] = {
    {"a", "href"},       {"area", "href"},   {"base", "href"},    {"link", "href"},
    {"script", "src"},   {"img", "src"},     {"iframe", "src"},   {"frame", "src"},
    {"embed", "src"},    {"form", "action"}, {"option", "value"}, {"object", "data"},
    {"meta", "content"}, {"meta", "name"},   {"meta", "charset"}, {"meta", "http-equiv"}};

// Gumbo reads U+FFFD for NUL (as the standard) and for other control characters (unlike it), and
// CR LF as a line feed. References to such characters stay what they are in both.
std::string plain(std::string_view value) {
    std::string out;
    for (std::size_t at = 0; at < value.size();) {
        const char32_t c = next_code_point(value, at);
        if (c == '\r' && at < value.size() && value[at] == '\n') continue;
        const bool control = c < 0x20 && c != '\t' && c != '\n' && c != '\f' && c != '\r';
        const bool odd = control || (c >= 0x7F && c < 0xA0) || (c & 0xFFFE) == 0xFFFE ||
                         (c >= 0xFDD0 && c <= 0xFDEF);
        append_utf8(out, odd ? replacement_character : c == '\r' ? U'\n' : c);
    }
    return out;
}

// Also keeps what decides whether a difference has a reason.
class Tokens : public Handler {
  public:
    References references;
    std::string title;
    std::set<std::size_t> repeating;  // tags with an attribute twice
    std::size_t select = none, foreign = none, frameset = none, form = none, template_ = none;
    static constexpr std::size_t none = static_cast<std::size_t>(-1);

    void start_tag(const StartTag& tag) override {
        last_ = tag.name;
        const auto note = [&](std::string_view name, std::size_t& at) {
            if (tag.name == name) at = std::min(at, tag.offset);
        };
        note("select", select);
        note("svg", foreign);
        note("math", foreign);
        note("frameset", frameset);
        note("template", template_);
        for (const auto& [name, attribute] : wanted)
            if (tag.name == name)
                if (const Attribute* found = tag.find(attribute))
                    references.emplace(tag.offset,
                                       last_ + " " + attribute + "=" + plain(found->value()));
        if (tag.repeats) repeating.insert(tag.offset);
        if (form == none) note("form", form);
    }
    void text(std::string_view raw, TextKind kind, std::size_t offset) override {
        if (kind != TextKind::rcdata || last_ != "title" || !title.empty() || offset > foreign)
            return;
        title = collapse_blanks(plain(decode_references(raw, ReferencePlace::text)));
    }

  private:
    std::string last_;
};

struct Tree {
    References references;
    std::string title;
};

Tree read_tree(const Document& document) {
    Tree tree;
    bool foreign = false;
    for (Node at = document.root(); at; at = at.next(document.root())) {
        foreign = foreign || at.tag() == "svg" || at.tag() == "math";
        for (const auto& [name, attribute] : wanted)
            if (at.tag() == name && at.has_attr(attribute)) {
                // An element that the tree repeats (formatting) stands at the same offset.
                std::string text =
                    std::string(name) + " " + attribute + "=" + plain(at.attr(attribute));
                const auto [from, to] = tree.references.equal_range(at.offset());
                if (std::none_of(from, to, [&](const auto& one) { return one.second == text; }))
                    tree.references.emplace(at.offset(), std::move(text));
            }
        if (at.tag() == "title" && !foreign && tree.title.empty())
            tree.title = collapse_blanks(plain(at.first_child().own_text()));
    }
    return tree;
}

// Why a tree lacks or has what the tokens do not; empty when nothing explains it.
std::string reason(const Tokens& tokens, std::size_t offset, std::string_view what) {
    if (tokens.frameset != Tokens::none) return "frameset";
    if (what.starts_with("frame ")) return "frame_outside";
    if (offset > tokens.select) return "select";
    if (offset > tokens.foreign) return "foreign";
    if (offset > tokens.template_) return "template";
    if (tokens.repeating.contains(offset)) return "repeated_attribute";
    if (what.starts_with("form ") && offset > tokens.form) return "form_in_form";
    return {};
}

struct Outcome {
    int compared = 0, skipped = 0;
    std::map<std::string, int> explained;
    std::vector<std::string> failures;
};

void compare(const std::string& page, const std::string& name, Outcome& outcome) {
    Tokens tokens;
    const TokenizerReport report = tokenize(page, tokens);
    const Document document(page);
    if (report.any() || !document.limit_hit().empty()) {
        ++outcome.skipped;
        return;
    }
    ++outcome.compared;
    const Tree tree = read_tree(document);
    std::vector<std::pair<std::size_t, std::string>> differing,
        left(tokens.references.begin(), tokens.references.end()),
        right(tree.references.begin(), tree.references.end());
    std::sort(left.begin(), left.end());
    std::sort(right.begin(), right.end());
    std::set_symmetric_difference(left.begin(), left.end(), right.begin(), right.end(),
                                  std::back_inserter(differing));
    if (tokens.title != tree.title)
        differing.emplace_back(0, "title " + tokens.title + " | " + tree.title);
    for (const auto& [offset, what] : differing) {
        const bool title = what.starts_with("title ");
        const std::string why = reason(tokens, title ? page.size() : offset, what);
        if (!why.empty())
            ++outcome.explained[why];
        else
            outcome.failures.push_back(name + " at " + std::to_string(offset) + ": " + what);
    }
}

std::string read_file(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(file), {}};
    return decode(bytes, sniff_charset(bytes, {}).name).text;
}

std::vector<std::pair<std::string, std::string>> pages_of_the_repository() {
    std::vector<std::pair<std::string, std::string>> pages;
    const fs::path root = fs::path(DUWANG_SOURCE_DIR) / "tests";
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(root)) {
        const std::string path = entry.path().string();
        if (path.find("/node_modules/") != path.npos) continue;  // installed by tests/warc/check
        // Fixtures hold pages in YAML too; to a parser the rest of such a file is text.
        const fs::path kind = entry.path().extension();
        if (kind == ".html" || kind == ".yaml" || path.find("corpus/tokenizer/") != path.npos ||
            path.find("corpus/page/") != path.npos)
            if (entry.is_regular_file()) pages.emplace_back(path, read_file(entry.path()));
    }
    std::sort(pages.begin(), pages.end());
    return pages;
}

void report(const Outcome& outcome) {
    for (std::size_t i = 0; i < std::min<std::size_t>(outcome.failures.size(), 20); ++i)
        ADD_FAILURE() << outcome.failures[i];
    for (const auto& [why, count] : outcome.explained) testing::Test::RecordProperty(why, count);
}

TEST(Agreement, AllPagesOfTheRepository) {
    Outcome outcome;
    for (const auto& [name, text] : pages_of_the_repository()) compare(text, name, outcome);
    report(outcome);
    EXPECT_EQ(outcome.failures.size(), 0u);
    EXPECT_GT(outcome.compared, 100);
    EXPECT_LT(outcome.skipped * 10, outcome.compared);
}

// Cuts, splices, doubles and changes pages, each time in the same way.
class Damage {
  public:
    explicit Damage(std::vector<std::pair<std::string, std::string>> pages)
        : pages_(std::move(pages)) {
        std::erase_if(pages_, [](const auto& page) { return page.second.size() < 20; });
    }
    std::string next() {
        std::string page = piece();
        for (std::size_t steps = 1 + below(6); steps > 0; --steps) change(page);
        // What a decoder would make of it: a tree is built of UTF-8 only.
        return decode(page, "utf-8").text;
    }

  private:
    std::size_t below(std::size_t bound) { return random_() % bound; }
    std::string piece() {
        const std::string& page = pages_[below(pages_.size())].second;
        return page.substr(below(page.size()), 50 + below(1500));
    }
    void change(std::string& page) {
        static constexpr std::string_view signs[] = {"<",
                                                     ">",
                                                     "\"",
                                                     "'",
                                                     "</",
                                                     "<!--",
                                                     "-->",
                                                     "&",
                                                     ";",
                                                     "=",
                                                     "/",
                                                     " ",
                                                     "<a href=",
                                                     "<table>",
                                                     "<select>",
                                                     "</title>",
                                                     "<title>",
                                                     "<form action=x>",
                                                     "<p>",
                                                     "<b>",
                                                     "<svg>",
                                                     "&#x",
                                                     "&amp",
                                                     "<base href=y>",
                                                     "<img src=z>",
                                                     "</p>",
                                                     "<td>",
                                                     "<!",
                                                     "<?",
                                                     "]]>",
                                                     "\n",
                                                     "<script>",
                                                     "</script>",
                                                     "<textarea>",
                                                     "<button>",
                                                     "</div>",
                                                     "<iframe src=q>"};
        const std::size_t at = below(page.size() + 1);
        switch (below(5)) {
            case 0:
                page.erase(at, 1 + below(30));
                break;
            case 1:
                page.insert(at, signs[below(std::size(signs))]);
                break;
            case 2:
                page.insert(at, page.substr(below(page.size() + 1), below(200)));
                break;
            case 3:
                page.insert(at, piece().substr(0, 300));
                break;
            default:
                if (at < page.size()) page[at] = static_cast<char>(below(128));
        }
    }
    std::vector<std::pair<std::string, std::string>> pages_;
    std::mt19937 random_{20260825};  // the same everywhere, unlike the distributions
};

TEST(Agreement, ThousandsOfDamagedPages) {
    constexpr int pages = 20000;
    Damage damage(pages_of_the_repository());
    Outcome outcome;
    for (int i = 0; i < pages; ++i) {
        const std::string page = damage.next();
        const std::size_t before = outcome.failures.size();
        compare(page, "page " + std::to_string(i), outcome);
        if (outcome.failures.size() > before && outcome.failures.size() < 40)
            outcome.failures.back() += "\n" + page;
    }
    report(outcome);
    EXPECT_EQ(outcome.failures.size(), 0u);
    EXPECT_GT(outcome.compared, pages * 3 / 4);
}

}  // namespace
}  // namespace duwang::html
