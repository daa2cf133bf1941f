// Where the records of sign-in live, and how they are indexed.
#pragma once
#include <string>
#include <string_view>

#include "services/common/store/index.h"
#include "services/common/store/key.h"
#include "zamer/gateway/v1/access_records.pb.h"

namespace zamer::gateway::access {

// `employee`, `display`: ids.
store::Key LoginKey(std::string_view department, std::string_view employee);
store::Key SessionsKey(std::string_view department, std::string_view employee);
store::Key DisplayKey(std::string_view department, std::string_view display);
// The failed attempts by a login. Not written by commits: it goes by itself when they no longer count.
store::Key AttemptsKey(std::string_view department, std::string_view login_fingerprint);

// Lists, by score and then id.
inline constexpr std::string_view kAllLogins = "logins";
inline constexpr std::string_view kAllDisplays = "displays";

// The one employee who may have a login.
store::UniqueEntry LoginEntry(std::string_view login_fingerprint);

}  // namespace zamer::gateway::access

namespace zamer::store {

template <>
struct Indexer<gateway::v1::LoginRecord> {
  static Indexes Of(const gateway::v1::LoginRecord& record);
};

template <>
struct Indexer<gateway::v1::DisplayRecord> {
  static Indexes Of(const gateway::v1::DisplayRecord& record);
};

}  // namespace zamer::store
