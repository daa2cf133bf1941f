// Whatever an exchange tells of a call.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "services/gateway/domain/intake/pbx.h"
#include "tests/fuzz/intake_fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace zamer::gateway::intake;  // NOLINT(google-build-using-namespace): all of it is under test
  static const WayIn kWay{.id = "pbx",
                          .department = "d1",
                          .settings = PbxSettings{.own_numbers = {"8462000000"}, .employees = {{"101", "anna"}}}};
  const std::string_view body(reinterpret_cast<const char*>(data), size);
  CheckArrivals(kWay, ReadCallArrivals(std::get<PbxSettings>(kWay.settings), body));
  return 0;
}
