#include "services/gateway/access/password_hasher.h"

#include <sodium.h>

#include <cstdlib>
#include <utility>

#include "services/common/status/errors.h"
#include "services/common/status/macros.h"
#include "services/gateway/access/secrets.h"

namespace zamer::gateway::access {
namespace {

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
    : nobodys_hash_(NobodysHash()), workers_(loop, threads, most_waiting) {}

asio::awaitable<absl::StatusOr<std::string>> PasswordHasher::Hash(std::string password) {
  ZAMER_CO_ASSIGN_OR_RETURN(std::string hash, co_await workers_.Run<std::string>(
                                                  [password = std::move(password)] { return HashNow(password); }));
  if (hash.empty()) co_return Internal("there is no memory to hash a password");
  co_return hash;
}

asio::awaitable<absl::StatusOr<bool>> PasswordHasher::Matches(std::string hash, std::string password) {
  const bool is_nobodys = hash.empty();
  if (is_nobodys) hash = nobodys_hash_;
  ZAMER_CO_ASSIGN_OR_RETURN(const bool same,
                            co_await workers_.Run<bool>([hash = std::move(hash), password = std::move(password)] {
                              return crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
                            }));
  co_return same && !is_nobodys;
}

}  // namespace zamer::gateway::access
