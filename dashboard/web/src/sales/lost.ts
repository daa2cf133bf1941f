import { type LostBefore, type Step, steps } from "./view.ts";

export interface Lost {
  // The lead's resource name.
  lead: string;
  before: LostBefore;
}

// Leads by the step that they passed, or of which history does not know whether they passed it.
export type LeadsByStep = Partial<Record<Step, ReadonlySet<string>>>;

export function lostOf(leads: Iterable<string>, passed: LeadsByStep, unknown: LeadsByStep): Lost[] {
  return [...leads].map((lead) => ({ lead, before: missed(lead, passed, unknown) }));
}

// A lead may pass a step without the one before: somebody who walks in meets without a booking. The furthest one counts.
function missed(lead: string, passed: LeadsByStep, unknown: LeadsByStep): LostBefore {
  const furthest = steps.findLastIndex((step) => passed[step]?.has(lead));
  const next = steps[Math.max(furthest, 0) + 1] ?? "hand_overs";
  return unknown[next]?.has(lead) ? "unknown" : next;
}

export interface ReasonRow {
  // A code; empty where none was given.
  reason: string;
  counts: ReadonlyMap<LostBefore, number>;
  all: number;
}

// How many leads each reason took before each step, the most frequent first.
export function byReason(lost: readonly Lost[], reasonOf: (lead: string) => string): ReasonRow[] {
  const groups = new Map<string, Lost[]>();
  for (const one of lost) {
    const reason = reasonOf(one.lead);
    groups.set(reason, [...(groups.get(reason) ?? []), one]);
  }
  return [...groups]
    .map(([reason, own]) => ({ reason, counts: countsOf(own), all: own.length }))
    .sort((a, b) => b.all - a.all || a.reason.localeCompare(b.reason));
}

export function countsOf(lost: readonly Lost[]): ReadonlyMap<LostBefore, number> {
  const counts = new Map<LostBefore, number>();
  for (const { before } of lost) counts.set(before, (counts.get(before) ?? 0) + 1);
  return counts;
}
