#include "tests/bench/stored_leads.h"

#include <absl/hash/hash.h>
#include <absl/strings/str_cat.h>
#include <absl/time/clock.h>

#include <algorithm>
#include <array>
#include <asio/io_context.hpp>
#include <cstdint>
#include <stdexcept>
#include <utility>

#include "services/common/names/names.h"
#include "services/common/redis/client.h"
#include "services/common/store/fingerprint.h"
#include "services/common/store/store.h"
#include "services/common/time/timestamps.h"
#include "services/lead/domain/next_step.h"
#include "services/lead/domain/stages.h"
#include "services/lead/lead_records.h"
#include "services/lead/requests.h"
#include "services/lead/text_keys.h"
#include "tests/support/loop.h"

namespace zamer::bench {
namespace {

using lead::v1::Lead;
using lead::v1::LeadRecord;

constexpr std::uint32_t kPartitions = 16;
constexpr int kLeadsPerCommit = 500;
constexpr int kFirstPhone = 500'000'000;  // after those of a department that is set up
constexpr absl::Duration kYear = absl::Hours(24 * 365);
// What a service uses in development.
constexpr char kFingerprintKey[] = "zamer-development-fingerprints";

constexpr std::array kNames = {"Александр", "Мария",   "Дмитрий", "Анастасия", "Сергей", "Екатерина", "Андрей",
                               "Ольга",     "Николай", "Татьяна", "Владимир",  "Ирина",  "Михаил",    "Светлана",
                               "Евгений",   "Людмила", "Алексей", "Наталья",   "Виктор", "Галина"};
constexpr std::array kCities = {"Москва", "Тверь", "Самара", "Казань", "Пермь", "Уфа", "Омск", "Томск"};

// States by how many of twenty leads are in them.
constexpr std::array kStates = {Lead::NEW,
                                Lead::IN_CORRESPONDENCE,
                                Lead::PHONE_CAPTURED,
                                Lead::PHONE_CAPTURED,
                                Lead::PHONE_CAPTURED,
                                Lead::MEETING_BOOKED,
                                Lead::MEETING_HELD,
                                Lead::CONTRACT_SIGNED,
                                Lead::CONTRACT_SIGNED,
                                Lead::DISQUALIFIED,
                                Lead::DISQUALIFIED,
                                Lead::LOST,
                                Lead::LOST,
                                Lead::LOST,
                                Lead::LOST,
                                Lead::LOST,
                                Lead::LOST,
                                Lead::LOST,
                                Lead::LOST,
                                Lead::LOST};

// The same for a number in every run, and as if drawn.
std::uint64_t Drawn(int number, int what) {
  std::uint64_t x = static_cast<std::uint64_t>(number) * 1'000'003 + static_cast<std::uint64_t>(what) + 1;
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9;
  x = (x ^ (x >> 27)) * 0x94d049bb133111eb;
  return x ^ (x >> 31);
}

// Within the month before or after.
void Plan(LeadRecord& record, int number, absl::Time now) {
  const absl::Duration away = absl::Hours(2) + absl::Minutes(static_cast<std::int64_t>(Drawn(number, 1) % 43'000));
  const bool overdue = Drawn(number, 2) % 2 == 0;
  Lead& lead = *record.mutable_lead();
  if (lead.state() == Lead::MEETING_BOOKED) {
    lead.set_meeting(absl::StrCat("departments/", std::string(DepartmentOf(lead.name())), "/meetings/m", number));
    *lead.mutable_meeting_time() = ToTimestamp(now + away);
    return;
  }
  lead::v1::FollowUp& follow_up = *lead.add_follow_ups();
  follow_up.set_follow_up_id("f1");
  follow_up.set_kind(number % 3 == 0 ? lead::v1::FollowUp::CALL_BACK : lead::v1::FollowUp::KIND_UNSPECIFIED);
  *follow_up.mutable_due_time() = ToTimestamp(overdue ? now - away : now + away);
  follow_up.set_overdue(overdue);
  follow_up.set_assignee(lead.owner());
  record.set_follow_up_count(1);
}

LeadRecord MakeLead(const std::string& department, int number, absl::Time arrived, absl::Time now,
                    const store::Fingerprint& fingerprint) {
  LeadRecord record;
  Lead& lead = *record.mutable_lead();
  lead.set_name(StoredLead(department, number));
  lead.set_state(kStates[Drawn(number, 3) % kStates.size()]);
  lead.set_client_name(StoredName(number));
  lead.set_city(kCities[Drawn(number, 4) % kCities.size()]);
  lead.set_owner(EmployeeName{department, absl::StrCat("manager-", number % kManagers)}.ToString());
  lead::v1::Phone& phone = *lead.add_phones();
  phone.set_e164(absl::StrCat("+79", kFirstPhone + number));
  phone.set_raw(phone.e164());
  record.add_person_keys(lead::PhoneKey(fingerprint, phone));
  record.set_phone_captured(true);
  lead::v1::Touch& touch = *lead.add_touches();
  touch.set_channel(absl::StrCat("departments/", department, "/channels/channel-", Drawn(number, 5) % kChannels));
  *touch.mutable_time() = ToTimestamp(arrived);
  lead.set_touch_count(1);
  for (auto* const time : {lead.mutable_arrive_time(), lead.mutable_create_time(), lead.mutable_state_time(),
                           lead.mutable_last_attempt_time(), lead.mutable_first_response()->mutable_due_time(),
                           lead.mutable_first_response()->mutable_attempt_time()}) {
    *time = ToTimestamp(arrived);
  }
  lead.set_attempt_count(1);
  if (lead::IsWorking(lead.state())) Plan(record, number, now);
  lead::SettleNextStep(record, now, absl::Minutes(15));
  lead::SetTextKeys(record, fingerprint);
  return record;
}

}  // namespace

std::string StoredLead(std::string_view department, int number) {
  return lead::LeadNameOf(department, absl::StrCat("stored-", absl::Dec(number, absl::kZeroPad7)));
}

std::string StoredName(int number) { return kNames[Drawn(number, 6) % kNames.size()]; }

void StoreLeads(testing::RedisServer& server, const std::string& department, int leads, absl::Time now) {
  asio::io_context loop(1);
  redis::Client client(loop, server.ClientOptions());
  store::Store store(client, "lead", store::KeySpace("lead", kPartitions));
  const store::Fingerprint fingerprint(kFingerprintKey);
  for (int begin = 0; begin < leads; begin += kLeadsPerCommit) {
    const auto body = [&](store::Transaction& tx) -> asio::awaitable<absl::StatusOr<std::string>> {
      for (int number = begin; number < std::min(leads, begin + kLeadsPerCommit); ++number) {
        const absl::Time arrived = now - kYear * (static_cast<double>(leads - number) / leads);
        LeadRecord record = MakeLead(department, number, arrived, now, fingerprint);
        const store::Key key = lead::LeadKey(record.lead().name());
        tx.Put(key, std::move(record));
      }
      co_return std::string();
    };
    const absl::Time deadline = absl::Now() + testing::kPatience;
    const auto done =
        testing::RunOnLoop(loop, store.CommitEffect(store.keys().PartitionOf(department), {}, deadline, body));
    if (!done.ok()) throw std::runtime_error(done.status().ToString());
  }
  client.Close();
  testing::RunFor(loop, absl::Milliseconds(10));
}

}  // namespace zamer::bench
