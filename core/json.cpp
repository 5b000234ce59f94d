#include "core/json.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <unordered_map>

#include "core/text/utf8.h"

namespace duwang {

using Library = nlohmann::ordered_json;

// Carries values over the door between our type and the library's.
struct JsonConverter {
    static Library to_library(const Json& json) {
        return std::visit([](const auto& value) { return convert(value); }, json.value_);
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

// Builds our values as the library reads them: in time that grows with the text alone, however many
// members an object has, and without calling itself.
class JsonBuilder : public nlohmann::json_sax<Library> {
  public:
    bool null() override { return add({}); }
    bool boolean(bool value) override { return add(value); }
    bool number_integer(number_integer_t value) override { return add(std::int64_t{value}); }
    bool number_unsigned(number_unsigned_t value) override {
        return add(static_cast<std::int64_t>(value));
    }
    bool number_float(number_float_t value, const string_t&) override { return add(value); }
    bool string(string_t& value) override { return add(std::move(value)); }
    bool binary(binary_t&) override { return false; }
    bool start_object(std::size_t) override { return open(Json::object()); }
    bool key(string_t& name) override {
        names_.back() = std::move(name);
        return true;
    }
    bool end_object() override {
        keep_last_of_each(std::get<Json::Object>(open_.back().value_));
        return close();
    }
    bool start_array(std::size_t) override { return open(Json::array()); }
    bool end_array() override { return close(); }
    bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override {
        return false;
    }
    Json take() { return std::move(done_); }

  private:
    static constexpr std::size_t depth_max = 500;

    bool open(Json value) {
        if (open_.size() >= depth_max) return false;
        open_.push_back(std::move(value));
        names_.emplace_back();
        return true;
    }
    bool close() {
        Json value = std::move(open_.back());
        open_.pop_back();
        names_.pop_back();
        return add(std::move(value));
    }
    bool add(Json value) {
        if (open_.empty())
            done_ = std::move(value);
        else if (auto* object = std::get_if<Json::Object>(&open_.back().value_))
            object->emplace_back(std::move(names_.back()), std::move(value));
        else
            std::get<Json::Array>(open_.back().value_).push_back(std::move(value));
        return true;
    }
    // Of a name that stands twice the last value counts, at the place of the first.
    static void keep_last_of_each(Json::Object& object) {
        std::unordered_map<std::string_view, std::size_t> places;
        std::vector<bool> again(object.size());
        bool any = false;
        for (std::size_t i = 0; i < object.size(); ++i) {
            const auto [first, fresh] = places.emplace(object[i].first, i);
            if (fresh) continue;
            object[first->second].second = std::move(object[i].second);
            again[i] = any = true;
        }
        if (!any) return;
        Json::Object kept;
        for (std::size_t i = 0; i < object.size(); ++i)
            if (!again[i]) kept.push_back(std::move(object[i]));
        object = std::move(kept);
    }

    std::vector<Json> open_;
    std::vector<std::string> names_;  // of the member that is read, for each open value
    Json done_;
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

// The number of a character that starts there and would do something to a terminal, and is no
// ordinary control character: delete, C1, line ends of Unicode, what turns the direction of text.
// 0: it is none.
unsigned hidden_control(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t i) {
        return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0u;
    };
    if (byte(0) == 0x7F) return 0x7F;
    if (byte(0) == 0xC2 && byte(1) >= 0x80 && byte(1) <= 0x9F) return byte(1);
    if (byte(0) != 0xE2 || (byte(1) != 0x80 && byte(1) != 0x81)) return 0;
    const unsigned code = 0x2000u + (byte(1) - 0x80u) * 0x40u + (byte(2) & 0x3Fu);
    const bool acts = code == 0x2028 || code == 0x2029 || (code >= 0x202A && code <= 0x202E) ||
                      (code >= 0x2066 && code <= 0x2069);
    return acts && byte(2) >= 0x80 ? code : 0;
}

bool needs_no_escape(std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\' || c == '\x7F')
            return false;
        if ((c == '\xC2' || c == '\xE2') && hidden_control(text, i) != 0) return false;
    }
    return is_valid_utf8(text);
}

// The library leaves those as they are. They stand in texts only, so the whole is still JSON.
std::string with_hidden_escaped(std::string json) {
    std::string out;
    std::size_t copied = 0;
    for (std::size_t i = 0; i < json.size(); ++i) {
        const unsigned code = hidden_control(json, i);
        if (code == 0) continue;
        out.append(json, copied, i - copied);
        out += fmt::format("\\u{:04x}", code);
        copied = i + (code < 0x80 ? 1 : code < 0x800 ? 2 : 3);
    }
    if (copied == 0) return json;
    return out.append(json, copied);
}

}  // namespace

// On one line, straight into the text: the library would need a copy of the whole value first.
void Json::append_compact(std::string& out) const {
    const auto append_text = [&out](const std::string& text) {
        if (needs_no_escape(text))
            out.append(1, '"').append(text).append(1, '"');
        else
            out += with_hidden_escaped(
                Library(text).dump(-1, ' ', false, Library::error_handler_t::replace));
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
    return with_hidden_escaped(JsonConverter::to_library(*this).dump(
        indent, ' ', false, Library::error_handler_t::replace));
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
    JsonBuilder builder;
    if (!Library::sax_parse(text, &builder)) return failure(Errc::config, "this is not JSON");
    return builder.take();
}

Json text_or_null(std::string_view text) { return text.empty() ? Json() : Json(text); }

Json list_of(const std::vector<std::string>& texts) {
    Json list = Json::array();
    for (const std::string& text : texts) list.push_back(text);
    return list;
}

std::vector<std::string> texts_of(const Json& list) {
    std::vector<std::string> texts;
    for (const Json& item : list.items()) texts.push_back(item.text());
    return texts;
}

}  // namespace duwang
