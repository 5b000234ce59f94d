#include "crawler/plan/suspect.h"

#include <algorithm>
#include <array>
#include <optional>

#include "core/alike.h"
#include "core/text/ascii.h"
#include "core/url.h"
#include "crawler/attachment/attachment.h"
#include "crawler/plan/changed_kind.h"

namespace duwang::crawler {
namespace {

constexpr std::int64_t short_chars_max = 500;  // visible characters: more is no notice
constexpr std::size_t stub_bytes_max = 512;

bool carries(std::string_view text, std::string_view part) { return text.find(part) != text.npos; }

bool is_default_page(std::string_view name) {
    const std::size_t point = name.find('.');
    const std::string stem = lower_ascii(name.substr(0, point));
    return name.empty() || (point != name.npos && (stem == "index" || stem == "default"));
}

// An address of a directory's own page: "/", "/zwgk/", "/zwgk/index.html".
bool is_directory(const Url& url) {
    const std::string_view path = url.path();
    return url.query().empty() && is_default_page(path.substr(path.rfind('/') + 1));
}
std::string_view directory_of(const Url& url) {
    return url.path().substr(0, url.path().rfind('/') + 1);
}
bool is_root(const Url& url) { return is_directory(url) && directory_of(url) == "/"; }

class Suspicion {
  public:
    Suspicion(const Landing& landing, const LinkOptions& options)
        : landing_(landing),
          facts_(landing.facts),
          outcome_(landing.outcome),
          options_(options),
          asked_(parse_url(landing.asked_url)),
          final_(parse_url(landing.outcome.final_url)) {}

    std::string word(const std::vector<ControlFacts>& controls) const {
        if (std::string led = led_home(); !led.empty()) return led;
        if (is_login()) return "login_form";
        if (is_wrong_file()) return "wrong_file";
        // A file is no error page, whatever its text says; a page in its place is one of kind html.
        const bool file = !facts_.attachment.empty() && facts_.attachment.kind != "html";
        if (file || !landing_.is_page) return is_nothing() ? "blank" : "";
        if (is_like_random(controls)) return "like_random_path";
        if (is_led_up()) return "column_redirect";
        if (says_error()) return "error_phrase";
        if (is_stub()) return "deleted_refresh";
        if (is_hijacked()) return "hijack_words";
        if (landing_.before != nullptr && changed_kind(*landing_.before, facts_))
            return "changed_kind";
        return is_blank() ? "blank" : "";
    }

  private:
    bool was_moved() const { return outcome_.final_url != landing_.asked_url; }

    // Rows 18 and 19: a deep address that ends on a home page.
    std::string led_home() const {
        if (!was_moved() || landing_.asked_url == landing_.home_url) return {};
        if (outcome_.final_url == landing_.home_url) return "home_redirect";
        if (!asked_ || !final_ || is_root(*asked_) || !is_root(*final_)) return {};
        return asked_->host() == final_->host() ? "home_redirect" : "other_home";
    }

    // Row 18: from an article to its column, or to one above it.
    bool is_led_up() const {
        if (!was_moved() || !asked_ || !final_ || asked_->host() != final_->host()) return false;
        if (is_directory(*asked_) || !is_directory(*final_)) return false;
        return directory_of(*asked_).starts_with(directory_of(*final_));
    }

    // Row 10: hardly anything but a form that asks for a password.
    bool is_login() const {
        if (!landing_.is_page || facts_.text_chars >= short_chars_max) return false;
        const std::string body = lower_ascii(*outcome_.body);
        const bool asks = carries(body, "type=\"password\"") || carries(body, "type='password'") ||
                          carries(body, "type=password");
        if (!asks) return false;
        if (was_moved()) return true;
        const std::string address = lower_ascii(landing_.asked_url);
        return std::ranges::any_of(options_.login_words, [&](const std::string& word) {
            return carries(facts_.title, word) || carries(address, word);
        });
    }

