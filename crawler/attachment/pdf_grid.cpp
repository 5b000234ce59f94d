#include "crawler/attachment/pdf_grid.h"

#include <algorithm>
#include <numeric>
#include <ranges>

namespace duwang::crawler {
namespace {

constexpr double same = 2.0;            // points within which lines are one, or touch
constexpr double sticks_out = 10.0;     // by which lines go on beyond the last upright: 开口表
constexpr std::size_t lines_max = 600;  // of a page, those that go on in each other once
constexpr std::size_t places_max = 60'000;

// A line in one direction: where it is, and from where to where it goes.
struct Segment {
    double at = 0, from = 0, to = 0;
};

// Lines that lie upon each other or go on in each other are one.
std::vector<Segment> merged(std::vector<Segment> segments) {
    std::ranges::sort(segments, [](const Segment& a, const Segment& b) {
        return a.at != b.at ? a.at < b.at : a.from < b.from;
    });
    std::vector<Segment> bands;  // of about the same place, sorted by where they begin
    std::vector<Segment> result;
    auto flush = [&] {
        std::ranges::sort(bands, {}, &Segment::from);
        for (const Segment& one : bands) {
            if (!result.empty() && result.back().at == one.at &&
                one.from <= result.back().to + same)
                result.back().to = std::max(result.back().to, one.to);
            else
                result.push_back(one);
        }
        bands.clear();
    };
    for (Segment one : segments) {
        if (!bands.empty() && one.at - bands.front().at > same) flush();
        if (!bands.empty()) one.at = bands.front().at;
        bands.push_back(one);
    }
    flush();
    return result;
}

class Groups {
  public:
    explicit Groups(std::size_t size) : parent_(size) {
        std::iota(parent_.begin(), parent_.end(), 0);
    }
    std::size_t of(std::size_t one) {
        while (parent_[one] != one) one = parent_[one] = parent_[parent_[one]];
        return one;
    }
    void join(std::size_t one, std::size_t other) {
        one = of(one), other = of(other);
        parent_[std::max(one, other)] = std::min(one, other);
    }

  private:
    std::vector<std::size_t> parent_;
};

bool cross(const Segment& level, const Segment& upright) {
    return upright.at >= level.from - same && upright.at <= level.to + same &&
           level.at >= upright.from - same && level.at <= upright.to + same;
}

// Places of lines, those within `same` of each other once.
std::vector<double> stops(const std::vector<Segment>& lines) {
    std::vector<double> at;
    for (const Segment& line : lines) at.push_back(line.at);
    std::ranges::sort(at);
    std::vector<double> result;
    for (const double one : at)
        if (result.empty() || one - result.back() > same) result.push_back(one);
    return result;
}

// Lines in one direction by the stop they stand at, so that looking one up takes no walk over all.
class LinesByStop {
  public:
    LinesByStop(const std::vector<Segment>& lines, const std::vector<double>& stops)
        : at_(stops.size()) {
        for (const Segment& line : lines) {
            const auto next = std::ranges::upper_bound(stops, line.at + same);
            if (next == stops.begin()) continue;
            at_[static_cast<std::size_t>(next - stops.begin()) - 1].push_back(line);
        }
        for (auto& own : at_) {
            std::ranges::sort(own, {}, &Segment::from);
            for (std::size_t i = 1; i < own.size(); ++i)  // how far any line until here reaches
                own[i].to = std::max(own[i].to, own[i - 1].to);
        }
    }
    bool covers(std::size_t stop, double point) const {
        const auto next = std::ranges::upper_bound(at_[stop], point + same, {}, &Segment::from);
        return next != at_[stop].begin() && point <= (next - 1)->to + same;
    }

  private:
    std::vector<std::vector<Segment>> at_;
};

// One table: its lines that cross each other.
class GridMaker {
  public:
    GridMaker(std::vector<Segment> levels, std::vector<Segment> uprights)
        : levels_(std::move(levels)), uprights_(std::move(uprights)) {
        close_sides();
        ys_ = stops(levels_);
        xs_ = stops(uprights_);
    }

    PdfGrid make() {
        PdfGrid grid;
        if (ys_.size() < 2 || xs_.size() < 2 || rows() * columns() > places_max) return grid;
        grid.box = {xs_.front(), ys_.front(), xs_.back(), ys_.back()};
        Groups places(rows() * columns());
        join_open(places);
        collect(places, grid);
        return grid;
    }

  private:
    std::size_t rows() const { return ys_.size() - 1; }
    std::size_t columns() const { return xs_.size() - 1; }

