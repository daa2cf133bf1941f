// Panels of the catalogue's KPIs: title, explanation and unit are the catalogue's.
import { catalogue, kpi as find } from '../../catalogue/catalogue.ts';
import type { Group, Kpi } from '../../catalogue/kpi.ts';
import { unitOf, type Unit } from '../../catalogue/kpi.ts';
import { metric, type Labels } from '../../catalogue/metrics.ts';
import { wilson } from '../../catalogue/wilson.ts';
import { bars, lines, number, rows, type About, type Panel, type Query, type Scale } from './panels.ts';
import type { Part, Shown } from './shown.ts';
import type { Dimension } from './variables.ts';
import { dimensionTitles } from './variables.ts';

const chosen: Labels = { department: '$department', basis: '$basis', window: '$window' };

const units: Record<Unit, [unit: string, decimals?: number]> = {
  count: ['none', 0],
  share: ['percentunit', 1],
  // Amounts are in the department's own currency, whichever that is.
  money: ['locale', 0],
  cost: ['locale', 0],
  duration: ['s'],
  spread: ['none'],
};

// One left undone is one too many.
const breaches: Scale = [
  [null, 'green'],
  [1, 'orange'],
];

// Replicas show the same: each number once, with the labels that tell it from others.
function once(id: string, suffix: string, labels: Labels, by?: Dimension): string {
  const series = metric(id, suffix, labels);
  if (!by) return `max by (department) (${series})`;
  // Without a value there is no label, and a legend needs one.
  return `label_replace(max by (department, ${by}) (${series}), "${by}", "не указан", "${by}", "")`;
}

// Where the reader has no choice: what counts by whole months.
const monthly = { basis: 'event', window: 'month' };

function labelsOf(kpi: Kpi, by?: Dimension): Labels {
  const labels = kpi.monthly ? { ...chosen, ...monthly } : chosen;
  return by ? { ...labels, by, [by]: `~$${by}` } : { ...labels, by: 'all' };
}

function shown(kpi: Kpi, part: Part, by?: Dimension): Shown {
  return { kpi: kpi.id, part, ...(by && { by }), ...(kpi.monthly && monthly) };
}

// The value of a KPI; of durations and spreads a quantile.
export function value(id: string, options: { by?: Dimension; quantile?: '0.5' | '0.9' } = {}): Query {
  const part = options.quantile === '0.9' ? 'p90' : 'value';
  return { expr: valueExpr(id, options), shows: [shown(find(id), part, options.by)] };
}

function valueExpr(id: string, { by, quantile = '0.5' }: { by?: Dimension; quantile?: string }): string {
  const kpi = find(id);
  const labels = labelsOf(kpi, by);
  switch (kpi.kind) {
    case 'count':
      return once(id, '', labels, by);
    case 'share':
    case 'quotient':
    case 'return':
      return quotient(id, ['_num', '_den'], labels, by);
    case 'moneyRatio':
      return `${quotient(id, ['_num', '_den'], labels, by)} / 100`;
    case 'money':
      return `${once(id, '_minor_units', labels, by)} / 100`;
    case 'timing':
    case 'age':
      return once(id, '_seconds', { ...labels, quantile }, by);
    case 'spread':
      return once(id, '', { ...labels, quantile }, by);
  }
}

function quotient(id: string, [num, den]: [string, string], labels: Labels, by?: Dimension): string {
  return `${once(id, num, labels, by)} / (${once(id, den, labels, by)} > 0)`;
}

// The share of cases within the department's limit.
export function withinLimit(id: string, by?: Dimension): Query {
  const kpi = find(id);
  const expr = quotient(id, ['_within_limit_num', '_within_limit_den'], labelsOf(kpi, by), by);
  return { expr, shows: [shown(kpi, 'withinLimit', by)] };
}

// One of the samples that a KPI has in total.
function sample(id: string, suffix: string, part: Part): Query {
  const kpi = find(id);
  return { expr: once(id, suffix, labelsOf(kpi)), shows: [shown(kpi, part)] };
}

