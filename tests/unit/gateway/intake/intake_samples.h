// Ways in and envelopes of no particular department, for tests.
#pragma once
#include <absl/time/time.h>

#include <string>
#include <utility>

#include "services/common/time/zone.h"
#include "services/gateway/domain/intake/enquiry.h"
#include "services/gateway/domain/intake/json.h"
#include "services/gateway/domain/intake/way_in.h"
#include "tests/support/fakes.h"

namespace zamer::gateway::intake {

inline WayIn VkWay() {
  return {
      .id = "vk-shop",
      .department = "d1",
      .channel = "vk",
      .campaign = "spring",
      .settings = VkSettings{
          .group_id = 123456, .confirmation = config::Secret("a1b2c3d4"), .secret = config::Secret("correct horse")}};
}

inline WayIn InstagramWay() {
  return {.id = "insta",
          .department = "d1",
          .channel = "instagram",
          .campaign = {},
          .settings = MetaSettings{.app_secret = config::Secret("0123456789abcdef0123456789abcdef"),
                                   .verify_token = config::Secret("verify me")}};
}

inline WayIn SiteWay() {
  return {.id = "site",
          .department = "d1",
          .channel = "site",
          .campaign = {},
          .settings = FormSettings{.origins = {"https://kitchens.example"},
                                   .rate = {.per_second = 0.001, .burst = 100},
                                   .channels_by_source = {{"yandex", "yandex-ads"}}}};
}

inline WayIn PbxWay() {
  return {.id = "pbx",
          .department = "d1",
          .channel = {},
          .campaign = {},
          .settings = PbxSettings{.key = config::Secret("a key that only the exchange knows"),
                                  .zone = *LoadZone("Europe/Moscow"),
                                  .own_numbers = {"8462000000"},
                                  .employees = {{"101", "anna"}}}};
}

inline Envelope EnvelopeOf(const WayIn& way, std::string platform_id = "event-1") {
  return {way, "delivery-1", std::move(platform_id), testing::TestNow()};
}

}  // namespace zamer::gateway::intake
