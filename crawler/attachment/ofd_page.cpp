#include "crawler/attachment/ofd_page.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "core/sheet_parts.h"
#include "core/text/normalise.h"
#include "core/text/utf8.h"

namespace duwang::crawler {
namespace {

constexpr double points_per_mm = 72 / 25.4;
constexpr std::size_t words_max = 200'000, rules_max = 100'000, deltas_max = 5'000;
constexpr double straight = 0.2;  // mm by which a line may lean

double number_of(std::string_view text, double otherwise) {
    const auto numbers = ofd_numbers(text, 1);
    return numbers.empty() ? otherwise : numbers[0];
}

PdfBox points(double left, double top, double right, double bottom) {
    return {left * points_per_mm, top * points_per_mm, right * points_per_mm,
            bottom * points_per_mm};
}

// "g 3 5.25 4" stands for 5.25 5.25 5.25 4.
std::vector<double> steps_of(std::string_view text) {
    std::vector<double> steps;
    while (!text.empty() && steps.size() < deltas_max) {
        const std::size_t start = text.find_first_not_of(" \t\r\n");
        if (start == text.npos) break;
        text.remove_prefix(start);
        if (text[0] == 'g') {
            text.remove_prefix(1);
            const auto pair = ofd_numbers(text, 2);
            if (pair.size() < 2) break;
            const auto times = static_cast<std::size_t>(std::clamp(pair[0], 0.0, 5'000.0));
            steps.insert(steps.end(), std::min(times, deltas_max - steps.size()), pair[1]);
            for (int i = 0; i < 2; ++i) {
                text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
                text.remove_prefix(std::min(text.find_first_of(" \t\r\n"), text.size()));
            }
        } else {
            const auto one = ofd_numbers(text, 1);
            if (one.empty()) break;
            steps.push_back(one[0]);
            text.remove_prefix(std::min(text.find_first_of(" \t\r\n"), text.size()));
        }
    }
    return steps;
}

}  // namespace

std::vector<double> ofd_numbers(std::string_view text, std::size_t most) {
    std::vector<double> numbers;
    while (numbers.size() < most) {
        const std::size_t start = text.find_first_not_of(" \t\r\n");
        if (start == text.npos) break;
        text.remove_prefix(start);
        double value = 0;
        const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
        if (problem != std::errc() || !std::isfinite(value) || std::abs(value) > 1e6) break;
        numbers.push_back(value);
        text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    }
    return numbers;
}

void OfdPageHandler::start(std::string_view name, std::span<const xml::Attribute> attributes) {
    if (name == "PhysicalBox" || name == "ApplicationBox") in_box_ = name == "PhysicalBox";
    if (name == "TextObject" || name == "PathObject" || name == "ImageObject") {
        const auto box = ofd_numbers(attribute(attributes, "Boundary"), 4);
        object_ = box.size() == 4 ? Box{box[0], box[1], box[2], box[3]} : Box{};
        size_ = number_of(attribute(attributes, "Size"), 4);
        // A matrix that only enlarges is common; others (turned text) are left as they are.
        const auto matrix = ofd_numbers(attribute(attributes, "CTM"), 6);
        scale_ = matrix.size() == 6 && matrix[0] > 0 ? matrix[0] : 1;
        if (name == "ImageObject") ++images_;
    }
    if (name == "URI" && addresses_.size() < 1'000) {
        addresses_.emplace_back(attribute(attributes, "URI"));
        if (addresses_.back().empty()) addresses_.back() = attribute(attributes, "Dest");
    }
    if (name == "TextCode") {
        in_code_ = true;
        // Missing ones go on from the code before.
        x_ = number_of(attribute(attributes, "X"), x_);
        y_ = number_of(attribute(attributes, "Y"), y_);
        deltas_ = attribute(attributes, "DeltaX");
        raw_.clear();
    }
    if (name == "AbbreviatedData") {
        in_path_ = true;
        raw_.clear();
    }
}

void OfdPageHandler::end(std::string_view name) {
    if (name == "TextCode") close_code();
    if (name == "AbbreviatedData") close_path();
    if (name == "PhysicalBox") in_box_ = false;
}

void OfdPageHandler::text(std::string_view part) {
    if (in_code_ || in_path_) raw_ += part;
    if (in_box_ && page_.width == 0) {
        const auto box = ofd_numbers(part, 4);
        if (box.size() == 4) {
            page_.width = box[2] * points_per_mm;
            page_.height = box[3] * points_per_mm;
        }
    }
}

// A code becomes words where a step leaves a gap, as between the columns of a table.
void OfdPageHandler::close_code() {
    in_code_ = false;
    const std::vector<double> steps = steps_of(deltas_);
    const double size = size_ * scale_;
    const double base = object_.y + y_ * scale_, start = object_.x + x_ * scale_;
    double x = start, from = start;
    std::string word;
    const auto close = [&](double right) {
        if (!word.empty() && page_.words.size() < words_max)
            page_.words.push_back(
                {points(from, base - size * 0.88, right, base + size * 0.12), word});
        word.clear();
    };
    std::size_t index = 0;
    for (std::size_t at = 0; at < raw_.size(); ++index) {
        const char32_t code = next_code_point(raw_, at);
        const double width = (code < 0x2E80 ? 0.5 : 1.0) * size;
        if (is_blank(code)) {
            close(x);
        } else {
            if (word.empty()) from = x;
            append_utf8(word, code);
        }
        const double step = index < steps.size() ? steps[index] * scale_ : width;
        if (step > width + size) close(x + width);
        x += step;
    }
    close(x);
}

// "M 0 0 L 100 0 L 100 50 C": lines between the points.
void OfdPageHandler::close_path() {
    in_path_ = false;
    std::string_view text = raw_;
    double x = 0, y = 0, first_x = 0, first_y = 0;
    const auto rule = [&](double to_x, double to_y) {
        const bool upright = std::abs(to_x - x) < straight, level = std::abs(to_y - y) < straight;
        if (upright != level && page_.rules.size() < rules_max) {
            const PdfBox box = points(object_.x + x * scale_, object_.y + y * scale_,
                                      object_.x + to_x * scale_, object_.y + to_y * scale_);
            page_.rules.push_back({box.left, box.top, box.right, box.bottom});
        }
        x = to_x;
        y = to_y;
    };
    while (!text.empty()) {
        const char what = text[0];
        text.remove_prefix(1);
        const std::size_t wanted = what == 'M' || what == 'S' || what == 'L' ? 2u
                                   : what == 'Q'                             ? 4u
                                   : what == 'B'                             ? 6u
                                                                             : 0u;
        if (what == 'C') rule(first_x, first_y);
        if (wanted == 0) continue;
        const auto numbers = ofd_numbers(text, wanted);
        if (numbers.size() < wanted) return;
        if (what == 'L') {
            rule(numbers[0], numbers[1]);
        } else {
            x = numbers[wanted - 2];
            y = numbers[wanted - 1];
            if (wanted == 2) first_x = x, first_y = y;
        }
    }
}

}  // namespace duwang::crawler
