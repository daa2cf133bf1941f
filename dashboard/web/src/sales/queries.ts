import { create } from "@bufbuild/protobuf";
import { Basis as ApiBasis, Dimension, Granularity } from "@zamer/api/metrics/v1/kpi_pb";
import { type DimensionFilter, DimensionFilterSchema, type QueryKpisRequest, QueryKpisRequestSchema } from "@zamer/api/metrics/v1/metrics_service_pb";

import type { Day, Period } from "./period.ts";
import { type Basis, type Group } from "./view.ts";

export interface Asked {
  department: string;
  period: Period;
  basis: Basis;
  filters?: readonly DimensionFilter[];
  kpis?: readonly string[];
  split?: Group;
  daily?: boolean;
}

export const dimensionOf: Record<Group, Dimension> = {
  channel: Dimension.CHANNEL,
  city: Dimension.CITY,
  lead_manager: Dimension.LEAD_MANAGER,
  designer: Dimension.DESIGNER,
  loss_reason: Dimension.LOSS_REASON,
};

export function kpiQuery({ department, period, basis, filters = [], kpis = [], split, daily = false }: Asked): QueryKpisRequest {
  return create(QueryKpisRequestSchema, {
    parent: department,
    period: apiPeriod(period),
    basis: apiBasis(basis),
    kpis: [...kpis],
    dimensions: split ? [dimensionOf[split]] : [],
    filters: [...filters],
    granularity: daily ? Granularity.DAY : Granularity.GRANULARITY_UNSPECIFIED,
  });
}

export function apiBasis(basis: Basis): ApiBasis {
  return basis === "cohort" ? ApiBasis.COHORT : ApiBasis.EVENT_DATE;
}

export function apiPeriod({ start, end }: Period) {
  return { startDate: apiDate(start), endDate: apiDate(end) };
}

export function apiDate(day: Day) {
  const [year = 0, month = 0, date = 0] = day.split("-").map(Number);
  return { year, month, day: date };
}

export function filter(split: Group, value: string): DimensionFilter {
  return create(DimensionFilterSchema, { dimension: dimensionOf[split], values: [value] });
}
