// Early return of errors. `expr` is evaluated once; it may hold commas and, in the CO_ versions, co_await.
//
//   ZAMER_RETURN_IF_ERROR(Check(request));
//   ZAMER_ASSIGN_OR_RETURN(const Money total, Sum(lines));
//   ZAMER_CO_ASSIGN_OR_RETURN(auto lead, co_await leads_.Load(name));
//
// ASSIGN declares a hidden variable beside `lhs`, so it needs a block of its own: not the body of an unbraced if.
#pragma once
#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include <utility>

namespace zamer::status_internal {
inline absl::Status AsStatus(absl::Status status) { return status; }
template <typename T>
absl::Status AsStatus(absl::StatusOr<T>&& result) {
  return std::move(result).status();
}
template <typename T>
absl::Status AsStatus(const absl::StatusOr<T>& result) {
  return result.status();
}
}  // namespace zamer::status_internal

#define ZAMER_STATUS_JOIN_INNER(a, b) a##b
#define ZAMER_STATUS_JOIN(a, b) ZAMER_STATUS_JOIN_INNER(a, b)

// The switch keeps a following `else` from binding to the macro's own `if`.
#define ZAMER_STATUS_CHECK(give_back, name, ...)                                          \
  switch (0)                                                                              \
  case 0:                                                                                 \
  default:                                                                                \
    if (absl::Status name = ::zamer::status_internal::AsStatus(__VA_ARGS__); name.ok()) { \
    } else /* NOLINT(readability-misleading-indentation) */                               \
      give_back name

#define ZAMER_STATUS_ASSIGN(give_back, name, lhs, ...) \
  auto name = (__VA_ARGS__);                           \
  if (!name.ok()) [[unlikely]]                         \
    give_back std::move(name).status();                \
  lhs = *std::move(name)

#define ZAMER_RETURN_IF_ERROR(...) \
  ZAMER_STATUS_CHECK(return, ZAMER_STATUS_JOIN(zamer_status_, __COUNTER__), __VA_ARGS__)
#define ZAMER_CO_RETURN_IF_ERROR(...) \
  ZAMER_STATUS_CHECK(co_return, ZAMER_STATUS_JOIN(zamer_status_, __COUNTER__), __VA_ARGS__)
#define ZAMER_ASSIGN_OR_RETURN(lhs, ...) \
  ZAMER_STATUS_ASSIGN(return, ZAMER_STATUS_JOIN(zamer_result_, __COUNTER__), lhs, __VA_ARGS__)
#define ZAMER_CO_ASSIGN_OR_RETURN(lhs, ...) \
  ZAMER_STATUS_ASSIGN(co_return, ZAMER_STATUS_JOIN(zamer_result_, __COUNTER__), lhs, __VA_ARGS__)
