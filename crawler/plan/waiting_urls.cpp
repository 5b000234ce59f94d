#include "crawler/plan/waiting_urls.h"

#include <algorithm>
#include <cstring>

namespace duwang::crawler {
namespace {

constexpr std::size_t block_bytes = 64 << 10;
constexpr std::size_t reasons_max = 256;

}  // namespace

struct WaitingUrls::Head {
    std::uint64_t key = 0;
    std::uint32_t id = 0, found_on = 0;
    std::uint16_t url_bytes = 0;  // an address has at most url_bytes_max
    std::uint16_t depth = 0;
    std::uint8_t role = 0, reason = 0;
    bool focus = false;
    bool taken = false;
};

// Reasons come from a fixed set of rules; should they ever be more, the last ones share a number.
std::uint8_t WaitingUrls::number_of(const std::string& reason) {
    const auto found = std::ranges::find(reasons_, reason);
    if (found != reasons_.end()) return static_cast<std::uint8_t>(found - reasons_.begin());
    if (reasons_.size() < reasons_max) reasons_.push_back(reason);
    return static_cast<std::uint8_t>(reasons_.size() - 1);
}

void WaitingUrls::push(const KnownUrl& known) {
    Head head;
    head.key = known.key;
    head.id = static_cast<std::uint32_t>(known.id);
    head.found_on = static_cast<std::uint32_t>(known.found_on);
    head.url_bytes = static_cast<std::uint16_t>(known.url.size());
    head.depth = static_cast<std::uint16_t>(std::min(known.depth, 0xFFFF));
    head.role = static_cast<std::uint8_t>(known.role);
    head.reason = number_of(known.reason);
    head.focus = known.focus;
    const std::size_t bytes = sizeof head + known.url.size();
    if (blocks_.empty() || blocks_.back().size() + bytes > blocks_.back().capacity()) {
        blocks_.emplace_back();
        blocks_.back().reserve(std::max(block_bytes, bytes));
    }
    std::string& block = blocks_.back();
    block.append(reinterpret_cast<const char*>(&head), sizeof head);
    block.append(known.url);
    ++size_;
}

WaitingUrls::Head WaitingUrls::head_at(const std::string& block, std::size_t at) const {
    Head head;
    std::memcpy(&head, block.data() + at, sizeof head);
    return head;
}

KnownUrl WaitingUrls::read(const std::string& block, std::size_t at, const Head& head) const {
    KnownUrl known;
    known.id = head.id;
    known.url = block.substr(at + sizeof head, head.url_bytes);
    known.key = head.key;
    known.depth = head.depth;
    known.found_on = head.found_on;
    known.role = static_cast<UrlRole>(head.role);
    known.focus = head.focus;
    known.reason = reasons_[head.reason];
    return known;
}

std::optional<KnownUrl> WaitingUrls::pop() {
    while (!blocks_.empty()) {
        const std::string& block = blocks_.front();
        if (at_ == block.size()) {
            blocks_.pop_front();
            at_ = 0;
            continue;
        }
        const Head head = head_at(block, at_);
        const std::size_t at = at_;
        at_ += sizeof head + head.url_bytes;
        if (head.taken) continue;
        --size_;
        return read(block, at, head);
    }
    return std::nullopt;
}

std::optional<KnownUrl> WaitingUrls::take(std::int64_t id) {
    for (std::string& block : blocks_) {
        std::size_t at = &block == &blocks_.front() ? at_ : 0;
        while (at < block.size()) {
            Head head = head_at(block, at);
            if (head.id == id && !head.taken) {
                head.taken = true;
                std::memcpy(block.data() + at, &head, sizeof head);
                --size_;
                return read(block, at, head);
            }
            at += sizeof head + head.url_bytes;
        }
    }
    return std::nullopt;
}

}  // namespace duwang::crawler
