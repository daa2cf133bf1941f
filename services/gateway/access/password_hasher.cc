#include "services/gateway/access/password_hasher.h"

#include <sodium.h>

#include <asio/post.hpp>
#include <memory>
#include <utility>

#include "services/common/rpc/baton.h"
#include "services/common/status/errors.h"
#include "services/common/status/macros.h"
#include "services/gateway/access/secrets.h"

namespace zamer::gateway::access {
namespace {

constexpr absl::Duration kTryAgain = absl::Seconds(1);

// Empty when there is not enough memory.
std::string HashNow(std::string_view password) {
  char hash[crypto_pwhash_STRBYTES];
  if (crypto_pwhash_str(hash, password.data(), password.size(), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                        crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0) {
    return {};
  }
  return hash;
}

std::string NobodysHash() {
  if (sodium_init() < 0) std::abort();  // no source of randomness
  return HashNow(NewSecret());
}

}  // namespace

PasswordHasher::PasswordHasher(asio::io_context& loop, int threads, int most_waiting)
    : loop_(loop),
      most_waiting_(most_waiting),
      nobodys_hash_(NobodysHash()),
      threads_(static_cast<std::size_t>(threads)) {}

PasswordHasher::~PasswordHasher() { threads_.join(); }

asio::awaitable<absl::StatusOr<std::string>> PasswordHasher::Run(std::function<std::string()> work) {
  if (waiting_ >= most_waiting_) {
    co_return ResourceExhausted(Reason::kOverloaded, "Many people are signing in: try again in a moment.", kTryAgain);
  }
  ++waiting_;
  // Outlives the coroutine, should that be destroyed meanwhile.
  const auto done = std::make_shared<rpc::Baton<std::string>>();
  asio::post(threads_, [this, done, work = std::move(work)] {
    std::string result = work();
    asio::post(loop_, [this, done, result = std::move(result)]() mutable {
      --waiting_;
      done->Give(std::move(result));
    });
  });
  co_return co_await done->Take();
}

asio::awaitable<absl::StatusOr<std::string>> PasswordHasher::Hash(std::string password) {
  ZAMER_CO_ASSIGN_OR_RETURN(std::string hash,
                            co_await Run([password = std::move(password)] { return HashNow(password); }));
  if (hash.empty()) co_return Internal("there is no memory to hash a password");
  co_return hash;
}

asio::awaitable<absl::StatusOr<bool>> PasswordHasher::Matches(std::string hash, std::string password) {
  const bool nobodys = hash.empty();
  if (nobodys) hash = nobodys_hash_;
  const auto verify = [hash = std::move(hash), password = std::move(password)] {
    const bool same = crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
    return std::string(same ? "same" : "");
  };
  ZAMER_CO_ASSIGN_OR_RETURN(const std::string same, co_await Run(verify));
  co_return !nobodys && !same.empty();
}

}  // namespace zamer::gateway::access
