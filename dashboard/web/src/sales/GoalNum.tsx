import type { ReactNode } from "react";

import type { Goal } from "../plan/goal.ts";
import { Num } from "./Num.tsx";

// What is said of a goal: it opens what the goal is about, with all of its plan.
export function GoalNum({ goal, aside = false, children }: { goal: Goal; aside?: boolean; children: ReactNode }) {
  const of = goal.split && { split: goal.split, value: goal.employee };
  return <Num kpi={goal.kpi} basis="event" raw={goal.raw} window="month" {...(of && { of })} aside={aside}>{children}</Num>;
}
