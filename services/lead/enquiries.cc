#include "services/lead/enquiries.h"

#include <absl/strings/str_cat.h>

#include <algorithm>
#include <utility>

#include "services/common/names/names.h"
#include "services/common/status/macros.h"
#include "services/common/time/timestamps.h"
#include "services/lead/area_codes.h"
#include "services/lead/domain/campaigns.h"
#include "services/lead/domain/first_response.h"
#include "services/lead/domain/interactions.h"
#include "services/lead/domain/merge.h"
#include "services/lead/domain/stages.h"
#include "services/lead/domain/touches.h"
#include "services/lead/joining.h"
#include "services/lead/lead_reads.h"
#include "services/lead/lead_records.h"
#include "services/lead/requests.h"

namespace zamer::lead {
namespace {

constexpr std::string_view kPersonFields = "lead.client_name";

absl::Status CheckRequest(const v1::CreateLeadRequest& request, absl::Time now, absl::Time& when) {
  const std::string_view department = LastSegment(request.parent());
  const v1::Lead& lead = request.lead();
  Violations violations;
  const absl::Time occurred =
      OccurredTime(request.has_occurred_time(), request.occurred_time(), now, now, "occurred_time", violations);
  when = OccurredTime(request.touch().has_time(), request.touch().time(), occurred, now, "touch.time", violations);
  CheckDepartment(request.touch().channel(), department, "touch.channel", violations);
  for (int i = 0; i < lead.external_identities_size(); ++i) {
    CheckDepartment(lead.external_identities(i).channel(), department,
                    absl::StrCat("lead.external_identities[", i, "].channel"), violations);
  }
  const bool somebody = lead.phones_size() > 0 || lead.external_identities_size() > 0 || !lead.client_name().empty();
  if (!somebody && request.text().empty()) {
    violations.Add(kPersonFields, "must be set where there is neither phone, external identity nor text");
  }
  return violations.ToStatus();
}

void AddPhones(std::vector<v1::Phone>& phones, std::vector<v1::Phone> found) {
  for (v1::Phone& phone : found) {
    const bool known = std::ranges::any_of(phones, [&](const v1::Phone& one) { return one.e164() == phone.e164(); });
    if (!known) phones.push_back(std::move(phone));
  }
}

// The text itself is kept as an interaction, so the phones only say that they came from it.
std::vector<v1::Phone> PhonesInText(const std::string& text, absl::Time when, const Roster& roster,
                                    const std::string& area_code) {
  v1::Phone given;
  given.set_raw(text);
  given.mutable_consent()->set_kind(v1::Consent::OWN_ENQUIRY);
  *given.mutable_consent()->mutable_time() = ToTimestamp(when);
  std::vector<v1::Phone> phones = ReadPhones(given, roster.phone_region(), area_code);
  for (v1::Phone& phone : phones) phone.set_raw(phone.e164());
  return phones;
}

// The client's own words are his first message.
v1::Interaction MessageOf(const std::string& text, absl::Time when) {
  v1::Interaction message;
  message.set_kind(v1::Interaction::MESSAGE);
  message.set_direction(v1::Interaction::INBOUND);
  message.set_text(text);
  *message.mutable_occurred_time() = ToTimestamp(when);
  return message;
}

// The request as it is acted on. The person's keys are parallel to phones, then identities.
absl::StatusOr<Reading> Read(const LeadParts& parts, const rpc::Call& call, const v1::CreateLeadRequest& request,
                             absl::Time when, const Roster& roster, const std::string& area_code) {
  Reading reading;
  if (!request.text().empty()) reading.interaction = MessageOf(request.text(), when);
  Person& person = reading.enquiry.person;
  for (int i = 0; i < request.lead().phones_size(); ++i) {
    v1::Phone given = request.lead().phones(i);
    if (given.has_consent()) {
      given.mutable_consent()->set_recorded_by(call.principal().subject);
      if (!given.consent().has_time()) *given.mutable_consent()->mutable_time() = ToTimestamp(when);
    }
    std::vector<v1::Phone> found = ReadPhones(given, roster.phone_region(), area_code);
    if (found.empty()) return PhoneUnreadable(absl::StrCat("lead.phones[", i, "]"));
    AddPhones(person.phones, std::move(found));
  }
  if (!request.text().empty()) AddPhones(person.phones, PhonesInText(request.text(), when, roster, area_code));
  person.identities.assign(request.lead().external_identities().begin(), request.lead().external_identities().end());
  for (const v1::Phone& phone : person.phones) person.keys.push_back(PhoneKey(parts.fingerprint, phone));
  for (const v1::ExternalIdentity& one : person.identities) person.keys.push_back(IdentityKey(parts.fingerprint, one));
  person.client_name = request.lead().client_name();
  person.city = request.lead().city();
  reading.enquiry.touch = request.touch();
  *reading.enquiry.touch.mutable_time() = ToTimestamp(when);
  return reading;
}

// Drops the contacts that `lead` (an id) has and keeps. `holders` is parallel to the person's keys.
void DropContactsOf(Person& person, std::vector<std::string>& holders, const std::string& lead) {
  for (std::size_t i = holders.size(); i-- > 0;) {
    if (holders[i] != lead) continue;
    const auto at = static_cast<std::ptrdiff_t>(i);
    const auto phones = static_cast<std::ptrdiff_t>(person.phones.size());
    holders.erase(holders.begin() + at);
    person.keys.erase(person.keys.begin() + at);
    if (at < phones) {
      person.phones.erase(person.phones.begin() + at);
    } else {
      person.identities.erase(person.identities.begin() + at - phones);
    }
  }
}

// One run of the commit's body.
class Taking {
 public:
  Taking(LeadWork& work, const Roster& roster, Reading reading, std::string new_name)
      : work_(work), roster_(roster), reading_(std::move(reading)), new_name_(std::move(new_name)) {}

