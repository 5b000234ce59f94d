// Visits on their way to the writer. Handed over in order and stored one at a time; whoever books
// further ones is told of it only when too many wait.
#pragma once

#include <cstddef>
#include <memory>

#include "core/ports/capture_sink.h"
#include "crawler/async/task.h"

namespace duwang::crawler {

// Runs on: net; the sink is called on the writer. `sink` is used, not owned: whoever feeds it waits
// with settle(0) before anything else is asked of it.
class VisitFeed {
  public:
    VisitFeed(Executor net, Executor writer, CaptureSink& sink);

    // `bytes`: what the visit takes of the memory until it is stored, about.
    void put(Visit visit, std::size_t bytes);
    // More than `visits` wait, or too many bytes, or the writer has failed.
    bool is_behind(std::size_t visits) const;
    // Waits until that is no more. The first failure is the answer; the sink writes nothing after
    // it. Throws what the sink threw.
    Task<Result<void>> settle(std::size_t visits);

  private:
    class State;
    std::shared_ptr<State> state_;
};

}  // namespace duwang::crawler
