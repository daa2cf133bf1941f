import type { Day } from "../sales/period.ts";

export interface Fan {
  low: number;
  high: number;
}

// 80 % of the normal distribution.
const Z = 1.2816;

// Between which the month's count will lie in 8 of 10 cases, if cases keep coming by chance at the rate at which they came
// until now: what is still to come is as uncertain as a count is, and so is the rate itself. Nothing is said of money, whose
// cases are of different sizes, nor of a month that has brought nothing yet.
export function fanOf(fact: number, forecast: number | undefined): Fan | undefined {
  if (forecast === undefined || fact <= 0 || forecast <= fact) return undefined;
  const ahead = forecast - fact;
  const elapsed = fact / forecast;
  const half = Z * Math.sqrt(ahead / elapsed);
  return { low: Math.max(fact, Math.floor(forecast - half)), high: Math.ceil(forecast + half) };
}

// What had come by the end of each day up to `last`.
export function summedUp(days: readonly Day[], last: Day, amountOf: (day: Day) => number): number[] {
  let sum = 0;
  return days.filter((day) => day <= last).map((day) => (sum += amountOf(day)));
}
