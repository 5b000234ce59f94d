#include "core/edition.h"

#include <array>

namespace duwang {
namespace {

struct Row {
    Shown what;
    std::string_view word, label;
};

constexpr std::array rows{
    Row{Shown::open_results, "open_results", "未定结果"},
    Row{Shown::bounds, "bounds", "上下限"},
    Row{Shown::standing, "standing", "未定原因"},
    Row{Shown::grade, "grade", "等次"},
    Row{Shown::rank, "rank", "名次"},
    Row{Shown::conversion, "conversion", "绩效折算"},
    Row{Shown::base, "base", "基础分与加分"},
    Row{Shown::composition, "composition", "合成过程"},
    Row{Shown::bases, "bases", "依据"},
    Row{Shown::sources, "sources", "录入记录"},
    Row{Shown::people, "people", "录入人"},
    Row{Shown::reasons, "reasons", "理由"},
    Row{Shown::attachments, "attachments", "附件"},
    Row{Shown::ratings, "ratings", "逐个互评"},
    Row{Shown::indicators, "indicators", "指标"},
};

}  // namespace

std::string_view shown_word(Shown what) { return rows.at(static_cast<std::size_t>(what)).word; }
std::string_view shown_label(Shown what) { return rows.at(static_cast<std::size_t>(what)).label; }

std::optional<Shown> shown_of(std::string_view word) {
    for (const Row& row : rows)
        if (row.word == word) return row.what;
    return std::nullopt;
}

Edition full_edition() {
    Edition edition;
    edition.id = "internal";
    edition.title = "内部版";
    for (const Row& row : rows) edition.shown.insert(row.what);
    return edition;
}

}  // namespace duwang
