// The straight lines of a page of a PDF, of the SVG that `pdftocairo -svg` writes.
#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

#include "core/xml.h"
#include "crawler/attachment/pdf_layout.h"

namespace duwang::crawler {
namespace {

constexpr std::size_t rules_max = 20'000;
constexpr double straight = 0.6;  // points a line may lean
constexpr double thin_max = 3.0;  // a filled rectangle so thin is a line
constexpr double length_min = 3.0;

struct Matrix {
    double a = 1, b = 0, c = 0, d = 1, e = 0, f = 0;

    Matrix then(const Matrix& outer) const {
        return {outer.a * a + outer.c * b,           outer.b * a + outer.d * b,
                outer.a * c + outer.c * d,           outer.b * c + outer.d * d,
                outer.a * e + outer.c * f + outer.e, outer.b * e + outer.d * f + outer.f};
    }
};

struct Point {
    double x = 0, y = 0;
};

Point moved(const Matrix& m, double x, double y) {
    return {m.a * x + m.c * y + m.e, m.b * x + m.d * y + m.f};
}

// Numbers one after the other, apart by blanks or commas.
class Numbers {
  public:
    explicit Numbers(std::string_view text) : text_(text) {}
    std::optional<double> next() {
        skip();
        double value = 0;
        const auto [end, error] = std::from_chars(text_.data(), text_.data() + text_.size(), value);
        if (error != std::errc() || !std::isfinite(value)) return std::nullopt;
        text_.remove_prefix(static_cast<std::size_t>(end - text_.data()));
        return value;
    }
    // A letter of a path; 0: a number follows, or nothing.
    char letter() {
        skip();
        if (text_.empty()) return 0;
        const char c = text_.front();
        if ((c < 'A' || c > 'Z') && (c < 'a' || c > 'z')) return 0;
        text_.remove_prefix(1);
        return c;
    }
    bool at_end() {
        skip();
        return text_.empty();
    }

  private:
    void skip() {
        const std::size_t at = text_.find_first_not_of(" ,\t\r\n");
        text_.remove_prefix(std::min(at, text_.size()));
    }
    std::string_view text_;
};

Matrix matrix_of(std::string_view transform) {
    const std::size_t open = transform.find("matrix(");
    if (open == transform.npos) return {};
    Numbers numbers(transform.substr(open + 7));
    double values[6] = {1, 0, 0, 1, 0, 0};
    for (double& value : values) {
        const auto next = numbers.next();
        if (!next) return {};
        value = *next;
    }
    return {values[0], values[1], values[2], values[3], values[4], values[5]};
}

std::string_view attribute(std::span<const xml::Attribute> attributes, std::string_view name) {
    for (const xml::Attribute& one : attributes)
        if (one.name == name) return one.value;
    return {};
}

// "fill" or "stroke", of the style or an attribute of its own; empty: not said.
std::string_view paint(std::span<const xml::Attribute> attributes, std::string_view name) {
    if (const std::string_view own = attribute(attributes, name); !own.empty()) return own;
    const std::string_view style = attribute(attributes, "style");
    for (std::size_t at = 0; at < style.size();) {
        std::size_t end = style.find(';', at);
        if (end == style.npos) end = style.size();
        const std::string_view part = style.substr(at, end - at);
        if (part.starts_with(name) && part.substr(name.size()).starts_with(":"))
            return part.substr(name.size() + 1);
        at = end + 1;
    }
    return {};
}

bool is_seen(std::string_view paint) {
    return !paint.empty() && paint != "none" && paint != "rgb(100%,100%,100%)" && paint != "white";
}

class RuleHandler : public xml::Handler {
  public:
    void start(std::string_view name, std::span<const xml::Attribute> attributes) override {
        if (hidden_ > 0 || name == "defs" || name == "symbol" || name == "clipPath" ||
            name == "mask" || name == "pattern") {
            ++hidden_;
            return;
        }
        const Matrix own = matrix_of(attribute(attributes, "transform"));
        matrices_.push_back(matrices_.empty() ? own : own.then(matrices_.back()));
        if (name == "svg") is_svg = true;
        if (name == "path") draw_path(attributes);
        if (name == "rect") draw_rectangle(attributes);
    }
    void end(std::string_view) override {
        if (hidden_ > 0)
            --hidden_;
        else if (!matrices_.empty())
            matrices_.pop_back();
    }
    void text(std::string_view) override {}
    bool enough() const override { return rules.size() >= rules_max; }