export function cases(id: string): Query {
  return sample(id, '_cases', 'cases');
}

function about(kpi: Kpi): About {
  const [unit, decimals] = units[unitOf(kpi)];
  const median = unitOf(kpi) === 'duration' || unitOf(kpi) === 'spread' ? ' Медиана.' : '';
  const norm = kpi.norm === undefined ? '' : ` Норма: ${normText(kpi)}.`;
  const description = `${kpi.definition.ru}${median}${norm}`;
  return { title: kpi.title.ru, description, unit, ...(decimals !== undefined && { decimals }) };
}

function normText(kpi: Kpi): string {
  return unitOf(kpi) === 'duration' ? `${kpi.norm! / 60} мин` : `${Math.round(kpi.norm! * 100)} %`;
}

export function tile(id: string): Panel {
  const kpi = find(id);
  const isBreach = kpi.kind === 'count' && kpi.group === 'discipline' && kpi.better === 'down';
  return number({ ...about(kpi), ...(isBreach ? { scale: breaches } : {}) }, value(id));
}

// A tile for each KPI of a group that is not among `shown`.
export function restOf(group: Group, shown: string[]): Panel[] {
  return catalogue.filter((kpi) => kpi.group === group && !shown.includes(kpi.id)).map((kpi) => tile(kpi.id));
}

// One KPI, for each value of a dimension.
export function split(id: string, by: Dimension): Panel {
  const described = about(find(id));
  const title = `${described.title}: ${dimensionTitles[by].toLowerCase()}`;
  return bars({ ...described, title }, [{ ...value(id, { by }), legend: `{{${by}}}` }]);
}

// KPIs of one unit beside each other, or over time.
function named(ids: string[]): Query[] {
  return ids.map((id) => ({ ...value(id), legend: find(id).title.ru }));
}
export function beside(title: string, description: string, ids: string[]): Panel {
  return bars({ ...about(find(ids[0]!)), title, description }, named(ids));
}
export function overTime(title: string, description: string, ids: string[]): Panel {
  return lines({ ...about(find(ids[0]!)), title, description }, named(ids));
}

// Shares with what they are made of: k of n, the share, and its 95 % interval.
export function intervals(title: string, description: string, ids: string[]): Panel {
  const each = (make: (id: string) => Query) => tagged(ids.map((id) => [find(id).title.ru, make(id)]));
  const num = (id: string) => sample(id, '_num', 'numerator');
  const den = (id: string) => sample(id, '_den', 'denominator');
  const end = (which: 'lower' | 'upper') => (id: string) => ({
    expr: wilson(which, num(id).expr, den(id).expr),
    shows: [shown(find(id), which)],
  });
  return rows({ title, description, unit: 'none' }, [{ label: 'kpi', title: 'Переход' }], [
    { title: 'Прошли', ...each(num) },
    { title: 'Из', ...each(den) },
    { title: 'Доля', ...each(value), unit: 'percentunit', decimals: 1 },
    { title: 'От', ...each(end('lower')), unit: 'percentunit', decimals: 1 },
    { title: 'До', ...each(end('upper')), unit: 'percentunit', decimals: 1 },
  ]);
}

// Queries as one, the answers to each told by the label `kpi`.
function tagged(queries: [kpi: string, query: Query][]): Query {
  return {
    expr: queries.map(([kpi, { expr }]) => `label_replace(${expr}, "kpi", "${kpi}", "", "")`).join('\nor '),
    shows: queries.flatMap(([kpi, { shows = [] }]) => shows.map((each) => ({ ...each, labels: { kpi } }))),
  };
}

// Some KPIs of each person or channel.
export function perValue(title: string, description: string, by: Dimension, ids: string[]): Panel {
  return rows(
    { title, description, unit: 'none' },
    [{ label: by, title: dimensionTitles[by] }],
    ids.map((id) => {
      const { title: name, unit, decimals } = about(find(id));
      return { title: name, ...value(id, { by }), unit, ...(decimals !== undefined && { decimals }) };
    }),
  );
}
