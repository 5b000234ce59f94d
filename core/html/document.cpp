#include "core/html/document.h"

#include <gumbo.h>

#include <csetjmp>
#include <ctime>
#include <vector>

#include "core/html/arena.h"
#include "core/html/name_number.h"
#include "core/html/nested_tree.h"

namespace duwang::html {
namespace {

const GumboVector* children_of(const GumboNode* node) {
    const bool element = node->type == GUMBO_NODE_ELEMENT || node->type == GUMBO_NODE_TEMPLATE;
    return element ? &node->v.element.children : nullptr;
}

// Copies a tree of Gumbo into tables, which have views of it.
class Flattener {
  public:
    explicit Flattener(Tree& tree) : tree_(tree) {}
    void run(const GumboNode* root) {
        for (const GumboNode* node = root; node != nullptr;) {
            add(node);
            const GumboVector* children = children_of(node);
            if (children != nullptr && children->length > 0) {
                if (open_.size() <= depth_) open_.resize(depth_ + 1);
                open_[depth_++] = added_;
                node = static_cast<const GumboNode*>(children->data[0]);
            } else {
                node = behind(node, root);
            }
        }
    }

  private:
    void add(const GumboNode* node);
    void add_element(const GumboElement& element, TreeNode& node);
    const GumboNode* behind(const GumboNode* node, const GumboNode* root);
    Tree& tree_;
    std::vector<std::uint32_t> open_;  // the elements around
    std::size_t depth_ = 0;
    std::uint32_t added_ = 0;
};

void Flattener::add_element(const GumboElement& element, TreeNode& node) {
    node.content = gumbo_normalized_tagname(element.tag);
    node.number = name_number(node.content);
    node.offset = static_cast<std::uint32_t>(element.start_pos.offset);
    // The parser takes "</>", which is nothing, for the beginning of the tag behind it.
    std::string_view tag(element.original_tag.data, element.original_tag.length);
    for (; tag.starts_with("</>"); tag.remove_prefix(3)) node.offset += 3;
    node.attributes = element.attributes.length;
    for (unsigned i = 0; i < element.attributes.length; ++i) {
        const auto* one = static_cast<const GumboAttribute*>(element.attributes.data[i]);
        tree_.attributes.push_back({one->name, one->value});
    }
}

void Flattener::add(const GumboNode* node) {
    const bool text = node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_CDATA;
    const bool element = children_of(node) != nullptr;
    if (!text && !element) return;
    added_ = static_cast<std::uint32_t>(tree_.nodes.size());
    TreeNode& added = tree_.nodes.emplace_back();
    added.parent = depth_ == 0 ? 0 : open_[depth_ - 1];
    added.end = added_ + 1;
    added.attribute = static_cast<std::uint32_t>(tree_.attributes.size());
    added.is_text = text;
    if (element) return add_element(node->v.element, added);
    added.content = node->v.text.text;
    added.offset = static_cast<std::uint32_t>(node->v.text.start_pos.offset);
}

// The next node that is not inside of this one; elements that end before it get their ends.
const GumboNode* Flattener::behind(const GumboNode* node, const GumboNode* root) {
    while (node != root) {
        const GumboVector* siblings = children_of(node->parent);
        if (node->index_within_parent + 1 < siblings->length)
            return static_cast<const GumboNode*>(siblings->data[node->index_within_parent + 1]);
        node = node->parent;
        tree_.nodes[open_[--depth_]].end = static_cast<std::uint32_t>(tree_.nodes.size());
    }
    return nullptr;
}

std::size_t thread_cpu_ms() {
    timespec now{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<std::size_t>(now.tv_sec) * 1000 +
           static_cast<std::size_t>(now.tv_nsec) / 1'000'000;
}

}  // namespace

struct Document::Store {
    std::string text;  // the tree has views of it
    Tree tree;
    Arena arena;  // what Gumbo built
    GumboOutput* output = nullptr;
    std::size_t bytes_max = 0, cpu_ms_max = 0, cpu_ms_start = 0;
    std::jmp_buf too_costly;

    bool build();
    static void* allocate(void* store, std::size_t bytes) noexcept;
    static void release(void* store, void* piece) noexcept {
        static_cast<Store*>(store)->arena.release(piece);
    }
};

// Gumbo cannot be interrupted, but it asks for memory with every token. All of it lies in the
// arena, and it is C: leaving it with a jump loses nothing.
void* Document::Store::allocate(void* store, std::size_t bytes) noexcept {
    Store& self = *static_cast<Store*>(store);
    constexpr std::size_t calls_between_looks = 1024;
    if (self.arena.bytes() + bytes > self.bytes_max) std::longjmp(self.too_costly, 1);
    if (self.arena.count() % calls_between_looks == 0 &&
        thread_cpu_ms() - self.cpu_ms_start > self.cpu_ms_max)
        std::longjmp(self.too_costly, 1);
    return self.arena.allocate(bytes);
}

bool Document::Store::build() {
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
    : store_(std::make_unique<Store>()) {
    if (text.size() <= limits.bytes_max) {
        store_->text = text;
        if (build_nested(store_->text, limits, store_->tree)) return;
    }
    *this = parsed_document(text, limits);
}

Document parsed_document(std::string_view text, const DomLimits& limits) {
    Document document;
    document.parse(text, limits);
    return document;
}

void Document::parse(std::string_view text, const DomLimits& limits) {
    GuardedText guarded = guard_dom(text, limits);
    limit_hit_ = std::move(guarded.note);
    is_cut_ = guarded.lossy;
    store_ = std::make_unique<Store>();
    if (guarded.refused) return;
    store_->text = guarded.repaired.empty() ? std::string(text) : std::move(guarded.repaired);
    // Gumbo skips a mark and counts from behind it.
    if (store_->text.starts_with("\xEF\xBB\xBF")) store_->text.replace(0, 3, 3, ' ');
    store_->bytes_max = limits.tree_bytes_max;
    store_->cpu_ms_max = limits.cpu_ms_max;
    if (store_->build()) {
        Flattener(store_->tree).run(store_->output->root);
        return;
    }
    store_ = std::make_unique<Store>();
    limit_hit_ = "dom: not built, too costly";
    is_cut_ = true;
}
Document::Document() = default;
Document::~Document() = default;
Document::Document(Document&&) noexcept = default;
Document& Document::operator=(Document&&) noexcept = default;

Node Document::root() const { return store_->tree.nodes.empty() ? Node() : Node(store_->tree, 0); }

Node Document::body() const {
    for (Node child = root().first_child(); child; child = child.next_sibling())
        if (child.tag() == "body") return child;
    return {};
}

}  // namespace duwang::html
