#include "services/gateway/access/display_calls.h"

#include <string>
#include <utility>
#include <vector>

#include "services/common/names/names.h"
#include "services/common/status/errors.h"
#include "services/common/status/macros.h"
#include "services/common/store/page.h"
#include "services/common/time/timestamps.h"
#include "services/gateway/access/access_records.h"
#include "services/gateway/access/secrets.h"
#include "services/gateway/domain/access/ticket.h"

namespace zamer::gateway::access {
namespace {

store::Key KeyOf(std::string_view display) { return DisplayKey(DepartmentOf(display), LastSegment(display)); }

absl::Status NoDisplay(const std::string& name) {
  return NotFound(Reason::kDisplayNotFound, "There is no such display; it may have been revoked.", {{"display", name}});
}

}  // namespace

asio::awaitable<absl::StatusOr<v1::CreateDisplayResponse>> DisplayCalls::Create(
    rpc::Call& call, const v1::CreateDisplayRequest& request) {
  const Ticket ticket{
      .department = std::string(DepartmentOf(request.parent())), .owner = ids_.NextId(), .secret = NewSecret()};
  v1::DisplayRecord record;
  record.mutable_display()->set_name(Child(request.parent(), "displays", ticket.owner));
  record.mutable_display()->set_display_name(request.display().display_name());
  record.mutable_display()->set_creator(call.principal().subject);
  *record.mutable_display()->mutable_create_time() = ToTimestamp(call.now());
  record.set_secret_hash(HashOf(ticket.secret));
  const auto body = [&](store::Transaction& tx) -> asio::awaitable<absl::StatusOr<std::string>> {
    tx.Put(DisplayKey(ticket.department, ticket.owner), record);
    co_return record.display().name();
  };
  store::Mutation mutation = store::MutationOf(call, ticket.department, request);
  ZAMER_CO_ASSIGN_OR_RETURN(const store::Committed done, co_await store_.Commit(std::move(mutation), body));
  v1::CreateDisplayResponse response;
  if (!done.replayed) {
    *response.mutable_display() = record.display();
    response.set_secret(ticket.ToString());
    co_return response;
  }
  ZAMER_CO_ASSIGN_OR_RETURN(const auto read,
                            co_await store_.Get<v1::DisplayRecord>(KeyOf(done.answer), call.deadline()));
  if (!read.record) co_return Internal("a display that was made is not there");
  *response.mutable_display() = read.record->display();
  co_return response;
}

asio::awaitable<absl::StatusOr<v1::ListDisplaysResponse>> DisplayCalls::List(rpc::Call& call,
                                                                             const v1::ListDisplaysRequest& request) {
  store::PageQuery query;
  query.department = DepartmentOf(request.parent());
  query.index = kAllDisplays;
  query.page_size = request.page_size();
  query.page_token = request.page_token();
  ZAMER_CO_ASSIGN_OR_RETURN(store::IdPage page, co_await store::ListIds(store_, query, call.deadline()));
  std::vector<store::Key> keys;
  keys.reserve(page.ids.size());
  for (const std::string& id : page.ids) keys.push_back(DisplayKey(query.department, id));
  ZAMER_CO_ASSIGN_OR_RETURN(const auto found,
                            co_await store_.GetAll<v1::DisplayRecord>(std::move(keys), call.deadline()));
  v1::ListDisplaysResponse response;
  for (const auto& each : found) {
    if (each.record && !each.record->secret_hash().empty()) *response.add_displays() = each.record->display();
  }
  response.set_next_page_token(std::move(page.next_page_token));
  co_return response;
}

asio::awaitable<absl::StatusOr<v1::RevokeDisplayResponse>> DisplayCalls::Revoke(
    rpc::Call& call, const v1::RevokeDisplayRequest& request) {
  const store::Key key = KeyOf(request.name());
  const auto body = [&](store::Transaction& tx) -> asio::awaitable<absl::StatusOr<std::string>> {
    ZAMER_CO_ASSIGN_OR_RETURN(const auto before, co_await tx.Get<v1::DisplayRecord>(key));
    if (!before || before->secret_hash().empty()) co_return NoDisplay(request.name());
    v1::DisplayRecord revoked = *before;
    revoked.clear_secret_hash();
    tx.Put(key, revoked);
    co_return request.name();
  };
  store::Mutation mutation = store::MutationOf(call, key.department, request);
  ZAMER_CO_RETURN_IF_ERROR((co_await store_.Commit(std::move(mutation), body)).status());
  co_return v1::RevokeDisplayResponse();
}

}  // namespace zamer::gateway::access
