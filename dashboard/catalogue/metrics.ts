// Under what names the metrics service exposes a KPI: docs/kpi.md, "Prometheus".
import { kpi as find } from './catalogue.ts';
import type { Kind, Kpi } from './kpi.ts';

const suffixes: Record<Kind, string[]> = {
  count: [''],
  share: ['_num', '_den'],
  quotient: ['_num', '_den'],
  return: ['_num', '_den'],
  moneyRatio: ['_num', '_den'],
  money: ['_minor_units'],
  timing: ['_cases', '_seconds', '_mean_seconds'],
  age: ['_cases', '_seconds', '_mean_seconds'],
  spread: ['_cases', '', '_mean'],
};

export type Labels = Record<string, string>;

// The samples of a KPI: `metric('phone_rate', '_num', {window: '30d'})`. A value that begins with ~ is a pattern.
export function metric(id: string, suffix: string, labels: Labels = {}): string {
  if (!suffixesOf(find(id)).includes(suffix)) throw new Error(`${id} has no samples called *${suffix}`);
  return `zamer_${id}${suffix}${selector(labels)}`;
}

function suffixesOf(kpi: Kpi): string[] {
  const limit = kpi.limited ? ['_within_limit_num', '_within_limit_den'] : [];
  return [...suffixes[kpi.kind], '_unknown', ...limit];
}

// What the samples of a KPI may be called.
export function sampleNames(kpi: Kpi): string[] {
  return suffixesOf(kpi).map((suffix) => `zamer_${kpi.id}${suffix}`);
}

export function selector(labels: Labels): string {
  const pairs = Object.entries(labels).map(([label, value]) =>
    value.startsWith('~') ? `${label}=~"${value.slice(1)}"` : `${label}="${value}"`,
  );
  return pairs.length > 0 ? `{${pairs.join(',')}}` : '';
}
