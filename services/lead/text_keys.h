// The keys by which leads are found by text.
#pragma once
#include <string>

#include "services/common/store/fingerprint.h"
#include "services/lead/domain/search_text.h"
#include "zamer/lead/v1/lead_records.pb.h"

namespace zamer::lead {

std::string TextKey(const store::Fingerprint& fingerprint, const SearchTerm& term);
// Sets the record's text keys by what is known of its person; a merged lead has none.
void SetTextKeys(v1::LeadRecord& record, const store::Fingerprint& fingerprint);

}  // namespace zamer::lead
