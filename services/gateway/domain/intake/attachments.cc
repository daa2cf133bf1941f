#include "services/gateway/domain/intake/attachments.h"

#include <algorithm>
#include <string_view>
#include <utility>

namespace zamer::gateway::intake {
namespace {

// As VK and Instagram name them.
constexpr std::pair<std::string_view, std::string_view> kWords[] = {
    {"photo", "фото"},
    {"image", "фото"},
    {"video", "видео"},
    {"reel", "видео"},
    {"ig_reel", "видео"},
    {"audio", "аудио"},
    {"audio_message", "голосовое сообщение"},
    {"doc", "документ"},
    {"file", "документ"},
    {"sticker", "стикер"},
    {"link", "ссылка"},
    {"share", "публикация"},
    {"wall", "публикация"},
    {"story_mention", "история"},
    {"market", "товар"},
};
constexpr std::string_view kOther = "вложение";

std::string_view WordFor(const std::string& kind) {
  const auto found = std::ranges::find(kWords, kind, [](const auto& entry) { return entry.first; });
  return found == std::end(kWords) ? kOther : found->second;
}

}  // namespace

std::string AttachmentsInWords(const JsonView& attachments) {
  std::string words;
  for (const JsonView& attachment : attachments.Items()) {
    words += words.empty() ? "Вложения: " : ", ";
    words += WordFor(attachment["type"].Text());
  }
  return words;
}

}  // namespace zamer::gateway::intake
