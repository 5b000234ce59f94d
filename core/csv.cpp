#include "core/csv.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/text/charset.h"
#include "core/text/normalise.h"

namespace duwang {
namespace {

class CsvParser {
  public:
    CsvParser(std::string_view text, std::string_view name) : text_(text), name_(name) {}
    Result<std::vector<CsvRow>> run();

  private:
    Result<std::string> field();
    Result<std::string> quoted();
    bool at_line_end() const {
        return at_ >= text_.size() || text_[at_] == '\n' || text_[at_] == '\r';
    }
    void take_line_end() {
        if (at_ < text_.size() && text_[at_] == '\r') ++at_;
        if (at_ < text_.size() && text_[at_] == '\n') ++at_;
        ++line_;
    }
    tl::unexpected<Error> error(int line, std::string_view what) const {
        return failure(Errc::config, fmt::format("{}:{}: {}", name_, line, what));
    }
    std::string_view text_;
    std::string_view name_;
    std::size_t at_ = 0;
    int line_ = 1;
};

Result<std::string> CsvParser::quoted() {
    const int opened = line_;
    std::string out;
    for (++at_; at_ < text_.size(); ++at_) {
        const char c = text_[at_];
        if (c == '"') {
            if (text_.substr(at_ + 1, 1) != "\"") {
                ++at_;
                if (at_line_end() || text_[at_] == ',') return out;
                return error(line_,
                             "text behind a closing quote; write \"\" for a quote inside a "
                             "quoted field");
            }
            ++at_;
        } else if (c == '\n' || (c == '\r' && text_.substr(at_ + 1, 1) != "\n")) {
            ++line_;
        }
        out += c;
    }
    return error(opened, "a quoted field begins here and never ends; close it with \"");
}

Result<std::string> CsvParser::field() {
    if (at_ < text_.size() && text_[at_] == '"') return quoted();
    const std::size_t end = std::min(text_.find_first_of(",\r\n", at_), text_.size());
    std::string out(text_.substr(at_, end - at_));
    at_ = end;
    return out;
}

Result<std::vector<CsvRow>> CsvParser::run() {
    std::vector<CsvRow> rows;
    while (at_ < text_.size()) {
        CsvRow row{line_, {}};
        while (true) {
            Result<std::string> one = field();
            if (!one) return tl::unexpected(one.error());
            row.fields.push_back(std::move(*one));
            if (at_ >= text_.size() || text_[at_] != ',') break;
            ++at_;
        }
        take_line_end();
        const bool empty = row.fields.size() == 1 && row.fields[0].empty();
        if (!empty) rows.push_back(std::move(row));
    }
    return rows;
}

std::string csv_field(const std::string& text) {
    if (text.find_first_of(",\"\r\n") == text.npos) return text;
    std::string out = "\"";
    for (const char c : text) (out += c) += c == '"' ? "\"" : "";
    return out += '"';
}

}  // namespace

std::string csv_text(const std::vector<std::vector<std::string>>& rows) {
    std::string out;
    for (const std::vector<std::string>& row : rows) {
        for (std::size_t i = 0; i < row.size(); ++i)
            (out += i == 0 ? "" : ",") += csv_field(row[i]);
        out += "\r\n";
    }
    return out;
}

Result<std::vector<CsvRow>> parse_csv(std::string_view bytes, std::string_view name) {
    const CharsetGuess guess = sniff_charset(bytes, {});
    const Decoded decoded = decode(bytes, guess.name);
    if (const std::size_t nul = decoded.text.find('\0'); nul != std::string::npos) {
        const auto line =
            1 + std::count(decoded.text.begin(),
                           decoded.text.begin() + static_cast<std::ptrdiff_t>(nul), '\n');
        return failure(Errc::config,
                       fmt::format("{}:{}: a NUL byte; this is no text file, save the "
                                   "table as CSV (UTF-8)",
                                   name, line));
    }
    return CsvParser(decoded.text, name).run();
}

}  // namespace duwang
