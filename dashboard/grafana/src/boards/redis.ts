import type { Board } from '../board.ts';
import { lines, number, yesOrNo, type Panel, type Scale } from '../panels.ts';
import { service } from '../variables.ts';

const mine = 'service=~"$service"';

const mustBeOne: Scale = [
  [null, 'red'],
  [1, 'green'],
];

function setting(title: string, description: string, gauge: string): Panel {
  return number({ title, description, unit: 'none', scale: mustBeOne, names: yesOrNo }, { expr: `min(${gauge}{${mine}})` });
}

function commands(outcome: string): string {
  return `sum by (service, outcome) (rate(zamer_redis_commands_total{${mine},outcome${outcome}}[$__rate_interval]))`;
}

function perService(title: string, description: string, unit: string, expr: string): Panel {
  return lines({ title, description, unit }, [{ expr, legend: '{{service}}' }]);
}

export const redis: Board = {
  uid: 'zamer-redis',
  title: 'Redis',
  description: 'Хранит ли Redis то, что подтвердил, хватает ли ему памяти и как быстро он отвечает.',
  team: 'platform',
  variables: [service],
  sections: [
    {
      title: 'Надёжность',
      width: 4,
      height: 4,
      panels: [
        setting('Доступен', 'Отвечает ли Redis каждому сервису.', 'zamer_redis_up'),
        setting('Журнал ведётся', 'appendonly: без журнала всё пропадает с процессом.', 'zamer_redis_aof_enabled'),
        setting('Сначала на диск', 'appendfsync always: подтверждённое уже на диске.', 'zamer_redis_fsync_always'),
        setting('Журнал пишется', 'Удалась ли последняя запись журнала.', 'zamer_redis_aof_write_ok'),
        setting('Ничего не вытесняет', 'maxmemory-policy noeviction: полный Redis отвергает запись, но не теряет ключей.', 'zamer_redis_noeviction'),
        number(
          { title: 'Память', description: 'Сколько памяти занято.', unit: 'bytes', decimals: 1 },
          { expr: `max(zamer_redis_memory_bytes{${mine}})` },
        ),
      ],
    },
    {
      title: 'Работа',
      width: 12,
      height: 8,
      panels: [
        perService('Время ответа', 'Сколько Redis отвечал на один вопрос, заданный при сборе чисел.', 's', `max by (service) (zamer_redis_round_trip_seconds{${mine}})`),
        lines({ title: 'Команды', description: 'Команды в секунду по исходу: unknown — ответа не дождались, могла и подействовать.', unit: 'ops' }, [
          {
            // What never happens would fill the legend.
            expr: `${commands('="answered"')} or ${commands('!="answered"')} > 0`,
            legend: '{{service}} {{outcome}}',
          },
        ]),
        perService('Ждут', 'Команды, которые ждут отправки или ответа.', 'none', `max by (service) (zamer_redis_waiting_commands{${mine}})`),
        perService('Соединения', 'Сколько соединений установлено с начала работы: рост — обрывы.', 'none', `sum by (service) (zamer_redis_connections_total{${mine}})`),
        perService('Память', 'Память Redis каждого сервиса.', 'bytes', `max by (service) (zamer_redis_memory_bytes{${mine}})`),
        perService('Предел памяти', 'Сколько памяти разрешено; 0 — без предела.', 'bytes', `max by (service) (zamer_redis_memory_limit_bytes{${mine}})`),
      ],
    },
  ],
};
