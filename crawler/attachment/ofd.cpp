// 版式文档 (.ofd), GB/T 33190—2016: OFD.xml names the document, that its pages.
#include <algorithm>

#include "core/sheet_parts.h"
#include "core/text/normalise.h"
#include "crawler/attachment/ofd_page.h"
#include "crawler/attachment/readers.h"

namespace duwang::crawler {
namespace {

using Attributes = std::span<const xml::Attribute>;

struct RootHandler final : QuietHandler {
    std::string document, title;
    std::string* into = nullptr;
    bool encrypted = false;
    void start(std::string_view name, Attributes) override {
        into = name == "DocRoot" && document.empty() ? &document
               : name == "Title"                     ? &title
                                                     : nullptr;
        encrypted = encrypted || name == "Encryptions" || name == "EncryptInfo";
    }
    void end(std::string_view) override { into = nullptr; }
    void text(std::string_view part) override {
        if (into != nullptr && into->size() < 1'000) *into += part;
    }
};

struct DocumentHandler final : QuietHandler {
    std::vector<std::string> pages;
    std::string annotations, box;
    bool in_annotations = false, in_box = false;
    void start(std::string_view name, Attributes attributes) override {
        if (name == "Page" && pages.size() < 100'000)
            pages.emplace_back(attribute(attributes, "BaseLoc"));
        in_annotations = name == "Annotations";
        in_box = name == "PhysicalBox";
    }
    void end(std::string_view) override { in_annotations = in_box = false; }
    void text(std::string_view part) override {
        if (in_annotations) annotations += part;
        if (in_box) box += part;
    }
};

struct AnnotationList final : QuietHandler {
    std::vector<std::string> files;
    bool inside = false;
    void start(std::string_view name, Attributes) override {
        inside = name == "FileLoc";
        if (inside && files.size() < 1'000) files.emplace_back();
    }
    void end(std::string_view) override { inside = false; }
    void text(std::string_view part) override {
        if (inside && !files.empty()) files.back() += part;
    }
};

class OfdReader {
  public:
    OfdReader(Reading& reading, ZipReader& zip) : reading_(reading), zip_(zip) {}

    void read() {
        if (std::ranges::any_of(zip_.names(), [](std::string_view name) {
                return name.ends_with("Encryptions.xml") || name.ends_with("EncryptInfo.xml");
            }))
            return reading_.give_up("encrypted", "Encryptions.xml");
        RootHandler root;
        if (!part("OFD.xml", root)) return;
        if (root.encrypted) return reading_.give_up("encrypted", "OFD.xml");
        AttachmentFacts& facts = reading_.out.facts;
        facts.title = collapse_blanks(printable(root.title));
        const std::string main = resolved_part("", trimmed(root.document));
        DocumentHandler document;
        if (!part(main, document)) return;
        facts.pages = static_cast<int>(document.pages.size());
        std::vector<PdfPage> pages;
        for (const std::string& page : document.pages) {
            if (pages.size() >= static_cast<std::size_t>(reading_.limits.pages_max)) {
                reading_.leave_out("pages_cut");
                break;
            }
            if (!read_page(pages, resolved_part(main, trimmed(page)), document.box)) return;
        }
        Flow flow = pdf_flow(pages);
        flow.cut = flow.cut || pages.size() < document.pages.size();
        reading_.adopt(std::move(flow));
        read_annotations(main, document);
        if (facts.images > 0 && reading_.out.flow.blocks.empty() && !reading_.given_up())
            facts.state = "scanned";
    }

  private:
    Reading& reading_;
    ZipReader& zip_;
    std::size_t words_ = 0;

    static std::string trimmed(const std::string& text) { return std::string(trim_blanks(text)); }

    bool part(const std::string& name, xml::Handler& handler) {
        const Result<std::string> xml = zip_.read(name);
        if (!xml) {
            reading_.give_up(cause_of(zip_.problem()), name);
            return false;
        }
        return read_xml(reading_, *xml, name, handler);
    }

    bool read_page(std::vector<PdfPage>& pages, const std::string& name, const std::string& box) {
        PdfPage page;
        OfdPageHandler handler(page);
        if (!part(name, handler)) return false;
        if (const auto numbers = ofd_numbers(box, 4); page.width == 0 && numbers.size() == 4) {
            page.width = numbers[2] * 72 / 25.4;
            page.height = numbers[3] * 72 / 25.4;
        }
        reading_.out.facts.images += handler.images();
        for (const std::string& address : handler.addresses()) reading_.link(address, {});
        words_ += page.words.size() + page.rules.size();
        constexpr std::size_t words_max = 400'000;
        if (words_ > words_max) {
            reading_.give_up("too_much_text", name);
            return false;
        }
        pages.push_back(std::move(page));
        return true;
    }

    // 注释: their links.
    void read_annotations(const std::string& main, const DocumentHandler& document) {
        const std::string list_part = resolved_part(main, trimmed(document.annotations));
        if (document.annotations.empty() || !zip_.has(list_part)) return;
        AnnotationList list;
        if (!part(list_part, list)) return;
        for (const std::string& file : list.files) {
            const std::string name = resolved_part(list_part, trimmed(file));
            PdfPage unused;
            OfdPageHandler handler(unused);
            if (!zip_.has(name)) continue;
            if (!part(name, handler)) return;
            for (const std::string& address : handler.addresses()) reading_.link(address, {});
        }
    }
};

}  // namespace

void read_ofd(Reading& reading, ZipReader& zip) { OfdReader(reading, zip).read(); }

}  // namespace duwang::crawler
