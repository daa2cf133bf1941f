import type { Board } from '../board.ts';
import { lines, number, rows, type About, type Scale } from '../panels.ts';
import { service } from '../variables.ts';

const mine = 'service=~"$service"';
const unary = `${mine},grpc_type="unary"`;
const faults = 'grpc_code=~"Unknown|DeadlineExceeded|ResourceExhausted|Internal|Unavailable|DataLoss"';
const pace = '[$__rate_interval]';

const down: Scale = [
  [null, 'red'],
  [1, 'green'],
];

function latency(quantile: number, by: string): string {
  const buckets = `rate(grpc_server_handling_seconds_bucket{${unary}}${pace})`;
  // Without calls there is no duration.
  return `histogram_quantile(${quantile}, sum by (le, ${by}) (${buckets})) > 0`;
}

function ofEach(title: string, description: string, unit: string, expr: string): [About, { expr: string; legend: string }[]] {
  return [{ title, description, unit }, [{ expr, legend: '{{service}}' }]];
}

const calls = `sum by (service) (rate(grpc_server_handled_total{${unary}}${pace}))`;
const failed = `sum by (service) (rate(grpc_server_handled_total{${unary},${faults}}${pace}))`;

export const rpc: Board = {
  uid: 'zamer-rpc',
  title: 'Вызовы',
  description: 'Сколько вызовов, сколько из них с ошибкой и как долго они длятся: по сервисам и методам.',
  team: 'platform',
  variables: [service],
  sections: [
    {
      title: 'Живы ли',
      width: 12,
      height: 7,
      panels: [
        number(
          {
            title: 'Отвечают',
            description: 'Сколько процессов каждого сервиса отвечает Prometheus.',
            unit: 'none',
            scale: down,
          },
          { expr: `sum by (service) (up{job="zamer",${mine}})`, legend: '{{service}}' },
        ),
        rows(
          { title: 'Что работает', description: 'Версии работающих процессов.', unit: 'none' },
          [
            { label: 'service', title: 'Сервис' },
            { label: 'version', title: 'Версия' },
          ],
          [{ title: 'Процессов', expr: `count by (service, version) (zamer_build_info{${mine}})` }],
        ),
      ],
    },
    {
      title: 'Вызовы, ошибки, время',
      width: 12,
      height: 8,
      panels: [
        lines(...ofEach('Вызовы в секунду', 'Отвеченные вызовы без потоков.', 'reqps', calls)),
        lines(
          {
            title: 'Доля ошибок',
            description: 'Доля вызовов, которые не удались по вине сервиса: ошибки вызывающего не в счёт.',
            unit: 'percentunit',
            reach: 0.05,
          },
          [{ expr: `${failed} / (${calls} > 0)`, legend: '{{service}}' }],
        ),
        lines(
          { title: 'Время ответа', description: 'Медиана и 99-й процентиль времени ответа.', unit: 's' },
          [
            { expr: latency(0.5, 'service'), legend: '{{service}} p50' },
            { expr: latency(0.99, 'service'), legend: '{{service}} p99' },
          ],
        ),
        lines({ title: 'Ответы по кодам', description: 'Ответы в секунду по кодам gRPC, кроме OK.', unit: 'reqps' }, [
          {
            expr: `sum by (grpc_code) (rate(grpc_server_handled_total{${mine},grpc_code!="OK"}${pace}))`,
            legend: '{{grpc_code}}',
          },
        ]),
        lines({ title: 'Сейчас в работе', description: 'Вызовы и потоки, на которые ещё не отвечено.', unit: 'none' }, [
          {
            expr: `sum by (service, grpc_type) (zamer_in_flight_calls{${mine}})`,
            legend: '{{service}} {{grpc_type}}',
          },
        ]),
        lines({ title: 'Сообщения потоков', description: 'Сообщения в секунду, отправленные в потоки.', unit: 'mps' }, [
          {
            expr: `sum by (service) (rate(grpc_server_msg_sent_total{${mine},grpc_type="server_stream"}${pace}))`,
            legend: '{{service}}',
          },
        ]),
      ],
    },
    {
      title: 'Методы',
      width: 24,
      height: 12,
      panels: [
        rows(
          { title: 'Методы за час', description: 'Вызовы в секунду, доля ошибок и 99-й процентиль за последний час.', unit: 'none' },
          [{ label: 'grpc_method', title: 'Метод' }],
          [
            {
              title: 'Вызовов в секунду',
              expr: `sum by (grpc_method) (rate(grpc_server_handled_total{${unary}}[1h])) > 0`,
              unit: 'reqps',
              decimals: 3,
            },
            {
              title: 'Ошибки',
              expr: `sum by (grpc_method) (rate(grpc_server_handled_total{${unary},${faults}}[1h])) / (sum by (grpc_method) (rate(grpc_server_handled_total{${unary}}[1h])) > 0)`,
              unit: 'percentunit',
              decimals: 2,
            },
            {
              title: 'p99',
              expr: `histogram_quantile(0.99, sum by (le, grpc_method) (rate(grpc_server_handling_seconds_bucket{${unary}}[1h]))) > 0`,
              unit: 's',
            },
          ],
        ),
      ],
    },
    {
      title: 'Обещания и процессы',
      width: 12,
      height: 8,
      panels: [
        lines(
          {
            title: 'Расход запаса ошибок',
            description: 'Во сколько раз быстрее допустимого расходуется запас ошибок: 1 — как раз на 30 дней.',
            unit: 'none',
          },
          [
            {
              expr: `zamer:slo_errors:ratio_rate1h{${mine}} / on (slo) group_left () zamer:slo:budget`,
              legend: '{{service}} {{slo}}',
            },
          ],
        ),
        lines(
          ...ofEach(
            'Процессор',
            'Сколько ядер занимает процесс; цикл событий у него один.',
            'none',
            `sum by (service) (rate(process_cpu_seconds_total{job="zamer",${mine}}${pace}))`,
          ),
        ),
        lines(
          ...ofEach(
            'Память',
            'Память процесса.',
            'bytes',
            `max by (service) (process_resident_memory_bytes{job="zamer",${mine}})`,
          ),
        ),
        lines(
          ...ofEach(
            'Дескрипторы',
            'Доля занятых дескрипторов из разрешённых.',
            'percentunit',
            `max by (service) (process_open_fds{job="zamer",${mine}} / process_max_fds{job="zamer",${mine}})`,
          ),
        ),
      ],
    },
  ],
};
