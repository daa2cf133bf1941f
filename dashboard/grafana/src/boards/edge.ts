import type { Board } from '../board.ts';
import { lines, number, type Scale } from '../panels.ts';

const pace = '[$__rate_interval]';

const anyIsBad: Scale = [
  [null, 'green'],
  [1, 'red'],
];

// As alert DeliveriesWaiting has it.
const tooLong: Scale = [
  [null, 'green'],
  [600, 'red'],
];

const routes = {
  page: 'страница',
  call: 'вызовы',
  sign_in: 'вход',
  way_in: 'каналы',
  health: 'проверки',
  other: 'прочее',
};

function took(quantile: number): string {
  // Without requests there is no duration.
  return `histogram_quantile(${quantile}, sum by (le, route) (rate(zamer_edge_request_seconds_bucket${pace}))) > 0`;
}

export const edge: Board = {
  uid: 'zamer-edge',
  title: 'Край',
  description: 'Что приходит снаружи: запросы браузеров, их потоки и обращения, доставленные каналами.',
  team: 'platform',
  variables: [],
  sections: [
    {
      title: 'Сейчас',
      width: 6,
      height: 5,
      panels: [
        number(
          { title: 'Открытые потоки', description: 'Сколько потоков держат открытыми браузеры.', unit: 'none' },
          { expr: 'sum(zamer_edge_open_streams)' },
        ),
        number(
          {
            title: 'Ждут сервиса лидов',
            description: 'Обращения, которые каналы доставили, а сервис лидов ещё не взял.',
            unit: 'none',
          },
          { expr: 'sum(max by (way_in) (zamer_deliveries_waiting))' },
        ),
        number(
          {
            title: 'Дольше всех ждёт',
            description: 'Как давно ждёт самое старое из них; 0 — никто не ждёт.',
            unit: 's',
            scale: tooLong,
          },
          { expr: 'max(zamer_deliveries_oldest_seconds)' },
        ),
        number(
          {
            title: 'Отвергнуты за сутки',
            description: 'Обращения, которые сервис лидов отверг за сутки и которых никто не доставил снова; спам не в счёт.',
            unit: 'none',
            scale: anyIsBad,
          },
          {
            expr: 'sum(clamp_min(max by (way_in) (zamer_deliveries_rejected) - max by (way_in) (min_over_time(zamer_deliveries_rejected[1d])), 0))',
          },
        ),
      ],
    },
    {
      title: 'Запросы',
      width: 12,
      height: 8,
      panels: [
        lines(
          {
            title: 'Запросы в секунду',
            description: 'Отвеченные запросы HTTP по тому, за чем пришли.',
            unit: 'reqps',
            names: routes,
          },
          [{ expr: `sum by (route) (rate(zamer_edge_requests_total${pace}))`, legend: '{{route}}' }],
        ),
        lines(
          {
            title: 'Ответы с ошибкой',
            description: 'Ответы в секунду по классам HTTP: 4xx, 5xx и оборванные. У вызовов gRPC-Web ошибка видна по коду, а не здесь.',
            unit: 'reqps',
          },
          [
            {
              expr: `sum by (status) (rate(zamer_edge_requests_total{status=~"4xx|5xx|broken_off"}${pace}))`,
              legend: '{{status}}',
            },
          ],
        ),
        lines(
          { title: 'Вызовы по кодам', description: 'Вызовы браузеров в секунду по кодам gRPC, кроме OK.', unit: 'reqps' },
          [
            {
              expr: `sum by (grpc_code) (rate(zamer_edge_calls_total{grpc_code!="OK"}${pace}))`,
              legend: '{{grpc_code}}',
            },
          ],
        ),
        lines(
          {
            title: 'Время ответа',
            description: 'Медиана и 99-й процентиль времени от запроса до конца ответа. Поток отвечает, пока открыт, и входит в вызовы.',
            unit: 's',
          },
          [
            { expr: took(0.5), legend: '{{route}} p50' },
            { expr: took(0.99), legend: '{{route}} p99' },
          ],
        ),
        lines({ title: 'Открытые потоки', description: 'Потоки, которые держат открытыми браузеры, по процессам края.', unit: 'none' }, [
          { expr: 'zamer_edge_open_streams', legend: '{{instance}}' },
        ]),
        lines(
          { title: 'Сообщения потоков', description: 'Сообщения в секунду, отправленные браузерам в потоки.', unit: 'mps' },
          [{ expr: `sum by (wire) (rate(zamer_edge_stream_messages_total${pace}))`, legend: '{{wire}}' }],
        ),
      ],
    },
    {
      title: 'Каналы',
      width: 12,
      height: 8,
      panels: [
        lines(
          {
            title: 'Доставки',
            description: 'Доставки в секунду по исходу: у двери (stored, repeated, refused, spam…) и на пути к сервису лидов (delivered, rejected, failed).',
            unit: 'ops',
          },
          [{ expr: `sum by (result) (rate(zamer_deliveries_total${pace}))`, legend: '{{result}}' }],
        ),
        lines({ title: 'Ждут', description: 'Обращения, которые ждут сервиса лидов, по каналам.', unit: 'none' }, [
          { expr: 'max by (way_in) (zamer_deliveries_waiting)', legend: '{{way_in}}' },
        ]),
        lines({ title: 'Ждут дольше всех', description: 'Как давно ждёт самое старое обращение каждого канала.', unit: 's' }, [
          { expr: 'max by (way_in) (zamer_deliveries_oldest_seconds)', legend: '{{way_in}}' },
        ]),
        lines({ title: 'Отвергнуты', description: 'Обращения, которые отвергнуты и не доставлены снова, по каналам; спам не в счёт.', unit: 'none' }, [
          { expr: 'max by (way_in) (zamer_deliveries_rejected)', legend: '{{way_in}}' },
        ]),
      ],
    },
  ],
};
