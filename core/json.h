// JSON values; the library behind it is included in json.cpp only.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "core/result.h"

namespace duwang {

// A JSON value. Objects keep the order in which keys were set, so output is stable.
class Json {
  public:
    using Array = std::vector<Json>;
    using Member = std::pair<std::string, Json>;
    using Object = std::vector<Member>;

    Json() = default;
    Json(std::nullptr_t) {}
    Json(bool value) : value_(value) {}
    Json(int value) : value_(std::int64_t{value}) {}
    Json(std::int64_t value) : value_(value) {}
    Json(double value) : value_(value) {}  // seconds and the like; never points
    Json(std::size_t value) : value_(static_cast<std::int64_t>(value)) {}
    Json(const char* value) : value_(std::string(value)) {}
    Json(std::string_view value) : value_(std::string(value)) {}
    Json(std::string value) : value_(std::move(value)) {}
    Json(Array value) : value_(std::move(value)) {}
    static Json array() { return Json(Array{}); }
    static Json object() {
        Json json;
        json.value_ = Object{};
        return json;
    }

    bool is_null() const { return std::holds_alternative<std::monostate>(value_); }
    bool is_object() const { return std::holds_alternative<Object>(value_); }
    bool is_text() const { return std::holds_alternative<std::string>(value_); }
    bool is_array() const { return std::holds_alternative<Array>(value_); }

    // Writing. set() keeps the order of first use; a null Json becomes an object, or an array.
    Json& set(std::string_view key, Json value) &;  // returns *this, for chaining
    Json&& set(std::string_view key, Json value) && {
        set(key, std::move(value));
        return std::move(*this);
    }
    void push_back(Json value);

    // Reading. What is not there, or of another kind, is null, empty, zero or the default.
    const Json& operator[](std::string_view key) const;
    const Array& items() const;
    const Object& members() const;
    std::string text(std::string_view otherwise = {}) const;
    std::int64_t number(std::int64_t otherwise = 0) const;
    bool boolean(bool otherwise = false) const;

    // Invalid UTF-8 is replaced by U+FFFD. indent < 0: one line.
    std::string dump(int indent = -1) const;
    std::string dump_ascii() const;  // one line; what is not ASCII is written \uXXXX
    // Refuses what is nested deeper than 500 levels.
    static Result<Json> parse(std::string_view text);

  private:
    void append_compact(std::string& out) const;
    std::variant<std::monostate, bool, std::int64_t, double, std::string, Array, Object> value_;
    friend struct JsonConverter;
    friend class JsonBuilder;
};

// Do objects and arrays lie deeper in each other than that? Reading such a text recursively would
// exhaust the stack.
bool is_nested_deeper(std::string_view json, int depth_max);

// null instead of an empty text, as the answers of the probes want it.
Json text_or_null(std::string_view text);
Json list_of(const std::vector<std::string>& texts);
std::vector<std::string> texts_of(const Json& list);

}  // namespace duwang
