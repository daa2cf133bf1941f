// docs/life-of-a-lead.md names nothing that is not there: every method, event, kind of record and state.
#include <absl/status/status.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <regex>
#include <set>
#include <string>
#include <string_view>

#include "services/common/rpc/caller_metadata.h"
#include "services/common/status/reasons.h"
#include "tests/support/doc_page.h"
#include "zamer/contract/v1/contract_events.pb.h"
#include "zamer/contract/v1/contract_service.pb.h"
#include "zamer/lead/v1/lead_events.pb.h"
#include "zamer/lead/v1/lead_service.pb.h"
#include "zamer/metrics/v1/metrics_service.pb.h"
#include "zamer/scheduling/v1/scheduling_events.pb.h"
#include "zamer/scheduling/v1/scheduling_service.pb.h"

namespace zamer {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FileDescriptor;
using testing::DocPage;
using testing::DocRow;
using testing::Quoted;

using Names = std::set<std::string>;

constexpr char kRoot[] = ZAMER_SOURCE_DIR;

// What is no name of ours: a setting of Redis, and a command of zamerctl.
const Names kElsewhere = {"appendfsync always", "zamerctl redrive"};

const FileDescriptor* const kServices[] = {
    lead::v1::CreateLeadRequest::descriptor()->file(), scheduling::v1::BookMeetingRequest::descriptor()->file(),
    contract::v1::SignContractRequest::descriptor()->file(), metrics::v1::GetFunnelRequest::descriptor()->file()};

// Methods, alone and with their service, and the fields of requests.
Names OfTheApi() {
  Names names = {std::string(rpc::kPositionKey)};
  for (const FileDescriptor* file : kServices) {
    const auto& service = *file->service(0);
    for (int i = 0; i < service.method_count(); ++i) {
      const auto& method = *service.method(i);
      names.insert(method.name());
      names.insert(service.full_name() + "/" + method.name());
      for (int f = 0; f < method.input_type()->field_count(); ++f) names.insert(method.input_type()->field(f)->name());
    }
  }
  return names;
}

Names Events() {
  Names names;
  for (const Descriptor* event : {lead::v1::LeadEvent::descriptor(), scheduling::v1::SchedulingEvent::descriptor(),
                                  contract::v1::ContractEvent::descriptor()}) {
    for (int i = 0; i < event->field_count(); ++i) {
      if (event->field(i)->containing_oneof() != nullptr) names.insert(event->field(i)->name());
    }
  }
  return names;
}

// As docs/redis-keys.md has them, which is compared with a real Redis; of an index only its beginning, such as `by-…`.
Names KindsOfKeys() {
  const DocPage page(std::string(kRoot) + "/docs/redis-keys.md");
  Names names;
  for (const DocRow& row : page.Table("Kinds of records")) names.insert(Quoted(row.at(1)).at(0));
  for (const DocRow& row : page.Table("Indexes and counters")) {
    const std::string key = Quoted(row.at(1)).at(0);
    names.insert(key.substr(0, key.find('-') + 1) + "…");
  }
  return names;
}

bool IsFile(const std::string& name) {
  const std::filesystem::path root(kRoot);
  return std::filesystem::exists(root / name) || std::filesystem::exists(root / "services/common" / name) ||
         std::filesystem::exists(root / "services/lead" / name);
}

// Values of all enums of a file, those within messages too.
void AddValues(const google::protobuf::EnumDescriptor& type, Names& names) {
  for (int i = 0; i < type.value_count(); ++i) names.insert(type.value(i)->name());
}
void AddEnums(const Descriptor& type, Names& names) {
  for (int i = 0; i < type.enum_type_count(); ++i) AddValues(*type.enum_type(i), names);
  for (int i = 0; i < type.nested_type_count(); ++i) AddEnums(*type.nested_type(i), names);
}

Names StatesAndErrors() {
  Names names;
  for (const FileDescriptor* service : kServices) {
    for (int d = 0; d < service->dependency_count(); ++d) {
      const FileDescriptor& file = *service->dependency(d);
      for (int i = 0; i < file.message_type_count(); ++i) AddEnums(*file.message_type(i), names);
    }
  }
  for (const ReasonEntry& entry : AllReasons()) {
    names.emplace(entry.name);
    names.insert(absl::StatusCodeToString(entry.code));
  }
  return names;
}

const DocPage& Page() {
  static const DocPage kPage(std::string(kRoot) + "/docs/life-of-a-lead.md");
  return kPage;
}

TEST(LifeOfALeadPage, NamesMethodsEventsKeysAndFilesThatAreThere) {
  const Names vocabularies[] = {OfTheApi(), Events(), KindsOfKeys(), kElsewhere};
  for (const std::string& name : Quoted(Page().text())) {
    const auto has = [&](const Names& names) { return names.contains(name); };
    EXPECT_TRUE(std::ranges::any_of(vocabularies, has) || IsFile(name)) << "there is no `" << name << "`";
  }
}

TEST(LifeOfALeadPage, NamesStatesAndErrorsThatAreThere) {
  const Names known = StatesAndErrors();
  const std::string& text = Page().text();
  static const std::regex kCapitals(R"(\b[A-Z]{2,}(_[A-Z]+)*\b)");
  int named = 0;
  for (std::sregex_iterator word(text.begin(), text.end(), kCapitals), end; word != end; ++word, ++named) {
    EXPECT_TRUE(known.contains(word->str())) << "there is no " << word->str();
  }
  EXPECT_GT(named, 5);
}

}  // namespace
}  // namespace zamer
