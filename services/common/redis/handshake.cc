#include "services/common/redis/handshake.h"

#include <absl/strings/str_cat.h>

#include <array>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "services/common/redis/command.h"
#include "services/common/status/macros.h"

namespace zamer::redis {
namespace {

absl::Status Refused(std::string_view step, const Reply& reply) {
  return absl::FailedPreconditionError(
      absl::StrCat(std::string(step), " was refused: ", std::string(reply.error_code())));
}

absl::Status ExpectOk(std::string_view step, const Reply& reply) {
  return reply.is_ok() ? absl::OkStatus() : Refused(step, reply);
}

absl::Status ExpectAuth(const Reply& reply) { return ExpectOk("AUTH", reply); }
absl::Status ExpectSelect(const Reply& reply) { return ExpectOk("SELECT", reply); }
// The name is a convenience; a user without the right to set it still works.
absl::Status ExpectAnything(const Reply&) { return absl::OkStatus(); }

absl::Status ExpectPrimary(const Reply& reply) {
  if (reply.is_error()) return Refused("ROLE", reply);
  if (reply[0].text() == "master") return absl::OkStatus();
  return absl::FailedPreconditionError("the server is not a primary");
}

struct Step {
  Command command;
  absl::Status (*check)(const Reply&);
};

std::vector<Step> StepsOf(const Options& options) {
  std::vector<Step> steps;
  if (!options.username.empty()) {
    steps.push_back({Command("AUTH", options.username, options.password), ExpectAuth});
  } else if (!options.password.empty()) {
    steps.push_back({Command("AUTH", options.password), ExpectAuth});
  }
  if (options.database != 0) steps.push_back({Command("SELECT", options.database), ExpectSelect});
  steps.push_back({Command("CLIENT", "SETNAME", options.client_name), ExpectAnything});
  if (options.require_primary) steps.push_back({Command("ROLE"), ExpectPrimary});
  return steps;
}

asio::awaitable<absl::StatusOr<Reply>> ReadReply(Transport& transport, ReplyReader& reader) {
  std::array<char, 1024> buffer;
  for (;;) {
    if (std::optional<Reply> reply = reader.Next()) co_return *std::move(reply);
    ZAMER_CO_RETURN_IF_ERROR(reader.status());
    absl::StatusOr<std::size_t> size = co_await transport.Read(asio::buffer(buffer));
    ZAMER_CO_RETURN_IF_ERROR(size.status());
    reader.Feed(std::string_view(buffer.data(), *size));
  }
}

}  // namespace

asio::awaitable<absl::Status> Greet(Transport& transport, ReplyReader& reader, const Options& options) {
  const std::vector<Step> steps = StepsOf(options);
  auto bytes = std::make_shared<std::string>();
  for (const Step& step : steps) step.command.AppendTo(*bytes);
  // When the write fails, so does the first read, at the latest by the connect timeout.
  transport.Write(*bytes, [bytes](bool) {});
  for (const Step& step : steps) {
    absl::StatusOr<Reply> reply = co_await ReadReply(transport, reader);
    ZAMER_CO_RETURN_IF_ERROR(reply.status());
    ZAMER_CO_RETURN_IF_ERROR(step.check(*reply));
  }
  if (reader.Next()) co_return absl::DataLossError("a reply that nobody asked for");
  co_return absl::OkStatus();
}

}  // namespace zamer::redis
