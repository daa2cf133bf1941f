# Every package Zamer links, all of them Debian 12's.
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(OpenSSL REQUIRED)
find_package(ZLIB REQUIRED)
find_package(absl REQUIRED CONFIG)
find_package(Boost 1.74 REQUIRED)
find_package(Protobuf REQUIRED)
find_package(spdlog REQUIRED CONFIG)
find_package(prometheus-cpp REQUIRED CONFIG)
find_package(yaml-cpp REQUIRED CONFIG)
find_package(GTest REQUIRED CONFIG)
find_package(benchmark REQUIRED CONFIG)
find_package(rapidcheck REQUIRED CONFIG)

pkg_check_modules(GRPCPP REQUIRED IMPORTED_TARGET grpc++)
pkg_check_modules(CURL REQUIRED IMPORTED_TARGET libcurl)
pkg_check_modules(HIREDIS REQUIRED IMPORTED_TARGET hiredis)
pkg_check_modules(JEMALLOC REQUIRED IMPORTED_TARGET jemalloc)
pkg_check_modules(JOSE REQUIRED IMPORTED_TARGET jose)
pkg_check_modules(NGHTTP2 REQUIRED IMPORTED_TARGET libnghttp2)
find_library(PHONENUMBER_LIBRARY phonenumber REQUIRED)
find_library(GRPC_REFLECTION_LIBRARY grpc++_reflection REQUIRED)
find_program(PROTOC protoc REQUIRED)
find_program(GRPC_CPP_PLUGIN grpc_cpp_plugin REQUIRED)

set(GOOGLE_PROTOS ${CMAKE_SOURCE_DIR}/node_modules/google-proto-files)
if(NOT EXISTS ${GOOGLE_PROTOS}/google/rpc/status.proto)
  message(FATAL_ERROR "Google's common protos are missing: run 'npm ci' here, or './zamer build', which does it.")
endif()

# Standalone Asio: header only. Its 1.22 does not recognise clang with libstdc++ as coroutine-capable by itself.
add_library(zamer_asio INTERFACE)
target_compile_definitions(zamer_asio INTERFACE
  ASIO_STANDALONE ASIO_NO_DEPRECATED ASIO_HAS_CO_AWAIT=1 ASIO_HAS_STD_COROUTINE=1)
target_link_libraries(zamer_asio INTERFACE Threads::Threads OpenSSL::SSL OpenSSL::Crypto)

add_library(zamer_phonenumber INTERFACE)
target_link_libraries(zamer_phonenumber INTERFACE ${PHONENUMBER_LIBRARY})
