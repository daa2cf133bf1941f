import type { Board } from '../board.ts';
import { overTime, perValue, restOf, split, tile } from '../kpi_panels.ts';
import { bars, number, type Query, type Scale } from '../panels.ts';
import { basis, department, dimension, window } from '../variables.ts';

const shortage: Scale = [
  [null, 'green'],
  [1, 'orange'],
];

const tiles = [
  'late_first_responses',
  'next_steps_missed',
  'follow_ups_overdue',
  'too_few_attempts',
  'shifts_late',
  'shifts_missed',
];

const here = '{department="$department"}';

const horizons = { '24h': '24 часа', '7d': '7 дней', '28d': '28 дней' };

function ahead(hours: string): Query[] {
  return Object.entries(horizons).map(([window, legend]) => ({
    expr: `max by (department) (${hours}{department="$department",window="${window}"})`,
    legend,
  }));
}

export const discipline: Board = {
  uid: 'zamer-discipline',
  title: 'Дисциплина',
  description: 'Что должно было быть сделано и не сделано, и кто на смене.',
  team: 'sales',
  variables: [department, window, basis, dimension('lead_manager'), dimension('designer')],
  sections: [
    { title: 'Не сделано', width: 8, height: 3, panels: tiles.map(tile) },
    {
      title: 'Смены',
      width: 6,
      height: 6,
      panels: [
        number(
          { title: 'На смене сейчас', description: 'Сколько лид-менеджеров на смене в эту минуту.', unit: 'none' },
          { expr: `max by (department) (zamer_lead_managers_on_shift${here})` },
        ),
        number(
          { title: 'Нужно на смене', description: 'Сколько лид-менеджеров должно быть в каждый рабочий час.', unit: 'none' },
          { expr: `max by (department) (zamer_lead_managers_required${here})` },
        ),
        bars(
          {
            title: 'Часы с неполной сменой впереди',
            description: 'Рабочие часы ближайших 24 часов, 7 и 28 дней, в которые людей меньше, чем нужно.',
            unit: 'none',
            scale: shortage,
          },
          ahead('zamer_coverage_thin_hours'),
        ),
        bars(
          { title: 'Рабочие часы впереди', description: 'Рабочие часы ближайших 24 часов, 7 и 28 дней.', unit: 'none' },
          ahead('zamer_coverage_opening_hours'),
        ),
      ],
    },
    {
      title: 'Лид-менеджеры',
      width: 24,
      height: 9,
      panels: [
        perValue('Лид-менеджеры', 'Сделанное и несделанное каждым лид-менеджером за период.', 'lead_manager', [
          'late_first_responses',
          'next_steps_missed',
          'follow_ups_overdue',
          'calls_without_recording',
          'attempts_per_lead',
        ]),
      ],
    },
    {
      title: 'Кто и когда',
      width: 8,
      height: 9,
      panels: [
        split('no_shows_designer', 'designer'),
        overTime('Как менялось', 'Числа за выбранный период, какими они были в каждый момент.', tiles),
        split('calls_without_consent', 'lead_manager'),
      ],
    },
    { title: 'Все показатели дисциплины', width: 6, height: 3, panels: restOf('discipline', tiles) },
  ],
};