    // Row 22: a document was promised by the address.
    bool is_wrong_file() const {
        if (!asked_) return false;
        const std::string_view path = asked_->path();
        const std::string_view said = kind_said(path.substr(path.rfind('/') + 1));
        static constexpr std::array documents{"pdf",  "ofd", "doc", "docx", "xls", "xlsx", "ppt",
                                              "pptx", "wps", "et",  "rtf",  "zip", "rar",  "7z"};
        if (std::ranges::find(documents, said) == documents.end()) return false;
        if (outcome_.body->empty() || is_damaged()) return true;
        const std::string kind = attachment_kind(*outcome_.body);
        if (landing_.is_page || kind == "html")
            return !is_office_page() && facts_.forwards_to.empty();
        return kind == "text" && said != "rtf" && said != "doc" && said != "xls";
    }
    // Row 32: half a page can be read, half a file cannot.
    bool is_damaged() const {
        return outcome_.status == FetchStatus::truncated ||
               outcome_.status == FetchStatus::decode_error;
    }
    // What Office saves as .doc or .xls in the form of a page is a file all the same.
    bool is_office_page() const {
        const bool called_page = carries(lower_ascii(outcome_.content_type), "text/html");
        return !called_page || carries(*outcome_.body, "schemas-microsoft-com:office");
    }

    // Row 17. A page of a handful of characters has no fingerprint worth comparing.
    bool is_like_random(const std::vector<ControlFacts>& controls) const {
        // Nonsense may be sent home; home itself, of whichever site, is no nonsense.
        if (landing_.asked_url == landing_.home_url || !asked_ || is_root(*asked_)) return false;
        const std::string host = asked_->host_port() + "/";
        return std::ranges::any_of(controls, [&](const ControlFacts& control) {
            if (control.kind != "random_path" || !content_arrived(control.status)) return false;
            if (!control.scope.starts_with(host)) return false;
            if (was_moved() && outcome_.final_url == control.final_url) return true;
            const bool same_title = !facts_.title.empty() && facts_.title == control.title;
            return same_title && facts_.text_chars > 0 &&
                   alike(facts_.fingerprint, facts_.text_chars, control.fingerprint,
                         control.text_chars);
        });
    }

    // Row 20.
    bool says_error() const {
        if (facts_.text_chars >= short_chars_max) return false;
        return std::ranges::any_of(options_.error_phrases, [&](const std::string& phrase) {
            return carries(facts_.title, phrase) || facts_.opening.starts_with(phrase);
        });
    }
    // S05: a deleted page that refreshes to its parent.
    bool is_stub() const {
        if (outcome_.body->size() >= stub_bytes_max || facts_.text_chars > 0) return false;
        const std::string body = lower_ascii(*outcome_.body);
        return carries(body, "http-equiv") && carries(body, "url=../");
    }

    // Row 43: several such words where a page says what it is about. News of the police use one.
    bool is_hijacked() const {
        std::string about = facts_.title;
        for (const Meta& meta : facts_.metas)
            if (meta.name == "keywords" || meta.name == "description") about += " " + meta.content;
        const auto found = std::ranges::count_if(
            options_.hijack_words, [&](const std::string& word) { return carries(about, word); });
        return found >= options_.hijack_words_min;
    }

    // What broke off may have gone on; and a home page is judged by itself.
    bool is_whole_link() const {
        return outcome_.status == FetchStatus::ok && landing_.asked_url != landing_.home_url;
    }
    bool is_nothing() const {
        return is_whole_link() && outcome_.body->empty() &&
               carries(lower_ascii(outcome_.content_type), "html");
    }
    // Row 21. A page that scripts or frames fill may be full in a browser.
    bool is_blank() const {
        if (!is_whole_link()) return false;
        if (facts_.text_chars > 0 || landing_.links > 0 || !facts_.forwards_to.empty())
            return false;
        const std::string body = lower_ascii(*outcome_.body);
        static constexpr std::array fillers{"<script", "<frame", "<iframe", "<img",    "<object",
                                            "<embed",  "<video", "<svg",    "<canvas", "<form"};
        return std::ranges::none_of(fillers, [&](const char* tag) { return carries(body, tag); });
    }

    const Landing& landing_;
    const PageFacts& facts_;
    const FetchOutcome& outcome_;
    const LinkOptions& options_;
    std::optional<Url> asked_, final_;
};

}  // namespace

std::string suspect_of(const Landing& landing, const std::vector<ControlFacts>& controls,
                       const LinkOptions& options) {
    if (!content_arrived(landing.outcome.status)) return {};
    return Suspicion(landing, options).word(controls);
}

}  // namespace duwang::crawler
