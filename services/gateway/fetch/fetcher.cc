#include "services/gateway/fetch/fetcher.h"

#include <curl/curl.h>

#include <memory>
#include <utility>

#include "services/common/status/errors.h"
#include "services/common/status/macros.h"

namespace zamer::gateway {
namespace {

constexpr long kConnectMillis = 3'000;  // NOLINT(google-runtime-int): libcurl's type
constexpr long kAnswerMillis = 6'000;   // NOLINT(google-runtime-int): libcurl's type
constexpr std::size_t kMostBytes = 256 << 10;
constexpr int kMostWaiting = 32;
constexpr absl::Duration kTryAgain = absl::Seconds(5);

struct FreeHandle {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};

// libcurl's callback: anything but `size` breaks the transfer off.
std::size_t Append(const char* bytes, std::size_t, std::size_t size, void* body) {
  auto& text = *static_cast<std::string*>(body);
  if (text.size() + size > kMostBytes) return 0;
  text.append(bytes, size);
  return size;
}

void Prepare(CURL* handle, const FetchRequest& request, bool plain_too, std::string& body) {
  curl_easy_setopt(handle, CURLOPT_URL, request.url.c_str());
  curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, plain_too ? "http,https" : "https");
  curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT_MS, kConnectMillis);
  curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, kAnswerMillis);
  curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, &Append);
  curl_easy_setopt(handle, CURLOPT_WRITEDATA, &body);
  if (!request.form.empty()) {
    curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE, static_cast<long>(request.form.size()));  // NOLINT
    curl_easy_setopt(handle, CURLOPT_POSTFIELDS, request.form.c_str());
  }
  if (!request.user.empty()) {
    curl_easy_setopt(handle, CURLOPT_USERNAME, request.user.c_str());
    curl_easy_setopt(handle, CURLOPT_PASSWORD, request.password.c_str());
  }
}

absl::StatusOr<FetchAnswer> FetchNow(const FetchRequest& request, bool plain_too) {
  const std::unique_ptr<CURL, FreeHandle> handle(curl_easy_init());
  if (handle == nullptr) return Internal("libcurl cannot be set up");
  FetchAnswer answer;
  Prepare(handle.get(), request, plain_too, answer.body);
  if (curl_easy_perform(handle.get()) != CURLE_OK) {
    return Unavailable(Reason::kPeerUnavailable, "Another site does not answer as it should: try again.", kTryAgain);
  }
  long status = 0;  // NOLINT(google-runtime-int): libcurl's type
  curl_easy_getinfo(handle.get(), CURLINFO_RESPONSE_CODE, &status);
  answer.status = static_cast<int>(status);
  return answer;
}

}  // namespace

Fetcher::Fetcher(asio::io_context& loop, bool plain_too) : plain_too_(plain_too), workers_(loop, 1, kMostWaiting) {
  curl_global_init(CURL_GLOBAL_DEFAULT);
}

asio::awaitable<absl::StatusOr<FetchAnswer>> Fetcher::Fetch(FetchRequest request) {
  using Answer = absl::StatusOr<FetchAnswer>;
  ZAMER_CO_ASSIGN_OR_RETURN(Answer answer,
                            co_await workers_.Run<Answer>([request = std::move(request), plain_too = plain_too_] {
                              return FetchNow(request, plain_too);
                            }));
  co_return answer;
}

}  // namespace zamer::gateway
