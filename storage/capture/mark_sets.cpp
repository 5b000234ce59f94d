#include "storage/capture/mark_sets.h"

#include "storage/capture/varint.h"

namespace duwang::storage {
namespace {

// Every place, marks first; `each` may change it.
template <class Facts, class Each>
void for_each_place(Facts& facts, Each each) {
    for (auto& mark : facts.marks) each(mark.offset);
    for (auto& late : facts.late) each(late.offset);
}

}  // namespace

std::string marks_text(const PageFacts& facts) {
    Json marks = Json::array(), late = Json::array();
    for (const Mark& mark : facts.marks)
        marks.push_back(Json::object()
                            .set("kind", mark.kind)
                            .set("value", mark.value)
                            .set("text", mark.text)
                            .set("source", mark.source));
    for (const LateContent& content : facts.late)
        late.push_back(Json::object()
                           .set("kind", content.kind)
                           .set("what", content.what)
                           .set("footer_like", content.footer_like));
    return Json::object().set("marks", std::move(marks)).set("late", std::move(late)).dump();
}

std::string marks_places(const PageFacts& facts) {
    std::vector<std::int64_t> places;
    for_each_place(facts, [&](std::int64_t offset) { places.push_back(offset); });
    return pack_numbers(places);
}

void read_marks(const std::string& text, std::string_view places, PageFacts& facts) {
    auto json = Json::parse(text);
    if (!json) return;
    PageFacts read = page_facts_from_json(*json);
    facts.marks = std::move(read.marks);
    facts.late = std::move(read.late);
    const std::vector<std::int64_t> offsets = unpack_numbers(places);
    std::size_t next = 0;
    for_each_place(facts, [&](std::int64_t& offset) {
        if (next < offsets.size()) offset = offsets[next++];
    });
}

}  // namespace duwang::storage
