// Which addresses may be connected to: public ones, and for internal sites what was declared.
#pragma once

#include <set>
#include <string>
#include <vector>

namespace duwang::crawler {

// Runs on: net. `is_public` is core's classification of addresses.
class AddressPolicy {
  public:
    // "ADDR", "ADDR:PORT" or "[v6]:PORT", as in --allow-address.
    void allow(std::string address) { allowed_.insert(std::move(address)); }
    // While set, every address may be connected to: a site the operator declared internal.
    void allow_everything() { everything_ = true; }
    bool permits(const std::string& address, int port) const;

  private:
    bool everything_ = false;
    std::set<std::string> allowed_;
};

}  // namespace duwang::crawler
