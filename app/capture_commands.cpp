// Commands that read captures back: the proof behind a lost point.
#include <fmt/format.h>

#include "app/commands.h"
#include "app/exit_code.h"
#include "core/hash.h"
#include "core/text/normalise.h"
#include "storage/capture/capture_reader.h"
#include "storage/capture/capture_store.h"
#include "storage/capture/manifest.h"

namespace duwang::app {
namespace {

// "<round>.<site>" lies in captures/<round>/; a path is taken as it is.
std::string folder_of(const Place& place, const std::string& capture) {
    if (capture.find('/') != std::string::npos) return capture;
    auto workspace_folder = place.workspace + "/captures/";
    for (auto dot = capture.find('.'); dot != capture.npos; dot = capture.find('.', dot + 1)) {
        std::string folder = workspace_folder + capture.substr(0, dot) + "/" + capture;
        if (storage::CaptureReader::open(folder)) return folder;
    }
    return workspace_folder + capture;
}

// Bytes of a server, line by line, without anything a terminal would obey.
void print_printable(std::string_view text) {
    while (!text.empty()) {
        auto end = std::min(text.find('\n'), text.size());
        fmt::print("{}\n", printable(text.substr(0, end)));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
}

}  // namespace

int capture_verify_command(const Place& place, const std::string& capture) {
    std::string folder = folder_of(place, capture);
    if (!storage::is_sealed(folder))
        return report_error({Errc::usage, fmt::format("{}: no sealed capture is here", folder)});
    if (auto done = storage::verify_manifest(folder); !done) return report_error(done.error());
    auto hash = sha256_file(folder + "/manifest.json");
    if (!hash) return report_error(hash.error());
    fmt::print("采集包完整：{}\nmanifest.json SHA-256 {}\n", folder, *hash);
    return exit_done;
}

int capture_show_command(const Place& place, const std::string& capture, std::int64_t exchange,
                         bool body_only) {
    auto reader = storage::CaptureReader::open(folder_of(place, capture));
    if (!reader) return report_error(reader.error());
    auto facts = (*reader)->exchange(exchange);
    if (!facts) return report_error({Errc::usage, facts.error().what});
    auto record = (*reader)->record(facts->record);
    if (!record) return report_error(record.error());
    if (body_only) {
        std::fwrite(record->http_body().data(), 1, record->http_body().size(), stdout);
        return exit_done;
    }
    bool response = record->type == "response";
    std::string_view body = response ? record->http_body() : std::string_view(record->block);
    fmt::print("地址：{}\n用途：{}\n时间：{}\n连接：{}\n结果：{}\n文件：{} 偏移 {} 长度 {}\n"
               "正文 SHA-256：{}\n核对：{}\n\n",
               facts->url, facts->purpose, facts->started.iso(), facts->address,
               status_word(facts->status, facts->http_status), facts->record.file,
               facts->record.offset, facts->record.length, facts->record.payload_sha256,
               !response || sha256_hex(body) == facts->record.payload_sha256 ? "与记录一致" : "不一致！");
    if (facts->origin.is_set())
        fmt::print("{}\n\n", printable(bytes_age_text(facts->origin, facts->started)));
    print_printable(record->headers);
    fmt::print("\n");
    print_printable(response ? record->http_head() : body);
    return exit_done;
}

int capture_facts_command(const Place& place, const std::string& capture) {
    auto reader = storage::CaptureReader::open(folder_of(place, capture));
    if (!reader) return report_error(reader.error());
    auto done = (*reader)->export_facts([](const Json& fact) { fmt::print("{}\n", fact.dump()); });
    return done ? int{exit_done} : report_error(done.error());
}

}  // namespace duwang::app
