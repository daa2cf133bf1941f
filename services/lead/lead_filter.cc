#include "services/lead/lead_filter.h"

#include <algorithm>
#include <utility>

#include "services/common/names/names.h"
#include "services/common/status/macros.h"
#include "services/common/store/index.h"
#include "services/common/time/timestamps.h"
#include "services/lead/domain/stages.h"
#include "services/lead/lead_records.h"
#include "services/lead/requests.h"
#include "services/lead/text_keys.h"

namespace zamer::lead {
namespace {

using google::protobuf::Timestamp;

// Scores are whole milliseconds: the bounds are a little wide, and the record decides.
void SetScores(bool has_start, const Timestamp& start, bool has_end, const Timestamp& end, store::PageQuery& query) {
  if (has_start) query.min_score = store::Score(FromTimestamp(start));
  if (has_end) query.max_score = store::Score(FromTimestamp(end)) + 1;
}

bool IsWithin(bool has_start, const Timestamp& start, bool has_end, const Timestamp& end, absl::Time time) {
  return (!has_start || time >= FromTimestamp(start)) && (!has_end || time < FromTimestamp(end));
}

std::string FirstChannel(const v1::Lead& lead) {
  return lead.touches_size() > 0 ? lead.touches(0).channel() : std::string();
}

}  // namespace

absl::StatusOr<LeadFilter> LeadFilter::Of(const v1::ListLeadsRequest& request, const store::Fingerprint& fingerprint) {
  Violations violations;
  CheckDepartment(request.owner(), LastSegment(request.parent()), "owner", violations);
  CheckDepartment(request.channel(), LastSegment(request.parent()), "channel", violations);
  CheckRange(request.has_arrive_start_time() && request.has_arrive_end_time(), request.arrive_start_time(),
             request.arrive_end_time(), "arrive_end_time", violations);
  CheckRange(request.has_next_step_start_time() && request.has_next_step_end_time(), request.next_step_start_time(),
             request.next_step_end_time(), "next_step_end_time", violations);
  std::optional<SearchText> search;
  if (!request.text().empty()) {
    search = ParseSearch(request.text());
    if (!search) violations.Add("text", "must hold letters of a name or digits of a phone");
  }
  ZAMER_RETURN_IF_ERROR(violations.ToStatus());
  return LeadFilter(request, fingerprint, std::move(search));
}

LeadFilter::LeadFilter(const v1::ListLeadsRequest& request, const store::Fingerprint& fingerprint,
                       std::optional<SearchText> search)
    : request_(request), search_(std::move(search)) {
  if (!search_) return;
  text_key_ = TextKey(fingerprint, TermOf(*search_));
  // Goes into tokens, so not as it was typed.
  request_.set_text(fingerprint.Of("search", request.text()));
}

bool LeadFilter::PassesState(v1::Lead::State state) const {
  const bool any = request_.state() == v1::Lead::STATE_UNSPECIFIED;
  if (!any && state != request_.state()) return false;
  if (any && state == v1::Lead::MERGED && narrowed()) return false;
  const bool open = request_.open() || by_next_step() || (any && !request_.owner().empty());
  return !open || IsWorking(state);
}

bool LeadFilter::PassesTimes(const v1::Lead& lead) const {
  if (!IsWithin(request_.has_arrive_start_time(), request_.arrive_start_time(), request_.has_arrive_end_time(),
                request_.arrive_end_time(), FromTimestamp(lead.arrive_time()))) {
    return false;
  }
  if (!by_next_step()) return true;
  return lead.has_next_step_time() && IsWithin(request_.has_next_step_start_time(), request_.next_step_start_time(),
                                               request_.has_next_step_end_time(), request_.next_step_end_time(),
                                               FromTimestamp(lead.next_step_time()));
}

bool LeadFilter::Passes(const v1::LeadRecord& record) const {
  const v1::Lead& lead = record.lead();
  if (!PassesState(lead.state()) || !PassesTimes(lead)) return false;
  if (!request_.owner().empty() && lead.owner() != request_.owner()) return false;
  if (request_.queued() && !record.queued()) return false;
  if (!request_.channel().empty() && FirstChannel(lead) != request_.channel()) return false;
  if (!request_.city().empty() && lead.city() != request_.city()) return false;
  return !search_ || Matches(lead, *search_);
}

store::PageQuery LeadFilter::Query() const {
  v1::ListLeadsRequest filter = request_;
  filter.clear_page_size();
  filter.clear_page_token();
  store::PageQuery query{.department = std::string(LastSegment(request_.parent())),
                         .index = by_next_step() ? "leads-by-next-step" : "leads-by-arrival",
                         .order = by_next_step() ? store::Order::kAscending : store::Order::kDescending,
                         .page_size = request_.page_size(),
                         .page_token = request_.page_token(),
                         .filter = filter.SerializeAsString()};
  if (by_next_step()) {
    SetScores(request_.has_next_step_start_time(), request_.next_step_start_time(), request_.has_next_step_end_time(),
              request_.next_step_end_time(), query);
  } else {
    SetScores(request_.has_arrive_start_time(), request_.arrive_start_time(), request_.has_arrive_end_time(),
              request_.arrive_end_time(), query);
  }
  return query;
}

std::vector<v1::Lead::State> LeadFilter::States() const {
  std::vector<v1::Lead::State> states = LeadStates();
  std::erase_if(states, [&](v1::Lead::State state) { return !PassesState(state); });
  return states;
}

std::vector<std::vector<std::string>> LeadFilter::Choices() const {
  if (by_next_step()) return {{std::string(kNextIndex)}};
  std::vector<std::vector<std::string>> choices;
  const bool merged = request_.state() == v1::Lead::MERGED;  // in no list but that of their state
  if (!merged && search_) choices.push_back({TextIndex(text_key_)});
  if (!merged && request_.queued()) choices.push_back({std::string(kQueueIndex)});
  if (!merged && !request_.city().empty()) choices.push_back({CityIndex(request_.city())});
  if (!merged && !request_.channel().empty()) choices.push_back({ChannelIndex(LastSegment(request_.channel()))});
  std::vector<std::string> by_state;
  for (const v1::Lead::State state : States()) {
    const bool owned = !merged && !request_.owner().empty();
    by_state.push_back(owned ? OwnerIndex(LastSegment(request_.owner()), state) : StateIndex(state));
  }
  choices.push_back(std::move(by_state));
  return choices;
}

std::vector<v1::Lead::State> LeadStates() {
  return {v1::Lead::NEW,
          v1::Lead::IN_CORRESPONDENCE,
          v1::Lead::PHONE_CAPTURED,
          v1::Lead::NURTURING,
          v1::Lead::MEETING_BOOKED,
          v1::Lead::MEETING_HELD,
          v1::Lead::CONTRACT_SIGNED,
          v1::Lead::IN_PRODUCTION,
          v1::Lead::LOST,
          v1::Lead::DISQUALIFIED,
          v1::Lead::MERGED};
}

void CheckRange(bool both, const Timestamp& start, const Timestamp& end, std::string_view field,
                Violations& violations) {
  if (both && FromTimestamp(end) <= FromTimestamp(start)) violations.Add(field, "must be after the start of the range");
}

}  // namespace zamer::lead
