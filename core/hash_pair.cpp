#include "core/hash.h"

#if __has_include(<intel-ipsec-mb.h>)
#define NO_COMPAT_IMB_API_053
#include <intel-ipsec-mb.h>

#include <algorithm>
#include <array>
#include <memory>

namespace duwang {
namespace {

// Longer messages are refused by the library, which counts in 16 bits.
constexpr std::size_t message_max = (1 << 16) - 2;

// One digest waits for each of its own steps, two take turns: where the processor has instructions
// for SHA-256, both take as long as one.
class InTurns {
  public:
    InTurns() : jobs_(alloc_mb_mgr(0)) {
        if (jobs_) init_mb_mgr_sse(jobs_.get());
        able_ =
            jobs_ && imb_get_errno(jobs_.get()) == 0 && (jobs_->features & IMB_FEATURE_SHANI) != 0;
    }

    // False where it cannot.
    bool digest(std::string_view one, std::string_view other, DigestPair& digests) {
        if (!able_) return false;
        std::array<unsigned char, 32> first{}, second{};
        int completed = 0;
        auto count = [&](const IMB_JOB* job) {
            if (job != nullptr && job->status == IMB_STATUS_COMPLETED) ++completed;
            return job != nullptr;
        };
        count(submit(one, first.data()));
        count(submit(other, second.data()));
        while (count(IMB_FLUSH_JOB(jobs_.get()))) continue;
        if (completed != 2) return false;
        digests = {hex_of_bytes(view_of(first)), hex_of_bytes(view_of(second))};
        return true;
    }

  private:
    struct Free {
        void operator()(IMB_MGR* jobs) const { free_mb_mgr(jobs); }
    };
    static std::string_view view_of(const std::array<unsigned char, 32>& bytes) {
        return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
    }

    // The job that this one completed, if any.
    const IMB_JOB* submit(std::string_view bytes, unsigned char* digest) {
        IMB_JOB* job = IMB_GET_NEXT_JOB(jobs_.get());
        *job = {};
        job->cipher_mode = IMB_CIPHER_NULL;
        job->hash_alg = IMB_AUTH_SHA_256;
        job->chain_order = IMB_ORDER_HASH_CIPHER;
        job->src = reinterpret_cast<const std::uint8_t*>(bytes.data());
        job->msg_len_to_hash_in_bytes = bytes.size();
        job->auth_tag_output = digest;
        job->auth_tag_output_len_in_bytes = 32;
        return IMB_SUBMIT_JOB(jobs_.get());
    }

    std::unique_ptr<IMB_MGR, Free> jobs_;
    bool able_ = false;
};

}  // namespace

DigestPair sha256_hex_of_two(std::string_view one, std::string_view other) {
    // Its tables take some time to set up.
    thread_local InTurns in_turns;
    DigestPair digests;
    const bool fit =
        !one.empty() && !other.empty() && std::max(one.size(), other.size()) <= message_max;
    if (!fit || !in_turns.digest(one, other, digests))
        digests = {sha256_hex(one), sha256_hex(other)};
    return digests;
}

}  // namespace duwang

#else  // the library is made for amd64 only

namespace duwang {

DigestPair sha256_hex_of_two(std::string_view one, std::string_view other) {
    return {sha256_hex(one), sha256_hex(other)};
}

}  // namespace duwang

#endif
