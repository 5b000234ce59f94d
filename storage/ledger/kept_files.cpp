#include "storage/ledger/kept_files.h"

#include "storage/ledger/session.h"

namespace duwang::storage {
namespace {

Json files_json(const std::vector<KeptFile>& files) {
    Json list = Json::array();
    for (const KeptFile& file : files)
        list.push_back(Json::object()
                           .set("name", file.name)
                           .set("sha256", file.sha256)
                           .set("bytes", file.bytes));
    return list;
}

}  // namespace

std::string files_text(const std::vector<KeptFile>& files) {
    return files.empty() ? std::string() : files_json(files).dump();
}

std::vector<KeptFile> files_of(const std::string& text) {
    std::vector<KeptFile> files;
    if (text.empty()) return files;
    const Result<Json> json = Json::parse(text);
    if (!json || !json->is_array())
        throw Refusal(Errc::damaged, "the attachments of an entry are no JSON list");
    for (const Json& file : json->items())
        files.push_back({file["name"].text(), file["sha256"].text(), file["bytes"].number()});
    return files;
}

void log_basis(Json& log, const std::string& basis, const std::vector<KeptFile>& files) {
    if (!basis.empty()) log.set("basis", basis);
    if (!files.empty()) log.set("attachments", files_json(files));
}

}  // namespace duwang::storage
