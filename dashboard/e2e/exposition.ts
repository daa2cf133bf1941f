// What Prometheus and Grafana must say where the API says this: docs/kpi.md, "Prometheus".
import type { Duration } from "@bufbuild/protobuf/wkt";
import type { KpiRow, KpiValue, Ratio } from "@zamer/api/metrics/v1/kpi_pb";
import type { Part } from "../grafana/src/shown.ts";

// By series, as `seriesOf` writes it.
export type Samples = Map<string, number>;
export type Labels = Record<string, string>;

export function seriesOf(name: string, labels: Labels): string {
  const pairs = Object.entries(labels).filter(([, value]) => value !== "");
  return `${name} ${pairs.map(([label, value]) => `${label}=${value}`).sort().join(" ")}`;
}

// The samples of a row: of a value of a dimension those of which there are cases, in total all.
export function samplesOf(row: KpiRow, labels: Labels): Samples {
  const split = row.dimensionValues.length > 0;
  const samples: Samples = new Map();
  for (const kpi of row.values) {
    if (split && isOfNothing(kpi) && !isAmount(kpi)) continue;
    const unknown: [string, bigint][] = split || kpi.unknown === 0n ? [] : [["_unknown", kpi.unknown]];
    for (const [suffix, value, more] of [...partsOf(kpi), ...unknown] as Sample[]) {
      if (value !== undefined) samples.set(seriesOf(`zamer_${kpi.kpi}${suffix}`, { ...labels, ...more }), Number(value));
    }
  }
  return samples;
}

type Sample = [suffix: string, value: bigint | number | undefined, more?: Labels];

function partsOf({ value }: KpiValue): Sample[] {
  switch (value.case) {
    case "count":
      return [["", value.value]];
    case "money":
      return [["_minor_units", value.value.minorUnits]];
    case "ratio":
      return fraction("", value.value);
    case "moneyRatio":
      return [["_num", value.value.numerator!.minorUnits], ["_den", value.value.denominator]];
    case "distribution": {
      const { count, p50, p90, mean, withinLimit } = value.value;
      const quantiles = quantilesOf("_seconds", seconds(p50), seconds(p90));
      return [["_cases", count], ...quantiles, ["_mean_seconds", seconds(mean)], ...(withinLimit ? fraction("_within_limit", withinLimit) : [])];
    }
    case "spread": {
      const { count, p50, p90, mean } = value.value;
      return [["_cases", count], ...quantilesOf("", p50, p90), ["_mean", mean]];
    }
    case undefined:
      throw new Error("a KPI without a value");
  }
}

function fraction(stem: string, { numerator, denominator }: Ratio): Sample[] {
  return [[`${stem}_num`, numerator], [`${stem}_den`, denominator]];
}

function quantilesOf(suffix: string, p50: Sample[1], p90: Sample[1]): Sample[] {
  return [[suffix, p50, { quantile: "0.5" }], [suffix, p90, { quantile: "0.9" }]];
}

// Of which zero is a value.
function isAmount({ value }: KpiValue): boolean {
  return value.case === "count" || value.case === "money";
}

// For which nothing was counted.
export function isOfNothing({ value }: KpiValue): boolean {
  switch (value.case) {
    case "count":
      return value.value === 0n;
    case "money":
      return value.value.minorUnits === 0n;
    case "ratio":
      return value.value.numerator === 0n && value.value.denominator === 0n;
    case "moneyRatio":
      return value.value.numerator!.minorUnits === 0n && value.value.denominator === 0n;
    case "distribution":
    case "spread":
      return value.value.count === 0n;
    case undefined:
      return true;
  }
}

// What a panel shows; nothing where there is none. Money is in whole units there.
export function shownOf(part: Part, { value }: KpiValue): number | undefined {
  switch (value.case) {
    case "count":
      return Number(value.value);
    case "money":
      return Number(value.value.minorUnits) / 100;
    case "moneyRatio": {
      const { numerator, denominator } = value.value;
      return denominator > 0n ? Number(numerator!.minorUnits) / Number(denominator) / 100 : undefined;
    }
    case "ratio":
      return partOfShare(part, value.value);
    case "distribution":
      return partOfDistribution(part, value.value, seconds);
    case "spread":
      return partOfDistribution(part, value.value, (quantile) => (quantile === undefined ? undefined : Number(quantile)));
    case undefined:
      throw new Error("a KPI without a value");
  }
}

function partOfShare(part: Part, share: Ratio): number | undefined {
  switch (part) {
    case "numerator":
      return Number(share.numerator);
    case "denominator":
      return Number(share.denominator);
    case "lower":
      return share.lower;
    case "upper":
      return share.upper;
    default:
      return share.denominator > 0n ? share.rate : undefined;
  }
}

interface Quantiles<T> {
  count: bigint;
  p50?: T;
  p90?: T;
  withinLimit?: Ratio;
}

function partOfDistribution<T>(part: Part, of: Quantiles<T>, number: (quantile: T | undefined) => number | undefined): number | undefined {
  switch (part) {
    case "cases":
      return Number(of.count);
    case "p90":
      return number(of.p90);
    case "withinLimit":
      return of.withinLimit?.rate;
    default:
      return number(of.p50);
  }
}

function seconds(duration: Duration | undefined): number | undefined {
  return duration && Number(duration.seconds) + duration.nanos / 1e9;
}
