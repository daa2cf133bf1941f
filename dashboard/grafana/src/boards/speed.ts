import type { Board } from '../board.ts';
import { beside, cases, overTime, restOf, split, tile, value, withinLimit } from '../kpi_panels.ts';
import { bars, lines, number } from '../panels.ts';
import { basis, department, dimension, window } from '../variables.ts';

const answers = ['speed_to_attempt', 'speed_to_attempt_staffed', 'speed_to_talk', 'speed_to_talk_staffed'];
const fromArrival = ['time_to_phone', 'time_to_booking', 'time_to_meeting', 'time_to_contract', 'time_to_hand_over'];
const betweenSteps = ['phone_to_booking', 'booking_to_meeting', 'meeting_to_contract', 'contract_to_hand_over'];
const stages: Record<string, string> = {
  age_new: 'Новые',
  age_in_correspondence: 'В переписке',
  age_phone_captured: 'Есть телефон',
  age_meeting_booked: 'Записаны',
  age_meeting_held: 'Встретились',
  age_nurturing: 'Отложены',
};

const inTime = 'Какая доля первых ответов уложилась в отведённое отделом время.';

export const speed: Board = {
  uid: 'zamer-speed',
  title: 'Скорость',
  description: 'Как быстро отвечают новым лидам и сколько длится каждая ступень.',
  team: 'sales',
  variables: [department, window, basis, dimension('channel'), dimension('lead_manager')],
  sections: [
    {
      title: 'Первый ответ',
      width: 6,
      height: 4,
      panels: [
        ...answers.map(tile),
        number(
          { title: 'Ответили в срок', description: inTime, unit: 'percentunit', decimals: 1 },
          withinLimit('speed_to_attempt_staffed'),
        ),
        tile('late_first_responses'),
        number(
          { title: 'До первой попытки, p90', description: 'Дольше этого ждал каждый десятый лид.', unit: 's' },
          value('speed_to_attempt', { quantile: '0.9' }),
        ),
        number(
          { title: 'До первого разговора, p90', description: 'Дольше этого разговора ждал каждый десятый.', unit: 's' },
          value('speed_to_talk', { quantile: '0.9' }),
        ),
      ],
    },
    {
      title: 'Кто и откуда',
      width: 8,
      height: 8,
      panels: [
        bars({ title: 'Ответили в срок: лид-менеджер', description: inTime, unit: 'percentunit', decimals: 1 }, [
          { ...withinLimit('speed_to_attempt_staffed', 'lead_manager'), legend: '{{lead_manager}}' },
        ]),
        split('speed_to_attempt_staffed', 'lead_manager'),
        split('speed_to_attempt', 'channel'),
      ],
    },
    {
      title: 'Время пути',
      width: 12,
      height: 8,
      panels: [
        beside('От обращения', 'Медианы времени от обращения до каждой ступени.', fromArrival),
        beside('Между ступенями', 'Медианы времени от одной ступени до следующей.', betweenSteps),
        overTime('Как менялся первый ответ', 'Медианы за выбранный период, какими они были в каждый момент.', answers),
        lines(
          {
            title: 'Как менялась доля ответов в срок',
            description: inTime,
            unit: 'percentunit',
            decimals: 1,
          },
          [{ ...withinLimit('speed_to_attempt_staffed'), legend: 'в срок' }],
        ),
      ],
    },
    {
      title: 'Открытые лиды',
      width: 12,
      height: 8,
      panels: [
        bars(
          {
            title: 'Сколько где стоит',
            description: 'Открытые лиды, вошедшие в ступень за выбранный период, по ступеням.',
            unit: 'none',
          },
          Object.entries(stages).map(([id, legend]) => ({ ...cases(id), legend })),
        ),
        bars(
          {
            title: 'Как долго стоят',
            description: 'Медиана времени, которое открытые лиды провели в своей ступени.',
            unit: 's',
          },
          Object.entries(stages).map(([id, legend]) => ({ ...value(id), legend })),
        ),
      ],
    },
    { title: 'Все показатели скорости', width: 6, height: 3, panels: restOf('speed', answers) },
  ],
};
