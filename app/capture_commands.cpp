// Commands that read captures back: the proof behind a lost point.
#include <fmt/format.h>

#include <cstdio>

#include "app/commands.h"
#include "app/exit_code.h"
#include "core/hash.h"
#include "core/text/normalise.h"
#include "storage/capture/capture_reader.h"
#include "storage/capture/capture_store.h"
#include "storage/capture/deep_verify.h"
#include "storage/capture/export.h"
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

constexpr std::int64_t damages_shown_max = 1'000;

// Each record by itself: what a wrong hash of a whole file cannot say.
Result<void> verify_deeply(const std::string& folder) {
    std::int64_t shown = 0;
    auto print = [&](const storage::DamagedRecord& record) {
        if (++shown > damages_shown_max) return;
        std::string whose = record.exchange > 0 ? fmt::format("交换 {}", record.exchange)
                                                : std::string("不属于已登记的交换");
        fmt::print("损坏：{} 偏移 {}（{}）{}：{}\n", record.file, record.offset, whose,
                   printable(record.url), record.what);
    };
    auto counts = storage::verify_records(folder, print);
    if (!counts) return tl::unexpected(counts.error());
    if (shown > damages_shown_max) fmt::print("……另有 {} 处\n", shown - damages_shown_max);
    fmt::print("逐条核对：记录 {} 条，交换 {} 个，损坏 {} 处\n", counts->records, counts->exchanges,
               counts->damaged);
    if (counts->damaged == 0) return {};
    return failure(Errc::damaged,
                   fmt::format("{}: {} records are damaged", folder, counts->damaged));
}

}  // namespace

int capture_verify_command(const Place& place, const std::string& capture, bool deep) {
    std::string folder = folder_of(place, capture);
    if (!storage::is_sealed(folder))
        return report_error({Errc::usage, fmt::format("{}: no sealed capture is here", folder)});
    auto whole = storage::verify_manifest(folder);
    // A damaged file is where one wants to know which records are.
    Result<void> records = deep ? verify_deeply(folder) : Result<void>{};
    if (!records) report_error(records.error());
    if (!whole) return report_error(whole.error());
    if (!records) return exit_code_of(records.error().code);
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
    fmt::print(
        "地址：{}\n用途：{}\n时间：{}\n连接：{}\n结果：{}\n文件：{} 偏移 {} 长度 {}\n"
        "正文 SHA-256：{}\n核对：{}\n\n",
        facts->url, facts->purpose, facts->started.iso(), facts->address,
        status_word(facts->status, facts->http_status), facts->record.file, facts->record.offset,
        facts->record.length, facts->record.payload_sha256,
        !response || sha256_hex(body) == facts->record.payload_sha256 ? "与记录一致" : "不一致！");
    if (facts->origin.is_set())
        fmt::print("{}\n\n", printable(bytes_age_text(facts->origin, facts->started)));
    auto request = (*reader)->request(exchange);
    if (request)
        print_printable(*request);
    else
        fmt::print("请求：{}\n",
                   request.error().code == Errc::not_found ? "未单独记录" : request.error().what);
    fmt::print("\n");
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

int capture_export_command(const Place& place, const std::string& capture,
                           const std::string& file) {
    std::string beside = file + ".part";
    std::FILE* out = file.empty() ? stdout : std::fopen(beside.c_str(), "wb");
    if (!out) return report_error({Errc::io, fmt::format("{}: cannot be written", beside)});
    auto write = [out](const Json& line) {
        std::string text = line.dump() + "\n";
        std::fwrite(text.data(), 1, text.size(), out);
    };
    auto done = storage::export_capture(folder_of(place, capture), write);
    bool written = std::fflush(out) == 0 && !std::ferror(out);
    if (!file.empty()) written = std::fclose(out) == 0 && written;
    if (done && !written)
        done = failure(Errc::disk_full, fmt::format("{}: cannot be written to its end",
                                                    file.empty() ? "standard output" : beside));
    bool named = file.empty() || (done && std::rename(beside.c_str(), file.c_str()) == 0);
    if (done && !named) done = failure(Errc::io, fmt::format("{}: cannot be written", file));
    if (!named) (void)std::remove(beside.c_str());
    return done ? int{exit_done} : report_error(done.error());
}

}  // namespace duwang::app
