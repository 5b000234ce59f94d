// The least work that anything like a crawler has to do, for comparing with a whole sweep:
//   reference fetch_only  LIST BASE   libcurl multi, 8 connections, bytes counted
//   reference fetch_scan  LIST BASE   and every href found, resolved and hashed
//   reference fetch_gumbo LIST BASE   the same links from a tree built by Gumbo
//   reference pack_only   LIST FOLDER no network: the same bytes packed and digested twice, as the
//                                     payload and the block of a WARC record are
//   reference gzip_size   LIST FOLDER how small gzip -6 makes them
// LIST holds one path per line. Prints one line of JSON.
#include <curl/curl.h>
#include <fmt/format.h>
#include <gumbo.h>
#include <libdeflate.h>
#include <sys/resource.h>
#include <zlib.h>

#include <array>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "core/hash.h"
#include "core/url.h"

namespace {

constexpr std::size_t connections = 8;  // as the sweep of tests/bench/run

using Page = std::function<void(const std::string& address, std::string_view body)>;

std::vector<std::string> read_lines(const char* path) {
    std::vector<std::string> lines;
    std::ifstream file(path);
    for (std::string line; std::getline(file, line);)
        if (!line.empty()) lines.push_back(line);
    return lines;
}

std::size_t keep_body(char* bytes, std::size_t size, std::size_t count, void* body) {
    static_cast<std::string*>(body)->append(bytes, size * count);
    return size * count;
}

// One of the transfers that run side by side; its handle and memory are used again.
struct Transfer {
    CURL* handle = nullptr;
    std::string address, body;
};

class Fetcher {
  public:
    Fetcher(std::vector<std::string> paths, std::string base, Page page)
        : paths_(std::move(paths)), base_(std::move(base)), page_(std::move(page)) {
        multi_ = curl_multi_init();
        for (Transfer& transfer : transfers_) {
            transfer.handle = curl_easy_init();
            curl_easy_setopt(transfer.handle, CURLOPT_WRITEFUNCTION, keep_body);
            curl_easy_setopt(transfer.handle, CURLOPT_WRITEDATA, &transfer.body);
            curl_easy_setopt(transfer.handle, CURLOPT_PRIVATE, &transfer);
        }
    }
    ~Fetcher() {
        for (Transfer& transfer : transfers_) curl_easy_cleanup(transfer.handle);
        curl_multi_cleanup(multi_);
    }
    Fetcher(const Fetcher&) = delete;
    Fetcher& operator=(const Fetcher&) = delete;

    // Number of pages that answered 200.
    std::size_t run() {
        for (Transfer& transfer : transfers_) start(transfer);
        while (active_ > 0) {
            int running = 0;
            curl_multi_perform(multi_, &running);
            collect();
            if (running > 0) curl_multi_poll(multi_, nullptr, 0, 1'000, nullptr);
        }
        return good_;
    }

  private:
    void start(Transfer& transfer) {
        if (next_ >= paths_.size()) return;
        transfer.address = base_ + paths_[next_++];
        transfer.body.clear();
        curl_easy_setopt(transfer.handle, CURLOPT_URL, transfer.address.c_str());
        curl_multi_add_handle(multi_, transfer.handle);
        ++active_;
    }

    void collect() {
        int left = 0;
        while (CURLMsg* message = curl_multi_info_read(multi_, &left)) {
            void* found = nullptr;
            long status = 0;
            curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &found);
            curl_easy_getinfo(message->easy_handle, CURLINFO_RESPONSE_CODE, &status);
            auto& transfer = *static_cast<Transfer*>(found);
            curl_multi_remove_handle(multi_, transfer.handle);
            --active_;
            if (status == 200) {
                ++good_;
                page_(transfer.address, transfer.body);
            }
            start(transfer);
        }
    }

    std::vector<std::string> paths_;
    std::string base_;
    Page page_;
    CURLM* multi_ = nullptr;
    std::array<Transfer, connections> transfers_;
    std::size_t next_ = 0, good_ = 0, active_ = 0;
};

struct Totals {
    std::size_t pages = 0, bytes = 0, packed = 0, links = 0;
    std::unordered_set<std::uint64_t> known;

