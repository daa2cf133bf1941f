#include "services/lead/marketing_calls.h"

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "services/common/names/names.h"
#include "services/common/status/errors.h"
#include "services/common/status/macros.h"
#include "services/common/store/entry_pages.h"
#include "services/common/store/page.h"
#include "services/lead/domain/campaigns.h"
#include "services/lead/lead_records.h"

namespace zamer::lead {
namespace {

using ChannelRead = store::Store::Read<v1::ChannelRecord>;

// Changes a channel, and answers with it as it is now. `change`: pure, of the record and its version.
using ChangeChannel = std::function<absl::Status(v1::ChannelRecord&, std::int64_t)>;
asio::awaitable<absl::StatusOr<ChannelRead>> Commit(const LeadParts& parts, rpc::Call& call,
                                                    const google::protobuf::Message& request, std::string channel,
                                                    ChangeChannel change) {
  const std::string department(DepartmentOf(channel));
  ZAMER_CO_ASSIGN_OR_RETURN(
      const store::Committed done,
      co_await parts.store.Commit(store::MutationOf(call, department, request),
                                  [&](store::Transaction& tx) -> asio::awaitable<absl::StatusOr<std::string>> {
                                    LeadWork work(parts, tx, department, events::CauseOf(call));
                                    ZAMER_CO_RETURN_IF_ERROR(co_await work.CheckChannel(channel));
                                    ZAMER_CO_ASSIGN_OR_RETURN(const auto known,
                                                              co_await tx.Get<v1::ChannelRecord>(ChannelKey(channel)));
                                    if (!known) co_return UnknownChannelIsFixed();
                                    v1::ChannelRecord record = *known;
                                    ZAMER_CO_RETURN_IF_ERROR(change(record, known.version));
                                    tx.Put(ChannelKey(channel), std::move(record));
                                    co_return channel;
                                  }));
  ZAMER_CO_ASSIGN_OR_RETURN(auto read,
                            co_await parts.store.Get<v1::ChannelRecord>(ChannelKey(done.answer), call.deadline()));
  if (!read.record) co_return Internal("a committed channel is not there");
  co_return read;
}

absl::StatusOr<v1::Campaign> ShownCampaign(const ChannelRead& read, std::string_view name) {
  const v1::ChannelRecord::Entry* const entry = FindCampaign(*read.record, name);
  if (entry == nullptr) return Internal("a committed campaign is not there");
  return Shown(*entry);
}

}  // namespace

asio::awaitable<absl::StatusOr<v1::Channel>> CreateChannel(const LeadParts& parts, rpc::Call& call,
                                                           const v1::CreateChannelRequest& request) {
  const std::string department(LastSegment(request.parent()));
  ZAMER_CO_ASSIGN_OR_RETURN(const v1::ChannelRecord channel, NewChannel(request));
  ZAMER_CO_ASSIGN_OR_RETURN(
      const store::Committed done,
      co_await parts.store.Commit(
          store::MutationOf(call, department, request),
          [&](store::Transaction& tx) -> asio::awaitable<absl::StatusOr<std::string>> {
            LeadWork work(parts, tx, department, events::CauseOf(call));
            ZAMER_CO_RETURN_IF_ERROR(co_await work.GetRoster());
            ZAMER_CO_ASSIGN_OR_RETURN(const auto known, co_await tx.Get<v1::ChannelRecord>(ChannelKey(channel.name())));
            if (known) {
              co_return AlreadyExists(Reason::kChannelAlreadyExists, "There is such a channel; use it, or another id.",
                                      {{"channel", channel.name()}});
            }
            tx.Put(ChannelKey(channel.name()), channel);
            co_return channel.name();
          }));
  ZAMER_CO_ASSIGN_OR_RETURN(const auto read,
                            co_await parts.store.Get<v1::ChannelRecord>(ChannelKey(done.answer), call.deadline()));
  if (!read.record) co_return Internal("a committed channel is not there");
  co_return Shown(*read.record, read.version);
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
  keys.reserve(page.ids.size());
  for (const std::string& id : page.ids) keys.push_back(ChannelKey(Child(request.parent(), "channels", id)));
  ZAMER_CO_ASSIGN_OR_RETURN(const auto reads,
                            co_await parts.store.GetAll<v1::ChannelRecord>(std::move(keys), call.deadline()));
  v1::ListChannelsResponse response;
  for (const auto& read : reads) {
    if (read.record) *response.add_channels() = Shown(*read.record, read.version);
  }
  response.set_next_page_token(page.next_page_token);
  co_return response;
}

asio::awaitable<absl::StatusOr<v1::Channel>> UpdateChannel(const LeadParts& parts, rpc::Call& call,
                                                           const v1::UpdateChannelRequest& request) {
  ZAMER_CO_ASSIGN_OR_RETURN(
      const ChannelRead read,
      co_await Commit(parts, call, request, request.channel().name(),
                      [&](v1::ChannelRecord& record, std::int64_t version) -> absl::Status {
                        ZAMER_RETURN_IF_ERROR(store::CheckEtag(request.channel().etag(), version));
                        return UpdateChannel(record, request);
                      }));
  co_return Shown(*read.record, read.version);
}

asio::awaitable<absl::StatusOr<v1::Campaign>> CreateCampaign(const LeadParts& parts, rpc::Call& call,
                                                             const v1::CreateCampaignRequest& request) {
  ZAMER_CO_ASSIGN_OR_RETURN(const ChannelRead read, co_await Commit(parts, call, request, request.parent(),
                                                                    [&](v1::ChannelRecord& record, std::int64_t) {
                                                                      return AddCampaign(record, request);
                                                                    }));
  co_return ShownCampaign(read, Child(request.parent(), "campaigns", request.campaign_id()));
}

asio::awaitable<absl::StatusOr<v1::Campaign>> UpdateCampaign(const LeadParts& parts, rpc::Call& call,
                                                             const v1::UpdateCampaignRequest& request) {
  const std::string& name = request.campaign().name();
  const ChangeChannel change = [&](v1::ChannelRecord& record, std::int64_t) -> absl::Status {
    if (const auto* const known = FindCampaign(record, name)) {
      ZAMER_RETURN_IF_ERROR(store::CheckEtag(request.campaign().etag(), known->version()));
    }
    return UpdateCampaign(record, request);
  };
  ZAMER_CO_ASSIGN_OR_RETURN(const ChannelRead read,
                            co_await Commit(parts, call, request, std::string(ChannelOfCampaign(name)), change));
  co_return ShownCampaign(read, name);
}

asio::awaitable<absl::StatusOr<v1::ListCampaignsResponse>> ListCampaigns(const LeadParts& parts, const rpc::Call& call,
                                                                         const v1::ListCampaignsRequest& request) {
  v1::ListCampaignsResponse response;
  if (IsUnknownChannel(request.parent())) co_return response;
  ZAMER_CO_ASSIGN_OR_RETURN(const auto read,
                            co_await parts.store.Get<v1::ChannelRecord>(ChannelKey(request.parent()), call.deadline()));
  if (!read.record) co_return ChannelNotFound(request.parent());
  const auto& entries = read.record->campaigns();
  ZAMER_CO_ASSIGN_OR_RETURN(
      const store::EntryPage page,
      store::PageOf(entries,
                    {.department = std::string(DepartmentOf(request.parent())),
                     .index = "campaigns",
                     .page_size = request.page_size(),
                     .page_token = request.page_token(),
                     .filter = request.parent()},
                    [](const v1::ChannelRecord::Entry& entry) { return LastSegment(entry.campaign().name()); }));
  for (int i = page.begin; i < page.end; ++i) *response.add_campaigns() = Shown(entries[i]);
  response.set_next_page_token(page.next_page_token);
  co_return response;
}

}  // namespace zamer::lead
