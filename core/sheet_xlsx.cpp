#include "core/sheet_xlsx.h"

#include <fmt/format.h>

#include "core/sheet_parts.h"
#include "core/text/normalise.h"
#include "core/zip.h"

namespace duwang {
namespace {

constexpr std::size_t texts_max = 64u << 20;  // of all cells together, merged ones repeated
constexpr std::size_t sheets_max = 100;

class XlsxReader {
  public:
    XlsxReader(ZipReader zip, const std::string& file) : zip_(std::move(zip)), file_(file) {}

    Result<Workbook> read() {
        Result<std::string> main = main_part();
        if (!main) return tl::unexpected(main.error());
        Result<BookPart> book = part<BookPart>(*main, read_book_part);
        if (!book) return tl::unexpected(book.error());
        Result<Relations> relations = relations_of(*main);
        if (!relations) return tl::unexpected(relations.error());
        Result<SharedParts> shared = read_shared(*main, *relations);
        if (!shared) return tl::unexpected(shared.error());
        shared->from_1904 = book->from_1904;
        return read_sheets(*main, *book, *relations, *shared);
    }

  private:
    using Relations = std::map<std::string, Relation>;
    ZipReader zip_;
    const std::string& file_;

    template <class T>
    Result<T> part(const std::string& name,
                   Result<T> (*reader)(std::string_view, const std::string&)) {
        Result<std::string> xml = zip_.read(name);
        if (!xml) return failure(Errc::config, xml.error().what);
        return reader(*xml, file_ + ": " + name);
    }

    Result<Relations> relations_of(const std::string& name) {
        const std::string beside = relations_part(name);
        if (!zip_.has(beside)) return Relations{};
        return part<Relations>(beside, read_relations);
    }

    Result<std::string> main_part() {
        if (zip_.has("mimetype") && !zip_.has("[Content_Types].xml"))
            return failure(Errc::config,
                           fmt::format("{}: an OpenDocument table (.ods), whatever its "
                                       "name; save it as .xlsx",
                                       file_));
        Result<Relations> relations = relations_of("");
        if (!relations) return tl::unexpected(relations.error());
        for (const auto& [id, relation] : *relations)
            if (relation.type.ends_with("/officeDocument")) return resolved_part("", relation.target);
        if (zip_.has("xl/workbook.xml")) return std::string("xl/workbook.xml");
        return failure(
            Errc::config,
            fmt::format("{}: a ZIP file but no workbook; save the table as .xlsx", file_));
    }

    Result<SharedParts> read_shared(const std::string& main, const Relations& relations) {
        SharedParts shared;
        for (const auto& [id, relation] : relations) {
            const std::string name = resolved_part(main, relation.target);
            if (relation.type.ends_with("/sharedStrings") && zip_.has(name)) {
                Result<std::vector<std::string>> read =
                    part<std::vector<std::string>>(name, read_strings);
                if (!read) return tl::unexpected(read.error());
                shared.strings = std::move(*read);
            } else if (relation.type.ends_with("/styles") && zip_.has(name)) {
                Result<std::vector<NumberFormat>> read =
                    part<std::vector<NumberFormat>>(name, read_styles);
                if (!read) return tl::unexpected(read.error());
                shared.styles = std::move(*read);
            }
        }
        return shared;
    }

    Result<Workbook> read_sheets(const std::string& main, const BookPart& book,
                                 const Relations& relations, const SharedParts& shared) {
        Workbook out{file_, {}};
        std::size_t texts_left = texts_max;
        if (book.sheets.size() > sheets_max)
            return failure(Errc::config, fmt::format("{}: more than {} sheets", file_, sheets_max));
        for (const SheetName& entry : book.sheets) {
            const auto relation = relations.find(entry.relation);
            if (entry.hidden || relation == relations.end() ||
                !relation->second.type.ends_with("/worksheet"))
                continue;
            const std::string name = resolved_part(main, relation->second.target);
            Result<std::string> xml = zip_.read(name);
            if (!xml) return failure(Errc::config, xml.error().what);
            Sheet sheet{file_, printable(entry.name), {}};
            Result<void> read =
                read_sheet_part(*xml, file_ + ": " + name, shared, sheet, texts_left);
            if (!read) return tl::unexpected(read.error());
            out.sheets.push_back(std::move(sheet));
        }
        if (out.sheets.empty())
            return failure(Errc::config, fmt::format("{}: no sheet that is shown", file_));
        return out;
    }
};

}  // namespace

Result<Workbook> read_xlsx(std::string_view bytes, const std::string& file) {
    Result<ZipReader> zip = ZipReader::open(bytes, file);
    if (!zip) return tl::unexpected(zip.error());
    return XlsxReader(std::move(*zip), file).read();
}

}  // namespace duwang
