#include "crawler/page/target_cache.h"

#include <bit>
#include <cstring>

#include "core/hash.h"
#include "core/text/ascii.h"
#include "core/text/utf8.h"
#include "core/url_plain.h"
#include "crawler/page/rewriting_proxies.h"

namespace duwang::crawler {
namespace {

constexpr std::size_t ref_max = 300;        // bytes; longer references are hardly repeated
constexpr std::size_t directory_max = 300;  // bytes of a base; longer ones are not remembered
constexpr std::size_t numbers_max = 4096;   // contexts remembered: a few of every directory

bool is_word_sign(char c) {
    const char lower = lower_ascii(c);
    return (lower >= 'a' && lower <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_';
}

constexpr std::uint64_t ones = 0x0101010101010101u, highs = ones << 7;

// May one of eight bytes begin a placeholder: '$', '%', '<', or one of those from '{' on? Says yes
// rather too often.
bool may_begin_placeholder(std::uint64_t bytes) {
    const std::uint64_t dollar = (bytes | ones) ^ ones * '%', less = bytes ^ ones * '<';
    const std::uint64_t late = (bytes & ~highs) + ones * (0x80 - '{');
    return ((((dollar - ones) & ~dollar) | ((less - ones) & ~less) | late) & highs) != 0;
}

// A quick look: nearly every reference is of plain letters.
bool may_have_placeholder(std::string_view text) {
    if (text.size() < 8) return true;
    std::uint64_t bytes;
    for (std::size_t at = 0; at + 8 < text.size(); at += 8) {
        std::memcpy(&bytes, text.data() + at, 8);
        if (may_begin_placeholder(bytes)) return true;
    }
    std::memcpy(&bytes, text.data() + text.size() - 8, 8);
    return may_begin_placeholder(bytes);
}

}  // namespace

bool has_placeholder(std::string_view text) {
    if (!may_have_placeholder(text)) return false;
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
    const std::string_view all = base_.str(), path = base_.path();
    const auto before_path = static_cast<std::size_t>(path.data() - all.data());
    const std::string_view origin = all.substr(0, before_path);
    const std::string_view directory = all.substr(0, before_path + path.rfind('/') + 1);
    for (Contexts* contexts : {&ascii_, &other_}) {
        const std::string_view in = contexts == &other_ ? charset : std::string_view{};
        contexts->anywhere.set({}, in);
        contexts->origin.set(origin, in);
        contexts->directory.set(directory, in);
    }
}

void TargetCache::rebase(std::string_view ref) {
    const std::string charset = charset_;
    if (std::optional<Url> url = resolve_url(ref, base_, charset))
        set_base(std::move(*url), charset);
}

// What of the base decides where the reference leads; nothing when all of it does.
TargetCache::Context* TargetCache::context_of(std::string_view ref) {
    if (ref.empty() || ref.size() > ref_max) return nullptr;
    if (ascii_.directory.base.size() > directory_max) return nullptr;
    Contexts& contexts = is_ascii(ref) ? ascii_ : other_;
    if (ref.starts_with("http://") || ref.starts_with("https://")) return &contexts.anywhere;
    if (ref[0] == '/')
        return ref.size() > 1 && (ref[1] == '/' || ref[1] == '\\') ? nullptr : &contexts.origin;
    return is_word_sign(ref[0]) ? &contexts.directory : nullptr;
}

// Most references begin with their path and are in normal form.
std::optional<Url> TargetCache::address_of(std::string_view ref) {
    if (ref.starts_with('/') && !ref.starts_with("//")) {
        joined_.assign(ascii_.origin.base).append(ref);
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
    std::optional<Url> url = address_of(ref);
    if (!url) return target;
    if (std::optional<Url> original = original_of(*url, proxies_)) url = std::move(original);
    url_ = url->str();
    target.url = url_;
    key_.clear();
    url->append_key(rules_, key_);
    target.key = hash64(key_);
    return target;
}

// A number is never given twice, so what was kept for a forgotten context is not found any more.
std::uint32_t TargetCache::number_of(const Context& context) {
    if (numbers_.size() >= numbers_max) numbers_.clear();
    const auto [place, added] = numbers_.try_emplace(context.charset + ' ' + context.base);
    if (added) place->second = ++last_number_;
    return place->second;
}

bool TargetCache::is_for(std::size_t at, Place place, std::string_view ref) const {
    const Entry& entry = entries_[at];
    if (entry.hash != place.hash || entry.context != place.context->number) return false;
    if (entry.ref != ref.size()) return false;
    const char* text = entry.kind == Kind::kept_apart ? long_[at].data() : entry.text;
    return std::memcmp(text, ref.data(), ref.size()) == 0;
}

Target TargetCache::told(std::size_t at, const Context& context, std::string_view ref) {
    const Entry& entry = entries_[at];
    Target target{{}, entry.key, entry.placeholder, entry.marked};
    if (entry.kind == Kind::nowhere) return target;
    if (entry.kind == Kind::kept_apart) {
        target.url = std::string_view(long_[at]).substr(entry.ref);
        return target;
    }
    url_.assign(context.base).append(ref.substr(entry.kind == Kind::joined_behind_dot ? 2 : 0));
    target.url = url_;
    return target;
}

std::size_t TargetCache::way_to_be_replaced(Set& set) {
    while (true) {
        const std::size_t way = set.next++ % ways;
        const unsigned bit = 1u << way;
        if ((set.looked_up & bit) == 0) return way;
        set.looked_up = static_cast<std::uint8_t>(set.looked_up & ~bit);
    }
}

void TargetCache::keep(std::size_t at, Place place, std::string_view ref, const Target& target) {
    const Context& context = *place.context;
    const auto is_joined_with = [&](std::string_view part) {
        return target.url.size() == context.base.size() + part.size() &&
               target.url.starts_with(context.base) && target.url.ends_with(part);
    };
    Entry& entry = entries_[at];
    entry.hash = place.hash;
    entry.key = target.key;
    entry.context = context.number;
    entry.ref = static_cast<std::uint16_t>(ref.size());
    entry.placeholder = target.placeholder;
    entry.marked = target.marked;
    entry.kind = target.url.empty()                                       ? Kind::nowhere
                 : is_joined_with(ref)                                    ? Kind::joined
                 : ref.starts_with("./") && is_joined_with(ref.substr(2)) ? Kind::joined_behind_dot
                                                                          : Kind::kept_apart;
    if (ref.size() > text_bytes) entry.kind = Kind::kept_apart;
    if (entry.kind != Kind::kept_apart) {
        std::memcpy(entry.text, ref.data(), ref.size());
        return;
    }
    if (long_.empty()) long_.resize(entries_.size());
    long_[at].clear();
    long_[at].reserve(ref.size() + target.url.size());
    long_[at].append(ref).append(target.url);
}

TargetCache::Place TargetCache::place_of(std::string_view ref) {
    Context* const context = context_of(ref);
    if (context == nullptr) return {};
    if (context->number == 0) context->number = number_of(*context);
    constexpr std::uint64_t spread = 0x9E3779B97F4A7C15u;
    return {context, hash_words(ref) ^ context->number * spread};
}

namespace {

std::uint64_t tag_of(std::uint64_t hash) { return hash >> 56; }

// The high bits of the bytes that are the tag; above such a byte one may seem so too.
std::uint64_t bytes_alike(std::uint64_t tags, std::uint64_t tag) {
    const std::uint64_t other = tags ^ tag * ones;
    return (other - ones) & ~other & highs;
}

std::size_t lowest_byte(std::uint64_t bits) {
    return static_cast<std::size_t>(std::countr_zero(bits)) / 8;
}

}  // namespace

void TargetCache::expect(std::string_view ref) {
    expected_ = place_of(ref);
    if (expected_.context == nullptr || sets_.empty()) return;
    const std::size_t at = expected_.hash % sets_max;
    if (const std::uint64_t alike = bytes_alike(sets_[at].tags, tag_of(expected_.hash)))
        __builtin_prefetch(&entries_[at * ways + lowest_byte(alike)]);
}

Target TargetCache::find_at(Place place, std::string_view ref) {
    if (place.context == nullptr) return resolve(ref);
    if (sets_.empty()) {
        sets_.resize(sets_max);
        entries_.resize(sets_max * ways);
    }
    const std::size_t first = place.hash % sets_max * ways;
    Set& set = sets_[place.hash % sets_max];
    const std::uint64_t tag = tag_of(place.hash);
    for (std::uint64_t alike = bytes_alike(set.tags, tag); alike != 0; alike &= alike - 1) {
        const std::size_t way = lowest_byte(alike);
        if (!is_for(first + way, place, ref)) continue;
        set.looked_up = static_cast<std::uint8_t>(set.looked_up | 1u << way);
        return told(first + way, *place.context, ref);
    }
    const Target target = resolve(ref);
    const std::size_t way = way_to_be_replaced(set);
    set.tags = (set.tags & ~(std::uint64_t{0xFF} << way * 8)) | tag << way * 8;
    keep(first + way, place, ref, target);
    return target;
}

}  // namespace duwang::crawler
