// The words of a PDF and where they stand, as `pdftotext -bbox` tells them.
#include <charconv>
#include <cmath>

#include "core/xml.h"
#include "crawler/attachment/pdf_layout.h"

namespace duwang::crawler {
namespace {

constexpr std::size_t words_max = 400'000;
constexpr std::size_t pages_max = 10'000;
constexpr double page_max = 20'000;  // points; PDF itself allows 14,400

double number(std::string_view text) {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && std::isfinite(value) ? value : 0;
}

class WordHandler : public xml::Handler {
  public:
    void start(std::string_view name, std::span<const xml::Attribute> attributes) override {
        if (name == "doc") is_bbox_ = true;
        if (name == "page") begin_page(attributes);
        if (name == "word" && !pages.empty()) begin_word(attributes);
    }
    void end(std::string_view name) override {
        if (name != "word" || !in_word_) return;
        in_word_ = false;
        if (!word_.text.empty()) pages.back().words.push_back(std::move(word_));
    }
    void text(std::string_view text) override {
        if (in_word_) word_.text += text;
    }
    bool enough() const override { return words_ >= words_max || pages.size() >= pages_max; }
    bool is_bbox() const { return is_bbox_; }

    std::vector<PdfPage> pages;

  private:
    void begin_page(std::span<const xml::Attribute> attributes) {
        PdfPage page;
        for (const xml::Attribute& one : attributes) {
            if (one.name == "width") page.width = std::clamp(number(one.value), 0.0, page_max);
            if (one.name == "height") page.height = std::clamp(number(one.value), 0.0, page_max);
        }
        pages.push_back(std::move(page));
    }

    void begin_word(std::span<const xml::Attribute> attributes) {
        word_ = {};
        for (const xml::Attribute& one : attributes) {
            if (one.name == "xMin") word_.box.left = number(one.value);
            if (one.name == "xMax") word_.box.right = number(one.value);
            if (one.name == "yMin") word_.box.top = number(one.value);
            if (one.name == "yMax") word_.box.bottom = number(one.value);
        }
        in_word_ = true;
        ++words_;
    }

    bool is_bbox_ = false, in_word_ = false;
    PdfWord word_;
    std::size_t words_ = 0;
};

}  // namespace

Result<std::vector<PdfPage>> read_pdf_words(std::string_view xhtml) {
    // The document type it names is not needed, and no reader of ours accepts one.
    if (const std::size_t html = xhtml.find("<html"); html != xhtml.npos) xhtml.remove_prefix(html);
    WordHandler handler;
    const xml::Report report = xml::read(xhtml, handler);
    if (!handler.is_bbox()) return failure(Errc::config, "no words with places: " + report.note);
    return std::move(handler.pages);
}

}  // namespace duwang::crawler
