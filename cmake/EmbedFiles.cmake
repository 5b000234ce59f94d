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
    file(READ ${ROOT}/${file} text)
    string(APPEND body "constexpr std::string_view data_${index} = R\"duwang(${text})duwang\";\n")
    string(APPEND table "    ${NAME}_file{\"${file}\", data_${index}},\n")
    math(EXPR index "${index} + 1")
endforeach()
string(APPEND body "constexpr std::array<${NAME}_file, ${index}> files{{\n${table}}};\n}\nstd::span<const ${NAME}_file> ${NAME}() { return files; }\n}\n")
file(WRITE ${OUT}.cpp "${body}")
