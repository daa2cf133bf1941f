// All KPIs, in the order of docs/kpi.md.
import type { Kpi } from './kpi.ts';
import { counts } from './kpis/counts.ts';
import { ages, durations, spreads } from './kpis/durations.ts';
import { money } from './kpis/money.ts';
import { rates } from './kpis/rates.ts';
import { work } from './kpis/work.ts';

// The tables of docs/kpi.md.
export const tables = {
  counts: [...counts, ...work],
  rates,
  durations,
  ages,
  spreads,
  money,
} satisfies Record<string, Kpi[]>;

export const catalogue: Kpi[] = Object.values(tables).flat();

export function kpi(id: string): Kpi {
  const found = catalogue.find((each) => each.id === id);
  if (!found) throw new Error(`no KPI is called ${id}`);
  return found;
}