    void link(std::string_view ref, const duwang::Url& base) {
        auto url = duwang::resolve_url(ref, base);
        if (!url) return;
        ++links;
        known.insert(duwang::hash64(url->str()));
    }
};

// Every quoted href inside a tag; no comments, no scripts, no character references.
void scan(std::string_view body, const duwang::Url& base, Totals& totals) {
    constexpr std::string_view href = " href=\"";
    for (auto open = body.find('<'); open != body.npos; open = body.find('<', open + 1)) {
        auto close = body.find('>', open);
        if (close == body.npos) return;
        std::string_view tag = body.substr(open, close - open);
        auto found = tag.find(href);
        if (found == tag.npos) continue;
        tag.remove_prefix(found + href.size());
        totals.link(tag.substr(0, tag.find('"')), base);
    }
}

// Without recursion: what comes next in the document is below, beside, or beside one above.
void walk(const GumboNode* root, const duwang::Url& base, Totals& totals) {
    std::vector<const GumboNode*> waiting{root};
    while (!waiting.empty()) {
        const GumboNode* node = waiting.back();
        waiting.pop_back();
        if (node->type != GUMBO_NODE_ELEMENT && node->type != GUMBO_NODE_TEMPLATE) continue;
        const GumboElement& element = node->v.element;
        if (element.tag == GUMBO_TAG_A)
            if (const auto* href = gumbo_get_attribute(&element.attributes, "href"))
                totals.link(href->value, base);
        for (unsigned i = element.children.length; i-- > 0;)
            waiting.push_back(static_cast<const GumboNode*>(element.children.data[i]));
    }
}

void parse(std::string_view body, const duwang::Url& base, Totals& totals) {
    GumboOptions options = kGumboDefaultOptions;
    options.max_errors = 0;
    GumboOutput* output = gumbo_parse_with_options(&options, body.data(), body.size());
    walk(output->root, base, totals);
    gumbo_destroy_output(&options, output);
}

void fetch(std::string_view mode, const char* list, const char* base, Totals& totals) {
    auto page = [&](const std::string& address, std::string_view body) {
        totals.bytes += body.size();
        if (mode == "fetch_only") return;
        auto url = duwang::parse_url(address);
        if (!url) return;
        if (mode == "fetch_scan") scan(body, *url, totals);
        if (mode == "fetch_gumbo") parse(body, *url, totals);
    };
    curl_global_init(CURL_GLOBAL_ALL);
    totals.pages = Fetcher(read_lines(list), base, page).run();
    curl_global_cleanup();
}

std::string read_file(const std::string& path) {
    std::string content;
    std::FILE* file = std::fopen(path.c_str(), "rb");
    if (file == nullptr) return content;
    std::array<char, 65'536> buffer;
    while (std::size_t got = std::fread(buffer.data(), 1, buffer.size(), file))
        content.append(buffer.data(), got);
    std::fclose(file);
    return content;
}

void pack(const char* list, const std::string& folder, Totals& totals) {
    libdeflate_compressor* compressor = libdeflate_alloc_compressor(1);
    std::string out;
    for (const std::string& path : read_lines(list)) {
        std::string body = read_file(folder + path);
        ++totals.pages;
        totals.bytes += body.size();
        out.resize(libdeflate_gzip_compress_bound(compressor, body.size()));
        totals.packed +=
            libdeflate_gzip_compress(compressor, body.data(), body.size(), out.data(), out.size());
        totals.known.insert(duwang::hash64(duwang::sha256_hex(body)));
        totals.known.insert(duwang::hash64(duwang::sha256_hex(path, body)));
    }
    libdeflate_free_compressor(compressor);
}

void gzip_size(const char* list, const std::string& folder, Totals& totals) {
    for (const std::string& path : read_lines(list)) {
        const std::string body = read_file(folder + path);
        uLongf size = compressBound(body.size());
        std::string out(size, '\0');
        compress2(reinterpret_cast<Bytef*>(out.data()), &size,
                  reinterpret_cast<const Bytef*>(body.data()), body.size(), 6);
        ++totals.pages;
        totals.bytes += body.size();
        totals.packed += size + 12;  // the frame of gzip is longer than that of zlib
    }
}

double seconds(const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

}  // namespace

int main(int argc, char** argv) {
    std::string_view mode = argc > 1 ? argv[1] : "";
    if (argc != 4 || (!mode.starts_with("fetch_") && mode != "pack_only" && mode != "gzip_size")) {
        fmt::print(stderr,
                   "reference fetch_only|fetch_scan|fetch_gumbo|pack_only|gzip_size LIST WHERE\n");
        return 2;
    }
    auto start = std::chrono::steady_clock::now();
    Totals totals;
    if (mode == "pack_only")
        pack(argv[2], argv[3], totals);
    else if (mode == "gzip_size")
        gzip_size(argv[2], argv[3], totals);
    else
        fetch(mode, argv[2], argv[3], totals);
    std::chrono::duration<double> wall = std::chrono::steady_clock::now() - start;
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    fmt::print(
        "{{\"mode\": \"{}\", \"cpu\": {:.3f}, \"wall\": {:.3f}, \"rss_mb\": {:.1f}, "
        "\"pages\": {}, \"bytes\": {}, \"links\": {}, \"distinct\": {}, \"packed\": {}}}\n",
        mode, seconds(usage.ru_utime) + seconds(usage.ru_stime), wall.count(),
        static_cast<double>(usage.ru_maxrss) / 1024, totals.pages, totals.bytes, totals.links,
        totals.known.size(), totals.packed);
    return 0;
}
