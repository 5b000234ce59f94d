#include "crawler/page/target_cache.h"

#include "core/hash.h"
#include "core/text/ascii.h"
#include "core/text/utf8.h"
#include "core/url_plain.h"

namespace duwang::crawler {
namespace {

constexpr std::size_t pairs_max = 8192;     // about 3 MB, when full
constexpr std::size_t ref_max = 300;        // bytes; longer references are hardly repeated
constexpr std::size_t directory_max = 300;  // a longer base would be kept with every reference

bool is_word_sign(char c) {
    const char lower = lower_ascii(c);
    return (lower >= 'a' && lower <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_';
}

}  // namespace

bool has_placeholder(std::string_view text) {
    for (std::size_t at = 0; at + 1 < text.size(); ++at) {
        const char c = text[at], next = text[at + 1];
        if (c > '<' && c < '{') continue;  // most letters
        if ((c == '{' && next == '{') || (c == '}' && next == '}') || (c == '$' && next == '{') ||
            (c == '<' && next == '%') || (c == '%' && text.substr(at, 6) == "%7B%7B"))
            return true;
    }
    return false;
}

void TargetCache::set_base(Url base, std::string_view charset) {
    base_ = std::move(base);
    charset_ = charset;
    const std::string_view path = base_.path();
    const auto before_path = static_cast<std::size_t>(path.data() - base_.str().data());
    const std::string origin(base_.str().substr(0, before_path));
    ascii_ = {"", origin, origin + std::string(path.substr(0, path.rfind('/') + 1))};
    const std::string in = charset_ + " ";
    other_ = {in, in + ascii_.origin, in + ascii_.directory};
}

void TargetCache::rebase(std::string_view ref) {
    const std::string charset = charset_;
    if (std::optional<Url> url = resolve_url(ref, base_, charset))
        set_base(std::move(*url), charset);
}

// What of the base decides where the reference leads; nothing when all of it does.
const std::string* TargetCache::context_of(std::string_view ref) const {
    if (ref.empty() || ref.size() > ref_max) return nullptr;
    if (ascii_.directory.size() > directory_max) return nullptr;
    const Contexts& contexts = is_ascii(ref) ? ascii_ : other_;
    if (ref.starts_with("http://") || ref.starts_with("https://")) return &contexts.anywhere;
    if (ref[0] == '/')
        return ref.size() > 1 && (ref[1] == '/' || ref[1] == '\\') ? nullptr : &contexts.origin;
    return is_word_sign(ref[0]) ? &contexts.directory : nullptr;
}

// Most references begin with their path and are in normal form.
std::optional<Url> TargetCache::address_of(std::string_view ref) {
    if (ref.starts_with('/') && !ref.starts_with("//")) {
        joined_.assign(ascii_.origin).append(ref);
        if (auto plain = plain_url(joined_)) return plain;
    }
    return resolve_url(ref, base_, charset_);
}

Target TargetCache::resolve(std::string_view ref) {
    url_.clear();
    Target target;
    target.marked = marks_.in(ref);
    target.placeholder = has_placeholder(ref);
    if (target.placeholder) return target;
    const std::optional<Url> url = address_of(ref);
    if (!url) return target;
    url_ = url->str();
    target.url = url_;
    key_.clear();
    url->append_key(rules_, key_);
    target.key = hash64(key_);
    return target;
}

Target TargetCache::told(const Entry& entry) {
    const std::size_t before = std::size_t{entry.base} + entry.ref;
    return {std::string_view(entry.text).substr(before), entry.key, entry.placeholder,
            entry.marked};
}

TargetCache::Entry& TargetCache::to_be_replaced(Entry* pair) {
    if (!pair[0].looked_up) return pair[0];
    if (!pair[1].looked_up) return pair[1];
    pair[0].looked_up = pair[1].looked_up = false;
    return pair[0];
}

Target TargetCache::find(std::string_view ref) {
    const std::string* context = context_of(ref);
    if (context == nullptr) return resolve(ref);
    if (entries_.empty()) entries_.resize(pairs_max * 2);
    const std::uint64_t hash = hash_words(ref);
    Entry* const pair = &entries_[hash % pairs_max * 2];
    for (Entry* entry : {pair, pair + 1}) {
        if (entry->hash != hash || !entry->is_for(*context, ref)) continue;
        entry->looked_up = true;
        return told(*entry);
    }
    const Target target = resolve(ref);
    Entry& entry = to_be_replaced(pair);
    entry.hash = hash;
    entry.key = target.key;
    entry.base = static_cast<std::uint16_t>(context->size());
    entry.ref = static_cast<std::uint16_t>(ref.size());
    entry.placeholder = target.placeholder;
    entry.marked = target.marked;
    entry.looked_up = false;
    entry.text.clear();
    entry.text.reserve(context->size() + ref.size() + target.url.size());
    entry.text.append(*context).append(ref).append(target.url);
    return told(entry);
}

}  // namespace duwang::crawler
