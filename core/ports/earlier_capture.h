// An earlier capture of the site that is being crawled (复采): what its pages were, so that those
// that have not changed need neither be fetched nor read again. Implemented by storage; may be
// called from any thread.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/earlier_bytes.h"
#include "core/fact.h"
#include "core/http_message.h"
#include "core/result.h"

namespace duwang {

struct EarlierInfo {
    std::string capture;  // id
    std::string reader;   // how its pages were read; empty: not known, or not all alike
    std::string focus;    // by what targets of links were chosen to be judged; empty as above
    Date as_of;
    std::int64_t last_url = 0;   // the greatest id of an address
    bool links_complete = true;  // no address was dropped for want of room
};

// A page that came whole and well.
struct EarlierPage {
    std::int64_t id = 0;    // of its address, there
    RecordPlace place;      // of the record, in that capture
    EarlierBytes bytes;     // to be copied; `origin.how` is not set
    bool detailed = false;  // links with texts, and structure, were recorded
};

// What the target of a link showed then. It came well, and nothing spoke against it.
struct EarlierSight {
    std::string title;
};

// What reading that page yielded.
struct EarlierFacts {
    struct Target {
        std::int64_t id = 0;    // there
        std::uint64_t key = 0;  // hash of its normal form
        std::string url;
        // Was it chosen to be judged? Told where it was found on this page.
        std::optional<bool> focus;
    };
    PageFacts facts;  // marks and late contents only where `detail` was recorded
    StoredPage stored;
    std::vector<std::int64_t> links;  // ids there, ascending
    std::vector<Target> targets;      // of those that the caller does not know; ascending
    bool links_left_out = false;      // `facts` lacks what detail() tells
};

class EarlierCapture {
  public:
    virtual ~EarlierCapture() = default;
    virtual const EarlierInfo& info() const = 0;
    virtual std::optional<EarlierPage> find(const std::string& url, std::uint64_t key) = 0;
    // Of pages and of other sites' targets alike; nothing where it did not come well.
    virtual std::optional<EarlierSight> sight(const std::string& url, std::uint64_t key) = 0;
    // `known`: is this id of an address known to the caller? Called from the same thread.
    // `same_focus`: the caller would choose by the texts of links as was done then, so that these
    // need not be looked up.
    virtual Result<EarlierFacts> facts(const EarlierPage& page,
                                       const std::function<bool(std::int64_t)>& known,
                                       bool same_focus) = 0;
    // All facts of a page whose details are recorded.
    virtual Result<PageFacts> detail(const StoredPage& page) = 0;
    // Its answer: `response_head` and `body`, content-coding kept.
    virtual Result<Exchange> answer(const EarlierPage& page) = 0;
};

}  // namespace duwang
