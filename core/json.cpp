#include "core/json.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "core/text/utf8.h"

namespace duwang {

using Library = nlohmann::ordered_json;

// Carries values over the door between our type and the library's.
struct JsonConverter {
    static Library to_library(const Json& json) {
        return std::visit([](const auto& value) { return convert(value); }, json.value_);
    }

    static Json from_library(const Library& value) {
        Json json;
        if (value.is_boolean()) json.value_ = value.get<bool>();
        if (value.is_number_integer()) json.value_ = value.get<std::int64_t>();
        if (value.is_number_float()) json.value_ = value.get<double>();
        if (value.is_string()) json.value_ = value.get<std::string>();
        if (value.is_array()) {
            json.value_ = Json::Array{};
            for (const Library& item : value) json.push_back(from_library(item));
        }
        if (value.is_object()) {
            json.value_ = Json::Object{};
            for (const auto& [key, item] : value.items()) json.set(key, from_library(item));
        }
        return json;
    }

  private:
    static Library convert(std::monostate) { return nullptr; }
    static Library convert(const Json::Array& array) {
        Library result = Library::array();
        for (const Json& item : array) result.push_back(to_library(item));
        return result;
    }
    static Library convert(const Json::Object& object) {
        Library result = Library::object();
        for (const auto& [key, item] : object) result[key] = to_library(item);
        return result;
    }
    template <class T>
    static Library convert(const T& scalar) {
        return scalar;
    }
};

Json& Json::set(std::string_view key, Json value) & {
    if (!is_object()) value_ = Object{};
    auto& object = std::get<Object>(value_);
    for (auto& [name, old] : object) {
        if (name == key) {
            old = std::move(value);
            return *this;
        }
    }
    object.emplace_back(std::string(key), std::move(value));
    return *this;
}

void Json::push_back(Json value) {
    if (!is_array()) value_ = Array{};
    std::get<Array>(value_).push_back(std::move(value));
}

const Json& Json::operator[](std::string_view key) const {
    static const Json nothing;
    if (const auto* object = std::get_if<Object>(&value_))
        for (const auto& [name, value] : *object)
            if (name == key) return value;
    return nothing;
}

const Json::Array& Json::items() const {
    static const Array none;
    const auto* array = std::get_if<Array>(&value_);
    return array ? *array : none;
}

const Json::Object& Json::members() const {
    static const Object none;
    const auto* object = std::get_if<Object>(&value_);
    return object ? *object : none;
}

std::string Json::text(std::string_view otherwise) const {
    const auto* value = std::get_if<std::string>(&value_);
    return value ? *value : std::string(otherwise);
}

std::int64_t Json::number(std::int64_t otherwise) const {
    const auto* value = std::get_if<std::int64_t>(&value_);
    return value ? *value : otherwise;
}

bool Json::boolean(bool otherwise) const {
    const auto* value = std::get_if<bool>(&value_);
    return value ? *value : otherwise;
}

namespace {

bool needs_no_escape(std::string_view text) {
    for (char c : text)
        if (static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\' || c == '\x7F')
            return false;
    return is_valid_utf8(text);
}

}  // namespace

// On one line, straight into the text: the library would need a copy of the whole value first.
void Json::append_compact(std::string& out) const {
    const auto append_text = [&out](const std::string& text) {
        if (needs_no_escape(text))
            out.append(1, '"').append(text).append(1, '"');
        else
            out += Library(text).dump(-1, ' ', false, Library::error_handler_t::replace);
    };
    if (const auto* text = std::get_if<std::string>(&value_)) return append_text(*text);
    if (const auto* number = std::get_if<std::int64_t>(&value_)) {
        out += fmt::format_int(*number).c_str();
    } else if (const auto* array = std::get_if<Array>(&value_)) {
        char separator = '[';
        for (const Json& item : *array) {
            out += std::exchange(separator, ',');
            item.append_compact(out);
        }
        out += array->empty() ? "[]" : "]";
    } else if (const auto* object = std::get_if<Object>(&value_)) {
        char separator = '{';
        for (const auto& [key, item] : *object) {
            out += std::exchange(separator, ',');
            append_text(key);
            out += ':';
            item.append_compact(out);
        }
        out += object->empty() ? "{}" : "}";
    } else {
        out += JsonConverter::to_library(*this).dump();
    }
}

std::string Json::dump(int indent) const {
    if (indent < 0) {
        std::string out;
        append_compact(out);
        return out;
    }
    return JsonConverter::to_library(*this).dump(indent, ' ', false,
                                                 Library::error_handler_t::replace);
}

std::string Json::dump_ascii() const {
    return JsonConverter::to_library(*this).dump(-1, ' ', true, Library::error_handler_t::replace);
}

bool is_nested_deeper(std::string_view json, int depth_max) {
    int depth = 0;
    bool quoted = false;
    for (std::size_t i = 0; i < json.size(); ++i) {
        const char c = json[i];
        if (quoted && c == '\\')
            ++i;
        else if (c == '"')
            quoted = !quoted;
        else if (!quoted && (c == '{' || c == '[') && ++depth > depth_max)
            return true;
        else if (!quoted && (c == '}' || c == ']'))
            --depth;
    }
    return false;
}

Result<Json> Json::parse(std::string_view text) {
    constexpr int depth_max = 500;
    if (is_nested_deeper(text, depth_max)) return failure(Errc::config, "nested too deeply");
    Library value = Library::parse(text, nullptr, false);
    if (value.is_discarded()) return failure(Errc::config, "this is not JSON");
    return JsonConverter::from_library(value);
}

Json text_or_null(std::string_view text) { return text.empty() ? Json() : Json(text); }

Json list_of(const std::vector<std::string>& texts) {
    Json list = Json::array();
    for (const std::string& text : texts) list.push_back(text);
    return list;
}

}  // namespace duwang
