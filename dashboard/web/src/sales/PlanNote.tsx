import type { ReactNode } from "react";

import { shortNeed } from "../plan/words.ts";
import { GoalNum } from "./GoalNum.tsx";
import { useSales } from "./SalesContext.tsx";
import { useGoals, usePlanRead } from "./usePlan.ts";

// What is left to the month's plan of a KPI, for its tile.
export function PlanNote({ kpi, otherwise }: { kpi: string; otherwise: ReactNode }) {
  const { formats, settings } = useSales();
  const { goals, filtered } = useGoals(usePlanRead());
  const goal = goals.find((each) => each.kpi === kpi);
  if (!goal || filtered) return otherwise;
  return <span data-testid={`plan-note-${kpi}`}><GoalNum goal={goal}>{shortNeed(goal, formats, settings.currencyCode)}</GoalNum></span>;
}
