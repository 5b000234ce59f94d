#include "crawler/plan/kind_watch.h"

#include <bit>
#include <cstdlib>

namespace duwang::crawler {
namespace {

constexpr std::size_t contents_max = 1'000;    // remembered of one kind
constexpr std::size_t list_pages_max = 2'000;  // remembered of one list

std::string name_of(const UrlKind& kind) { return kind.path + "?" + kind.parameters; }

// The same page but for an echo of its number or of the time.
bool says_the_same(const PageContent& a, const PageContent& b) {
    return std::popcount(a.fingerprint ^ b.fingerprint) <= 1 && std::llabs(a.chars - b.chars) <= 4;
}

}  // namespace

KindWatch::KindWatch(const TrapOptions& options, UrlRules rules, std::optional<Date> look_back)
    : options_(options), rules_(std::move(rules)), look_back_(look_back) {}

std::string_view KindWatch::closed_list(const Url& url) const {
    auto page = page_number_of(url, options_);
    if (!page) return {};
    auto list = lists_.find(page->list);
    bool beyond = list != lists_.end() && list->second.end && page->number > *list->second.end;
    return beyond ? list->second.why : std::string_view{};
}

std::string_view KindWatch::closed(const Url& url) const {
    if (std::string_view why = closed_list(url); !why.empty()) return why;
    if (url.query().empty()) return {};
    auto kind = kinds_.find(name_of(kind_of(url, options_, rules_)));
    return kind != kinds_.end() && kind->second.says_the_same ? "same_content" : std::string_view{};
}

std::string_view KindWatch::admit(const Url& url) {
    if (std::string_view why = closed_list(url); !why.empty()) return why;
    if (url.query().empty()) return {};
    UrlKind kind = kind_of(url, options_, rules_);
    std::set<std::string>& sets = sets_[kind.path];
    if (!sets.contains(kind.parameters)) {
        if (sets.size() >= static_cast<std::size_t>(options_.parameter_sets_max))
            return "parameter_sets";
        sets.insert(kind.parameters);
    }
    Kind& known = kinds_[name_of(kind)];
    if (known.says_the_same) return "same_content";
    if (kind.calendar && known.variants >= options_.calendar_variants_max) return "calendar";
    if (known.variants >= options_.query_variants_max) return "query_variants";
    ++known.variants;
    return {};
}

void KindWatch::count(const Url& url) {
    if (url.query().empty()) return;
    UrlKind kind = kind_of(url, options_, rules_);
    sets_[kind.path].insert(kind.parameters);
    ++kinds_[name_of(kind)].variants;
}

void KindWatch::close(List& list, std::int64_t number, std::string_view why) {
    if (list.end && *list.end <= number) return;
    list.end = number;
    list.why = why;
}

// Two pages of a list that say the same: the later one is beyond its end. The first page often has
// two addresses, though: none or 0, and 1 (P06, P12).
void KindWatch::read_list(List& list, std::int64_t number, const PageContent& content) {
    for (const auto& [other, said] : list.pages) {
        auto [early, late] = std::minmax(number, other);
        bool twins_of_the_first = early == 0 && late == 1;
        if (other != number && !twins_of_the_first && says_the_same(said, content))
            close(list, late, "paging_end");
    }
    if (look_back_ && content.newest && *content.newest < *look_back_)
        close(list, number, "look_back");
    if (list.pages.size() < list_pages_max) list.pages.emplace(number, content);
}

void KindWatch::read(const Url& url, const PageContent& content) {
    if (auto page = page_number_of(url, options_)) {
        read_list(lists_[page->list], page->number, content);
    }
    if (url.query().empty()) return;
    Kind& kind = kinds_[name_of(kind_of(url, options_, rules_))];
    ++kind.pages_read;
    if (kind.contents.size() >= contents_max) return;
    int same = ++kind.contents[{content.fingerprint, content.chars}];
    // A few pages may say the same for a good reason; half of many do not.
    if (same >= options_.same_content_max && same * 2 >= kind.pages_read) kind.says_the_same = true;
}

}  // namespace duwang::crawler