    std::vector<PdfRule> rules;
    bool is_svg = false;

  private:
    void draw_path(std::span<const xml::Attribute> attributes) {
        stroked_ = is_seen(paint(attributes, "stroke"));
        filled_ = is_seen(paint(attributes, "fill"));
        if (!stroked_ && !filled_) return;
        read_path(attribute(attributes, "d"));
    }

    void draw_rectangle(std::span<const xml::Attribute> attributes) {
        stroked_ = is_seen(paint(attributes, "stroke"));
        filled_ = is_seen(paint(attributes, "fill"));
        auto value = [&](std::string_view name) {
            return Numbers(attribute(attributes, name)).next().value_or(0);
        };
        const double x = value("x"), y = value("y"), w = value("width"), h = value("height");
        const Matrix& m = matrices_.back();
        points_ = {moved(m, x, y), moved(m, x + w, y), moved(m, x + w, y + h), moved(m, x, y + h)};
        closed_ = true;
        finish();
    }

    // M, L, H, V, C and Z, absolute, as cairo writes them. Anything else ends the path.
    void read_path(std::string_view d) {
        Numbers numbers(d);
        points_.clear();
        closed_ = false;
        const Matrix& m = matrices_.back();
        while (!numbers.at_end()) {
            const char command = numbers.letter();
            if (command == 'Z' || command == 'z') {
                closed_ = true;
                finish();
                continue;
            }
            if (command == 'C') {  // a curve is no rule, nor is what it is part of
                for (int i = 0; i < 6; ++i) (void)numbers.next();
                curved_ = true;
                continue;
            }
            if (command != 'M' && command != 'L') break;
            if (command == 'M') finish();
            const auto x = numbers.next(), y = numbers.next();
            if (!x || !y) break;
            points_.push_back(moved(m, *x, *y));
        }
        finish();
    }

    // One part of a path is complete.
    void finish() {
        if (!curved_ && points_.size() >= 2) {
            if (stroked_)
                add_edges();
            else if (points_.size() >= 4)
                add_thin();
        }
        points_.clear();
        closed_ = curved_ = false;
    }

    void add_edges() {
        for (std::size_t i = 1; i < points_.size(); ++i) add(points_[i - 1], points_[i]);
        if (closed_) add(points_.back(), points_.front());
    }

    void add_thin() {
        const auto [left, right] = std::ranges::minmax(points_, {}, &Point::x);
        const auto [top, bottom] = std::ranges::minmax(points_, {}, &Point::y);
        const double width = right.x - left.x, height = bottom.y - top.y;
        const double x = (left.x + right.x) / 2, y = (top.y + bottom.y) / 2;
        if (height <= thin_max && width > height)
            add({left.x, y}, {right.x, y});
        else if (width <= thin_max && height > width)
            add({x, top.y}, {x, bottom.y});
    }

    void add(Point from, Point to) {
        const double dx = std::abs(from.x - to.x), dy = std::abs(from.y - to.y);
        if (rules.size() >= rules_max || std::max(dx, dy) < length_min) return;
        if (dy <= straight) {
            const double y = (from.y + to.y) / 2;
            rules.push_back({std::min(from.x, to.x), y, std::max(from.x, to.x), y});
        } else if (dx <= straight) {
            const double x = (from.x + to.x) / 2;
            rules.push_back({x, std::min(from.y, to.y), x, std::max(from.y, to.y)});
        }
    }

    std::vector<Matrix> matrices_;
    int hidden_ = 0;
    bool stroked_ = false, filled_ = false, closed_ = false, curved_ = false;
    std::vector<Point> points_;
};

}  // namespace

Result<std::vector<PdfRule>> read_pdf_rules(std::string_view svg) {
    RuleHandler handler;
    const xml::Report report = xml::read(svg, handler, {.depth_max = 256});
    if (!handler.is_svg) return failure(Errc::config, "no SVG: " + report.note);
    return std::move(handler.rules);
}

}  // namespace duwang::crawler
