#include "services/gateway/access/attempts.h"

#include <absl/strings/str_cat.h>

#include <utility>

#include "services/common/redis/reply_status.h"
#include "services/common/status/macros.h"
#include "services/common/store/commit_script.h"
#include "services/common/time/timestamps.h"
#include "services/gateway/access/access_records.h"
#include "services/gateway/access/refusals.h"
#include "services/gateway/domain/access/slow_down.h"

namespace zamer::gateway::access {
namespace {

// Attempts of others that may come between before this one counts as one too many.
constexpr int kMostTries = 8;

Failures FailuresOf(const v1::AttemptsRecord& record) {
  return {.count = record.failures(), .last = FromTimestamp(record.failure_time())};
}

v1::AttemptsRecord RecordOf(const Failures& failures) {
  v1::AttemptsRecord record;
  record.set_failures(failures.count);
  *record.mutable_failure_time() = ToTimestamp(failures.last);
  return record;
}

}  // namespace

Attempts::Attempts(store::Store& store, const Clock& clock)
    : store_(store), clock_(clock), script_(std::string(store::CommitScriptSource())) {}

asio::awaitable<absl::Status> Attempts::Begin(std::string department, std::string login_fingerprint,
                                              absl::Time deadline) {
  const store::Key key = AttemptsKey(department, login_fingerprint);
  const std::string redis_key = store_.keys().Record(key);
  for (int i = 0; i < kMostTries; ++i) {
    ZAMER_CO_ASSIGN_OR_RETURN(const auto now, co_await store_.Get<v1::AttemptsRecord>(key, deadline));
    const Failures before = now.record ? FailuresOf(*now.record) : Failures{};
    const absl::Duration wait = WaitFor(kPerLogin, before, clock_.Now());
    if (wait > absl::ZeroDuration()) co_return TooMany(wait);
    const v1::AttemptsRecord next = RecordOf(WithFailure(kPerLogin, before, clock_.Now()));
    store::CommitArguments arguments;
    arguments.CheckVersion(redis_key, now.version);
    arguments.SetFor(redis_key, absl::StrCat(store::EncodeVersion(now.version + 1), next.SerializeAsString()),
                     absl::ToInt64Milliseconds(kPerLogin.memory));
    ZAMER_CO_ASSIGN_OR_RETURN(const redis::Reply reply,
                              redis::ToReply(co_await script_.Run(store_.redis(), arguments.Build(script_), deadline)));
    const std::optional<store::CommitReply> outcome = store::ParseCommitReply(reply);
    if (outcome && outcome->kind == store::CommitReply::Kind::kCommitted) co_return absl::OkStatus();
  }
  co_return TooMany(kPerLogin.first_wait);
}

asio::awaitable<absl::Status> Attempts::Forget(std::string department, std::string login_fingerprint,
                                               absl::Time deadline) {
  redis::Command remove("DEL", store_.keys().Record(AttemptsKey(department, login_fingerprint)));
  co_return redis::ToReply(co_await store_.redis().Run(std::move(remove), deadline)).status();
}

}  // namespace zamer::gateway::access