  // The name of the lead that has the enquiry now.
  asio::awaitable<absl::StatusOr<std::string>> Run() {
    v1::Touch& touch = reading_.enquiry.touch;
    ZAMER_CO_ASSIGN_OR_RETURN(const v1::ChannelRecord* const channel, co_await work_.GetChannel(touch.channel()));
    touch.set_campaign(CampaignOf(*channel, touch));
    for (const v1::ExternalIdentity& identity : reading_.enquiry.person.identities) {
      ZAMER_CO_RETURN_IF_ERROR(co_await work_.CheckChannel(identity.channel()));
    }
    ZAMER_CO_ASSIGN_OR_RETURN(const std::vector<std::string> holders, co_await FindHolders());
    ZAMER_CO_ASSIGN_OR_RETURN(std::vector<Change> leads, co_await LoadHolders(holders));
    std::vector<Change> past;
    for (std::size_t i = leads.size(); i-- > 0;) {
      if (!ClosedForLong(leads[i].lead(), roster_, work_.now())) continue;
      past.push_back(std::move(leads[i]));
      leads.erase(leads.begin() + static_cast<std::ptrdiff_t>(i));
    }
    if (leads.empty()) co_return co_await StartNew(std::move(past));
    ZAMER_CO_ASSIGN_OR_RETURN(Change known, co_await JoinKnown(std::move(leads), holders));
    co_return co_await Touch(std::move(known), std::move(past));
  }

 private:
  // Ids of the leads that hold the person's keys, parallel to the keys; empty where none does.
  asio::awaitable<absl::StatusOr<std::vector<std::string>>> FindHolders() {
    std::vector<store::UniqueEntry> entries;
    entries.reserve(reading_.enquiry.person.keys.size());
    for (const std::string& key : reading_.enquiry.person.keys) entries.push_back({std::string(kPersonIndex), key});
    if (entries.empty()) co_return std::vector<std::string>();
    co_return co_await work_.tx().LookupNew(work_.department(), std::move(entries));
  }

  asio::awaitable<absl::StatusOr<std::vector<Change>>> LoadHolders(std::vector<std::string> holders) {
    std::vector<Change> leads;
    for (const std::string& id : holders) {
      const auto same = [&](const Change& lead) { return LastSegment(lead.lead().name()) == id; };
      if (id.empty() || std::ranges::any_of(leads, same)) continue;
      ZAMER_CO_ASSIGN_OR_RETURN(Change lead, co_await work_.Load(LeadNameOf(work_.department(), id)));
      leads.push_back(std::move(lead));
    }
    co_return leads;
  }

  // The one lead of the person: where phone and identity name several, they are merged, unless two have a meeting
  // ahead; then the first one named has the enquiry.
  asio::awaitable<absl::StatusOr<Change>> JoinKnown(std::vector<Change> leads, std::vector<std::string> holders) {
    bool mergeable = true;
    for (std::size_t i = 0; i < leads.size(); ++i) {
      for (std::size_t j = 0; j < i; ++j) mergeable = mergeable && CheckMerge(leads[i].lead(), leads[j].lead()).ok();
    }
    if (leads.size() > 1 && mergeable) co_return co_await JoinLeads(work_, std::move(leads));
    for (std::size_t i = 1; i < leads.size(); ++i) {
      DropContactsOf(reading_.enquiry.person, holders, std::string(LastSegment(leads[i].lead().name())));
    }
    co_return std::move(leads.front());
  }

