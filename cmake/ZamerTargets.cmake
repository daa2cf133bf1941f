# One target per folder. What a target links is its architecture: domain/ links only protos, status and time.
#
#   zamer_library(NAME [PURE] SOURCES a.cc … DEPS other …)    PURE: compiled without grpc, asio or redis in sight
#   zamer_program(NAME SOURCES main.cc DEPS …)
#   zamer_test(NAME [LABEL unit] SOURCES a_test.cc … DEPS …)  one GoogleTest binary per folder
#   zamer_bench(NAME SOURCES … DEPS …)

function(zamer_own_code target)
  target_compile_options(${target} PRIVATE ${ZAMER_WARNINGS})
  target_include_directories(${target} PRIVATE ${CMAKE_SOURCE_DIR})
endfunction()

function(zamer_library name)
  cmake_parse_arguments(ARG "PURE" "" "SOURCES;DEPS" ${ARGN})
  add_library(${name} STATIC ${ARG_SOURCES})
  zamer_own_code(${name})
  if(ARG_PURE)
    target_precompile_headers(${name} REUSE_FROM zamer_pch_pure)
    target_link_libraries(${name} PUBLIC zamer_pch_pure_deps ${ARG_DEPS})
  else()
    target_precompile_headers(${name} REUSE_FROM zamer_pch)
    target_link_libraries(${name} PUBLIC zamer_pch_deps ${ARG_DEPS})
  endif()
endfunction()

function(zamer_program name)
  cmake_parse_arguments(ARG "" "PCH" "SOURCES;DEPS" ${ARGN})
  if(NOT ARG_PCH)
    set(ARG_PCH zamer_pch)
  endif()
  add_executable(${name} ${ARG_SOURCES})
  zamer_own_code(${name})
  target_precompile_headers(${name} REUSE_FROM ${ARG_PCH})
  target_link_libraries(${name} PRIVATE zamer_pch_deps ${ARG_DEPS})
  if(NOT ZAMER_SANITIZE)  # sanitizers bring an allocator of their own
    target_link_libraries(${name} PRIVATE PkgConfig::JEMALLOC)
  endif()
  target_compile_options(${name} PRIVATE -fPIC)  # as the precompiled header; programs default to -fPIE
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)
endfunction()

function(zamer_test name)
  cmake_parse_arguments(ARG "" "LABEL;TIMEOUT" "SOURCES;DEPS" ${ARGN})
  zamer_program(${name} PCH zamer_pch_test SOURCES ${ARG_SOURCES}
    DEPS ${ARG_DEPS} GTest::gtest GTest::gmock GTest::gtest_main)
  # What is tested is optimised, in its libraries; the tests themselves only have to be built.
  target_compile_options(${name} PRIVATE -O0)
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
  target_compile_definitions(${name} PRIVATE ZAMER_BIN_DIR="${CMAKE_BINARY_DIR}/bin" ZAMER_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
  if(NOT ARG_LABEL)
    set(ARG_LABEL unit)
  endif()
  if(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 300)
  endif()
  add_test(NAME ${name} COMMAND ${name})
  set_tests_properties(${name} PROPERTIES LABELS ${ARG_LABEL} TIMEOUT ${ARG_TIMEOUT})
  if(ARG_LABEL MATCHES "functional|chaos")  # real processes under load: nothing else beside them
    set_tests_properties(${name} PROPERTIES RUN_SERIAL TRUE)
  endif()
endfunction()

function(zamer_bench name)
  cmake_parse_arguments(ARG "" "" "SOURCES;DEPS" ${ARGN})
  zamer_program(${name} SOURCES ${ARG_SOURCES} DEPS ${ARG_DEPS})
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bench)
  target_compile_definitions(${name} PRIVATE ZAMER_BIN_DIR="${CMAKE_BINARY_DIR}/bin" ZAMER_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
endfunction()

# Precompiled headers: all code shares zamer_pch; domain/ gets one that knows no I/O, tests one with their framework.
add_library(zamer_pch_pure_deps INTERFACE)
target_link_libraries(zamer_pch_pure_deps INTERFACE
  absl::status absl::statusor absl::strings absl::str_format absl::time absl::flat_hash_map absl::cord protobuf::libprotobuf)
add_library(zamer_pch_deps INTERFACE)
target_link_libraries(zamer_pch_deps INTERFACE
  zamer_pch_pure_deps zamer_asio PkgConfig::GRPCPP spdlog::spdlog prometheus-cpp::core)

add_library(zamer_pch_test_deps INTERFACE)
target_link_libraries(zamer_pch_test_deps INTERFACE zamer_pch_deps GTest::gtest GTest::gmock)

function(zamer_pch_target name deps header)
  file(WRITE ${CMAKE_BINARY_DIR}/${name}.cc "")
  add_library(${name} STATIC ${CMAKE_BINARY_DIR}/${name}.cc)
  target_link_libraries(${name} PRIVATE ${deps})
  target_precompile_headers(${name} PRIVATE ${CMAKE_SOURCE_DIR}/cmake/${header})
endfunction()
zamer_pch_target(zamer_pch_pure zamer_pch_pure_deps pch_pure.h)
zamer_pch_target(zamer_pch zamer_pch_deps pch.h)
zamer_pch_target(zamer_pch_test zamer_pch_test_deps pch_test.h)
target_compile_options(zamer_pch_test PRIVATE -O0)
