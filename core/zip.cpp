#include "core/zip.h"

#include <fmt/format.h>
#include <zip.h>

#include <algorithm>
#include <array>

namespace duwang {
namespace {

struct Discard {
    void operator()(zip_t* archive) const { zip_discard(archive); }
};
struct Close {
    void operator()(zip_file_t* file) const { zip_fclose(file); }
};

}  // namespace

struct ZipReader::State {
    std::unique_ptr<zip_t, Discard> archive;
    std::string name;
    ZipLimits limits;
    std::vector<std::string> names;
    std::size_t inflated = 0;
    ZipProblem problem = ZipProblem::none;

    tl::unexpected<Error> refuse(ZipProblem why, std::string_view entry, std::string_view what) {
        problem = why;
        return failure(Errc::config, fmt::format("{}: {}: {}", name, entry, what));
    }
    Result<std::string> inflate(zip_uint64_t index, const std::string& entry,
                                const zip_stat_t& stat);
};

ZipReader::ZipReader(std::unique_ptr<State> state) : state_(std::move(state)) {}
ZipReader::ZipReader(ZipReader&&) noexcept = default;
ZipReader& ZipReader::operator=(ZipReader&&) noexcept = default;
ZipReader::~ZipReader() = default;

Result<ZipReader> ZipReader::open(std::string_view bytes, std::string name, ZipLimits limits) {
    auto state = std::make_unique<State>();
    state->name = std::move(name);
    state->limits = limits;
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
    if (source != nullptr) {
        state->archive.reset(zip_open_from_source(source, ZIP_RDONLY, &error));
        if (!state->archive) zip_source_free(source);
    }
    const std::string problem = state->archive ? "" : zip_error_strerror(&error);
    zip_error_fini(&error);
    if (!state->archive)
        return failure(Errc::config, fmt::format("{}: damaged or incomplete ({}); save it again",
                                                 state->name, problem));
    const zip_int64_t count = zip_get_num_entries(state->archive.get(), 0);
    if (count < 0 || static_cast<std::size_t>(count) > limits.entries_max)
        return failure(Errc::config, fmt::format("{}: {} files inside; at most {} are read",
                                                 state->name, count, limits.entries_max));
    for (zip_uint64_t i = 0; i < static_cast<zip_uint64_t>(count); ++i) {
        const char* entry = zip_get_name(state->archive.get(), i, 0);
        state->names.emplace_back(entry == nullptr ? "" : entry);
    }
    return ZipReader(std::move(state));
}

const std::vector<std::string>& ZipReader::names() const { return state_->names; }

bool ZipReader::has(std::string_view entry) const {
    return std::ranges::find(state_->names, entry) != state_->names.end();
}

Result<std::string> ZipReader::State::inflate(zip_uint64_t index, const std::string& entry,
                                              const zip_stat_t& stat) {
    std::unique_ptr<zip_file_t, Close> file(zip_fopen_index(archive.get(), index, 0));
    if (!file) return refuse(ZipProblem::damaged, entry, "damaged or packed in an unknown way; save the file again");
    const std::size_t by_ratio = std::max(
        limits.ratio_free_bytes, static_cast<std::size_t>(stat.comp_size) * limits.ratio_max);
    const std::size_t most = std::min({by_ratio, limits.entry_max, limits.inflated_max - inflated});
    std::string out;
    std::array<char, 65536> part{};
    while (true) {
        const zip_int64_t got = zip_fread(file.get(), part.data(), part.size());
        if (got < 0) return refuse(ZipProblem::damaged, entry, "damaged; save the file again");
        if (got == 0) break;
        if (out.size() + static_cast<std::size_t>(got) > most)
            return refuse(by_ratio == most ? ZipProblem::ratio : ZipProblem::too_large, entry,
                          fmt::format("unpacks to more than {} bytes; no indicator table or "
                                             "inventory is that large",
                                             most));
        out.append(part.data(), static_cast<std::size_t>(got));
    }
    inflated += out.size();
    return out;
}

ZipProblem ZipReader::problem() const { return state_->problem; }

std::vector<ZipEntry> ZipReader::entries() const {
    std::vector<ZipEntry> all;
    for (zip_uint64_t i = 0; i < state_->names.size(); ++i) {
        zip_stat_t stat;
        zip_stat_init(&stat);
        zip_stat_index(state_->archive.get(), i, 0, &stat);
        const char* raw = zip_get_name(state_->archive.get(), i, ZIP_FL_ENC_RAW);
        const bool known = (stat.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0;
        all.push_back({raw == nullptr ? "" : raw,
                       (stat.valid & ZIP_STAT_SIZE) != 0 ? stat.size : 0,
                       (stat.valid & ZIP_STAT_COMP_SIZE) != 0 ? stat.comp_size : 0,
                       known && stat.encryption_method != ZIP_EM_NONE});
    }
    return all;
}

Result<std::string> ZipReader::read(std::string_view entry) {
    state_->problem = ZipProblem::none;
    const auto found = std::ranges::find(state_->names, entry);
    if (found == state_->names.end()) {
        state_->problem = ZipProblem::missing;
        return failure(Errc::not_found, fmt::format("{}: has no {} inside", state_->name, entry));
    }
    const auto index = static_cast<zip_uint64_t>(found - state_->names.begin());
    zip_stat_t stat;
    zip_stat_init(&stat);
    if (zip_stat_index(state_->archive.get(), index, 0, &stat) != 0)
        return state_->refuse(ZipProblem::damaged, entry, "damaged; save the file again");
    if ((stat.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && stat.encryption_method != ZIP_EM_NONE)
        return state_->refuse(ZipProblem::encrypted, entry, "protected by a password; save it without one");
    return state_->inflate(index, *found, stat);
}

}  // namespace duwang
