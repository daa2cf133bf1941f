// The 95 % Wilson interval of k out of n, for shares that the API does not give by themselves, and what an interval says.
const Z = 1.959963984540054;

export interface Interval {
  lower: number;
  upper: number;
}

export function wilson(k: number, n: number): Interval | undefined {
  if (n <= 0 || k < 0 || k > n) return undefined;
  const rate = k / n;
  const z2 = Z * Z;
  const centre = (rate + z2 / (2 * n)) / (1 + z2 / n);
  const half = (Z / (1 + z2 / n)) * Math.sqrt((rate * (1 - rate)) / n + z2 / (4 * n * n));
  return { lower: Math.max(0, centre - half), upper: Math.min(1, centre + half) };
}

// Fewer cases say nothing about a share.
export const FEW = 30;

export type Verdict = "above" | "below" | "same" | "few";

// Whether a share differs from a norm: only if its whole interval lies on one side of it.
export function verdict(n: number, interval: Interval | undefined, norm: number | undefined): Verdict {
  if (n < FEW || !interval || norm === undefined) return n < FEW ? "few" : "same";
  if (interval.lower > norm) return "above";
  return interval.upper < norm ? "below" : "same";
}
