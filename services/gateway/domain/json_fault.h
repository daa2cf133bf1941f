#pragma once

#include <absl/status/status.h>

#include <string_view>

namespace zamer::gateway {

// What protobuf's reader of JSON complains of, as an error of ours: FIELD_INVALID that names the field where it does,
// else HTTP_REQUEST_INVALID. Its own words quote what was sent, which may be personal, so only names of fields and
// types are taken over.
absl::Status JsonFault(std::string_view complaint);

}  // namespace zamer::gateway
