# Run by duwang_embed: writes ${OUT}.h and ${OUT}.cpp for the files of ${ROOT}.
file(WRITE ${OUT}.h "#pragma once
#include <span>
#include <string_view>
namespace duwang::embedded {
struct ${NAME}_file { std::string_view path, content; };
std::span<const ${NAME}_file> ${NAME}();
}
")
set(body "#include \"embedded/${NAME}.h\"\n#include <array>\nnamespace duwang::embedded {\nnamespace {\n")
set(table "")
set(index 0)
foreach(file IN LISTS FILES)
    file(READ ${ROOT}/${file} hex HEX)
    string(LENGTH "${hex}" digits)
    math(EXPR size "${digits} / 2")
    string(REGEX REPLACE "(..)" "\\\\x\\1" bytes "${hex}")
    # A compiler need only take literals of 64 KiB, so long files are split.
    string(REGEX REPLACE "((\\\\x..)(\\\\x..)(\\\\x..)(\\\\x..)(\\\\x..)(\\\\x..)(\\\\x..)(\\\\x..)(\\\\x..)(\\\\x..)(\\\\x..)(\\\\x..)(\\\\x..)(\\\\x..)(\\\\x..)(\\\\x..))" "\\1\"\n\"" bytes "${bytes}")
    string(APPEND body "constexpr char data_${index}[] = \"${bytes}\";\n")
    string(APPEND table "    ${NAME}_file{\"${file}\", {data_${index}, ${size}}},\n")
    math(EXPR index "${index} + 1")
endforeach()
string(APPEND body "constexpr std::array<${NAME}_file, ${index}> files{{\n${table}}};\n}\nstd::span<const ${NAME}_file> ${NAME}() { return files; }\n}\n")
file(WRITE ${OUT}.cpp "${body}")
