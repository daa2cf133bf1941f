// One HTTP request, to read what a service exposes.
#pragma once
#include <cstdint>
#include <string>

namespace zamer::testing {

// The body of the answer to GET on the loopback address. Throws std::runtime_error unless the status is 200.
std::string HttpGet(std::uint16_t port, const std::string& path);

}  // namespace zamer::testing
