import type { ReactNode } from "react";

import { Link } from "../app/Link.tsx";
import { shortNeed } from "../plan/words.ts";
import { useSales } from "./SalesContext.tsx";
import { useGoals, usePlanRead } from "./usePlan.ts";

// What is left to the month's plan of a KPI, for its tile.
export function PlanNote({ kpi, otherwise }: { kpi: string; otherwise: ReactNode }) {
  const { formats, settings } = useSales();
  const { goals, filtered } = useGoals(usePlanRead());
  const goal = goals.find((each) => each.kpi === kpi);
  if (!goal || filtered) return otherwise;
  return <Link className="num" href="#plan" data-testid={`plan-note-${kpi}`}>{shortNeed(goal, formats, settings.currencyCode)}</Link>;
}
