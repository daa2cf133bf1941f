// Panels of the catalogue's KPIs: title, explanation and unit are the catalogue's.
import { catalogue, kpi as find } from '../../catalogue/catalogue.ts';
import type { Group, Kpi } from '../../catalogue/kpi.ts';
import { unitOf, type Unit } from '../../catalogue/kpi.ts';
import { metric, type Labels } from '../../catalogue/metrics.ts';
import { wilson } from '../../catalogue/wilson.ts';
import { bars, lines, number, rows, type About, type Panel, type Query, type Scale } from './panels.ts';
import type { Dimension } from './variables.ts';
import { dimensionTitles } from './variables.ts';

const chosen: Labels = { department: '$department', basis: '$basis', window: '$window' };

const units: Record<Unit, [unit: string, decimals: number]> = {
  count: ['none', 0],
  share: ['percentunit', 1],
  // Amounts are in the department's own currency, whichever that is.
  money: ['locale', 0],
  cost: ['locale', 0],
  duration: ['s', 0],
  spread: ['none', 0],
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

function labelsOf(kpi: Kpi, by?: Dimension): Labels {
  const labels = kpi.monthly ? { ...chosen, basis: 'event', window: 'month' } : chosen;
  return by ? { ...labels, by, [by]: `~$${by}` } : { ...labels, by: 'all' };
}

// The value of a KPI; of durations and spreads a quantile.
export function value(id: string, options: { by?: Dimension; quantile?: '0.5' | '0.9' } = {}): string {
  const kpi = find(id);
  const labels = labelsOf(kpi, options.by);
  const at = { ...labels, quantile: options.quantile ?? '0.5' };
  switch (kpi.kind) {
    case 'count':
      return once(id, '', labels, options.by);
    case 'share':
    case 'quotient':
    case 'return':
      return ratio(id, labels, options.by);
    case 'moneyRatio':
      return `${ratio(id, labels, options.by)} / 100`;
    case 'money':
      return `${once(id, '_minor_units', labels, options.by)} / 100`;
    case 'timing':
    case 'age':
      return once(id, '_seconds', at, options.by);
    case 'spread':
      return once(id, '', at, options.by);
  }
}

function ratio(id: string, labels: Labels, by?: Dimension): string {
  return `${once(id, '_num', labels, by)} / (${once(id, '_den', labels, by)} > 0)`;
}

// The share of cases within the department's limit.
export function withinLimit(id: string, by?: Dimension): string {
  const labels = labelsOf(find(id), by);
  return `${once(id, '_within_limit_num', labels, by)} / (${once(id, '_within_limit_den', labels, by)} > 0)`;
}

export function cases(id: string): string {
  return once(id, '_cases', labelsOf(find(id)));
}

function about(kpi: Kpi): About {
  const [unit, decimals] = units[unitOf(kpi)];
  const median = unitOf(kpi) === 'duration' || unitOf(kpi) === 'spread' ? ' Медиана.' : '';
  const norm = kpi.norm === undefined ? '' : ` Норма: ${normText(kpi)}.`;
  return { title: kpi.title.ru, description: `${kpi.definition.ru}${median}${norm}`, unit, decimals };
}

function normText(kpi: Kpi): string {
  return unitOf(kpi) === 'duration' ? `${kpi.norm! / 60} мин` : `${Math.round(kpi.norm! * 100)} %`;
}

export function tile(id: string): Panel {
  const kpi = find(id);
  const isBreach = kpi.kind === 'count' && kpi.group === 'discipline' && kpi.better === 'down';
  return number({ ...about(kpi), ...(isBreach ? { scale: breaches } : {}) }, { expr: value(id) });
}

// A tile for each KPI of a group that is not among `shown`.
export function restOf(group: Group, shown: string[]): Panel[] {
  return catalogue.filter((kpi) => kpi.group === group && !shown.includes(kpi.id)).map((kpi) => tile(kpi.id));
}

// One KPI, for each value of a dimension.
export function split(id: string, by: Dimension): Panel {
  const described = about(find(id));
  const title = `${described.title}: ${dimensionTitles[by].toLowerCase()}`;
  return bars({ ...described, title }, [{ expr: value(id, { by }), legend: `{{${by}}}` }]);
}

// KPIs of one unit beside each other, or over time.
function named(ids: string[]): Query[] {
  return ids.map((id) => ({ expr: value(id), legend: find(id).title.ru }));
}
export function beside(title: string, description: string, ids: string[]): Panel {
  return bars({ ...about(find(ids[0]!)), title, description }, named(ids));
}
export function overTime(title: string, description: string, ids: string[]): Panel {
  return lines({ ...about(find(ids[0]!)), title, description }, named(ids));
}

// Shares with what they are made of: k of n, the share, and its 95 % interval.
export function intervals(title: string, description: string, ids: string[]): Panel {
  const each = (expr: (id: string) => string) =>
    ids.map((id) => `label_replace(${expr(id)}, "kpi", "${find(id).title.ru}", "", "")`).join('\nor ');
  const num = (id: string) => once(id, '_num', labelsOf(find(id)));
  const den = (id: string) => once(id, '_den', labelsOf(find(id)));
  return rows({ title, description, unit: 'none' }, { label: 'kpi', title: 'Переход' }, [
    { title: 'Прошли', expr: each(num) },
    { title: 'Из', expr: each(den) },
    { title: 'Доля', expr: each((id) => value(id)), unit: 'percentunit' },
    { title: 'От', expr: each((id) => wilson('lower', num(id), den(id))), unit: 'percentunit' },
    { title: 'До', expr: each((id) => wilson('upper', num(id), den(id))), unit: 'percentunit' },
  ]);
}

// Some KPIs of each person or channel.
export function perValue(title: string, description: string, by: Dimension, ids: string[]): Panel {
  return rows(
    { title, description, unit: 'none' },
    { label: by, title: dimensionTitles[by] },
    ids.map((id) => {
      const { title: name, unit } = about(find(id));
      return { title: name, expr: value(id, { by }), unit };
    }),
  );
}
