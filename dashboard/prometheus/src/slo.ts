// How much of what was promised to callers is used up: error budgets, by the multi-window, multi-burn-rate method.
import { runbook, type AlertingRule, type Group, type RecordingRule } from './rule.ts';

interface Objective {
  slo: string;
  // What must go well, from 0 to 1.
  share: number;
  // The share of calls that went badly.
  bad: (window: string) => string;
}

const unary = 'grpc_type="unary"';
// Whose fault is the service's, not the caller's.
const faults = 'Unknown|DeadlineExceeded|ResourceExhausted|Internal|Unavailable|DataLoss';
const patience = '0.5';

function rate(series: string, window: string): string {
  return `sum by (service) (rate(${series}[${window}]))`;
}

const objectives: Objective[] = [
  {
    slo: 'availability',
    share: 0.999,
    bad: (window) =>
      `${rate(`grpc_server_handled_total{${unary},grpc_code=~"${faults}"}`, window)}
/ (${rate(`grpc_server_handled_total{${unary}}`, window)} > 0)`,
  },
  {
    slo: 'latency',
    share: 0.99,
    bad: (window) =>
      `1 - ${rate(`grpc_server_handling_seconds_bucket{${unary},le="${patience}"}`, window)}
/ (${rate(`grpc_server_handling_seconds_count{${unary}}`, window)} > 0)`,
  },
];

const windows = ['5m', '30m', '1h', '2h', '6h', '1d', '3d'];

function recordings(): RecordingRule[] {
  const errors = objectives.flatMap(({ slo, bad }) =>
    windows.map((window) => ({
      record: `zamer:slo_errors:ratio_rate${window}`,
      expr: bad(window),
      labels: { slo },
    })),
  );
  const budgets = objectives.map(({ slo, share }) => ({
    record: 'zamer:slo:budget',
    expr: `vector(${(1 - share).toFixed(4)})`,
    labels: { slo },
  }));
  const calls = { record: 'zamer:slo_calls:rate6h', expr: rate(`grpc_server_handled_total{${unary}}`, '6h') };
  return [...errors, ...budgets, calls];
}

// Burns at `times` the speed that would use the budget up in 30 days, over a long window and still now.
function burns(times: number, long: string, now: string): string {
  const over = (window: string) =>
    `zamer:slo_errors:ratio_rate${window} > on (slo) group_left () (${times} * zamer:slo:budget)`;
  return `(${over(long)}\n  and ${over(now)})`;
}

// In a quiet hour a single fault is a large share: at least a call a minute on average.
const busy = 'and on (service) zamer:slo_calls:rate6h > 0.0167';

function alert(severity: 'page' | 'ticket', expr: string, text: { ru: string; en: string }): AlertingRule {
  return {
    alert: 'ErrorBudgetBurn',
    expr: `(${expr})\n${busy}`,
    for: severity === 'page' ? '2m' : '15m',
    labels: { team: 'platform', severity },
    annotations: {
      summary: `{{ $labels.service }}, {{ $labels.slo }}: {{ $value | humanizePercentage }} вызовов не так, как обещано; ${text.ru}`,
      summary_en: `{{ $labels.service }}, {{ $labels.slo }}: {{ $value | humanizePercentage }} of the calls break the promise; ${text.en}`,
      runbook_url: runbook('ErrorBudgetBurn'),
    },
  };
}

const alerts = [
  alert('page', `${burns(14.4, '1h', '5m')}\nor ${burns(6, '6h', '30m')}`, {
    ru: 'запас ошибок месяца кончится за дни. Разберитесь сейчас.',
    en: "the month's error budget ends within days. Look into it now.",
  }),
  alert('ticket', `${burns(3, '1d', '2h')}\nor ${burns(1, '3d', '6h')}`, {
    ru: 'запас ошибок месяца кончится раньше месяца. Разберитесь на этой неделе.',
    en: "the month's error budget ends before the month. Look into it this week.",
  }),
];

export const slo: Group = { name: 'slo', interval: '30s', rules: [...recordings(), ...alerts] };
