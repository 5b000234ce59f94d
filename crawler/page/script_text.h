// Looking into scripts without running them: only what they write or load literally.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace duwang::crawler {

// Comments become blanks of the same length, so offsets stay good (F10: 注释掉的旧代码不算).
std::string without_comments(std::string_view script);

// Markup that document.write or writeln would add.
struct Written {
    std::string markup;
    std::size_t offset = 0;  // of the call, within the script
    bool unescaped = false;  // came through unescape or decodeURIComponent
};
std::vector<Written> written_markup(std::string_view uncommented);

// Calls that bring a fragment later: $('#x').load('/inc/footer.html'), $.get('…'), fetch('…').
struct LoadCall {
    std::string what;  // the statement, shortened
    std::string address;
    std::size_t offset = 0;
};
std::vector<LoadCall> load_calls(std::string_view uncommented);

// %XX and %uXXXX as unescape() does; bytes that form UTF-8 become it.
std::string unescaped(std::string_view text);

}  // namespace duwang::crawler
