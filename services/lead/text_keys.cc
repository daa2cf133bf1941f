#include "services/lead/text_keys.h"

namespace zamer::lead {

std::string TextKey(const store::Fingerprint& fingerprint, const SearchTerm& term) {
  return fingerprint.Of(term.kind == SearchTerm::Kind::kWord ? "word" : "digits", term.value);
}

void SetTextKeys(v1::LeadRecord& record, const store::Fingerprint& fingerprint) {
  record.clear_text_keys();
  if (record.lead().state() == v1::Lead::MERGED) return;
  for (const SearchTerm& term : TermsOf(record.lead())) record.add_text_keys(TextKey(fingerprint, term));
}

}  // namespace zamer::lead
