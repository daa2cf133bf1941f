// Whatever a browser or a script sends as a form: the first byte chooses how it says that it is written.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "services/gateway/domain/intake/form.h"
#include "tests/fuzz/intake_fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace zamer::gateway::intake;  // NOLINT(google-build-using-namespace): all of it is under test
  static const WayIn kWay{.id = "site",
                          .department = "d1",
                          .channel = "site",
                          .settings = FormSettings{.channels_by_source = {{"yandex", "yandex"}}}};
  if (size == 0) return 0;
  const std::string_view body(reinterpret_cast<const char*>(data), size);
  const bool json = body.front() == '{';
  auto fields = ReadForm(json ? "application/json" : "application/x-www-form-urlencoded", body);
  if (!fields.ok()) return zamer::ReasonOf(fields.status()) ? 0 : (std::abort(), 0);
  const auto& settings = std::get<FormSettings>(kWay.settings);
  CheckArrivals(kWay, {ArrivalOf(settings, *std::move(fields), absl::CivilDay(2026, 3, 2))});
  return 0;
}
