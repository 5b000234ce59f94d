// Where a crawl puts what it saw. Implemented by storage; called from one thread at a time.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/fact.h"
#include "core/link_facts.h"
#include "core/http_message.h"
#include "core/result.h"

namespace duwang {

// What became, or is to become, of an address.
enum class UrlRole {
    page,  // to be fetched and read
    link,  // to be asked only, to see whether it answers
    skip,  // not to be asked; `reason` says why
};

// An address the crawl knows. Ids run in order of discovery, from 1, without gaps.
struct KnownUrl {
    std::int64_t id = 0;
    std::string url;
    std::uint64_t key = 0;        // hash of the normal form: what makes two addresses one page
    int depth = 0;                // clicks from the home page or a column
    std::int64_t found_on = 0;    // page id; 0 for seeds
    UrlRole role = UrlRole::skip;
    bool focus = false;           // judged in structure
    std::string reason;           // the rule that decided the role
    bool visited = false;
    std::string status;           // status word once visited

    // Only of addresses read back for a continued crawl.
    std::int64_t exchange = 0;      // the last one
    bool has_page = false;          // content was read: the next two are known
    std::uint64_t fingerprint = 0;
    std::int64_t text_chars = 0;
    std::string final_url;
};

// An address that is not to be visited after all, and the rule that decided.
struct LeftUrl {
    std::int64_t id = 0;
    std::string reason;
};

// One visit of one address: all of it is committed, or nothing.
struct Visit {
    std::int64_t url = 0;              // id of the address; 0: none (robots.txt, controls)
    std::string asked;                 // the address itself
    FetchStatus status = FetchStatus::not_attempted;
    int http_status = 0;
    std::string final_url;
    std::string suspect;               // ok, yet doubtful: "like_random_path", "error_phrase" …
    bool aside = false;  // by another client or from elsewhere: the address keeps its own outcome
    std::vector<Exchange> exchanges;
    std::optional<PageFacts> facts;    // when content came and was read
    std::optional<StoredPage>
        stored;  // 复采: its marks and detail as written before; not in `facts`
    std::vector<KnownUrl> discovered;  // new addresses, in id order
    std::vector<std::int64_t> links;   // ids of the distinct targets on the page
    std::optional<ControlFacts> control;
    std::vector<std::pair<std::string, std::string>> values;  // named values, e.g. probe results

    std::vector<std::int64_t> judged;    // known addresses that are to be judged too: files of a judged page
    std::vector<LeftUrl> left;           // known addresses that turned out to be traps
    std::vector<std::int64_t> ask_again; // visits that count for nothing; to be made once more
    std::vector<std::int64_t> voided;    // visits that count for nothing: a wall stood before the site
    std::string not_visited;             // why all that is still waiting is not visited
};

class CaptureSink {
  public:
    virtual ~CaptureSink() = default;
    virtual Result<void> store(Visit visit) = 0;
    virtual Result<void> commit() = 0;  // all stored visits are safe when this returns
    // For a continued crawl: everything known so far, in id order, and the named values.
    virtual Result<void> known(const std::function<void(const KnownUrl&)>& each) = 0;
    virtual std::string value(const std::string& name) = 0;
    virtual Result<std::vector<ControlFacts>> controls() = 0;
};

// What the end of a crawl asks of what was stored: who links to what did not answer?
struct LinkingPage {
    std::int64_t page = 0;
    std::string url;
    std::string final_url;
    std::string content_type;
    std::string body;  // content-coding kept
    std::string content_encoding;
    std::vector<std::int64_t> targets;  // of those asked for
};

class CaptureLookback {
  public:
    virtual ~CaptureLookback() = default;
    // Addresses that are not ok: asked and failed, suspect, or skipped for a reason that is itself a
    // finding. In id order.
    struct Troubled {
        KnownUrl known;
        int http_status = 0;
        std::string suspect;
        int attempts = 0;
    };
    virtual Result<std::vector<Troubled>> troubled() = 0;
    // Of each of these hosts ("www.x.cn", "www.x.cn:8080") an address that answered well, if one did.
    using GoodPages = std::map<std::string, std::string>;
    virtual Result<GoodPages> good_pages(const std::set<std::string>& hosts) = 0;
    // Pages that link to any of `targets`, at most `places_max` per target; bytes read back.
    virtual Result<void> linking_pages(const std::vector<std::int64_t>& targets, int places_max,
                                       const std::function<void(LinkingPage)>& each) = 0;
    virtual Result<void> store_place(std::int64_t target, const LinkPlace& place) = 0;
    virtual Result<void> store_place_count(std::int64_t target, std::int64_t pages) = 0;
};

}  // namespace duwang
