#include "crawler/document/topics.h"

#include <algorithm>

#include "core/text/normalise.h"
#include "crawler/document/labels.h"

namespace duwang::crawler {
namespace {

constexpr std::size_t heading_chars_max = 45;
constexpr std::size_t text_bytes_max = 4'000;

// "三、…", "（一）…", or what the document itself calls a heading.
bool begins_part(const FlowBlock& block) {
    if (block.kind == FlowBlock::Kind::heading) return true;
    const std::string start = match_form(truncate_code_points(block.text, heading_chars_max));
    for (std::string_view sign : {"一", "二", "三", "四", "五", "六", "七", "八", "九", "十"})
        if (start.starts_with(sign) || start.starts_with("(" + std::string(sign))) return true;
    return !start.empty() && start[0] >= '0' && start[0] <= '9' &&
           label_form(start) != match_form(start);
}

class TopicReader {
  public:
    explicit TopicReader(const std::vector<TopicFormat>& topics)
        : topics_(topics), best_(topics.size()) {}

    void add(const FlowBlock& block) {
        if (block.kind == FlowBlock::Kind::table) {
            if (open_ < topics_.size()) part_.has_table = true;
            return;
        }
        if (begins_part(block)) {
            close();
            open(block);
        } else if (open_ < topics_.size()) {
            append(block.text);
        }
    }
    std::vector<DocumentSection> take() {
        close();
        std::erase_if(best_, [](const DocumentSection& one) { return one.key.empty(); });
        return std::move(best_);
    }

  private:
    void open(const FlowBlock& block) {
        const std::string start = strip_blanks(truncate_code_points(block.text, heading_chars_max));
        for (open_ = 0; open_ < topics_.size(); ++open_)
            if (contains_any(start, topics_[open_].words)) break;
        if (open_ == topics_.size()) return;
        part_ = {};
        part_.key = topics_[open_].key;
        part_.heading = truncate_code_points(block.text, heading_chars_max);
        part_.offset = block.offset;
        if (count_code_points(block.text) > heading_chars_max) append(block.text);
    }
    void append(const std::string& text) {
        part_.chars += static_cast<std::int64_t>(count_code_points(strip_blanks(text)));
        if (part_.text.size() + text.size() > text_bytes_max) return;
        part_.text += (part_.text.empty() ? "" : "\n") + text;
    }
    void close() {
        if (open_ >= topics_.size()) return;
        DocumentSection& best = best_[open_];
        if (best.key.empty() || part_.chars > best.chars) best = std::move(part_);
        open_ = topics_.size();
    }

    const std::vector<TopicFormat>& topics_;
    std::vector<DocumentSection> best_;
    DocumentSection part_;
    std::size_t open_ = static_cast<std::size_t>(-1);
};

}  // namespace

std::vector<DocumentSection> read_topics(const Flow& flow, const std::vector<TopicFormat>& topics) {
    TopicReader reader(topics);
    for (const FlowBlock& block : flow.blocks) reader.add(block);
    return reader.take();
}

}  // namespace duwang::crawler
