// Whatever a person types as a phone: at most five numbers, each in E.164 with digits for an extension, and the same
// number again when it is read from its own E.164 form.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "services/lead/phones.h"

namespace {

using zamer::lead::FindPhones;
using zamer::lead::FoundPhone;

bool AllDigits(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

void Check(std::string_view text, std::string_view region) {
  const std::vector<FoundPhone> phones = FindPhones(text, region);
  if (phones.size() > zamer::lead::kMaxPhonesInText) std::abort();
  for (const FoundPhone& phone : phones) {
    if (phone.e164.size() < 8 || phone.e164.size() > 16 || phone.e164.front() != '+') std::abort();
    if (!AllDigits(std::string_view(phone.e164).substr(1)) || !AllDigits(phone.extension)) std::abort();
    const std::vector<FoundPhone> again = FindPhones(phone.e164, region);
    if (again.size() != 1 || again.front().e164 != phone.e164) std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  for (const std::string_view region : {"RU", "KZ", "DE"}) Check(text, region);
  return 0;
}
