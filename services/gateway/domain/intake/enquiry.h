// Puts a request to the lead service together, within the bounds that its fields have.
#pragma once
#include <absl/time/time.h>

#include <string>
#include <string_view>

#include "services/gateway/domain/intake/way_in.h"
#include "zamer/lead/v1/lead_service.pb.h"

namespace zamer::gateway::intake {

// What is known of a delivery beside its body.
struct Envelope {
  const WayIn& way;
  // The delivery's own id, and the platform's, which may be empty.
  std::string delivery_id;
  std::string platform_id;
  absl::Time receive_time;
};

// The id towards the lead service, so that one delivery is taken once however often it is sent.
std::string RequestIdOf(const Envelope& envelope);
// The name of a delivery in a system beside us: the platform's where it fits.
std::string ExternalIdOf(const Envelope& envelope);

// When something happened, as its platform says; when it came, where the platform says nothing, a time to come or one
// that the lead service would take for history.
absl::Time OccurredTime(absl::Time told, const Envelope& envelope);

// One enquiry. What does not fit its field goes into the text or is cut: an enquiry is never lost for a long name.
class Enquiry {
 public:
  Enquiry(const Envelope& envelope, lead::v1::Touch::Kind kind, absl::Time told_time);

  void SetName(std::string_view name);
  void SetCity(std::string_view city);
  void AddPhone(std::string_view phone);
  void AddEmail(std::string_view email);
  // Who the person is on the way in's channel.
  void AddIdentity(std::string_view external_id);
  // Empty values are left out.
  void AddTag(std::string_view tag, std::string_view value);
  void AddText(std::string_view line);
  // `title: answer`, where there is an answer.
  void AddAnswer(std::string_view title, std::string_view answer);
  // Another channel than the way in's own.
  void SetChannel(std::string_view channel_id);

  lead::v1::CreateLeadRequest Take();

 private:
  const WayIn& way_;
  lead::v1::CreateLeadRequest request_;
  std::string text_;
};

// The same enquiry with its phones as text, for when no number can be read from them: the person is still there.
// Nothing to do where there are no phones.
bool MovePhonesToText(lead::v1::CreateLeadRequest& request);

}  // namespace zamer::gateway::intake
