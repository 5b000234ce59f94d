#include "core/html/document.h"

#include <gumbo.h>

#include <algorithm>
#include <array>
#include <csetjmp>
#include <ctime>

#include "core/html/arena.h"
#include "core/text/normalise.h"

namespace duwang::html {
namespace {

const GumboVector* children_of(const GumboNode* node) {
    if (node == nullptr) return nullptr;
    if (node->type == GUMBO_NODE_ELEMENT || node->type == GUMBO_NODE_TEMPLATE)
        return &node->v.element.children;
    if (node->type == GUMBO_NODE_DOCUMENT) return &node->v.document.children;
    return nullptr;
}

const GumboNode* child_at(const GumboVector* children, std::size_t at) {
    return children != nullptr && at < children->length
               ? static_cast<const GumboNode*>(children->data[at])
               : nullptr;
}

std::size_t thread_cpu_ms() {
    timespec now{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<std::size_t>(now.tv_sec) * 1000 +
           static_cast<std::size_t>(now.tv_nsec) / 1'000'000;
}

}  // namespace

bool is_block_element(std::string_view tag) {
    static constexpr std::array<std::string_view, 36> inline_tags = {
        "a",  "abbr", "b",    "bdi",   "bdo",  "big",    "cite",   "code",  "dfn",
        "em", "font", "i",    "img",   "ins",  "kbd",    "label",  "mark",  "nobr",
        "q",  "s",    "samp", "small", "span", "strike", "strong", "sub",   "sup",
        "tt", "u",    "var",  "wbr",   "del",  "time",   "svg",    "input", "o:p"};
    return !tag.empty() &&
           std::find(inline_tags.begin(), inline_tags.end(), tag) == inline_tags.end();
}

bool Node::is_element() const {
    return node_ != nullptr &&
           (node_->type == GUMBO_NODE_ELEMENT || node_->type == GUMBO_NODE_TEMPLATE);
}

bool Node::is_text() const {
    return node_ != nullptr && (node_->type == GUMBO_NODE_TEXT || node_->type == GUMBO_NODE_CDATA);
}

std::string_view Node::tag() const {
    return is_element() ? std::string_view(gumbo_normalized_tagname(node_->v.element.tag))
                        : std::string_view{};
}

std::string_view Node::own_text() const {
    return is_text() ? std::string_view(node_->v.text.text) : std::string_view{};
}

std::string_view Node::attr(const char* name) const {
    if (!is_element()) return {};
    const GumboAttribute* found = gumbo_get_attribute(&node_->v.element.attributes, name);
    return found == nullptr ? std::string_view{} : std::string_view(found->value);
}

bool Node::has_attr(const char* name) const {
    return is_element() && gumbo_get_attribute(&node_->v.element.attributes, name) != nullptr;
}

Node Node::parent() const {
    if (node_ == nullptr || node_->parent == nullptr || node_->parent->type == GUMBO_NODE_DOCUMENT)
        return {};
    return Node(node_->parent);
}

Node Node::first_child() const { return Node(child_at(children_of(node_), 0)); }

Node Node::next_sibling() const {
    if (node_ == nullptr) return {};
    return Node(child_at(children_of(node_->parent), node_->index_within_parent + 1));
}

std::vector<Node> Node::children() const {
    std::vector<Node> all;
    for (Node child = first_child(); child; child = child.next_sibling())
        if (child.is_element()) all.push_back(child);
    return all;
}

Node Node::next(Node root) const {
    const Node child = first_child();
    return child ? child : skip_inside(root);
}

Node Node::skip_inside(Node root) const {
    for (Node at = *this; at && !(at == root); at = at.parent())
        if (const Node sibling = at.next_sibling()) return sibling;
    return {};
}

std::string Node::text() const {
    std::string raw;
    for (Node at = *this; at;) {
        const std::string_view name = at.tag();
        if (name == "script" || name == "style" || name == "template") {
            at = at.skip_inside(*this);
            continue;
        }
        if (is_block_element(name)) raw += ' ';
        raw += at.own_text();
        // Leaving a block opens a gap too; one blank more or less is collapsed below.
        Node following = at.next(*this);
        if (following && !(following.parent() == at))
            for (Node up = at; up && !(up == following.parent()); up = up.parent())
                if (is_block_element(up.tag())) raw += ' ';
        at = following;
    }
    return collapse_blanks(raw);
}

std::size_t Node::offset() const {
    return is_element() ? node_->v.element.start_pos.offset
           : is_text()  ? node_->v.text.start_pos.offset
                        : 0;
}

struct Document::Tree {
    std::string text;  // Gumbo points into it
    Arena arena;       // holds the tree
    GumboOutput* output = nullptr;
    std::size_t bytes_max = 0, cpu_ms_max = 0, cpu_ms_start = 0;
    std::jmp_buf too_costly;

    bool build();
    static void* allocate(void* tree, std::size_t bytes) noexcept;
    static void release(void* tree, void* piece) noexcept {
        static_cast<Tree*>(tree)->arena.release(piece);
    }
};

// Gumbo cannot be interrupted, but it asks for memory with every token. All of it lies in the
// arena, and it is C: leaving it with a jump loses nothing.
void* Document::Tree::allocate(void* tree, std::size_t bytes) noexcept {
    Tree& self = *static_cast<Tree*>(tree);
    constexpr std::size_t calls_between_looks = 1024;
    if (self.arena.bytes() + bytes > self.bytes_max) std::longjmp(self.too_costly, 1);
    if (self.arena.count() % calls_between_looks == 0 &&
        thread_cpu_ms() - self.cpu_ms_start > self.cpu_ms_max)
        std::longjmp(self.too_costly, 1);
    return self.arena.allocate(bytes);
}

bool Document::Tree::build() {
    GumboOptions options = kGumboDefaultOptions;
    options.allocator = allocate;
    options.deallocator = release;
    options.userdata = this;
    options.max_errors = 0;  // each would keep a copy of all open elements
    cpu_ms_start = thread_cpu_ms();
    if (setjmp(too_costly) != 0) return false;
    output = gumbo_parse_with_options(&options, text.data(), text.size());
    return true;
}

Document::Document(std::string_view text, const DomLimits& limits)
    : tree_(std::make_unique<Tree>()) {
    GuardedText guarded = guard_dom(text, limits);
    limit_hit_ = std::move(guarded.note);
    if (guarded.refused) return;
    tree_->text = guarded.repaired.empty() ? std::string(text) : std::move(guarded.repaired);
    // Gumbo skips a mark and counts from behind it.
    if (tree_->text.starts_with("\xEF\xBB\xBF")) tree_->text.replace(0, 3, 3, ' ');
    tree_->bytes_max = limits.tree_bytes_max;
    tree_->cpu_ms_max = limits.cpu_ms_max;
    if (tree_->build()) return;
    tree_ = std::make_unique<Tree>();
    limit_hit_ = "dom: not built, too costly";
}
Document::~Document() = default;
Document::Document(Document&&) noexcept = default;
Document& Document::operator=(Document&&) noexcept = default;

Node Document::root() const {
    return Node(tree_->output == nullptr ? nullptr : tree_->output->root);
}

Node Document::body() const {
    for (Node child = root().first_child(); child; child = child.next_sibling())
        if (child.tag() == "body") return child;
    return {};
}

}  // namespace duwang::html
