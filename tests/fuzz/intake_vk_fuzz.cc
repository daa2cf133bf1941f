// Whatever comes as an event of VK: only who knows the secret is believed, and what is believed can be delivered.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "services/gateway/domain/intake/vk.h"
#include "tests/fuzz/intake_fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace zamer::gateway::intake;  // NOLINT(google-build-using-namespace): all of it is under test
  static const WayIn kWay{.id = "vk",
                          .department = "d1",
                          .channel = "vk",
                          .settings = VkSettings{.group_id = 1, .secret = zamer::config::Secret("s")}};
  const std::string_view body(reinterpret_cast<const char*>(data), size);
  const auto event = ReadVkEvent(std::get<VkSettings>(kWay.settings), body);
  if (!event.ok()) return zamer::ReasonOf(event.status()) ? 0 : (std::abort(), 0);
  if (!event->AsksToConfirm() && event->body.view()["secret"].Text() != "s") std::abort();
  CheckArrivals(kWay, ArrivalsOf(*event));
  return 0;
}
