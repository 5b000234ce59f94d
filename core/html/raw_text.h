// Where the content of script, style, title … ends.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace duwang::html {

enum class ContentModel : unsigned char { data, rcdata, raw, script, plaintext };

// How the content of an element is read. noscript is read as normal content: no scripts run here.
// `number` is its name_number.
ContentModel content_model(std::uint64_t number, std::string_view element);

// Offset of the "</name" that ends the content beginning at `from`; the size when none does.
std::size_t end_of_raw_text(std::string_view document, std::size_t from, std::string_view name);
// The same for scripts, where "<!--" and "<script" inside change what "</script" means.
std::size_t end_of_script(std::string_view document, std::size_t from);

}  // namespace duwang::html
