// The tables of docs/kpi.md, between markers that name them.
import { tables } from '../catalogue.ts';
import type { Kpi } from '../kpi.ts';

type Column = { title: string; cell: (kpi: Kpi) => string };

const id: Column = { title: 'KPI', cell: (kpi) => `\`${kpi.id}\`` };
const formula: Column = { title: 'formula', cell: (kpi) => kpi.formula };
const day: Column = { title: 'counts on the day of', cell: (kpi) => kpi.countsOn ?? '' };
const notes: Column = { title: 'notes', cell: (kpi) => kpi.notes ?? '' };

export function withTables(page: string): string {
  return Object.entries(tables).reduce((text, [name, kpis]) => {
    const columns = name === 'counts' ? [id, formula, day] : [id, formula, notes];
    return between(text, name, tableOf(kpis, columns));
  }, page);
}

function tableOf(kpis: Kpi[], columns: Column[]): string {
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`;
  return [
    line(columns.map((column) => column.title)),
    `|${columns.map(() => '---|').join('')}`,
    ...kpis.map((kpi) => line(columns.map((column) => column.cell(kpi)))),
  ].join('\n');
}

// Replaces what is between the markers of that name.
export function between(page: string, name: string, text: string): string {
  const begin = `<!-- from dashboard/catalogue: ${name} -->\n`;
  const end = '\n<!-- end -->';
  const from = page.indexOf(begin);
  const to = page.indexOf(end, from);
  if (from < 0 || to < 0) throw new Error(`no place for ${name}: its markers are missing`);
  return page.slice(0, from + begin.length) + text + page.slice(to);
}