    // 开口表: tables often have no lines at their sides.
    void close_sides() {
        double left = levels_.front().from, right = levels_.front().to;
        for (const Segment& level : levels_) {
            left = std::min(left, level.from);
            right = std::max(right, level.to);
        }
        const auto [first, last] = std::ranges::minmax(uprights_, {}, &Segment::at);
        const auto [top, bottom] = std::ranges::minmax(levels_, {}, &Segment::at);
        if (first.at - left > sticks_out) uprights_.push_back({left, top.at, bottom.at});
        if (right - last.at > sticks_out) uprights_.push_back({right, top.at, bottom.at});
    }

    void join_open(Groups& places) const {
        const LinesByStop uprights(uprights_, xs_), levels(levels_, ys_);
        for (std::size_t row = 0; row < rows(); ++row) {
            const double y = (ys_[row] + ys_[row + 1]) / 2;
            for (std::size_t column = 0; column < columns(); ++column) {
                const double x = (xs_[column] + xs_[column + 1]) / 2;
                const std::size_t place = row * columns() + column;
                if (column + 1 < columns() && !uprights.covers(column + 1, y))
                    places.join(place, place + 1);
                if (row + 1 < rows() && !levels.covers(row + 1, x))
                    places.join(place, place + columns());
            }
        }
    }

    void collect(Groups& places, PdfGrid& grid) const {
        std::vector<std::size_t> cell_of(rows() * columns(), 0);
        for (std::size_t place = 0; place < cell_of.size(); ++place) {
            const auto row = static_cast<std::uint32_t>(place / columns());
            const auto column = static_cast<std::uint32_t>(place % columns());
            const std::size_t first = places.of(place);
            if (first == place) {
                grid.cells.push_back({{}, row, column, 1, 1});
                cell_of[place] = grid.cells.size() - 1;
            }
            PdfCell& cell = grid.cells[cell_of[first]];
            if (column < cell.column) {  // no rectangle: the first row does not begin leftmost
                cell.columns += cell.column - column;
                cell.column = column;
            }
            cell.rows = std::max(cell.rows, row + 1 - cell.row);
            cell.columns = std::max(cell.columns, column + 1 - cell.column);
        }
        grid.xs = xs_;
        grid.ys = ys_;
        for (const std::size_t place : std::views::iota(std::size_t{0}, cell_of.size()))
            grid.cell_of.push_back(static_cast<std::uint32_t>(cell_of[places.of(place)]));
        for (PdfCell& cell : grid.cells)
            cell.box = {xs_[cell.column], ys_[cell.row], xs_[cell.column + cell.columns],
                        ys_[cell.row + cell.rows]};
    }

    std::vector<Segment> levels_, uprights_;
    std::vector<double> xs_, ys_;
};

}  // namespace

const PdfCell* PdfGrid::at(double x, double y) const {
    const auto place = [](const std::vector<double>& stops, double value) {
        return static_cast<std::size_t>(std::ranges::upper_bound(stops, value) - stops.begin());
    };
    const std::size_t column = place(xs, x), row = place(ys, y);
    if (column == 0 || row == 0 || column >= xs.size() || row >= ys.size()) return nullptr;
    return &cells[cell_of[(row - 1) * (xs.size() - 1) + column - 1]];
}

std::vector<PdfGrid> pdf_grids(const std::vector<PdfRule>& rules) {
    std::vector<Segment> levels, uprights;
    for (const PdfRule& rule : rules) {
        if (rule.y1 == rule.y2)
            levels.push_back({rule.y1, rule.x1, rule.x2});
        else
            uprights.push_back({rule.x1, rule.y1, rule.y2});
    }
    levels = merged(std::move(levels));
    uprights = merged(std::move(uprights));
    if (levels.size() > lines_max || uprights.size() > lines_max * 4) return {};
    Groups groups(levels.size() + uprights.size());
    for (std::size_t i = 0; i < levels.size(); ++i)
        for (std::size_t j = 0; j < uprights.size(); ++j)
            if (cross(levels[i], uprights[j])) groups.join(i, levels.size() + j);
    std::vector<PdfGrid> grids;
    for (std::size_t root = 0; root < levels.size(); ++root) {
        if (groups.of(root) != root) continue;
        std::vector<Segment> own_levels, own_uprights;
        for (std::size_t i = 0; i < levels.size(); ++i)
            if (groups.of(i) == root) own_levels.push_back(levels[i]);
        for (std::size_t j = 0; j < uprights.size(); ++j)
            if (groups.of(levels.size() + j) == root) own_uprights.push_back(uprights[j]);
        if (own_levels.size() < 2 || own_uprights.empty()) continue;
        PdfGrid grid = GridMaker(std::move(own_levels), std::move(own_uprights)).make();
        if (grid.cells.size() > 1) grids.push_back(std::move(grid));
    }
    std::ranges::sort(grids, {}, [](const PdfGrid& grid) { return grid.box.top; });
    return grids;
}

}  // namespace duwang::crawler
