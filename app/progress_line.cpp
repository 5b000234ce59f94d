#include "app/progress_line.h"

#include <fmt/format.h>
#include <unistd.h>

#include "core/json.h"

namespace duwang::app {
namespace {

std::string clock_text(double seconds) {
    auto whole = static_cast<std::int64_t>(seconds);
    if (whole >= 3600) return fmt::format("{}:{:02}:{:02}", whole / 3600, whole / 60 % 60, whole % 60);
    return fmt::format("{}:{:02}", whole / 60, whole % 60);
}

}  // namespace

ProgressLine::ProgressLine(ProgressStyle style, std::int64_t sites) : style_(style), sites_(sites) {}

void ProgressLine::print(const crawler::Progress& progress, bool last) {
    auto now = std::chrono::steady_clock::now();
    std::int64_t visits = progress.pages + progress.links;
    double elapsed = std::chrono::duration<double>(now - started_).count();
    double step = std::chrono::duration<double>(now - last_).count();
    double current = step > 0 ? static_cast<double>(visits - seen_) / step : 0;
    rate_ = rate_ == 0 ? current : 0.9 * rate_ + 0.1 * current;
    last_ = now;
    seen_ = visits;
    double eta = rate_ > 0 ? static_cast<double>(progress.waiting) / rate_ : 0;
    if (style_ == ProgressStyle::json) {
        Json line = Json::object()
                        .set("sites", sites_)
                        .set("sites_done", progress.sites_done.load())
                        .set("pages", progress.pages.load())
                        .set("unchanged", progress.unchanged.load())
                        .set("parsed", progress.parsed.load())
                        .set("links", progress.links.load())
                        .set("errors", progress.errors.load())
                        .set("waiting", progress.waiting.load())
                        .set("bytes", progress.bytes.load())
                        .set("per_second", static_cast<std::int64_t>(rate_))
                        .set("eta_seconds", static_cast<std::int64_t>(eta))
                        .set("in_blackout", progress.in_blackout.load())
                        .set("in_back_off", progress.in_back_off.load())
                        .set("done", last);
        fmt::print(stderr, "{}\n", line.dump());
        return;
    }
    std::string held;
    if (progress.unchanged > 0) held += fmt::format("  未变 {}", progress.unchanged.load());
    if (progress.in_blackout > 0)
        held += fmt::format("  禁访时段等待 {}", progress.in_blackout.load());
    if (progress.in_back_off > 0)
        held += fmt::format("  主机暂停等待 {}", progress.in_back_off.load());
    fmt::print(stderr,
               "\r站点 {}/{}  页面 {}  链接 {}  异常 {}  待访问 {}  {:.0f}/秒  用时 {}  预计还需 {}{}   {}",
               progress.sites_done.load(), sites_, progress.pages.load(), progress.links.load(),
               progress.errors.load(), progress.waiting.load(), rate_, clock_text(elapsed),
               clock_text(eta), held, last ? "\n" : "");
    std::fflush(stderr);
}

ProgressStyle default_progress_style() {
    return ::isatty(STDERR_FILENO) ? ProgressStyle::line : ProgressStyle::none;
}

}  // namespace duwang::app
