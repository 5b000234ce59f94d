#include "crawler/sitemap/sitemap.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "core/text/charset.h"
#include "core/url.h"
#include "core/xml.h"
#include "crawler/http/decode.h"

namespace duwang::crawler {
namespace {

std::string collapsed(std::string_view text) {
    std::string out;
    for (char c : text) {
        bool blank = c == ' ' || c == '\t' || c == '\n' || c == '\r';
        if (!blank)
            out += c;
        else if (!out.empty() && out.back() != ' ')
            out += ' ';
    }
    if (out.ends_with(' ')) out.pop_back();
    return out;
}

std::string without_blanks(std::string_view text) {
    std::string out = collapsed(text);
    std::erase(out, ' ');
    return out;
}

bool is_one_of(std::string_view name, std::initializer_list<std::string_view> names) {
    return std::ranges::find(names, name) != names.end();
}

// Counts what was dropped, so that a broken file of 50,000 lines gives one warning and not 50,000.
class Drops {
  public:
    void count(const std::string& word) { ++counts_[word]; }
    void tell(std::vector<std::string>& warnings) const {
        for (const auto& [word, count] : counts_)
            warnings.push_back(fmt::format("{}: {}", word, count));
    }

  private:
    std::map<std::string, int> counts_;
};

class SitemapReader final : public xml::Handler {
  public:
    SitemapReader(Sitemap& found, const SitemapLimits& limits, Drops& drops)
        : found_(found), limits_(limits), drops_(drops) {}

    void start(std::string_view name, std::span<const xml::Attribute> attributes) override {
        path_.emplace_back(name);
        text_.clear();
        if (path_.size() == 1) return root(name);
        if (is_entry(name) && !in_entry_) {
            in_entry_ = path_.size();
            entry_ = {};
        }
        if (found_.kind == "atom" && name == "link") atom_link(attributes);
    }

    void text(std::string_view text) override {
        if (text_.size() < limits_.title_bytes_max)
            text_ += text;
        else
            cut_ = true;
    }

    void end(std::string_view name) override {
        if (in_entry_ != 0 && path_.size() == in_entry_) {
            finish_entry();
            in_entry_ = 0;
        } else if (in_entry_ != 0 && path_.size() == in_entry_ + 1) {
            entry_value(name);
        } else if (in_entry_ == 0) {
            feed_value(name);
        }
        text_.clear();
        cut_ = false;
        if (!path_.empty()) path_.pop_back();
    }

    bool enough() const override { return full_ || found_.kind == "unknown"; }

  private:
    void root(std::string_view name) {
        found_.kind = name == "urlset"         ? "sitemap"
                      : name == "sitemapindex" ? "sitemap_index"
                      : name == "rss"          ? "rss"
                      : name == "RDF"          ? "rss"
                      : name == "feed"         ? "atom"
                                               : "unknown";
    }

    bool is_feed() const { return found_.kind == "rss" || found_.kind == "atom"; }

    bool is_entry(std::string_view name) const {
        if (found_.kind == "sitemap") return name == "url";
        if (found_.kind == "sitemap_index") return name == "sitemap";
        return found_.kind == "rss" ? name == "item" : name == "entry";
    }

    // <link rel="alternate" href="…"/>; "self" and "enclosure" are not the page.
    void atom_link(std::span<const xml::Attribute> attributes) {
        std::string href, rel = "alternate";
        for (const xml::Attribute& attribute : attributes) {
            if (attribute.name == "href") href = without_blanks(attribute.value);
            if (attribute.name == "rel") rel = attribute.value;
        }
        if (rel != "alternate" || href.empty()) return;
        if (in_entry_ != 0 && path_.size() == in_entry_ + 1 && entry_.link.empty())
            entry_.link = href;
        if (in_entry_ == 0 && path_.size() == 2) found_.link = href;
    }

    void entry_value(std::string_view name) {
        if (name == "loc" && !is_feed()) entry_.loc = cut_ ? text_ : without_blanks(text_);
        if (name == "lastmod" && !is_feed()) entry_.lastmod = collapsed(text_);
        if (!is_feed()) return;
        if (name == "title") entry_.title = collapsed(text_);
        if (name == "link" && found_.kind == "rss") entry_.link = without_blanks(text_);
        if (name == "pubDate") entry_.published = iso_of_feed_date(collapsed(text_));
        if (is_one_of(name, {"published", "date", "issued"})) entry_.published = collapsed(text_);
        if (is_one_of(name, {"updated", "modified"})) entry_.lastmod = collapsed(text_);
    }

