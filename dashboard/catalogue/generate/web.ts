// What the page says of each KPI.
import { catalogue } from '../catalogue.ts';
import { unitOf } from '../kpi.ts';

const head = `// Generated from dashboard/catalogue by \`npm run generate:catalogue\`: change it there.

export interface KpiText {
  title: { ru: string; en: string };
  definition: { ru: string; en: string };
  unit: 'count' | 'share' | 'money' | 'duration' | 'cost' | 'spread';
  better: 'up' | 'down' | 'none';
}

`;

export function webLabels(): string {
  const entries = catalogue.map((kpi) => {
    const { title, definition, better } = kpi;
    return `  ${kpi.id}: ${JSON.stringify({ title, definition, unit: unitOf(kpi), better })},`;
  });
  return `${head}export const kpis: Record<string, KpiText> = {\n${entries.join('\n')}\n};\n`;
}
