import type { Duration } from "@bufbuild/protobuf/wkt";
import type { KpiRow, KpiValue, Ratio } from "@zamer/api/metrics/v1/kpi_pb";
import type { QueryKpisResponse } from "@zamer/api/metrics/v1/metrics_service_pb";

// A KPI's value in plain numbers. `raw` is the number itself, as tests and spreadsheets want it.
export type Value = { raw: string; unknown: number } & (
  | { kind: "count"; count: number }
  | ({ kind: "ratio" } & Share)
  | { kind: "money"; minorUnits: number; currency: string }
  | { kind: "cost"; minorUnits: number | undefined; currency: string; total: number; of: number }
  | { kind: "duration"; count: number; p50: number | undefined; p90: number | undefined; mean: number | undefined; within: Share | undefined }
  | { kind: "spread"; count: number; p50: number | undefined; p90: number | undefined; mean: number | undefined }
);

// k of n.
export interface Share {
  k: number;
  n: number;
  rate: number | undefined;
  lower: number | undefined;
  upper: number | undefined;
  ofPeriod: boolean;
  maturing: boolean;
}

export type Values = ReadonlyMap<string, Value>;

const none: Values = new Map();

// The values of the one row of a query that is not split.
export function totals(answer: QueryKpisResponse | undefined): Values | undefined {
  if (!answer) return undefined;
  const row = answer.rows.find(({ date }) => !date);
  return row ? valuesOf(row) : none;
}

// The values of each group, by its dimension value.
export function groups(answer: QueryKpisResponse | undefined): ReadonlyMap<string, Values> | undefined {
  return answer && new Map(answer.rows.filter(({ date }) => !date).map((row) => [row.dimensionValues[0] ?? "", valuesOf(row)]));
}

// The values of each day, by the day.
export function daily(answer: QueryKpisResponse | undefined): ReadonlyMap<string, Values> | undefined {
  if (!answer) return undefined;
  const rows = answer.rows.flatMap((row) => (row.date ? [[dayText(row.date), valuesOf(row)] as const] : []));
  return new Map(rows);
}

export function dayText({ year, month, day }: { year: number; month: number; day: number }): string {
  return `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}

export function valuesOf(row: KpiRow): Values {
  return new Map(row.values.map((value) => [value.kpi, valueOf(value)]));
}

export function valueOf(kpi: KpiValue): Value {
  const unknown = Number(kpi.unknown);
  switch (kpi.value.case) {
    case "ratio": {
      const share = shareOf(kpi.value.value);
      return { kind: "ratio", ...share, raw: `${share.k}/${share.n}`, unknown };
    }
    case "money": {
      const { minorUnits, currencyCode } = kpi.value.value;
      return { kind: "money", minorUnits: Number(minorUnits), currency: currencyCode || "RUB", raw: String(minorUnits), unknown };
    }
    case "moneyRatio": {
      const { numerator, denominator, minorUnits } = kpi.value.value;
      return {
        kind: "cost",
        minorUnits: minorUnits === undefined ? undefined : Number(minorUnits),
        currency: numerator?.currencyCode || "RUB",
        total: Number(numerator?.minorUnits ?? 0),
        of: Number(denominator),
        raw: minorUnits === undefined ? "" : String(minorUnits),
        unknown,
      };
    }
    case "distribution": {
      const { count, p50, p90, mean, withinLimit } = kpi.value.value;
      const median = seconds(p50);
      return {
        kind: "duration",
        count: Number(count),
        p50: median,
        p90: seconds(p90),
        mean: seconds(mean),
        within: withinLimit && shareOf(withinLimit),
        raw: median === undefined ? "" : String(median),
        unknown,
      };
    }
    case "spread": {
      const { count, p50, p90, mean } = kpi.value.value;
      const whole = (value: bigint | undefined) => (value === undefined ? undefined : Number(value));
      return { kind: "spread", count: Number(count), p50: whole(p50), p90: whole(p90), mean, raw: p50 === undefined ? "" : String(p50), unknown };
    }
    default: {
      const count = kpi.value.case === "count" ? Number(kpi.value.value) : 0;
      return { kind: "count", count, raw: String(count), unknown };
    }
  }
}

export function shareOf(ratio: Ratio): Share {
  return {
    k: Number(ratio.numerator),
    n: Number(ratio.denominator),
    rate: ratio.rate,
    lower: ratio.lower,
    upper: ratio.upper,
    ofPeriod: ratio.rateOfPeriod,
    maturing: ratio.maturing,
  };
}

// A group in which nothing was counted is not in the answer: its counts are 0, all else is not there.
export function countOf(values: Values | undefined, kpi: string): number | undefined {
  if (!values) return undefined;
  const value = values.get(kpi);
  return value?.kind === "count" ? value.count : 0;
}

export function seconds(duration: Duration | undefined): number | undefined {
  return duration && Number(duration.seconds) + duration.nanos / 1e9;
}
