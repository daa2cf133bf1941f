import { type Day, type Period, type PeriodKind, isDay, periodAround } from "./period.ts";

// What the page is asked to show. All of it is in the address.
export interface View {
  kind: PeriodKind;
  // A day of the period; today when unset.
  on?: Day;
  // The days of a period of one's own.
  range?: Period;
  basis: Basis;
  // What is kept; a channel and a person by the last segment of their names.
  city?: string;
  channel?: string;
  person?: string;
  // The step of the funnel that is looked into, and by what it is split.
  step?: Step;
  split?: Split;
  // The losses by reason are open.
  lost?: true;
  // The KPI whose plan is drawn.
  plan?: string;
  // The number that is explained.
  explain?: Explained;
}

export type Basis = "event" | "cohort";
export type Split = "channel" | "city" | "lead_manager" | "designer";
export type Step = "leads" | "phones" | "bookings" | "meetings_held" | "contracts" | "hand_overs";
// By what a number can be told apart: the reason is that of losses only.
export type Group = Split | "loss_reason";
export type Part = "numerator" | "denominator" | "within" | "unknown";

// A number: a KPI or what else the page counts, the part of it whose cases are listed, the one group that it is of, the hour
// or the state of a lead that it is of, and whether it is of other days than the period: of today, of as many days before
// it, or of the month that it ends in, which a plan is for.
export interface Explained {
  kpi: string;
  part: Part;
  of?: { split: Group; value: string };
  hour?: string;
  state?: number;
  window?: "today" | "before" | "month";
}

const kinds: readonly PeriodKind[] = ["today", "week", "month", "range"];
export const splits: readonly Split[] = ["channel", "city", "lead_manager", "designer"];
export const steps: readonly Step[] = ["leads", "phones", "bookings", "meetings_held", "contracts", "hand_overs"];
const parts: readonly Part[] = ["numerator", "denominator", "within", "unknown"];

export function readView(search: string): View {
  const query = new URLSearchParams(search);
  const view: View = { kind: oneOf(kinds, query.get("period")) ?? "week", basis: query.get("basis") === "cohort" ? "cohort" : "event" };
  const [from, to, on] = [query.get("from"), query.get("to"), query.get("on")];
  if (view.kind === "range") {
    if (from && to && isDay(from) && isDay(to) && from <= to) view.range = { start: from, end: to };
    else view.kind = "week";
  } else if (on && isDay(on)) view.on = on;
  for (const name of ["city", "channel", "person", "plan"] as const) {
    const value = query.get(name);
    if (value !== null) view[name] = value;
  }
  const split = oneOf(splits, query.get("split"));
  if (split) view.split = split;
  const step = oneOf(steps, query.get("step"));
  if (step) view.step = step;
  if (query.has("lost")) view.lost = true;
  const explain = readExplained(query);
  if (explain) view.explain = explain;
  return view;
}

function readExplained(query: URLSearchParams): Explained | undefined {
  const kpi = query.get("explain");
  if (!kpi) return undefined;
  const explained: Explained = { kpi, part: oneOf(parts, query.get("part")) ?? "numerator" };
  const split = oneOf([...splits, "loss_reason"] as const, query.get("of"));
  if (split) explained.of = { split, value: query.get("value") ?? "" };
  const hour = query.get("hour");
  if (hour) explained.hour = hour;
  const state = Number(query.get("state"));
  if (state > 0) explained.state = state;
  const window = oneOf(["today", "before", "month"] as const, query.get("window"));
  if (window) explained.window = window;
  return explained;
}

// Other parameters, such as the language, stay.
export function writeView(view: View, search = ""): string {
  const query = new URLSearchParams(search);
  const { explain } = view;
  const own: Record<string, string | undefined> = {
    period: view.kind,
    on: view.kind === "range" ? undefined : view.on,
    from: view.kind === "range" ? view.range?.start : undefined,
    to: view.kind === "range" ? view.range?.end : undefined,
    basis: view.basis === "event" ? undefined : view.basis,
    city: view.city,
    channel: view.channel,
    person: view.person,
    step: view.step,
    split: view.split,
    lost: view.lost && "",
    plan: view.plan,
    explain: explain?.kpi,
    part: explain && explain.part !== "numerator" ? explain.part : undefined,
    of: explain?.of?.split,
    value: explain?.of?.value,
    hour: explain?.hour,
    state: explain?.state?.toString(),
    window: explain?.window,
  };
  for (const [name, value] of Object.entries(own)) {
    if (value === undefined) query.delete(name);
    else query.set(name, value);
  }
  return `?${query}`;
}

export function periodOf(view: View, today: Day): Period {
  if (view.kind === "range" && view.range) return view.range;
  return periodAround(view.kind === "range" ? "week" : view.kind, view.on ?? today, today);
}

function oneOf<T extends string>(values: readonly T[], text: string | null): T | undefined {
  return values.find((value) => value === text);
}
