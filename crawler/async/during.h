// Says that something is going on, for as long as it does – also when it ends by an exception.
#pragma once

namespace duwang::crawler {

class During {
  public:
    explicit During(bool& flag) : flag_(flag) { flag_ = true; }
    ~During() { flag_ = false; }
    During(const During&) = delete;
    During& operator=(const During&) = delete;

  private:
    bool& flag_;
};

}  // namespace duwang::crawler
