import type { Board } from '../board.ts';
import { lines, number, yesOrNo, type Scale } from '../panels.ts';
import { service } from '../variables.ts';

const mine = 'service=~"$service"';

const late: Scale = [
  [null, 'green'],
  [1, 'red'],
];

function consumed(result: string): string {
  return `sum by (service, feed, result) (rate(zamer_events_consumed_total{${mine},result${result}}[$__rate_interval]))`;
}

export const events: Board = {
  uid: 'zamer-events',
  title: 'События',
  description: 'Доходят ли события от сервиса к сервису и все ли применены.',
  team: 'platform',
  variables: [service],
  sections: [
    {
      title: 'Сейчас',
      width: 8,
      height: 5,
      panels: [
        number(
          {
            title: 'Наибольшее отставание',
            description: 'Как давно ничего не применялось там, где есть что применить. 0 — всё применено.',
            unit: 's',
            scale: late,
          },
          { expr: `max(zamer:event_lag:seconds{${mine}})` },
        ),
        number(
          {
            title: 'Отложено',
            description: 'События, которые не удалось применить: они ждут, пока устранят причину.',
            unit: 'none',
            scale: late,
          },
          { expr: `sum(max by (service) (zamer_dead_letters{${mine}}))` },
        ),
        number(
          {
            title: 'Числа читаются',
            description: 'Успевает ли сервис метрик прочесть свои числа при каждом сборе.',
            unit: 'none',
            names: yesOrNo,
            scale: [
              [null, 'red'],
              [1, 'green'],
            ],
          },
          { expr: 'max(zamer_kpi_up)' },
        ),
      ],
    },
    {
      title: 'Как менялось',
      width: 12,
      height: 8,
      panels: [
        lines(
          {
            title: 'Отставание',
            description: 'Отставание каждого читателя от каждой ленты.',
            unit: 's',
          },
          [{ expr: `zamer:event_lag:seconds{${mine}}`, legend: '{{service}} от {{feed}}' }],
        ),
        lines(
          {
            title: 'Применено',
            description: 'Порции событий в секунду: применены, отложены или не удались и повторены.',
            unit: 'ops',
          },
          [
            {
              // What never happens would fill the legend.
              expr: `${consumed('="applied"')} or ${consumed('!="applied"')} > 0`,
              legend: '{{service}} от {{feed}}: {{result}}',
            },
          ],
        ),
        lines({ title: 'Отложено', description: 'События, которые ждут, пока их применят снова.', unit: 'none' }, [
          { expr: `max by (service) (zamer_dead_letters{${mine}})`, legend: '{{service}}' },
        ]),
        lines(
          {
            title: 'Возраст последнего события',
            description: 'Как давно каждый сервис записал своё последнее событие.',
            unit: 's',
          },
          [
            {
              expr: `time() - max by (service) (zamer_event_log_newest_timestamp_seconds{${mine}} > 0)`,
              legend: '{{service}}',
            },
          ],
        ),
      ],
    },
  ],
};
