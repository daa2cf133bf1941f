// By what a contact point is the same as another.
#pragma once
#include "zamer/lead/v1/lead.pb.h"

namespace zamer::lead {

// A text in which no number could be read is only the same as itself.
inline bool IsSame(const v1::Phone& a, const v1::Phone& b) {
  return a.e164() == b.e164() && (!a.e164().empty() || a.raw() == b.raw());
}

inline bool IsSame(const v1::ExternalIdentity& a, const v1::ExternalIdentity& b) {
  return a.channel() == b.channel() && a.external_id() == b.external_id();
}

inline bool IsSame(const v1::Email& a, const v1::Email& b) { return a.address() == b.address(); }

}  // namespace zamer::lead
