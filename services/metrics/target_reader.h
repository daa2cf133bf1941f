// The targets that are set, and how far each is reached.
#pragma once
#include <absl/status/status.h>
#include <absl/status/statusor.h>
#include <absl/time/time.h>
#include <google/protobuf/repeated_ptr_field.h>

#include <asio/awaitable.hpp>
#include <string>
#include <vector>

#include "services/common/store/store.h"
#include "services/metrics/domain/target.h"
#include "services/metrics/kpi_reader.h"
#include "zamer/metrics/v1/target.pb.h"

namespace zamer::metrics {

// The API, the page and Prometheus all have plan and fact from here. Loop thread only.
class TargetReader {
 public:
  TargetReader(store::Store& store, KpiReader& reader) : store_(store), reader_(reader) {}

  using Targets = google::protobuf::RepeatedPtrField<v1::Target>;
  // By month and name, without progress.
  asio::awaitable<absl::StatusOr<Targets>> Read(std::string department, MonthRange range, absl::Time deadline);

  // The working time of each month, as of `now`; NOT_FOUND/DEPARTMENT_NOT_FOUND.
  using Months = std::vector<v1::WorkingMonth>;
  asio::awaitable<absl::StatusOr<Months>> WorkingMonths(std::string department, MonthRange range, absl::Time now,
                                                        absl::Time deadline);

  // Tells of each target how far it is reached. `months`: those of the targets, and maybe others.
  asio::awaitable<absl::Status> Measure(Targets& targets, const Months& months, absl::Time deadline);

 private:
  store::Store& store_;
  KpiReader& reader_;
};

}  // namespace zamer::metrics
