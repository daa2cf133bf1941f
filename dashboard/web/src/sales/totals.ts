import { useMemo } from "react";

import { useBoard } from "../live/useBoard.ts";
import { addDays, lengthOf } from "./period.ts";
import { kpiQuery } from "./queries.ts";
import { useSales } from "./SalesContext.tsx";
import { type Values, daily, totals } from "./value.ts";

// The department's numbers of the period and of the one before, of what the filters keep.
export function useTotals(): { now: Values | undefined; before: Values | undefined; asOf: Date | undefined } {
  const { department, period, before, filters, view } = useSales();
  const { answers, asOf } = useBoard([
    kpiQuery({ department, period, filters, basis: view.basis }),
    kpiQuery({ department, period: before, filters, basis: view.basis }),
  ]);
  const [now, past] = answers;
  // The same values for the same answer, so that what follows from them is asked for once.
  return { now: useMemo(() => totals(now), [now]), before: useMemo(() => totals(past), [past]), asOf };
}

const FEWEST_DAYS = 14;
const MOST_DAYS = 92;

// Some KPIs day by day: over the period, or over two weeks up to its end where it is shorter.
export function useDaily(kpis: readonly string[]): { days: string[]; values: ReadonlyMap<string, Values> | undefined } {
  const { department, period, filters, view } = useSales();
  const length = Math.min(Math.max(lengthOf(period), FEWEST_DAYS), MOST_DAYS);
  const start = addDays(period.end, 1 - length);
  const { answers } = useBoard([kpiQuery({ department, period: { start, end: period.end }, filters, basis: view.basis, kpis, daily: true })]);
  return { days: Array.from({ length }, (_, index) => addDays(start, index)), values: daily(answers[0]) };
}
