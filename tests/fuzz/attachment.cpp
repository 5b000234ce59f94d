// Files that pages offer, as far as they are read in this process: a container or OLE2 file as it
// is, or one part of a container behind a word that names it ("docx <w:document>…", for nobody
// mutates through a checksum). No tools are run.
#include "crawler/attachment/attachment.h"

#include "core/attachment_facts.h"
#include "crawler/attachment/ole.h"
#include "tests/fuzz/target.h"
#include "tests/support/ofd.h"

namespace duwang::fuzz {
namespace {

using test::ZipFiles;

std::string container_of(std::string_view kind, std::string content) {
    const std::string relations =
        "<Relationships><Relationship Id='r1' Type='x/slide' Target='slide.xml'/></Relationships>";
    if (kind == "docx")
        return test::zip_of(
            ZipFiles{{"[Content_Types].xml", "<Types/>"}, {"word/document.xml", content}});
    if (kind == "xlsx") return test::workbook_of(content);
    if (kind == "pptx")
        return test::zip_of(
            ZipFiles{{"[Content_Types].xml", "<Types/>"},
                     {"ppt/presentation.xml", "<p><sldId id='256' id2='' r:id='r1'/></p>"},
                     {"ppt/_rels/presentation.xml.rels", relations},
                     {"ppt/slide.xml", content}});
    if (kind == "ofdp") {
        ZipFiles files = test::ofd_files("x", {{}});
        files[1].second = content;
        return test::zip_of(files);
    }
    return {};
}

bool needs_a_tool(const std::string& kind) {
    return kind == "pdf" || kind == "doc" || kind == "xls" || kind == "rtf";
}

void read(std::string_view bytes, std::string_view name) {
    if (needs_a_tool(crawler::attachment_kind(bytes))) return;
    crawler::AttachmentLimits limits;
    limits.inflated_max = 4u << 20;
    limits.text_max = 64'000;
    const crawler::AttachmentReading reading = crawler::read_attachment(bytes, name, limits);
    const AttachmentFacts& facts = reading.facts;
    require(!facts.kind.empty() && !facts.state.empty(), "every file has a kind and a state");
    require((facts.state == "not_determined") == !facts.cause.empty(), "a cause, or a reading");
    require(facts.cause.empty() || reading.flow.blocks.empty(), "nothing is half read");
    require(reading.flow.text().size() <= limits.text_max * 2, "text is bounded");
    for (const FlowBlock& block : reading.flow.blocks)
        require(block.kind != FlowBlock::Kind::table || block.table < reading.flow.tables.size(),
                "tables of the flow are there");
    const Json json = to_json(facts);
    require(to_json(attachment_from_json(json)).dump() == json.dump(), "facts come back");
}

}  // namespace

void attachment(std::string_view bytes) {
    read(bytes, "a.docx");
    if (const auto file = crawler::OleFile::open(bytes))
        require(file->stream("WordDocument", 10'000).size() <= 10'000, "streams are bounded");
    if (bytes.size() < 5 || bytes[4] != ' ') return;
    const std::string container = container_of(bytes.substr(0, 4), std::string(bytes.substr(5)));
    if (!container.empty()) read(container, "a.zip");
}

}  // namespace duwang::fuzz
