set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

option(DUWANG_TESTS "Build the tests" ON)
option(DUWANG_WERROR "Treat warnings as errors" OFF)
option(DUWANG_FUZZ "Build the fuzzers (clang)" OFF)
set(DUWANG_SANITIZE "" CACHE STRING "Sanitizers, as for -fsanitize=")

find_program(CCACHE ccache)
if(CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
endif()
find_program(LLD ld.lld)
if(LLD)
    add_link_options(-fuse-ld=lld)
endif()

add_library(duwang_warnings INTERFACE)
target_compile_options(duwang_warnings INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wnon-virtual-dtor
    -Woverloaded-virtual -Wold-style-cast -Wmissing-declarations)
if(DUWANG_WERROR)
    target_compile_options(duwang_warnings INTERFACE -Werror)
endif()
if(DUWANG_SANITIZE)
    add_compile_options(-fsanitize=${DUWANG_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
    add_link_options(-fsanitize=${DUWANG_SANITIZE})
    if(DUWANG_SANITIZE MATCHES "thread")
        add_compile_options(-Wno-tsan)  # Asio's fences warn under g++ 12
    endif()
endif()
