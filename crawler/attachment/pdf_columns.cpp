#include "crawler/attachment/pdf_columns.h"

#include <algorithm>
#include <cmath>

namespace duwang::crawler {
namespace {

using Stops = std::vector<double>;

constexpr double same = 2.0;  // points within which lines of two pages stand at one place

std::uint32_t nearest(const Stops& stops, double at) {
    const auto next = std::ranges::lower_bound(stops, at);
    if (next == stops.begin()) return 0;
    const auto before = next - 1;
    const bool nearer = next == stops.end() || at - *before <= *next - at;
    return static_cast<std::uint32_t>((nearer ? before : next) - stops.begin());
}

// Is every line of `fewer` one of `more`, each another one?
bool all_in(const Stops& fewer, const Stops& more) {
    std::uint32_t last = 0;
    for (std::size_t i = 0; i < fewer.size(); ++i) {
        const std::uint32_t found = nearest(more, fewer[i]);
        if (std::abs(more[found] - fewer[i]) > same || (i > 0 && found <= last)) return false;
        last = found;
    }
    return true;
}

// One table, as far as its lines tell: of one width, and with a line inside that both have.
bool may_be_one(const Stops& one, const Stops& other) {
    const Stops& fewer = one.size() < other.size() ? one : other;
    const Stops& more = one.size() < other.size() ? other : one;
    return fewer.size() > 2 && std::abs(fewer.front() - more.front()) <= same &&
           std::abs(fewer.back() - more.back()) <= same && all_in(fewer, more);
}

Table levelled(const Table& table, const Stops& own, const Stops& all) {
    Table result;
    result.origin = table.origin;
    for (TableCell cell : table.cells()) {
        const std::uint32_t end = nearest(all, own[cell.column + cell.columns]);
        cell.column = nearest(all, own[cell.column]);
        cell.columns = end - cell.column;
        result.add(std::move(cell));
    }
    return result;
}

}  // namespace

void level_columns(Flow& flow, const std::vector<Stops>& stops) {
    const auto& blocks = flow.blocks;
    for (std::size_t first = 0, next = 0; first < blocks.size(); first = next) {
        next = first + 1;
        if (blocks[first].kind != FlowBlock::Kind::table) continue;
        const Stops* most = &stops[blocks[first].table];
        for (; next < blocks.size() && blocks[next].kind == FlowBlock::Kind::table; ++next) {
            const Stops& own = stops[blocks[next].table];
            if (blocks[next].page != blocks[next - 1].page + 1 || !may_be_one(*most, own)) break;
            if (own.size() > most->size()) most = &own;
        }
        for (std::size_t i = first; i < next; ++i) {
            const Stops& own = stops[blocks[i].table];
            Table& table = flow.tables[blocks[i].table];
            if (own.size() < most->size()) table = levelled(table, own, *most);
        }
    }
}

}  // namespace duwang::crawler
