#include "storage/capture/mark_sets.h"

#include <algorithm>

#include "core/hash.h"
#include "storage/capture/store_statements.h"
#include "storage/capture/varint.h"

namespace duwang::storage {
namespace {

// Every place, marks first; `each` may change it.
template <class Facts, class Each>
void for_each_place(Facts& facts, Each each) {
    for (auto& mark : facts.marks) each(mark.offset);
    for (auto& late : facts.late) each(late.offset);
}

// Says the same, wherever it stands.
bool alike(const Mark& a, const Mark& b) {
    return a.kind == b.kind && a.value == b.value && a.text == b.text && a.source == b.source;
}

bool alike(const LateContent& a, const LateContent& b) {
    return a.kind == b.kind && a.what == b.what && a.footer_like == b.footer_like &&
           a.library == b.library;
}

template <class T>
bool all_alike(const std::vector<T>& a, const std::vector<T>& b) {
    return std::ranges::equal(a, b, [](const T& one, const T& other) { return alike(one, other); });
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
    for (const LateContent& content : facts.late) {
        Json one = Json::object()
                       .set("kind", content.kind)
                       .set("what", content.what)
                       .set("footer_like", content.footer_like);
        if (content.library) one.set("library", true);
        late.push_back(std::move(one));
    }
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

MarkSets::MarkSets(Database& database)
    : find_(database.prepare("SELECT id FROM mark_sets WHERE hash = ?")),
      insert_(database.prepare("INSERT INTO mark_sets (hash, marks) VALUES (?, ?) RETURNING id")) {}

MarkSets::Seen& MarkSets::oldest() {
    next_ = (next_ + 1) % seen_.size();
    return seen_[next_];
}

std::int64_t MarkSets::id_of(const PageFacts& facts) {
    for (const Seen& seen : seen_)
        if (seen.id > 0 && seen.hash.empty() && all_alike(seen.marks, facts.marks) &&
            all_alike(seen.late, facts.late))
            return seen.id;
    const std::string text = marks_text(facts);
    const std::int64_t id = stored_once(find_, insert_, text, sha256_hex(text));
    oldest() = {facts.marks, facts.late, {}, id};
    return id;
}

std::int64_t MarkSets::id_of(const StoredPage& stored) {
    for (const Seen& seen : seen_)
        if (seen.id > 0 && seen.hash == stored.marks_hash) return seen.id;
    const std::int64_t id = stored_once(find_, insert_, stored.marks, stored.marks_hash);
    oldest() = {{}, {}, stored.marks_hash, id};
    return id;
}

}  // namespace duwang::storage
