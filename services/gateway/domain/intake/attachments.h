// What a message carries beside its words.
#pragma once
#include <string>

#include "services/gateway/domain/intake/json.h"

namespace zamer::gateway::intake {

// The kinds of a message's attachments in words, such as `Вложения: фото, документ`; empty without any. A message that
// is only a picture is an enquiry too.
std::string AttachmentsInWords(const JsonView& attachments);

}  // namespace zamer::gateway::intake
