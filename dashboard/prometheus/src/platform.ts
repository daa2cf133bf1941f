// What whoever runs Zamer is told of.
import { runbook, type AlertingRule, type Group, type RecordingRule } from './rule.ts';

// Old enough that a healthy consumer has applied it, wherever in a scrape it was seen.
const settled = '30s';

// By feed and partition, when the newest event was stored: that of a service, under the name that its readers have.
const newest = `max by (feed, partition) (
  label_replace(zamer_event_log_newest_timestamp_seconds offset ${settled}, "feed", "$1", "service", "(.*)"))`;
const applied = 'max by (service, feed, partition) (zamer_events_applied_timestamp_seconds)';

const recordings: RecordingRule[] = [
  {
    // 0 while all is applied; otherwise for how long nothing was, though there is something to apply.
    record: 'zamer:event_lag:seconds',
    expr: `max by (service, feed) (
  (time() - ${applied})
  * (${applied} < bool on (feed, partition) group_left () ${newest}))`,
  },
];

const durability = {
  appendonly: 'zamer_redis_aof_enabled',
  appendfsync: 'zamer_redis_fsync_always',
  'maxmemory-policy': 'zamer_redis_noeviction',
  'aof-write': 'zamer_redis_aof_write_ok',
};

const notDurable = Object.entries(durability)
  .map(([setting, gauge]) => `label_replace(min by (service) (${gauge}) == 0, "setting", "${setting}", "", "")`)
  .join('\nor ');

// Replicas of the edge show the same deliveries.
const rejected = 'max by (service, way_in) (zamer_deliveries_rejected)';
const rejectedDayAgo = 'max by (service, way_in) (min_over_time(zamer_deliveries_rejected[1d]))';

const calls = (codes = '') => `sum by (service) (rate(zamer_edge_calls_total{${codes}}[5m]))`;
// What the caller does wrong is not among them, nor are his deadlines: each stream ends by one.
const failed = calls('grpc_code=~"Unknown|Internal|Unavailable|DataLoss"');

function platformAlert(
  alert: string,
  severity: 'page' | 'ticket',
  held: string,
  expr: string,
  text: { ru: string; en: string },
): AlertingRule {
  return {
    alert,
    expr,
    for: held,
    labels: { team: 'platform', severity },
    annotations: { summary: text.ru, summary_en: text.en, runbook_url: runbook(alert) },
  };
}

const alerts: AlertingRule[] = [
  platformAlert('ServiceDown', 'page', '1m', 'up{job="zamer"} == 0', {
    ru: '{{ $labels.service }} ({{ $labels.instance }}) не отвечает.',
    en: '{{ $labels.service }} ({{ $labels.instance }}) does not answer.',
  }),
  platformAlert('RedisUnreachable', 'page', '30s', 'max by (service) (zamer_redis_up) == 0', {
    ru: '{{ $labels.service }} не может достучаться до Redis: вызовы отвергаются, ничего не теряется.',
    en: '{{ $labels.service }} cannot reach Redis: calls are refused, nothing is lost.',
  }),
  platformAlert('RedisNotDurable', 'page', '1m', notDurable, {
    ru: 'Redis сервиса {{ $labels.service }} может потерять подтверждённое: {{ $labels.setting }} не такой, как нужно.',
    en: 'The Redis of {{ $labels.service }} may lose what it acknowledged: {{ $labels.setting }} is not as it must be.',
  }),
  platformAlert(
    'RedisMemoryLow',
    'ticket',
    '10m',
    'max by (service) (zamer_redis_memory_bytes / (zamer_redis_memory_limit_bytes > 0)) > 0.7',
    {
      ru: 'Память Redis сервиса {{ $labels.service }} занята на {{ $value | humanizePercentage }}: полный Redis не принимает записей.',
      en: 'The memory of the Redis of {{ $labels.service }} is {{ $value | humanizePercentage }} full; a full one takes no writes.',
    },
  ),
  platformAlert('EventsBehind', 'page', '1m', 'zamer:event_lag:seconds > 0', {
    ru: '{{ $labels.service }} не применяет события {{ $labels.feed }} уже {{ $value | humanizeDuration }}: числа и списки стареют.',
    en: '{{ $labels.service }} has applied no event of {{ $labels.feed }} for {{ $value | humanizeDuration }}: numbers and lists grow old.',
  }),
  platformAlert('DeadLetters', 'ticket', '1m', 'max by (service) (zamer_dead_letters) > 0', {
    ru: '{{ $labels.service }} отложил событий: {{ $value }}. Устраните причину и примените их снова.',
    en: '{{ $labels.service }} has put {{ $value }} events aside: mend the cause and apply them again.',
  }),
  platformAlert('DeliveriesWaiting', 'page', '1m', 'max by (service, way_in) (zamer_deliveries_oldest_seconds) > 600', {
    ru: 'Обращения по каналу {{ $labels.way_in }} ждут уже {{ $value | humanizeDuration }}: сервис лидов их не берёт, и никто их не видит.',
    en: 'What came by {{ $labels.way_in }} has waited for {{ $value | humanizeDuration }}: the lead service does not take it, and nobody sees it.',
  }),
  // Only those of the last day: what nobody can mend stays rejected, and an alert that is always on is read by nobody.
  platformAlert('DeliveriesRejected', 'page', '1m', `${rejected} - ${rejectedDayAgo} > 0`, {
    ru: 'По каналу {{ $labels.way_in }} за сутки отвергнуто обращений: {{ $value }}. Устраните причину и доставьте их снова.',
    en: 'Within a day {{ $value }} deliveries by {{ $labels.way_in }} were rejected: mend the cause and deliver them again.',
  }),
  // A deployment ends all streams at once and is over within minutes; some calls are needed to say that many fail.
  platformAlert('EdgeFailing', 'page', '5m', `${failed} / (${calls()} > 0.1) > 0.05`, {
    ru: 'Край не смог ответить на {{ $value | humanizePercentage }} вызовов: люди видят ошибки вместо чисел.',
    en: 'The edge could not answer {{ $value | humanizePercentage }} of the calls: people see errors instead of numbers.',
  }),
  platformAlert(
    'NumbersUnreadable',
    'page',
    '1m',
    'max by (service) (zamer_kpi_up) == 0 or max by (service) (zamer_coverage_up) == 0',
    {
      ru: '{{ $labels.service }} не успевает прочесть свои числа: Prometheus и оповещения отдела слепы.',
      en: '{{ $labels.service }} cannot read its numbers in time: Prometheus and the alerts of sales are blind.',
    },
  ),
  platformAlert('ServiceSaturated', 'ticket', '10m', 'rate(process_cpu_seconds_total{job="zamer"}[5m]) > 0.9', {
    ru: '{{ $labels.service }} ({{ $labels.instance }}) занимает ядро целиком: ответы скоро замедлятся.',
    en: '{{ $labels.service }} ({{ $labels.instance }}) uses a whole core: answers will soon be slow.',
  }),
  platformAlert(
    'DescriptorsLow',
    'ticket',
    '10m',
    'process_open_fds{job="zamer"} / process_max_fds{job="zamer"} > 0.8',
    {
      ru: '{{ $labels.service }} ({{ $labels.instance }}) истратил {{ $value | humanizePercentage }} дескрипторов: скоро не примет соединений.',
      en: '{{ $labels.service }} ({{ $labels.instance }}) has used {{ $value | humanizePercentage }} of its descriptors and will soon take no connections.',
    },
  ),
];

export const platform: Group = { name: 'platform', interval: '15s', rules: [...recordings, ...alerts] };
