import type { CasePart, DimensionFilter, KpiCase } from "@zamer/api/metrics/v1/metrics_service_pb";

import { metrics } from "../app/api.ts";
import { allPages } from "./pages.ts";
import type { Period } from "./period.ts";
import { apiBasis, apiPeriod } from "./queries.ts";
import type { Basis } from "./view.ts";

export interface CasesAsked {
  department: string;
  period: Period;
  basis: Basis;
  kpi: string;
  part: CasePart;
  filters: readonly DimensionFilter[];
}

// What a number counts, up to so many cases; `whole` when these are all.
export function allCases({ department: parent, period, basis, kpi, part, filters }: CasesAsked, most: number, signal: AbortSignal): Promise<{ items: KpiCase[]; whole: boolean }> {
  const question = { parent, period: apiPeriod(period), basis: apiBasis(basis), kpi, part, filters: [...filters], pageSize: 500 };
  return allPages(async (pageToken) => {
    const { cases, nextPageToken } = await metrics.listCases({ ...question, pageToken }, { signal });
    return { items: cases, next: nextPageToken };
  }, most);
}
