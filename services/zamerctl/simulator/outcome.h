// What an error says about the change that was asked for.
#pragma once
#include <absl/status/status.h>

namespace zamer::simulator {

// Whether the change may have been made, or may be made by trying again; false for a clear refusal.
bool OutcomeIsUnknown(const absl::Status& status);

}  // namespace zamer::simulator
