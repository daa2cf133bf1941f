import { MetricsService } from "@zamer/api/metrics/v1/metrics_service_pb";
import { useEffect } from "react";

import { createStore, useStore } from "../app/store.ts";
import { useMayCall } from "../app/may_call.ts";
import { type Goal, type Plan, readPlan } from "../plan/goal.ts";
import { type Month, monthOf } from "../plan/month.ts";
import { type Fetched, useFetched } from "../ui/useFetched.ts";
import { useSales } from "./SalesContext.tsx";
import { useTotals } from "./totals.ts";

// What is needed for a day changes with the clock, too.
const EVERY = 60_000;

// The targets of the month that the period ends in, read again when the department's numbers move.
export function usePlan(): Fetched<Plan> {
  const { department, period } = useSales();
  const { now } = useTotals();
  const mayCall = useMayCall();
  const month = monthOf(period.end);
  const key = mayCall(MetricsService.method.listTargets) ? `${department} ${month}` : undefined;
  const read = useFetched(key, (signal) => readPlan(department, month, signal), { again: now, every: EVERY });
  const plan = read.error ? undefined : read.data;
  useEffect(() => lastRead.set(plan && { month, plan }), [month, plan]);
  return read;
}

// The plan that the card has read, for the tiles: it is asked for once. One that could not be read anew is not shown there.
const lastRead = createStore<{ month: Month; plan: Plan } | undefined>(undefined);

export function usePlanRead(): Plan | undefined {
  const { period } = useSales();
  const read = useStore(lastRead);
  return read?.month === monthOf(period.end) ? read.plan : undefined;
}

// The goals that the page's filters leave: a person's own, or the department's. Of a city or a channel there are none.
export function useGoals(plan: Plan | undefined): { goals: Goal[]; filtered: boolean } {
  const { department, view } = useSales();
  const employee = view.person === undefined ? "" : `${department}/employees/${view.person}`;
  return {
    goals: plan?.goals.filter((goal) => goal.employee === employee) ?? [],
    filtered: view.city !== undefined || view.channel !== undefined,
  };
}
