#include "services/scheduling/lead_feed.h"

#include <utility>

#include "services/common/status/errors.h"
#include "services/common/status/macros.h"
#include "services/scheduling/scheduling_records.h"
#include "zamer/lead/v1/lead_events.pb.h"
#include "zamer/scheduling/v1/lead_feed_records.pb.h"

namespace zamer::scheduling {
namespace {

asio::awaitable<absl::StatusOr<bool>> IsQuiet(store::Transaction& tx, std::string lead) {
  ZAMER_CO_ASSIGN_OR_RETURN(const auto known, co_await tx.Get<v1::QuietLead>(QuietKey(lead)));
  co_return known && known->do_not_contact();
}

// Most leads never get a record.
asio::awaitable<absl::Status> SetQuiet(store::Transaction& tx, std::string lead, bool quiet) {
  ZAMER_CO_ASSIGN_OR_RETURN(const bool was, co_await IsQuiet(tx, lead));
  if (was == quiet) co_return absl::OkStatus();
  v1::QuietLead record;
  record.set_do_not_contact(quiet);
  tx.Put(QuietKey(lead), std::move(record));
  co_return absl::OkStatus();
}

}  // namespace

asio::awaitable<absl::Status> ApplyLeadEvent(store::Transaction& tx, const events::FeedEvent& event) {
  lead::v1::LeadEvent told;
  if (!told.ParseFromString(event.bytes)) co_return Internal("an event of lead cannot be read");
  if (told.has_do_not_contact_changed()) {
    co_return co_await SetQuiet(tx, told.meta().subject(), told.do_not_contact_changed().do_not_contact());
  }
  if (!told.has_lead_merged()) co_return absl::OkStatus();
  // Who asked is the same person as whom the survivor stands for.
  ZAMER_CO_ASSIGN_OR_RETURN(const bool quiet, co_await IsQuiet(tx, told.meta().subject()));
  if (!quiet) co_return absl::OkStatus();
  co_return co_await SetQuiet(tx, told.lead_merged().survivor(), true);
}

asio::awaitable<absl::Status> CheckMayBeContacted(store::Transaction& tx, std::string lead) {
  ZAMER_CO_ASSIGN_OR_RETURN(const bool quiet, co_await IsQuiet(tx, lead));
  if (!quiet) co_return absl::OkStatus();
  co_return FailedPrecondition(Reason::kDoNotContact,
                               "The person asked not to be contacted; only the person can take that back.",
                               {{"lead", lead}});
}

}  // namespace zamer::scheduling
