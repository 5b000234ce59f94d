#include "app/page_scan.h"

#include <algorithm>
#include <array>

#include "app/inspect_place.h"
#include "core/html/tokenizer.h"
#include "crawler/page/dates.h"

namespace duwang::app {
namespace {

constexpr std::size_t text_bytes_max = 1u << 20;
constexpr std::size_t dates_told_max = 200;

class Scanner final : public html::Handler {
  public:
    explicit Scanner(PageScan& scan) : scan_(scan) {}

    void start_tag(const html::StartTag& tag) override {
        if (tag.name == "base" && scan_.base.empty()) scan_.base = tag.value("href");
        if (tag.name == "time" && tag.find("datetime") != nullptr && scan_.times.size() < 100)
            scan_.times.push_back({tag.value("datetime"), tag.offset});
        if (tag.find("rel") != nullptr && scan_.rel.size() < 5'000)
            scan_.rel[tag.offset] = tag.value("rel");
        constexpr std::array inlines{"a", "b", "i", "em", "strong", "span", "font", "u"};
        if (std::ranges::find(inlines, tag.name) == inlines.end()) blank();
    }

    void text(std::string_view raw, html::TextKind kind, std::size_t offset) override {
        if (kind != html::TextKind::data || scan_.text.size() > text_bytes_max) return;
        // A new piece wherever blanks were left out, so that places can be told.
        bool fresh = true;
        for (std::size_t i = 0; i < raw.size(); ++i) {
            const char c = raw[i];
            if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
                blank();
                fresh = true;
                continue;
            }
            if (fresh) scan_.pieces.emplace_back(scan_.text.size(), offset + i);
            fresh = false;
            scan_.text += c;
        }
    }

  private:
    void blank() {
        if (!scan_.text.empty() && scan_.text.back() != ' ') scan_.text += ' ';
    }
    PageScan& scan_;
};

bool has_any(std::string_view text, std::initializer_list<std::string_view> words) {
    return std::ranges::any_of(words, [&](auto word) { return text.find(word) != text.npos; });
}

// By the words before the date; the last ones count, for a line may hold several dates.
std::string_view kind_of_words(std::string_view before) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 14> words{
        {{"发布", "published"},
         {"发文", "published"},
         {"成文", "published"},
         {"更新", "updated"},
         {"修改", "updated"},
         {"修订", "updated"},
         {"有效", "validity"},
         {"失效", "validity"},
         {"截至", "validity"},
         {"截止", "validity"},
         {"施行", "validity"},
         {"废止", "validity"},
         {"日期", "published"},
         {"时间", "published"}}};
    std::string_view kind = "other";
    std::size_t last = 0;
    for (const auto& [word, meaning] : words) {
        auto at = before.rfind(word);
        bool general = word == "日期" || word == "时间";  // "更新时间" is an update
        if (at == before.npos || at + 1 <= last || (general && kind != "other")) continue;
        last = at + 1;
        kind = meaning;
    }
    return kind;
}

std::string_view kind_of_meta(std::string_view name) {
    if (has_any(name, {"modified", "update", "lastmod"})) return "updated";
    if (has_any(name, {"expir", "valid"})) return "validity";
    return has_any(name, {"pubdate", "publish", "issued", "firstpub", "createdate"}) ? "published"
                                                                                     : "";
}

class DateTeller {
  public:
    DateTeller(const Date& reference, const html::PlaceFinder& places)
        : reference_(reference), places_(places) {}

    void tell(std::string_view text, std::string_view kind, std::string_view source,
              std::int64_t offset) {
        for (const auto& found : crawler::find_dates(text, reference_))
            add(found, kind, source, offset);
    }

    void tell_text(const PageScan& scan) {
        const std::string_view text = scan.text;
        std::size_t searched = 0;
        for (const auto& found : crawler::find_dates(text, reference_)) {
            auto at = text.find(found.text, searched);  // full-width digits are not found: no words
            std::size_t end = at == text.npos ? searched : at;
            std::size_t from = std::max(searched, end > 36 ? end - 36 : 0);
            add(found, kind_of_words(text.substr(from, end - from)), "text",
                static_cast<std::int64_t>(scan.offset_of(end)));
            if (at != text.npos) searched = at + found.text.size();
        }
    }

    void add(const crawler::FoundDate& found, std::string_view kind, std::string_view source,
             std::int64_t offset) {
        if (dates_.items().size() >= dates_told_max) return;
        Json one = Json::object()
                       .set("value", found.iso)
                       .set("text", found.text)
                       .set("kind", kind)
                       .set("source", source);
        if (offset < 0)
            one.set("line", Json()).set("selector", Json());
        else
            set_place(one, places_, offset);
        dates_.push_back(std::move(one));
    }
    Json take() { return std::move(dates_); }

  private:
    const Date& reference_;
    const html::PlaceFinder& places_;
    Json dates_ = Json::array();
};

}  // namespace

std::size_t PageScan::offset_of(std::size_t at) const {
    const auto behind =
        std::ranges::upper_bound(pieces, at, {}, [](const auto& one) { return one.first; });
    if (behind == pieces.begin()) return 0;
    const auto& piece = *std::prev(behind);
    return piece.second + (at - piece.first);
}

PageScan scan_page(std::string_view utf8) {
    PageScan scan;
    Scanner scanner(scan);
    html::tokenize(utf8, scanner);
    return scan;
}

Json page_dates(const PageScan& scan, const PageFacts& facts, const crawler::PageContext& context,
                const html::PlaceFinder& places) {
    DateTeller teller(context.as_of, places);
    for (const Meta& meta : facts.metas)
        if (std::string_view kind = kind_of_meta(meta.name); !kind.empty())
            teller.tell(meta.content, kind, "meta", -1);
    for (const PageScan::Time& time : scan.times)
        teller.tell(time.value, "other", "time", static_cast<std::int64_t>(time.offset));
    const std::string_view path = context.url.path();
    if (Date date = crawler::date_in_path(path, context.as_of); date.year > 0) {
        std::string iso =
            date.day > 0 ? date.iso() : Date{date.year, date.month, 1}.iso().substr(0, 7);
        teller.add({date, iso, std::string(path), false, 0}, "published", "url", -1);
    }
    teller.tell_text(scan);
    return teller.take();
}

void add_icp_licences(const PageScan& scan, const html::PlaceFinder& places, Json& identifiers) {
    const std::string_view text = scan.text;
    constexpr std::string_view sign = "ICP证";
    for (auto at = text.find(sign); at != text.npos; at = text.find(sign, at + 1)) {
        std::size_t from = at >= 3 ? at - 3 : at;  // a province is one Chinese character
        std::size_t end = text.find_first_not_of("0123456789- ", at + sign.size());
        if (end == text.npos || end == at + sign.size() || end - at > 40) continue;
        if (text.substr(end).starts_with("号")) end += std::string_view("号").size();
        std::string value(text.substr(from, end - from));
        std::string written = value;
        std::erase(value, ' ');
        Json one =
            Json::object().set("kind", "icp_licence").set("value", value).set("text", written);
        set_place(one, places, static_cast<std::int64_t>(scan.offset_of(from)));
        identifiers.push_back(std::move(one));
    }
}

}  // namespace duwang::app
