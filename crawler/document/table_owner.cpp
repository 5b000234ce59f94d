#include "crawler/document/table_owner.h"

#include <algorithm>
#include <set>
#include <string_view>

#include "crawler/document/labels.h"

namespace duwang::crawler {
namespace {

constexpr std::size_t cells_looked_at = 2'000;  // of a table, for telling whose it is
constexpr std::size_t labels_min = 2;

struct Score {
    std::size_t labels = 0;       // of the format, that were found
    std::size_t of = 0;           // labels the format has
    std::size_t words = 0;        // cells of words
    std::size_t known_words = 0;  // of them, labels of the format
    bool counts() const {
        return labels >= labels_min && (labels * 4 >= of || known_words * 5 >= words * 2);
    }
    // The better share; of equal ones the one with more labels.
    bool beats(const Score& other) const {
        const std::size_t one = labels * other.of, two = other.labels * of;
        return other.of == 0 || one > two || (one == two && labels > other.labels);
    }
};

std::set<std::string> forms_of(const TableFormat& format) {
    std::set<std::string> forms;
    for (const auto* lines : {&format.rows, &format.columns})
        for (const FormatLine& line : *lines) {
            for (const std::string& label : line.labels) forms.insert(label_form(label));
            for (const std::string& label : line.under) forms.insert(label_form(label));
        }
    return forms;
}

Score score_of(const std::vector<std::string>& words, const std::set<std::string>& forms) {
    Score score;
    std::set<std::string_view> seen;
    score.of = forms.size();
    score.words = words.size();
    for (const std::string& word : words) {
        if (!forms.contains(word)) continue;
        ++score.known_words;
        if (seen.insert(word).second) ++score.labels;
    }
    return score;
}

}  // namespace

std::vector<std::string> words_of(const Table& table) {
    std::vector<std::string> words;
    for (std::size_t i = 0; i < std::min(table.cells().size(), cells_looked_at); ++i)
        if (std::string form = label_form(table.cells()[i].text);
            form.find_first_not_of("0123456789%") != form.npos)
            words.push_back(std::move(form));
    return words;
}

std::vector<int> owners_of(const Flow& flow, const std::vector<TableFormat>& formats) {
    std::vector<std::set<std::string>> forms;
    for (const TableFormat& format : formats) forms.push_back(forms_of(format));
    std::vector<int> owners;
    for (const Table& table : flow.tables) {
        const std::vector<std::string> words = words_of(table);
        int owner = -1;
        Score best;
        for (std::size_t i = 0; i < formats.size(); ++i) {
            const Score score = score_of(words, forms[i]);
            if (!score.counts() || !score.beats(best)) continue;
            best = score;
            owner = static_cast<int>(i);
        }
        owners.push_back(owner);
    }
    return owners;
}

}  // namespace duwang::crawler
