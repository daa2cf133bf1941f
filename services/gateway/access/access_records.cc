#include "services/gateway/access/access_records.h"

#include "services/common/time/timestamps.h"

namespace zamer::gateway::access {

store::Key LoginKey(std::string_view department, std::string_view employee) {
  return {std::string(department), "login", std::string(employee)};
}

store::Key SessionsKey(std::string_view department, std::string_view employee) {
  return {std::string(department), "sessions", std::string(employee)};
}

store::Key DisplayKey(std::string_view department, std::string_view display) {
  return {std::string(department), "display", std::string(display)};
}

store::Key AttemptsKey(std::string_view department, std::string_view login_fingerprint) {
  return {std::string(department), "attempts", std::string(login_fingerprint)};
}

store::UniqueEntry LoginEntry(std::string_view login_fingerprint) { return {"login", std::string(login_fingerprint)}; }

}  // namespace zamer::gateway::access

namespace zamer::store {

Indexes Indexer<gateway::v1::LoginRecord>::Of(const gateway::v1::LoginRecord& record) {
  Indexes indexes;
  if (record.login().login().empty()) return indexes;
  indexes.unique.push_back(gateway::access::LoginEntry(record.fingerprint()));
  indexes.sorted.push_back({std::string(gateway::access::kAllLogins), 0});
  return indexes;
}

Indexes Indexer<gateway::v1::DisplayRecord>::Of(const gateway::v1::DisplayRecord& record) {
  Indexes indexes;
  if (record.secret_hash().empty()) return indexes;
  indexes.sorted.push_back(
      {std::string(gateway::access::kAllDisplays), Score(FromTimestamp(record.display().create_time()))});
  return indexes;
}

}  // namespace zamer::store
