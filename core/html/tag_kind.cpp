#include "core/html/tag_kind.h"

#include <algorithm>
#include <array>

namespace duwang::html {
namespace {

struct Group {
    std::uint32_t kinds;
    std::string_view names;  // blank after each
};

// HTML standard, sections "The stack of open elements" and "The rules for parsing tokens in HTML
// content". Names that some parsers treat as special and others do not count as special.
constexpr Group groups[] = {
    {known | special | closes_p | generic_end,
     "address article aside blockquote center details dialog dir div dl fieldset figcaption figure "
     "footer header hgroup listing main menu nav ol pre section summary ul search "},
    {known | special | generic_end, "button "},
    {known | special | closes_p, "p form "},
    {known | special | closes_p | heading, "h1 h2 h3 h4 h5 h6 "},
    {known | special, "li dd dt html head body noscript frameset menuitem isindex nextid "},
    {known | special | closes_p, "hr "},
    {known | special | scope | marker | generic_end, "applet marquee object "},
    {known | special | scope, "foreignobject desc mi mo mn ms mtext annotation-xml "},
    {known | special | scope | marker, "template "},
    {known | special | scope | closes_p, "table "},
    {known | special | scope | marker | table_part, "td th caption "},
    {known | special | table_part, "tr tbody thead tfoot colgroup "},
    {known | special, "select "},
    {known | special | is_void | table_part, "col "},
    {known | special | is_void,
     "area base basefont bgsound br embed frame hr image img input keygen link meta param source "
     "track wbr "},
    {known | special | raw_text,
     "iframe noembed noframes script style textarea title xmp plaintext "},
    {known | closes_p, "xmp plaintext "},
    {known | formatting, "a b big code em font i nobr s small strike strong tt u "},
    {known | foreign, "svg math "},
    {known,
     "cite q dfn abbr data time var samp kbd sub sup mark ruby rt rp rb rtc bdi bdo span ins del "
     "video audio canvas map label datalist optgroup option output progress meter acronym blink "
     "multicol spacer legend "},
    {breakout,
     "b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img "
     "li listing menu meta nobr ol p pre ruby s small span strong strike sub sup table tt u ul "
     "var "},
};

constexpr std::size_t count_names() {
    std::size_t count = 0;
    for (const Group& group : groups)
        for (char c : group.names) count += c == ' ' ? 1 : 0;
    return count;
}

constexpr auto make_table() {
    std::array<TagTraits, count_names()> table{};
    std::size_t at = 0;
    for (const Group& group : groups)
        for (std::string_view rest = group.names; !rest.empty();) {
            const std::size_t end = rest.find(' ');
            table[at++] = {tag_id(rest.substr(0, end)), group.kinds, rest.substr(0, end)};
            rest.remove_prefix(end + 1);
        }
    std::sort(table.begin(), table.end(),
              [](const TagTraits& a, const TagTraits& b) { return a.id < b.id; });
    // A name in several groups gets all of their kinds.
    for (std::size_t i = table.size() - 1; i > 0; --i)
        if (table[i - 1].id == table[i].id) table[i - 1].kinds |= table[i].kinds;
    return table;
}
constexpr auto table = make_table();

// Where a name stands in the table, by its id: open addressing.
constexpr std::size_t slots = 1024;
constexpr std::size_t slot_of(std::uint64_t id) { return id * 0x9fb21c651e98df25u >> 54; }
constexpr auto make_index() {
    std::array<std::uint16_t, slots> index{};  // 0: free, else one more than the place
    for (std::size_t i = 0; i < table.size(); ++i) {
        if (i > 0 && table[i].id == table[i - 1].id) continue;
        std::size_t at = slot_of(table[i].id);
        while (index[at] != 0) at = (at + 1) % slots;
        index[at] = static_cast<std::uint16_t>(i + 1);
    }
    return index;
}
constexpr auto places = make_index();

}  // namespace

TagTraits tag_traits(std::string_view lower_name) {
    const std::uint64_t id = tag_id(lower_name);
    for (std::size_t at = slot_of(id); places[at] != 0; at = (at + 1) % slots)
        if (table[places[at] - 1].id == id) return table[places[at] - 1];
    return {id, 0, {}};
}

}  // namespace duwang::html
