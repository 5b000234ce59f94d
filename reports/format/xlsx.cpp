#include "reports/format/xlsx.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstring>

namespace duwang::reports {
namespace {

constexpr std::int64_t created = 1'640'966'400;  // 2022-01-01 in China: the same bytes every time
constexpr int width_default = 12;

bool is_hex(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

// Readers take "_x000D_" for a control character; the library escapes those, but not such texts.
std::string escaped(const std::string& text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool like = text.size() - i >= 7 && text[i] == '_' && text[i + 1] == 'x' &&
                          text[i + 6] == '_' && std::all_of(&text[i + 2], &text[i + 6], is_hex);
        out += like ? "_x005F_" : std::string(1, text[i]);
    }
    return out;
}

// Across, on A3: people review tables on paper too.
void set_print(lxw_worksheet* out) {
    constexpr std::uint8_t a3 = 8;
    worksheet_set_paper(out, a3);
    worksheet_set_landscape(out);
}

class XlsxWriter {
  public:
    // `path`: what it will be called, for messages.
    XlsxWriter(const std::string& file, const std::string& path)
        : path_(path), book_(workbook_new(file.c_str())) {}

    Result<void> write(const Book& book) {
        if (book_ == nullptr) return failed("no memory");
        lxw_doc_properties properties{};
        properties.created = created;
        workbook_set_properties(book_, &properties);
        head_ = format(true);
        body_ = format(false);
        std::string problem;
        for (const BookSheet& sheet : book.sheets)
            if (problem.empty()) problem = add(sheet);
        errno = 0;
        const lxw_error closed = workbook_close(book_);
        if (!problem.empty()) return failed(problem);
        if (closed != LXW_NO_ERROR)
            return failed(errno ? std::strerror(errno) : lxw_strerror(closed));
        return {};
    }

  private:
    const std::string& path_;
    lxw_workbook* book_;
    lxw_format* head_ = nullptr;
    lxw_format* body_ = nullptr;

    tl::unexpected<Error> failed(std::string_view what) const {
        return failure(Errc::io, fmt::format("{}: cannot be written: {}", path_, what));
    }

    lxw_format* format(bool head) {
        lxw_format* made = workbook_add_format(book_);
        format_set_text_wrap(made);
        format_set_align(made, LXW_ALIGN_VERTICAL_TOP);
        format_set_num_format(made, "@");  // text, also when somebody types a number there
        if (head) format_set_bold(made);
        return made;
    }

    std::string add(const BookSheet& sheet) {
        lxw_worksheet* out = workbook_add_worksheet(book_, sheet.name.c_str());
        if (out == nullptr) return fmt::format("the sheet \"{}\" has no possible name", sheet.name);
        std::size_t columns = 0;
        for (const auto& row : sheet.rows) columns = std::max(columns, row.size());
        for (std::size_t i = 0; i < columns; ++i)
            worksheet_set_column(out, column(i), column(i),
                                 i < sheet.widths.size() ? sheet.widths[i] : width_default, body_);
        if (sheet.head_rows > 0) {
            worksheet_freeze_panes(out, row(sheet.head_rows), 0);
            worksheet_repeat_rows(out, 0, row(sheet.head_rows) - 1);
        }
        set_print(out);
        for (std::size_t i = 0; i < sheet.rows.size(); ++i)
            if (std::string problem = add_row(out, sheet, i); !problem.empty()) return problem;
        for (const BookRange& range : sheet.merges) merge(out, sheet, range);
        return {};
    }

    std::string add_row(lxw_worksheet* out, const BookSheet& sheet, std::size_t index) {
        const std::vector<std::string>& cells = sheet.rows[index];
        lxw_format* format = index < sheet.head_rows ? head_ : body_;
        for (std::size_t i = 0; i < cells.size(); ++i) {
            if (cells[i].empty()) continue;
            const lxw_error done = worksheet_write_string(out, row(index), column(i),
                                                          escaped(cells[i]).c_str(), format);
            if (done != LXW_NO_ERROR)
                return fmt::format("sheet {}, row {}, column {}: {}", sheet.name, index + 1, i + 1,
                                   lxw_strerror(done));
        }
        return {};
    }

    void merge(lxw_worksheet* out, const BookSheet& sheet, const BookRange& range) {
        const bool there = range.first_row < sheet.rows.size() &&
                           range.first_column < sheet.rows[range.first_row].size();
        const std::string text = there ? sheet.rows[range.first_row][range.first_column] : "";
        worksheet_merge_range(out, row(range.first_row), column(range.first_column),
                              row(range.last_row), column(range.last_column), escaped(text).c_str(),
                              body_);
    }

    static lxw_row_t row(std::size_t index) { return static_cast<lxw_row_t>(index); }
    static lxw_col_t column(std::size_t index) { return static_cast<lxw_col_t>(index); }
};

tl::unexpected<Error> system_failure(const std::string& path) {
    return failure(Errc::io, fmt::format("{}: cannot be written: {}", path, std::strerror(errno)));
}

bool is_synced(const std::string& path) {
    const int descriptor = ::open(path.c_str(), O_RDWR | O_CLOEXEC);
    if (descriptor < 0) return false;
    const bool done = ::fsync(descriptor) == 0;
    const int why = errno;
    ::close(descriptor);
    errno = why;
    return done;
}

}  // namespace

Result<void> write_xlsx(const Book& book, const std::string& path) {
    // Beside it first: what stood there stays until the new one is whole.
    const std::string beside = path + ".new";
    // The library would say on standard error that it cannot open it.
    const int made = ::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (made < 0) return system_failure(path);
    ::close(made);
    auto written = XlsxWriter(beside, path).write(book);
    if (written && !(is_synced(beside) && ::rename(beside.c_str(), path.c_str()) == 0))
        written = system_failure(path);
    if (!written) ::unlink(beside.c_str());
    return written;
}

}  // namespace duwang::reports