  asio::awaitable<absl::StatusOr<std::string>> StartNew(std::vector<Change> past) {
    Change change = StartLead(new_name_, reading_.enquiry, work_.now());
    TakeOver(work_, change, std::move(past));
    StartClock(change, roster_);
    ZAMER_CO_RETURN_IF_ERROR(co_await LogWith(change));
    work_.Stage(std::move(change), HandOut::kIfNeeded);
    co_return new_name_;
  }

  asio::awaitable<absl::StatusOr<std::string>> Touch(Change known, std::vector<Change> past) {
    const TouchResult touched = AddEnquiry(known, reading_.enquiry);
    TakeOver(work_, known, std::move(past));
    if (touched.arrival_moved && known.lead().interaction_count() > 0) {
      ZAMER_CO_RETURN_IF_ERROR(co_await RecountResponse(work_, known));
    }
    if (!touched.repeated) ZAMER_CO_RETURN_IF_ERROR(co_await LogWith(known));
    std::string name = known.lead().name();
    work_.Stage(std::move(known), HandOut::kIfNeeded);
    co_return name;
  }

  // What the enquiry came with.
  asio::awaitable<absl::Status> LogWith(Change& change) {
    if (!reading_.interaction) co_return absl::OkStatus();
    co_return co_await work_.Log(change, *reading_.interaction, {});
  }

  LeadWork& work_;
  const Roster& roster_;
  Reading reading_;
  std::string new_name_;
};

}  // namespace

asio::awaitable<absl::StatusOr<std::string>> TakeInto(LeadWork& work, const Roster& roster, Reading reading,
                                                      std::string new_name) {
  Taking taking(work, roster, std::move(reading), std::move(new_name));
  co_return co_await taking.Run();
}

asio::awaitable<absl::StatusOr<std::shared_ptr<const Roster>>> PeekRoster(const LeadParts& parts,
                                                                          std::string department,
                                                                          const rpc::Call& call) {
  if (std::shared_ptr<const Roster> kept = parts.rosters.Peek(department)) co_return kept;
  ZAMER_CO_ASSIGN_OR_RETURN(const auto read,
                            co_await parts.store.Get<v1::RosterRecord>(RosterKey(department), call.deadline()));
  if (!read.record || !read.record->has_department()) co_return DepartmentNotFound(department);
  co_return parts.rosters.Of(department, *read.record, call.now());
}

asio::awaitable<absl::StatusOr<v1::Lead>> TakeEnquiry(const LeadParts& parts, rpc::Call& call,
                                                      const v1::CreateLeadRequest& request) {
  const std::string department(LastSegment(request.parent()));
  absl::Time when;
  ZAMER_CO_RETURN_IF_ERROR(CheckRequest(request, call.now(), when));
  ZAMER_CO_ASSIGN_OR_RETURN(const std::shared_ptr<const Roster> peeked, co_await PeekRoster(parts, department, call));
  ZAMER_CO_ASSIGN_OR_RETURN(const std::string area_code, co_await AreaCodeFor(parts, call, request));
  ZAMER_CO_ASSIGN_OR_RETURN(const Reading reading, Read(parts, call, request, when, *peeked, area_code));
  ZAMER_CO_ASSIGN_OR_RETURN(const store::Gate::Pass pass,
                            co_await parts.gate.Enter(reading.enquiry.person.keys, call.deadline()));

  const std::string new_name = LeadNameOf(department, parts.ids.NextId());
  v1::Lead shown;
  ZAMER_CO_ASSIGN_OR_RETURN(
      const store::Committed done,
      co_await parts.store.Commit(
          store::MutationOf(call, department, request),
          [&](store::Transaction& tx) -> asio::awaitable<absl::StatusOr<std::string>> {
            LeadWork work(parts, tx, department, events::CauseOf(call));
            ZAMER_CO_ASSIGN_OR_RETURN(const std::shared_ptr<const Roster> roster, co_await work.GetRoster());
            // The region by which the phones were read may have changed since.
            absl::StatusOr<Reading> now = reading;
            if (roster->phone_region() != peeked->phone_region()) {
              now = Read(parts, call, request, when, *roster, area_code);
            }
            if (!now.ok()) co_return std::move(now).status();
            ZAMER_CO_ASSIGN_OR_RETURN(std::string name, co_await TakeInto(work, *roster, *std::move(now), new_name));
            ZAMER_CO_RETURN_IF_ERROR(co_await work.Finish());
            ZAMER_CO_ASSIGN_OR_RETURN(shown, co_await work.Show(name));
            co_return name;
          }));
  if (!done.position.empty()) call.SetPosition(done.position);
  if (!done.replayed) co_return shown;
  co_return co_await ReadLead(parts, call, done.answer);
}

}  // namespace zamer::lead
