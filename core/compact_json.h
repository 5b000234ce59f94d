// A JSON object to which only what is not as ever is added: captures hold many of them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "core/json.h"

namespace duwang {

class CompactJson {
  public:
    CompactJson& always(std::string_view key, Json value) {
        json_.set(key, std::move(value));
        return *this;
    }
    CompactJson& text(std::string_view key, const std::string& value) {
        if (!value.empty()) json_.set(key, value);
        return *this;
    }
    CompactJson& number(std::string_view key, std::int64_t value, std::int64_t unless) {
        if (value != unless) json_.set(key, value);
        return *this;
    }
    CompactJson& flag(std::string_view key, bool value) {
        if (value) json_.set(key, true);
        return *this;
    }
    CompactJson& list(std::string_view key, Json value) {
        if (!value.items().empty()) json_.set(key, std::move(value));
        return *this;
    }
    Json take() { return std::move(json_); }

  private:
    Json json_ = Json::object();
};

}  // namespace duwang