    void feed_value(std::string_view name) {
        std::size_t depth = found_.kind == "rss" ? 3 : 2;  // rss > channel > title
        if (!is_feed() || path_.size() != depth) return;
        if (name == "title") found_.title = collapsed(text_);
        if (name == "link" && found_.kind == "rss" && found_.link.empty())
            found_.link = without_blanks(text_);
    }

    void finish_entry() {
        std::string& address = is_feed() ? entry_.link : entry_.loc;
        if (address.empty()) return drops_.count(is_feed() ? "link_missing" : "loc_missing");
        if (address.size() > limits_.loc_bytes_max) return drops_.count("loc_too_long");
        // A feed's relative link is completed by its reader, a sitemap's must be complete.
        if (!is_feed() && !parse_url(address)) return drops_.count("loc_not_absolute");
        if (found_.entries.size() >= limits_.entries_max) {
            full_ = true;
            return;
        }
        found_.entries.push_back(std::move(entry_));
    }

    Sitemap& found_;
    const SitemapLimits& limits_;
    Drops& drops_;
    std::vector<std::string> path_;
    std::string text_;
    SitemapEntry entry_;
    std::size_t in_entry_ = 0;  // depth of the open entry
    bool cut_ = false;
    bool full_ = false;
};

void tell(const xml::Report& report, std::vector<std::string>& warnings) {
    switch (report.end) {
        case xml::End::rejected_dtd:
            warnings.emplace_back("rejected_dtd");
            break;
        case xml::End::limit:
            warnings.emplace_back("parse_limit");
            break;
        case xml::End::malformed:
            warnings.push_back(fmt::format("parse_error: line {}: {}", report.line, report.note));
            break;
        case xml::End::complete:
        case xml::End::stopped:
            break;
    }
}

// One address a line, nothing else.
void read_lines(std::string_view text, const SitemapLimits& limits, Sitemap& found, Drops& drops) {
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    found.kind = "text";
    while (!text.empty() && found.entries.size() <= limits.entries_max) {
        auto end = std::min(text.find_first_of("\r\n"), text.size());
        std::string line = collapsed(text.substr(0, std::min(end, limits.loc_bytes_max + 1)));
        text.remove_prefix(std::min(end + 1, text.size()));
        if (line.empty()) continue;
        if (line.size() > limits.loc_bytes_max)
            drops.count("loc_too_long");
        else if (!parse_url(line))
            drops.count("loc_not_absolute");
        else
            found.entries.push_back({line, {}, {}, {}, {}});
    }
    if (found.entries.empty()) found.kind = "unknown";
    if (found.entries.size() > limits.entries_max) {
        found.entries.pop_back();
        found.warnings.push_back(fmt::format("entries_max: {}", limits.entries_max));
    }
}

void tell(Decoded::End end, std::vector<std::string>& warnings) {
    if (end == Decoded::End::truncated) warnings.emplace_back("truncated");
    if (end == Decoded::End::damaged) warnings.emplace_back("decode_error");
    if (end == Decoded::End::too_large) warnings.emplace_back("too_large");
}

}  // namespace

Sitemap parse_sitemap(std::string_view bytes, const SitemapLimits& limits) {
    Sitemap found;
    Drops drops;
    Decoded plain = decode_content(bytes, "", static_cast<std::int64_t>(limits.bytes_max));
    tell(plain.end, found.warnings);
    std::string_view text = plain.bytes;
    if (text.size() > limits.bytes_max) {
        found.warnings.emplace_back("too_large");
        text = text.substr(0, limits.bytes_max);
    }
    auto first = text.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
    bool address_list = first != text.npos && text.substr(first).starts_with("http");
    if (address_list) {
        // UTF-8 by the rules; what is not would spoil every report it is printed in.
        read_lines(duwang::decode(text, sniff_charset(text, {}).name).text, limits, found, drops);
    } else {
        SitemapReader reader(found, limits, drops);
        xml::Limits bounds;
        bounds.bytes_max = limits.bytes_max;
        xml::Report report = xml::read(text, reader, bounds);
        tell(report, found.warnings);
        bool full = report.end == xml::End::stopped && found.kind != "unknown";
        if (full) found.warnings.push_back(fmt::format("entries_max: {}", limits.entries_max));
    }
    if (found.kind == "unknown" && found.warnings.empty())
        found.warnings.emplace_back("wrong_type");
    drops.tell(found.warnings);
    return found;
}

}  // namespace duwang::crawler
