// Rules of Prometheus, and how their files are written.

export interface RecordingRule {
  record: string;
  expr: string;
  labels?: Record<string, string>;
}

export interface AlertingRule {
  alert: string;
  expr: string;
  // How long it must hold.
  for?: string;
  labels: { team: 'sales' | 'platform'; severity: 'page' | 'ticket' } & Record<string, string>;
  annotations: { summary: string; summary_en: string; runbook_url: string };
}

export interface Group {
  name: string;
  interval: string;
  rules: (RecordingRule | AlertingRule)[];
}

export function isAlert(rule: RecordingRule | AlertingRule): rule is AlertingRule {
  return 'alert' in rule;
}

// Where an alert is explained.
export function runbook(alert: string): string {
  return `docs/runbook.md#${alert.toLowerCase()}`;
}

export function ruleFile({ name, interval, rules }: Group): string {
  return `# Generated from dashboard/prometheus/src by \`npm run generate:catalogue\`: change it there.
groups:
  - name: ${name}
    interval: ${interval}
    rules:
${rules.map(ruleText).join('')}`;
}

function ruleText(rule: RecordingRule | AlertingRule): string {
  const lines = isAlert(rule)
    ? [
        `alert: ${rule.alert}`,
        expression(rule.expr),
        ...(rule.for ? [`for: ${rule.for}`] : []),
        mapping('labels', rule.labels),
        mapping('annotations', rule.annotations),
      ]
    : [
        `record: ${rule.record}`,
        expression(rule.expr),
        ...(rule.labels ? [mapping('labels', rule.labels)] : []),
      ];
  return `      - ${lines.join('\n').replaceAll('\n', '\n        ')}\n`;
}

function expression(text: string): string {
  return `expr: |-\n  ${text.trim().replaceAll('\n', '\n  ')}`;
}

// A JSON string is a YAML string, whatever is in it.
function mapping(name: string, values: Record<string, string>): string {
  const entries = Object.entries(values).map(([key, value]) => `\n  ${key}: ${JSON.stringify(value)}`);
  return `${name}:${entries.join('')}`;
}
