// What the department itself is told of: people who wait, and steps that lose more than they should.
import { catalogue, kpi } from '../../catalogue/catalogue.ts';
import { metric, type Labels } from '../../catalogue/metrics.ts';
import { wilson } from '../../catalogue/wilson.ts';
import { runbook, type AlertingRule, type Group, type RecordingRule } from './rule.ts';

// Below it a share says nothing.
const enoughCases = 30;

// The same number from each replica of a service, once.
function once(selector: string, labels = 'department'): string {
  return `max by (${labels}) (${selector})`;
}

const total: Labels = { basis: 'event', by: 'all' };

// Leads of the last 30 days by the days of the events: those that came in these days have not had their time yet, so by
// cohort every late step would look bad.
const lately: Labels = { ...total, window: '30d' };
const today: Labels = { ...total, window: 'today' };

const passed = 'zamer:step:passed30d';
const cases = 'zamer:step:cases30d';

// What a step should reach: by the catalogue, and by a department that knows better, in rules of its own
// (docs/observability.md).
const usualNorm = 'zamer:step:norm';
export const ownNorm = 'zamer:step:own_norm';
const norm = 'zamer:step:department_norm';

function stepRules(): RecordingRule[] {
  const steps = catalogue.filter((each) => each.kind === 'share' && each.norm !== undefined);
  const ofEach = steps.flatMap((step): RecordingRule[] => [
    { record: passed, expr: once(metric(step.id, '_num', lately)), labels: { kpi: step.id } },
    { record: cases, expr: once(metric(step.id, '_den', lately)), labels: { kpi: step.id } },
    {
      record: usualNorm,
      expr: `vector(${step.norm})`,
      labels: { kpi: step.id, title: step.title.ru, title_en: step.title.en },
    },
  ]);
  const titles = 'on (kpi) group_left (title, title_en)';
  return [
    ...ofEach,
    {
      record: norm,
      expr: `${ownNorm} * ${titles} (${usualNorm} ^ 0)
or on (department, kpi) 0 * ${cases} + ${titles} ${usualNorm}`,
    },
    { record: 'zamer:step:rate30d', expr: `${passed} / (${cases} > 0)` },
    { record: 'zamer:step:rate30d_lower', expr: wilson('lower', passed, cases) },
    { record: 'zamer:step:rate30d_upper', expr: wilson('upper', passed, cases) },
  ];
}

const normInWords =
  `{{ with printf "${norm}{department='%s',kpi='%s'}" $labels.department $labels.kpi | query }}` +
  '{{ . | first | value | humanizePercentage }}{{ end }}';

const saturated = kpi('market_saturation').norm!;
const saturation: Labels = { basis: 'event', by: 'city', window: 'month' };

const late = metric('late_first_responses', '', today);
const openLately = once(metric('show_rate', '_unknown', lately));
const openToday = once(metric('show_rate', '_unknown', today));

const alerts: AlertingRule[] = [
  {
    alert: 'NoLeadManagerOnShift',
    expr: `${once('zamer_lead_managers_on_shift')} == 0
and on (department) ${once('zamer_department_open')} == 1`,
    for: '2m',
    labels: { team: 'sales', severity: 'page' },
    annotations: {
      summary: 'Отдел открыт, а на смене ни одного лид-менеджера: поставьте кого-нибудь прямо сейчас.',
      summary_en: 'The department is open and no lead manager is on shift: put somebody on now.',
      runbook_url: runbook('NoLeadManagerOnShift'),
    },
  },
  {
    alert: 'ThinHourAhead',
    expr: `${once('zamer_coverage_thin_hours{window="24h"}')} > 0`,
    for: '10m',
    labels: { team: 'sales', severity: 'ticket' },
    annotations: {
      summary: 'В ближайшие 24 часа неполная смена: {{ $value }} ч. Дополните график.',
      summary_en: 'Within 24 hours there are {{ $value }} h with too few lead managers: fill the shifts.',
      runbook_url: runbook('ThinHourAhead'),
    },
  },
  {
    alert: 'LeadUnanswered',
    expr: `${once(late)} - ${once(`min_over_time(${late}[15m])`)} > 0`,
    labels: { team: 'sales', severity: 'page' },
    annotations: {
      summary: 'Без ответа в срок за последние 15 минут: {{ $value }}. Ответьте этим лидам сейчас.',
      summary_en: 'Within 15 minutes {{ $value }} leads were not answered in time: answer them now.',
      runbook_url: runbook('LeadUnanswered'),
    },
  },
  {
    alert: 'MeetingWithoutOutcome',
    // Those of today may still be under way. A day on which nothing was counted has no number.
    expr: `${openLately} - (${openToday} or on (department) 0 * ${openLately}) > 0`,
    for: '30m',
    labels: { team: 'sales', severity: 'ticket' },
    annotations: {
      summary: 'Встречи прошлых дней без итога: {{ $value }}. Попросите дизайнеров записать, чем кончилось.',
      summary_en: '{{ $value }} meetings of past days have no outcome: ask the designers to record it.',
      runbook_url: runbook('MeetingWithoutOutcome'),
    },
  },
  {
    alert: 'StepBelowNorm',
    expr: `zamer:step:rate30d_upper < on (department, kpi) group_left (title, title_en) ${norm}
and on (department, kpi) ${cases} >= ${enoughCases}`,
    for: '1h',
    labels: { team: 'sales', severity: 'ticket' },
    annotations: {
      summary: `{{ $labels.title }} ниже нормы ${normInWords}: за 30 дней не больше {{ $value | humanizePercentage }}, это не случайность.`,
      summary_en: `{{ $labels.title_en }} is below its norm of ${normInWords}: over 30 days at most {{ $value | humanizePercentage }}, and not by chance.`,
      runbook_url: runbook('StepBelowNorm'),
    },
  },
  {
    alert: 'MarketSaturated',
    expr: `${once(metric('market_saturation', '_num', saturation), 'department, city')}
/ (${once(metric('market_saturation', '_den', saturation), 'department, city')} > 0)
> ${saturated}`,
    for: '1h',
    labels: { team: 'sales', severity: 'ticket' },
    annotations: {
      summary: '{{ $labels.city }}: взято {{ $value | humanizePercentage }} того, что город даёт за месяц. Реклама там скоро упрётся в потолок.',
      summary_en: '{{ $labels.city }}: {{ $value | humanizePercentage }} of what the city gives in a month is taken; more marketing there will bring little.',
      runbook_url: runbook('MarketSaturated'),
    },
  },
];

// In one group, so that alerts see what was recorded just before.
export const sales: Group = { name: 'sales', interval: '15s', rules: [...stepRules(), ...alerts] };
