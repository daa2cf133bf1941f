#include "services/lead/enquiries.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "services/common/names/names.h"
#include "services/common/status/macros.h"
#include "services/lead/area_codes.h"
#include "services/lead/domain/campaigns.h"
#include "services/lead/domain/first_response.h"
#include "services/lead/domain/household.h"
#include "services/lead/domain/interactions.h"
#include "services/lead/domain/merge.h"
#include "services/lead/domain/stages.h"
#include "services/lead/domain/touches.h"
#include "services/lead/enquiry_reading.h"
#include "services/lead/joining.h"
#include "services/lead/lead_reads.h"
#include "services/lead/lead_records.h"

namespace zamer::lead {
namespace {

// Later leads of one person that are followed.
constexpr int kMaxLater = 64;

// Drops the contacts that `lead` (an id) has and keeps. `holders` is parallel to the person's keys.
void DropContactsOf(Person& person, std::vector<std::string>& holders, const std::string& lead) {
  for (std::size_t i = holders.size(); i-- > 0;) {
    if (holders[i] != lead) continue;
    const auto at = static_cast<std::ptrdiff_t>(i);
    const auto phones = static_cast<std::ptrdiff_t>(person.phones.size());
    const auto reached = phones + static_cast<std::ptrdiff_t>(person.identities.size());
    holders.erase(holders.begin() + at);
    person.keys.erase(person.keys.begin() + at);
    if (at < phones) {
      person.phones.erase(person.phones.begin() + at);
    } else if (at < reached) {
      person.identities.erase(person.identities.begin() + at - phones);
    } else {
      person.emails.erase(person.emails.begin() + at - reached);
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
    ZAMER_CO_RETURN_IF_ERROR(co_await ChooseMember(leads, holders));
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

  // Where the enquiry names a contact that a household shares, the one whose identity or name it names goes first, and
  // the others of the household keep what they hold.
  asio::awaitable<absl::Status> ChooseMember(std::vector<Change>& leads, const std::vector<std::string>& holders) {
    const auto linked = [](const Change& lead) { return lead.lead().household_size() > 0; };
    if (std::ranges::none_of(leads, linked)) co_return absl::OkStatus();
    ZAMER_CO_ASSIGN_OR_RETURN(std::vector<Change> members, co_await LoadMembers(leads));
    Person& person = reading_.enquiry.person;
    std::vector<const v1::LeadRecord*> records;
    for (const Change& lead : leads) records.push_back(&lead.record);
    for (const Change& member : members) records.push_back(&member.record);
    const std::size_t choice = ChooseInHousehold(records, person);
    const std::size_t first_member = leads.size();
    Change chosen = choice < first_member ? leads[choice] : std::move(members[choice - first_member]);
    std::vector<Change> kept;
    for (std::size_t i = 0; i < first_member; ++i) {
      if (i == choice) continue;
      const bool apart = AreHousehold(leads[i].record, chosen.record);
      if (apart) LeaveKeys(person, holders, LastSegment(leads[i].lead().name()));
      if (!apart) kept.push_back(std::move(leads[i]));
    }
    leads.clear();
    leads.push_back(std::move(chosen));
    std::ranges::move(kept, std::back_inserter(leads));
    co_return absl::OkStatus();
  }

  // The latest lead of the person that this one was of.
  asio::awaitable<absl::StatusOr<Change>> LoadLatest(std::string name) {
    ZAMER_CO_ASSIGN_OR_RETURN(Change lead, co_await work_.LoadPresent(std::move(name)));
    for (int i = 0; i < kMaxLater && !lead.record.successor().empty(); ++i) {
      std::string later = LeadNameOf(work_.department(), lead.record.successor());
      ZAMER_CO_ASSIGN_OR_RETURN(lead, co_await work_.LoadPresent(std::move(later)));
    }
    co_return lead;
  }

  // The others of the leads' households, as they go on.
  asio::awaitable<absl::StatusOr<std::vector<Change>>> LoadMembers(const std::vector<Change>& leads) {
    std::vector<Change> members;
    for (const Change& lead : leads) {
      for (const std::string& name : lead.lead().household()) {
        ZAMER_CO_ASSIGN_OR_RETURN(Change member, co_await LoadLatest(name));
        const auto same = [&](const Change& one) { return one.lead().name() == member.lead().name(); };
        if (std::ranges::any_of(leads, same) || std::ranges::any_of(members, same)) continue;
        members.push_back(std::move(member));
      }
    }
    co_return members;
  }

  // The one lead of the person: where phone and identity name several, they are merged, unless two have a meeting
  // ahead; then the first one named has the enquiry.
  asio::awaitable<absl::StatusOr<Change>> JoinKnown(std::vector<Change> leads, std::vector<std::string> holders) {
    bool mergeable = true;
    for (std::size_t i = 0; i < leads.size(); ++i) {
      for (std::size_t j = 0; j < i; ++j) mergeable = mergeable && CheckMerge(leads[i].record, leads[j].record).ok();
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
  ZAMER_CO_ASSIGN_OR_RETURN(const absl::Time when, CheckEnquiry(request, call.now()));
  ZAMER_CO_ASSIGN_OR_RETURN(const std::shared_ptr<const Roster> peeked, co_await PeekRoster(parts, department, call));
  ZAMER_CO_ASSIGN_OR_RETURN(const std::string area_code, co_await AreaCodeFor(parts, call, request));
  ZAMER_CO_ASSIGN_OR_RETURN(const Reading reading,
                            ReadEnquiry(parts.fingerprint, call, request, when, {*peeked, area_code}));
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
              now = ReadEnquiry(parts.fingerprint, call, request, when, {*roster, area_code});
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
