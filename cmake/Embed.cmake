# duwang_embed(target name FILES …): the files become string_views in duwang::embedded::<name>().
# The generated header is included as "embedded/<name>.h".
function(duwang_embed target name)
    cmake_parse_arguments(ARG "" "" "FILES" ${ARGN})
    set(out ${CMAKE_CURRENT_BINARY_DIR}/embedded/embedded/${name})
    set(absolute "")
    foreach(file IN LISTS ARG_FILES)
        list(APPEND absolute ${CMAKE_CURRENT_SOURCE_DIR}/${file})
    endforeach()
    add_custom_command(
        OUTPUT ${out}.cpp ${out}.h
        COMMAND ${CMAKE_COMMAND} -DNAME=${name} -DOUT=${out} -DROOT=${CMAKE_CURRENT_SOURCE_DIR} "-DFILES=${ARG_FILES}"
                -P ${PROJECT_SOURCE_DIR}/cmake/EmbedFiles.cmake
        DEPENDS ${absolute} ${PROJECT_SOURCE_DIR}/cmake/EmbedFiles.cmake
        VERBATIM)
    target_sources(${target} PRIVATE ${out}.cpp)
    set_source_files_properties(${out}.cpp PROPERTIES SKIP_PRECOMPILE_HEADERS ON)
    target_include_directories(${target} PRIVATE ${CMAKE_CURRENT_BINARY_DIR}/embedded)
endfunction()
