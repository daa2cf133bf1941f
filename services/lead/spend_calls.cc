#include "services/lead/marketing_calls.h"

#include <absl/strings/numbers.h>
#include <absl/strings/str_cat.h>

#include <map>
#include <utility>

#include "services/common/names/names.h"
#include "services/common/status/errors.h"
#include "services/common/status/macros.h"
#include "services/common/store/page.h"
#include "services/common/time/timestamps.h"
#include "services/lead/domain/spend.h"
#include "services/lead/lead_records.h"

namespace zamer::lead {
namespace {

std::string DayId(const google::type::Date& date) { return FormatDay(*FromDate(date)); }

// One run of the commit's body: the number of changed keys.
class Spending {
 public:
  Spending(LeadWork& work, const v1::RecordSpendRequest& request) : work_(work), request_(request) {}

  asio::awaitable<absl::StatusOr<std::string>> Run() {
    ZAMER_CO_ASSIGN_OR_RETURN(const std::shared_ptr<const Roster> roster, co_await work_.GetRoster());
    ZAMER_CO_RETURN_IF_ERROR(CheckSpends(request_, roster->currency()));
    ZAMER_CO_RETURN_IF_ERROR(co_await LoadDays());
    int changed = 0;
    for (const v1::Spend& spend : request_.spends()) {
      ZAMER_CO_RETURN_IF_ERROR(co_await work_.CheckChannel(spend.channel()));
      Day& day = days_[DayId(spend.date())];
      v1::LeadEvent event;
      if (!RecordSpend(day.record, spend, *event.mutable_spend_recorded())) continue;
      day.events.push_back(std::move(event));
      ++changed;
    }
    for (auto& [id, day] : days_) Write(id, day);
    co_return absl::StrCat(changed);
  }

 private:
  struct Day {
    v1::SpendDay record;
    std::vector<v1::LeadEvent> events;
  };

  asio::awaitable<absl::Status> LoadDays() {
    std::vector<store::Key> keys;
    for (const v1::Spend& spend : request_.spends()) {
      if (days_.try_emplace(DayId(spend.date())).second) {
        keys.push_back(SpendKey(work_.department(), DayId(spend.date())));
      }
    }
    ZAMER_CO_RETURN_IF_ERROR(co_await work_.tx().Prefetch<v1::SpendDay>(keys));
    for (const store::Key& key : keys) {
      ZAMER_CO_ASSIGN_OR_RETURN(const auto known, co_await work_.tx().Get<v1::SpendDay>(key));
      if (known) days_[key.id].record = *known;
    }
    co_return absl::OkStatus();
  }

  void Write(const std::string& id, Day& day) {
    if (day.events.empty()) return;
    const std::int64_t version = work_.tx().Put(SpendKey(work_.department(), id), std::move(day.record));
    const std::string subject = Child(DepartmentNameOf(work_.department()), "spendDays", id);
    for (v1::LeadEvent& event : day.events) work_.Emit(std::move(event), subject, version, work_.now());
  }

  LeadWork& work_;
  const v1::RecordSpendRequest& request_;
  std::map<std::string, Day> days_;
};

}  // namespace

asio::awaitable<absl::StatusOr<v1::Channel>> CreateChannel(const LeadParts& parts, rpc::Call& call,
                                                           const v1::CreateChannelRequest& request) {
  const std::string department(LastSegment(request.parent()));
  v1::Channel channel = request.channel();
  channel.set_name(Child(request.parent(), "channels", request.channel_id()));
  channel.clear_etag();
  ZAMER_CO_ASSIGN_OR_RETURN(
      const store::Committed done,
      co_await parts.store.Commit(
          store::MutationOf(call, department, request),
          [&](store::Transaction& tx) -> asio::awaitable<absl::StatusOr<std::string>> {
            LeadWork work(parts, tx, department, events::CauseOf(call));
            ZAMER_CO_RETURN_IF_ERROR(co_await work.GetRoster());
            ZAMER_CO_ASSIGN_OR_RETURN(const auto known, co_await tx.Get<v1::Channel>(ChannelKey(channel.name())));
            if (known) {
              co_return AlreadyExists(Reason::kChannelAlreadyExists, "There is such a channel; use it, or another id.",
                                      {{"channel", channel.name()}});
            }
            tx.Put(ChannelKey(channel.name()), channel);
            co_return channel.name();
          }));
  ZAMER_CO_ASSIGN_OR_RETURN(auto read, co_await parts.store.Get<v1::Channel>(ChannelKey(done.answer), call.deadline()));
  if (!read.record) co_return Internal("a committed channel is not there");
  co_return Shown(*std::move(read.record), read.version);
}

asio::awaitable<absl::StatusOr<v1::ListChannelsResponse>> ListChannels(const LeadParts& parts, const rpc::Call& call,
                                                                       const v1::ListChannelsRequest& request) {
  const std::string department(LastSegment(request.parent()));
  ZAMER_CO_ASSIGN_OR_RETURN(const store::IdPage page, co_await store::ListIds(parts.store,
                                                                              {.department = department,
                                                                               .index = std::string(kChannelsIndex),
                                                                               .page_size = request.page_size(),
                                                                               .page_token = request.page_token(),
                                                                               .filter = {}},
                                                                              call.deadline()));
  std::vector<store::Key> keys;
  for (const std::string& id : page.ids) keys.push_back(ChannelKey(Child(request.parent(), "channels", id)));
  ZAMER_CO_ASSIGN_OR_RETURN(auto reads, co_await parts.store.GetAll<v1::Channel>(std::move(keys), call.deadline()));
  v1::ListChannelsResponse response;
  for (auto& read : reads) {
    if (read.record) *response.add_channels() = Shown(*std::move(read.record), read.version);
  }
  response.set_next_page_token(page.next_page_token);
  co_return response;
}

asio::awaitable<absl::StatusOr<v1::RecordSpendResponse>> RecordSpends(const LeadParts& parts, rpc::Call& call,
                                                                      const v1::RecordSpendRequest& request) {
  const std::string department(LastSegment(request.parent()));
  ZAMER_CO_ASSIGN_OR_RETURN(
      const store::Committed done,
      co_await parts.store.Commit(store::MutationOf(call, department, request),
                                  [&](store::Transaction& tx) -> asio::awaitable<absl::StatusOr<std::string>> {
                                    LeadWork work(parts, tx, department, events::CauseOf(call));
                                    Spending spending(work, request);
                                    co_return co_await spending.Run();
                                  }));
  if (!done.position.empty()) call.SetPosition(done.position);
  v1::RecordSpendResponse response;
  int changed = 0;
  if (!absl::SimpleAtoi(done.answer, &changed)) co_return Internal("a commit answered with no number of changes");
  response.set_changed(changed);
  co_return response;
}

}  // namespace zamer::lead
