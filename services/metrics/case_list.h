// Answers ListCases.
#pragma once
#include <absl/status/statusor.h>
#include <absl/time/time.h>

#include <asio/awaitable.hpp>

#include "services/common/store/store.h"
#include "services/metrics/kpi_reader.h"
#include "zamer/metrics/v1/metrics_service.pb.h"

namespace zamer::metrics {

// A page of cases: by day, the undated at the end, then by subject. It goes through what counts on each day of the
// period (case_index.h) for a while, so a page may end before it is full. All pages of a list are of the time of its
// first, for meetings that fall due and for ages; what is counted meanwhile shows in the pages that come.
//
// INVALID_ARGUMENT/FIELD_INVALID or PAGE_TOKEN_INVALID; NOT_FOUND/KPI_NOT_FOUND or DEPARTMENT_NOT_FOUND.
asio::awaitable<absl::StatusOr<v1::ListCasesResponse>> ListCases(store::Store& store, KpiReader& reader,
                                                                 v1::ListCasesRequest request, absl::Time deadline);

}  // namespace zamer::metrics
