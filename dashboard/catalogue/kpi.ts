// What a KPI is to everything that shows one. The numbers themselves are the metrics service's.

export interface Text {
  ru: string;
  en: string;
}

// How a value is made, as in services/metrics/domain/catalogue.h.
export type Kind =
  | 'count'
  | 'share'
  | 'quotient'
  | 'return'
  | 'money'
  | 'moneyRatio'
  | 'timing'
  | 'age'
  | 'spread';

export type Unit = 'count' | 'share' | 'money' | 'duration' | 'cost' | 'spread';

// Where it is shown in Grafana.
export type Group = 'funnel' | 'speed' | 'discipline' | 'money';

export interface Kpi {
  id: string;
  kind: Kind;
  // Word for word that of services/metrics/domain/catalogue.cc: a test of docs/kpi.md holds both together.
  formula: string;
  // On the day of what it counts; said of counts only, where it is a column of docs/kpi.md.
  countsOn?: string;
  // The last column of the other tables.
  notes?: string;
  title: Text;
  definition: Text;
  better: 'up' | 'down' | 'none';
  // What a department should reach unless it knows better: a share from 0 to 1, or seconds.
  norm?: number;
  group: Group;
  // Exposed for calendar months only.
  monthly?: boolean;
  // A duration that the department's limit of the first response applies to.
  limited?: boolean;
}

const units: Record<Kind, Unit> = {
  count: 'count',
  share: 'share',
  quotient: 'share',
  return: 'share',
  money: 'money',
  moneyRatio: 'cost',
  timing: 'duration',
  age: 'duration',
  spread: 'spread',
};

export function unitOf(kpi: Kpi): Unit {
  return units[kpi.kind];
}
