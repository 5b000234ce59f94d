#include "app/look_back.h"

#include <fmt/format.h>

#include <algorithm>

#include "storage/capture/manifest.h"

namespace duwang::app {

Result<void> LookBack::read() {
    auto rounds = workspace_.ledger->rounds();
    if (!rounds) return tl::unexpected(rounds.error());
    for (const storage::Round& round : *rounds) {
        if (round.id == round_) continue;
        auto captures = workspace_.ledger->captures(round.id);
        if (!captures) return tl::unexpected(captures.error());
        for (storage::AttachedCapture& capture : *captures)
            by_site_[capture.site].push_back(std::move(capture));
    }
    for (auto& [site, captures] : by_site_)
        std::ranges::stable_sort(captures, std::greater(), &storage::AttachedCapture::sealed);
    read_ = true;
    return {};
}

Result<storage::EarlierName> LookBack::newest(const std::string& site) {
    if (!read_)
        if (auto done = read(); !done) return tl::unexpected(done.error());
    for (const storage::AttachedCapture& capture : by_site_[site]) {
        auto manifest = storage::read_manifest(workspace_.folder + "/" + capture.folder);
        if (!manifest || (*manifest)["pages"].number() == 0) continue;
        return storage::EarlierName{capture.capture, capture.folder, capture.manifest_sha256};
    }
    return storage::EarlierName{};
}

std::function<std::unique_ptr<EarlierCapture>(storage::CaptureStore&)> opener_of_earlier(
    const std::string& workspace_folder, const std::string& capture) {
    return [=](storage::CaptureStore& store) -> std::unique_ptr<EarlierCapture> {
        storage::EarlierName name = storage::earlier_name(store.value("earlier"));
        if (name.capture.empty()) return nullptr;
        auto opened =
            storage::open_earlier(workspace_folder + "/" + name.folder, name.manifest_sha256);
        if (opened) return std::move(*opened);
        fmt::print(stderr,
                   "duwang: {}: the earlier capture {} cannot be used, every page is asked for "
                   "anew: {}\n",
                   capture, name.capture, opened.error().what);
        Visit note;
        note.values.emplace_back("earlier_lost", opened.error().what);
        (void)store.store(std::move(note));  // a failure is met again by the crawl
        return nullptr;
    };
}

}  // namespace duwang::app
