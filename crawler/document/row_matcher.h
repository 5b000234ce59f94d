// Which row of a known table a label names: by itself, by what stands before it, and by the order
// of the form. "其他" under （三） is another row than "其他" under （六）.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "crawler/document/rules.h"

namespace duwang::crawler {

class RowMatcher {
  public:
    explicit RowMatcher(const TableFormat& format);

    struct Match {
        std::optional<std::size_t> row;  // index into TableFormat::rows
        bool twice = false;              // that row was met already
    };
    // `labels`: the cells before the numbers, left to right, as written; blank ones left out.
    // Nothing is remembered until take().
    Match match(const std::vector<std::string>& labels) const;
    void take(std::size_t row, const std::vector<std::string>& labels);
    // A row of labels alone: what stands below it belongs to it.
    void group(const std::vector<std::string>& labels);

    bool taken(std::size_t row) const { return taken_[row]; }
    // The only row of a table that labels none.
    std::optional<std::size_t> unlabelled() const;

  private:
    std::vector<std::size_t> candidates(std::string_view form) const;
    bool stands_under(std::size_t row, const std::vector<std::string>& forms) const;

    const TableFormat& format_;
    std::vector<std::vector<std::string>> labels_, under_;  // forms, of each row
    std::vector<bool> taken_;
    std::string group_;
    std::size_t next_ = 0;  // behind the last row that was taken
};

}  // namespace duwang::crawler
