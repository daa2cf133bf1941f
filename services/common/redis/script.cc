#include "services/common/redis/script.h"

#include <absl/strings/escaping.h>
#include <openssl/evp.h>

#include <utility>
#include <vector>

namespace zamer::redis {
namespace {

std::string Sha1Hex(std::string_view text) {
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  EVP_Digest(text.data(), text.size(), digest, &size, EVP_sha1(), nullptr);
  return absl::BytesToHexString(absl::string_view(reinterpret_cast<const char*>(digest), size));
}

template <typename Keys>
Command CallWith(const std::string& sha1, const Keys& keys) {
  Command command("EVALSHA", sha1, keys.size());
  for (const auto& key : keys) command.Add(key);
  return command;
}

bool LostScript(const Result& result) { return result.answered() && result.reply()->error_code() == "NOSCRIPT"; }

}  // namespace

Script::Script(std::string source) : source_(std::move(source)), sha1_(Sha1Hex(source_)) {}

Command Script::Call(std::initializer_list<std::string_view> keys) const { return CallWith(sha1_, keys); }

Command Script::Call(std::span<const std::string> keys) const { return CallWith(sha1_, keys); }

asio::awaitable<Result> Script::Run(Client& client, Command call, absl::Time deadline) const {
  Result result = co_await client.RunBorrowed(call, deadline);
  if (!LostScript(result)) co_return result;
  std::vector<Command> load_and_call{Command("SCRIPT", "LOAD", source_), std::move(call)};
  std::vector<Result> results = co_await client.RunAll(std::move(load_and_call), deadline);
  // A script that does not compile is told by the load.
  const bool loaded = !results[0].answered() || !results[0].reply()->is_error();
  co_return std::move(results[loaded ? 1 : 0]);
}

}  // namespace zamer::redis
